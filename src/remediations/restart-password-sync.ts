/** Password hash synchronization off and on again for the connector, which sends every hash anew (adsync reference §3.6). */
import { told } from "../domain";
import { valueOr } from "../domain";
import { defineRemediation } from "../identity/define";
import { adConnectors } from "../identity/place";
import { serviceRuns, whyNoCycle } from "./cycle";

export default defineRemediation({
  id: "restart-password-sync",
  title: { en: "Restart password hash synchronization", de: "Die Kennworthashsynchronisierung neu starten" },
  risk: "trigger",
  undo: { en: "None needed", de: "Nicht nötig" },
  needs: ["server.connectors", "server.services"],
  wants: ["ad.user", "server.scheduler"],
  plan(facts, { place }) {
    const blocked = whyNoCycle(facts);
    if (blocked !== undefined) return { refused: blocked };
    const connectors = adConnectors(valueOr(facts["server.connectors"], []));
    const connectorName = place?.connector.Name ?? connectors[0]?.Name;
    if (connectorName === undefined)
      return {
        refused: {
          en: "No Active Directory connector was found.",
          de: "Es fand sich kein Active-Directory-Connector.",
        },
      };
    return {
      plan: {
        remediation: "restart-password-sync",
        title: told(
          {
            en: "Restart password hash synchronization of {connector}",
            de: "Die Kennworthashsynchronisierung von {connector} neu starten",
          },
          { connector: connectorName },
        ),
        risk: "trigger",
        summary: {
          en: "Turns password hash synchronization off and on again for this connector; all password hashes are sent anew.",
          de: "Schaltet die Kennworthashsynchronisierung für diesen Connector aus und wieder ein; alle Kennworthashes werden neu gesendet.",
        },
        changes: [
          {
            what: { en: "Password hash synchronization", de: "Kennworthashsynchronisierung" },
            before: { en: "as it runs or stands", de: "wie sie läuft oder steht" },
            after: { en: "off, then on again", de: "aus, dann wieder ein" },
          },
        ],
        touches: [
          {
            en: "A short gap, then a full password synchronization of everybody.",
            de: "Eine kurze Lücke, dann eine vollständige Kennwortsynchronisierung für alle.",
          },
        ],
        commands: [{ system: "premises", kind: "restart-password-sync", connectorName }],
        expects: [serviceRuns()],
        verify: { kind: "engine-runs" },
      },
    };
  },
});
