import check from "../../../src/checks/scheduler/state";
import { testCheck } from "../../testers/check-tester";
import { scheduler } from "../scope/world";
import { host, well } from "../shared/engine-world";

testCheck(check, [
  { name: "fine", facts: well, verdict: "pass", message: "fine", not: ["suspended", "disabled", "staging"] },
  {
    name: "suspended while the wizard is open: nothing to run",
    facts: {
      ...well,
      "server.scheduler": { ...scheduler, SchedulerSuspended: true },
      "server.host": { ...host, WizardOpen: true },
    },
    verdict: "fail",
    message: "suspended",
    code: "scheduler-suspended",
    standing: "blocking",
    suggests: [],
  },
  {
    name: "suspended, and no wizard",
    facts: { ...well, "server.scheduler": { ...scheduler, SchedulerSuspended: true } },
    verdict: "fail",
    message: "suspended",
    not: ["disabled", "staging"],
    suggests: ["resume-scheduler"],
  },
  {
    name: "switched off",
    facts: { ...well, "server.scheduler": { ...scheduler, SyncCycleEnabled: false } },
    verdict: "fail",
    message: "disabled",
    not: ["suspended", "staging"],
    code: "scheduler-disabled",
    suggests: ["enable-scheduler"],
  },
  {
    name: "staging",
    facts: { ...well, "server.scheduler": { ...scheduler, StagingModeEnabled: true } },
    verdict: "fail",
    message: "staging",
    not: ["disabled", "suspended"],
    code: "staging-mode",
    suggests: [],
  },
  {
    name: "off and staging at once",
    facts: { ...well, "server.scheduler": { ...scheduler, StagingModeEnabled: true, SyncCycleEnabled: false } },
    verdict: "fail",
    message: "staging",
  },
  {
    name: "on again, with the wizard open",
    facts: { ...well, "server.scheduler": scheduler, "server.host": { ...host, WizardOpen: true } },
    verdict: "pass",
    message: "fine",
    not: ["suspended"],
  },
]);
