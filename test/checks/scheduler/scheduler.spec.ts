import { running } from "../../../src/checks/scheduler/running";
import { state } from "../../../src/checks/scheduler/state";
import { testCheckLater as testCheck } from "../../testers/check-tester";
import { run, scheduler } from "../scope/world";
import { host, well } from "../shared/engine-world";

const busy = { ...well, "server.runStatus": [{ ConnectorName: "contoso.local", RunState: "Busy" }] };
const since = (StartDate: string, RunProfileName = "Delta Import") => [
  run({ StartDate, RunProfileName, EndDate: null, Result: "in-progress", IsRunComplete: false }),
];
const quick = run({ StartDate: "2026-11-23T05:00:00Z", EndDate: "2026-11-23T05:00:04Z" });

testCheck(running, [
  { name: "idle", facts: well, verdict: "pass", message: "idle" },
  {
    name: "a delta run of some minutes",
    facts: { ...busy, "server.runHistory": [...since("2026-11-23T08:40:00Z"), quick] },
    verdict: "warn",
    message: "busy",
    code: "sync-in-progress",
    suggests: [],
  },
  {
    name: "a full run of some hours",
    facts: { ...busy, "server.runHistory": since("2026-11-23T05:00:00Z", "Full Synchronization") },
    verdict: "warn",
    message: "busy",
    standing: "blocking",
  },
  {
    name: "a delta run of three hours that takes seconds as a rule",
    facts: { ...busy, "server.runHistory": [...since("2026-11-23T06:00:00Z"), quick] },
    verdict: "fail",
    message: "stuck",
    code: "sync-cycle-stuck",
    standing: "blocking",
    suggests: ["stop-sync-cycle", "run-delta-sync"],
  },
  {
    name: "a full run of two days",
    facts: { ...busy, "server.runHistory": since("2026-11-21T08:00:00Z", "Full Import") },
    verdict: "fail",
    message: "stuck",
  },
  {
    name: "busy with a run that the history does not hold",
    facts: busy,
    verdict: "warn",
    message: "untold",
    code: "sync-in-progress",
    standing: "degrading",
  },
]);
testCheck(state, [
  { name: "fine", facts: well, verdict: "pass", message: "fine" },
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
    suggests: ["resume-scheduler"],
  },
  {
    name: "switched off",
    facts: { ...well, "server.scheduler": { ...scheduler, SyncCycleEnabled: false } },
    verdict: "fail",
    message: "disabled",
    code: "scheduler-disabled",
    suggests: ["enable-scheduler"],
  },
  {
    name: "staging",
    facts: { ...well, "server.scheduler": { ...scheduler, StagingModeEnabled: true } },
    verdict: "fail",
    message: "staging",
    code: "staging-mode",
    suggests: [],
  },
  {
    name: "off and staging at once",
    facts: { ...well, "server.scheduler": { ...scheduler, StagingModeEnabled: true, SyncCycleEnabled: false } },
    verdict: "fail",
    message: "staging",
  },
]);
