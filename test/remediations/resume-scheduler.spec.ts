import remedy from "../../src/remediations/resume-scheduler";
import { testRemediation } from "../testers/remediation-tester";
import { ANCHOR, DELTA, hybrid, linkedBy, scheduler } from "./world";

const resume = { system: "premises", kind: "set-scheduler", set: { SchedulerSuspended: false } } as const;
const suspended = { ...scheduler, SchedulerSuspended: true };
testRemediation(remedy, {
  world: { ...hybrid, "server.scheduler": suspended, "server.host": { WizardOpen: false } },
  plans: [
    {
      name: "resumed, then a delta",
      commands: [resume, DELTA],
      expects: [{ system: "server", what: "scheduler", property: "SchedulerSuspended", equals: true }],
      undo: "impossible",
      verify: linkedBy([ANCHOR]),
    },
    {
      name: "no cycle in staging mode",
      facts: { "server.scheduler": { ...suspended, StagingModeEnabled: true } },
      commands: [resume],
      verify: linkedBy([ANCHOR]),
    },
  ],
  refuses: [
    { name: "it is not suspended", facts: { "server.scheduler": scheduler }, says: /not suspended/ },
    { name: "the wizard is open", facts: { "server.host": { WizardOpen: true } }, says: /wizard is open/ },
  ],
});
