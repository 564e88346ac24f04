/** Password hash synchronization off and on again for the connector, which sends every hash anew (adsync reference §3.6). */
import { valueOr } from "../domain";
import { defineRemediation } from "../identity/define";
import { adConnectors } from "../identity/place";
import { serviceRuns, whyNoCycle } from "./cycle";

export default defineRemediation({
  id: "restart-password-sync",
  title: "Restart password hash synchronization",
  risk: "trigger",
  undo: "None needed",
  needs: ["server.connectors", "server.services"],
  wants: ["ad.user", "server.scheduler"],
  plan(facts, { place }) {
    const blocked = whyNoCycle(facts);
    if (blocked !== undefined) return { refused: blocked };
    const connectors = adConnectors(valueOr(facts["server.connectors"], []));
    const connectorName = place?.connector.Name ?? connectors[0]?.Name;
    if (connectorName === undefined) return { refused: "No Active Directory connector was found." };
    return {
      plan: {
        remediation: "restart-password-sync",
        title: `Restart password hash synchronization of ${connectorName}`,
        risk: "trigger",
        summary:
          "Turns password hash synchronization off and on again for this connector; all password hashes are sent anew.",
        changes: [
          { what: "Password hash synchronization", before: "as it runs or stands", after: "off, then on again" },
        ],
        touches: ["A short gap, then a full password synchronization of everybody."],
        commands: [{ system: "premises", kind: "restart-password-sync", connectorName }],
        expects: [serviceRuns()],
        verify: { kind: "engine-runs" },
      },
    };
  },
});
