import check from "../../../src/checks/tenant/cloud-busy";
import { testCheck } from "../../testers/check-tester";
import { run } from "../scope/world";
import { cloudExport, well } from "../shared/engine-world";

const failed = (ErrorType: string) => [
  cloudExport({ Result: "completed-export-errors", Errors: [{ ObjectDn: "CN={41}", ErrorType }] }),
  run(),
];
const job = (code: string) => [
  {
    id: "j",
    servicePrincipalId: "s",
    servicePrincipalName: "AD2AAD",
    status: { code: "Active", lastExecution: { state: "Failed", error: { code } } },
  },
];

testCheck(check, [
  { name: "exports are taken", facts: well, verdict: "pass", message: "calm" },
  {
    name: "the newest export met ServerBusy",
    facts: { ...well, "server.runHistory": failed("ServerBusy") },
    verdict: "fail",
    message: "busy",
    code: "cloud-service-busy",
    suggests: ["run-delta-sync"],
  },
  {
    name: "the Cloud Sync job met it: the service tries again by itself",
    facts: { ...well, "entra.syncJobs": job("AzureDirectoryServiceServerBusy") },
    verdict: "fail",
    message: "busy",
    suggests: [],
  },
  {
    name: "an object's own fault is not the service's",
    facts: { ...well, "server.runHistory": failed("InvalidSoftMatch") },
    verdict: "pass",
    message: "calm",
    not: ["busy"],
  },
  {
    name: "an older export met it, the newest went through",
    facts: {
      ...well,
      "server.runHistory": [
        ...failed("ServerBusy").map((r) => ({ ...r, StartDate: "2026-11-23T08:16:52Z" })),
        cloudExport(),
      ],
    },
    verdict: "pass",
    message: "calm",
    not: ["busy"],
  },
]);
