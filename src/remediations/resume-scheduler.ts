import { valueOr } from "../domain";
import { defineRemediation } from "../identity/legacy";
import { adUser, linked, refuse, unread } from "./parts";

/** Lifts a suspension that a wizard left behind; never while the wizard is open. */
export default defineRemediation({
  id: "resume-scheduler",
  title: "Resume the scheduler",
  risk: "trigger",
  undo: "None; open the wizard to suspend it again",
  plan(facts) {
    const missing = unread(facts, "server.scheduler", "server.host");
    if (missing !== undefined) return refuse(missing);
    const scheduler = valueOr(facts["server.scheduler"], undefined);
    if (scheduler?.SchedulerSuspended !== true) return refuse("The scheduler is not suspended.");
    if (valueOr(facts["server.host"], undefined)?.WizardOpen === true)
      return refuse("The configuration wizard is open on the server. Close it; that lifts the suspension.");
    const cycle = scheduler.StagingModeEnabled
      ? []
      : [{ system: "premises" as const, kind: "start-sync-cycle" as const, policyType: "Delta" as const }];
    return {
      plan: {
        remediation: "resume-scheduler",
        title: "Resume the scheduler",
        risk: "trigger",
        summary: "Sets SchedulerSuspended to False and runs a delta sync cycle.",
        changes: [{ what: "SchedulerSuspended", before: "True", after: "False" }],
        touches: ["A wizard that was left half-way may have left its changes half-way too."],
        commands: [{ system: "premises", kind: "set-scheduler", set: { SchedulerSuspended: false } }, ...cycle],
        expects: [
          {
            system: "server",
            what: "scheduler",
            property: "SchedulerSuspended",
            equals: true,
            says: "The scheduler is still suspended.",
          },
        ],
        undo: {
          commands: [{ system: "premises", kind: "set-scheduler", set: { SchedulerSuspended: true } }],
          says: "SchedulerSuspended back to True.",
        },
        verify: linked(adUser(facts)),
      },
    };
  },
});
