import check from "../../../src/checks/cloud-sync/deletion-threshold";
import { testCheck } from "../../testers/check-tester";
import { AAD, connectors, csObject, run } from "../scope/world";
import { job } from "./world";

const sync = { id: "o", configuration: { accidentalDeletionPrevention: { alertThreshold: 10 } }, features: {} };
const exported = (StartDate: string, over = {}) =>
  run({ ConnectorName: AAD, RunProfileName: "Export", StartDate, ...over });
const stopped = { Result: "stopped-deletion-threshold-exceeded" };
const base = { "entra.synchronization": sync, "server.connectors": connectors() };
const failed = (code: string) =>
  job({ code: "Active", lastExecution: { state: "Failed", timeBegan: "2026-11-23T08:00:00Z", error: { code } } });

testCheck(check, [
  {
    name: "Connect's newest export",
    facts: {
      ...base,
      "server.runHistory": [
        exported("2026-11-23T08:46:52Z", stopped),
        exported("2026-11-23T08:16:52Z", stopped),
        exported("2026-11-23T07:46:52Z"),
      ],
      "cs.pendingExports": [
        { ConnectorName: AAD, ExportAdds: 0, ExportUpdates: 0, ExportDeletes: 12, Deletes: [csObject] },
      ],
      "server.deletionThreshold": { DeletionPrevention: 1, ThresholdCount: 11 },
    },
    verdict: "fail",
    message: "connect",
    not: ["cloud"],
    code: "deletion-threshold-exceeded",
    proof: "stated",
    standing: "blocking",
    since: "2026-11-23T08:16:52Z",
    suggests: [],
    data: { count: 12, what: "1 user", threshold: 11 },
  },
  {
    name: "the service's error in a run",
    facts: {
      ...base,
      "server.runHistory": [
        exported("2026-11-23T08:46:52Z", {
          Result: "completed-export-errors",
          Errors: [{ ObjectDn: "CN={41}", ErrorType: "ObjectDeletionThresholdMet" }],
        }),
      ],
    },
    verdict: "fail",
    message: "connect",
  },
  {
    name: "an older stop that has passed",
    facts: {
      ...base,
      "server.runHistory": [exported("2026-11-23T08:16:52Z", stopped), exported("2026-11-23T08:46:52Z")],
    },
    verdict: "pass",
    message: "fine",
    not: ["connect"],
  },
  {
    name: "an import that stopped is another matter",
    facts: { ...base, "server.runHistory": [run({ ConnectorName: AAD, Result: "stopped-server-down" })] },
    verdict: "pass",
    message: "fine",
    not: ["connect"],
  },
  {
    name: "Cloud Sync under the tenant's threshold",
    facts: { "entra.synchronization": sync, "entra.syncJobs": failed("DirSyncDeletionThresholdExceeded") },
    verdict: "fail",
    message: "cloud",
    not: ["connect"],
    code: "deletion-threshold-exceeded",
    since: "2026-11-23T08:00:00Z",
    suggests: [],
    data: { threshold: 10 },
  },
  {
    name: "Cloud Sync's last execution failed for something else",
    facts: { "entra.synchronization": sync, "entra.syncJobs": failed("AzureDirectoryServiceServerBusy") },
    verdict: "pass",
    message: "fine",
    not: ["cloud"],
  },
]);
