/** Stops a run that hangs, then runs a delta. */
import { valueOr } from "../domain";
import { defineRemediation } from "../identity/define";
import { startCycle } from "./commands";
import { linkedAfterwards } from "./expectations";

export default defineRemediation({
  id: "stop-sync-cycle",
  title: { en: "Stop the stuck sync cycle", de: "Den hängenden Synchronisierungszyklus anhalten" },
  risk: "trigger",
  undo: { en: "None; the next cycle resumes", de: "Keiner; der nächste Zyklus macht weiter" },
  needs: ["server.scheduler", "server.runStatus"],
  wants: ["ad.user", "server.globalSettings"],
  plan(facts, { ad, settings }) {
    const scheduler = valueOr(facts["server.scheduler"], undefined);
    const busy = valueOr(facts["server.runStatus"], [])
      .filter((s) => /busy/i.test(s.RunState))
      .map((s) => s.ConnectorName);
    if (scheduler?.SyncCycleInProgress !== true && busy.length === 0)
      return { refused: { en: "No sync cycle is running.", de: "Es läuft kein Synchronisierungszyklus." } };
    return {
      plan: {
        remediation: "stop-sync-cycle",
        title: { en: "Stop the stuck sync cycle", de: "Den hängenden Synchronisierungszyklus anhalten" },
        risk: "trigger",
        summary: {
          en: "Stops the run that hangs and runs a delta sync cycle.",
          de: "Hält den hängenden Lauf an und führt einen Deltazyklus aus.",
        },
        changes: [
          {
            what: { en: "Running connectors", de: "Laufende Connectors" },
            before: busy.join(", ") || { en: "cycle in progress", de: "Zyklus läuft" },
            after: { en: "none", de: "keine" },
          },
        ],
        touches: [
          {
            en: "The stopped run ends with stopped-user-termination; its work is taken up by the next cycle.",
            de: "Der angehaltene Lauf endet mit stopped-user-termination; der nächste Zyklus nimmt seine Arbeit auf.",
          },
        ],
        commands: [
          { system: "premises", kind: "stop-sync-cycle" },
          ...(scheduler?.StagingModeEnabled === true ? [] : [startCycle()]),
        ],
        expects:
          scheduler === undefined
            ? []
            : [
                {
                  system: "server",
                  what: "scheduler",
                  property: "SyncCycleInProgress",
                  equals: scheduler.SyncCycleInProgress,
                  says: { en: "The cycle is still running.", de: "Der Zyklus läuft noch." },
                },
              ],
        verify: linkedAfterwards(settings, ad),
      },
    };
  },
});
