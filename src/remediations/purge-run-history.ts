/** Makes room in the engine's database; never while the service is down. */
import { told } from "../domain";
import { valueOr } from "../domain";
import { defineRemediation } from "../identity/define";
import { startCycle } from "./commands";
import { serviceRuns } from "./cycle";
import { linkedAfterwards } from "./expectations";

const KEPT_DAYS = 7;

export default defineRemediation({
  id: "purge-run-history",
  title: { en: "Purge old run history", de: "Alte Ausführungshistorie löschen" },
  risk: "write",
  undo: { en: "None; the history is gone", de: "Keiner; die Historie ist weg" },
  needs: ["server.services", "server.host"],
  wants: ["ad.user", "server.globalSettings"],
  plan(facts, { ad, settings }) {
    if (valueOr(facts["server.services"], []).find((s) => s.Name === "ADSync")?.Status !== "Running")
      return {
        refused: {
          en: "The ADSync service does not run; the run history can only be purged through it.",
          de: "Der Dienst ADSync läuft nicht; die Ausführungshistorie lässt sich nur über ihn löschen.",
        },
      };
    const db = valueOr(facts["server.host"], undefined)?.Database;
    const size = told(
      { en: "database {size} MB of {limit} MB", de: "Datenbank {size} MB von {limit} MB" },
      { size: db?.SizeMB ?? "?", limit: db?.LimitMB ?? "?" },
    );
    return {
      plan: {
        remediation: "purge-run-history",
        title: told(
          {
            en: "Purge run history older than {days} days",
            de: "Ausführungshistorie löschen, die älter als {days} Tage ist",
          },
          { days: KEPT_DAYS },
        ),
        risk: "write",
        summary: told(
          {
            en: "Deletes the run history older than {days} days from the engine's database and runs a delta sync cycle.",
            de: "Löscht die Ausführungshistorie, die älter als {days} Tage ist, aus der Datenbank des Moduls und führt einen Deltazyklus aus.",
          },
          { days: KEPT_DAYS },
        ),
        changes: [
          {
            what: { en: "Run history", de: "Ausführungshistorie" },
            before: size,
            after: told({ en: "{days} days kept", de: "{days} Tage behalten" }, { days: KEPT_DAYS }),
          },
        ],
        touches: [{ en: "Evidence of older runs is lost.", de: "Die Belege älterer Läufe gehen verloren." }],
        commands: [{ system: "premises", kind: "purge-run-history", olderThanDays: KEPT_DAYS }, startCycle()],
        expects: [serviceRuns()],
        verify: linkedAfterwards(settings, ad),
      },
    };
  },
});
