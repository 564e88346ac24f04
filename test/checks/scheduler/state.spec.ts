import check from "../../../src/checks/scheduler/state";
import { unreadable } from "../../../src/domain";
import { testCheck } from "../../testers/check-tester";
import type { RunResult } from "../../../src/domain";
import { run, scheduler } from "../scope/world";
import { cloudExport, host, well } from "../shared/engine-world";

const standby = (onPremisesLastSyncDateTime: string, runs: RunResult[]) => ({
  ...well,
  "server.scheduler": { ...scheduler, StagingModeEnabled: true },
  "server.runHistory": runs,
  "entra.organization": { id: "o", onPremisesLastSyncDateTime },
  "entra.synchronization": {
    id: "o",
    configuration: { currentExportData: { clientMachineName: "SYNC01" } },
    features: {},
  },
});

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
    name: "staging, and whether another server exports was not read",
    facts: {
      ...well,
      "server.scheduler": { ...scheduler, StagingModeEnabled: true },
      "entra.organization": unreadable("denied", "403"),
    },
    verdict: "fail",
    message: "staging",
    proof: "timed",
    settles: ["entra.organization"],
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
  {
    name: "staging, and the tenant is synced all the same: another server exports",
    facts: standby("2026-11-23T08:47:00Z", [run(), run({ StartDate: "2026-11-23T05:16:12Z" })]),
    verdict: "warn",
    message: "standby",
    not: ["staging"],
    code: "staging-mode",
    proof: "told",
    standing: "degrading",
    data: { who: " (SYNC01)" },
  },
  {
    name: "staging since an hour: the last sync was this server's own export",
    facts: standby("2026-11-23T08:46:58Z", [run(), cloudExport()]),
    verdict: "fail",
    message: "staging",
    not: ["standby"],
  },
  {
    name: "staging, and nobody has synced for a day",
    facts: standby("2026-11-22T08:47:00Z", [run(), run({ StartDate: "2026-11-20T05:16:12Z" })]),
    verdict: "fail",
    message: "staging",
    not: ["standby"],
  },
  {
    name: "staging, and a history that does not reach back to the last sync",
    facts: standby("2026-11-23T08:30:00Z", [run()]),
    verdict: "fail",
    message: "staging",
    not: ["standby"],
  },
]);
