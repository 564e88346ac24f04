/** Lifts a suspension that a wizard left behind; never while the wizard is open. */
import { valueOr } from "../domain";
import { defineRemediation } from "../identity/define";
import { startCycle } from "./commands";
import { linkedAfterwards } from "./expectations";

export default defineRemediation({
  id: "resume-scheduler",
  title: "Resume the scheduler",
  risk: "trigger",
  undo: "None; open the wizard to suspend it again",
  needs: ["server.scheduler", "server.host"],
  wants: ["ad.user", "server.globalSettings"],
  plan(facts, { ad, settings }) {
    const scheduler = valueOr(facts["server.scheduler"], undefined);
    if (scheduler?.SchedulerSuspended !== true) return { refused: "The scheduler is not suspended." };
    if (valueOr(facts["server.host"], undefined)?.WizardOpen === true)
      return { refused: "The configuration wizard is open on the server. Close it; that lifts the suspension." };
    return {
      plan: {
        remediation: "resume-scheduler",
        title: "Resume the scheduler",
        risk: "trigger",
        summary: "Sets SchedulerSuspended to False and runs a delta sync cycle.",
        changes: [{ what: "SchedulerSuspended", before: "True", after: "False" }],
        touches: ["A wizard that was left half-way may have left its changes half-way too."],
        commands: [
          { system: "premises", kind: "set-scheduler", set: { SchedulerSuspended: false } },
          ...(scheduler.StagingModeEnabled ? [] : [startCycle()]),
        ],
        expects: [
          {
            system: "server",
            what: "scheduler",
            property: "SchedulerSuspended",
            equals: true,
            says: "The scheduler is still suspended.",
          },
        ],
        verify: linkedAfterwards(settings, ad),
      },
    };
  },
});
