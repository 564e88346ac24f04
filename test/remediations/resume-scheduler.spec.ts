import remedy from "../../src/remediations/resume-scheduler";
import { testRemediation } from "../testers/remediation-tester";
import { ANCHOR, DELTA, hybrid, linkedBy, scheduler } from "./world";

const set = (SchedulerSuspended: boolean) =>
  ({ system: "premises", kind: "set-scheduler", set: { SchedulerSuspended } }) as const;
const suspended = { ...scheduler, SchedulerSuspended: true };
testRemediation(remedy, {
  world: { ...hybrid, "server.scheduler": suspended, "server.host": { WizardOpen: false } },
  plans: [
    {
      name: "resumed, then a delta",
      commands: [set(false), DELTA],
      expects: [{ system: "server", what: "scheduler", property: "SchedulerSuspended", equals: true }],
      undo: [set(true)],
      verify: linkedBy([ANCHOR]),
    },
    {
      name: "no cycle in staging mode",
      facts: { "server.scheduler": { ...suspended, StagingModeEnabled: true } },
      commands: [set(false)],
      verify: linkedBy([ANCHOR]),
    },
  ],
  refuses: [
    { name: "it is not suspended", facts: { "server.scheduler": scheduler }, says: /not suspended/ },
    { name: "the wizard is open", facts: { "server.host": { WizardOpen: true } }, says: /wizard is open/ },
  ],
});
