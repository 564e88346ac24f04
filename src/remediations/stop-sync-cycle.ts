/** Stops a run that hangs, then runs a delta. */
import { valueOr } from "../domain";
import { defineRemediation } from "../identity/define";
import { startCycle } from "./commands";
import { linkedAfterwards } from "./expectations";

export default defineRemediation({
  id: "stop-sync-cycle",
  title: "Stop the stuck sync cycle",
  risk: "trigger",
  undo: "None; the next cycle resumes",
  needs: ["server.scheduler", "server.runStatus"],
  wants: ["ad.user", "server.globalSettings"],
  plan(facts, { ad, settings }) {
    const scheduler = valueOr(facts["server.scheduler"], undefined);
    const busy = valueOr(facts["server.runStatus"], [])
      .filter((s) => /busy/i.test(s.RunState))
      .map((s) => s.ConnectorName);
    if (scheduler?.SyncCycleInProgress !== true && busy.length === 0) return { refused: "No sync cycle is running." };
    return {
      plan: {
        remediation: "stop-sync-cycle",
        title: "Stop the stuck sync cycle",
        risk: "trigger",
        summary: "Stops the run that hangs and runs a delta sync cycle.",
        changes: [{ what: "Running connectors", before: busy.join(", ") || "cycle in progress", after: "none" }],
        touches: ["The stopped run ends with stopped-user-termination; its work is taken up by the next cycle."],
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
                  says: "The cycle is still running.",
                },
              ],
        verify: linkedAfterwards(settings, ad),
      },
    };
  },
});
