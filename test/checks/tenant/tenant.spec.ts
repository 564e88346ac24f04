import { cloudBusy } from "../../../src/checks/tenant/cloud-busy";
import { quota } from "../../../src/checks/tenant/quota";
import { serviceIncident } from "../../../src/checks/tenant/service-incident";
import { syncDisabled } from "../../../src/checks/tenant/sync-disabled";
import { testCheckLater as testCheck } from "../../testers/check-tester";
import { run } from "../scope/world";
import { cloudExport, refused, well } from "../shared/engine-world";

const failed = (ErrorType: string) => [
  cloudExport({ Result: "completed-export-errors", Errors: [{ ObjectDn: "CN={41}", ErrorType }] }),
  run(),
];
const org = (over = {}) => ({
  id: "t",
  displayName: "Contoso",
  onPremisesSyncEnabled: true,
  directorySizeQuota: { used: 412, total: 300000 },
  ...over,
});
const issue = (over = {}) => ({
  id: "MO1",
  title: "Directory synchronization is delayed",
  service: "Microsoft Entra",
  feature: "Directory Sync",
  status: "serviceDegradation",
  isResolved: false,
  classification: "incident",
  startDateTime: "2026-11-23T06:00:00Z",
  ...over,
});
const job = (code: string) => [
  {
    id: "j",
    servicePrincipalId: "s",
    servicePrincipalName: "AD2AAD",
    status: { code: "Active", lastExecution: { state: "Failed", error: { code } } },
  },
];

testCheck(cloudBusy, [
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
  },
]);
testCheck(quota, [
  { name: "room", facts: { "entra.organization": org() }, verdict: "pass", message: "room" },
  {
    name: "not described",
    facts: { "entra.organization": org({ directorySizeQuota: null }) },
    verdict: "skip",
    message: "none",
  },
  {
    name: "full",
    facts: { "entra.organization": org({ directorySizeQuota: { used: 50000, total: 50000 } }) },
    verdict: "fail",
    message: "full",
    code: "directory-quota-exceeded",
    standing: "blocking",
    suggests: [],
  },
  {
    name: "an export was refused, the next one was taken",
    facts: { "entra.organization": org(), "server.runHistory": [cloudExport(), ...failed("ExceededQuotaLimit")] },
    verdict: "pass",
    message: "room",
  },
  {
    name: "an export was refused for it",
    facts: { "entra.organization": org(), "server.runHistory": failed("ExceededQuotaLimit") },
    verdict: "fail",
    message: "refused",
    code: "directory-quota-exceeded",
  },
]);
testCheck(serviceIncident, [
  { name: "none", facts: well, verdict: "pass", message: "none" },
  {
    name: "open, and runs fail",
    facts: { ...well, "server.runHistory": refused, "entra.serviceIssues": [issue()] },
    verdict: "fail",
    message: "open",
    code: "service-incident",
    standing: "blocking",
    suggests: [],
  },
  {
    name: "open, and all runs succeed: a note",
    facts: { ...well, "entra.serviceIssues": [issue()] },
    verdict: "warn",
    message: "open",
    standing: "degrading",
  },
  {
    name: "resolved",
    facts: { ...well, "server.runHistory": refused, "entra.serviceIssues": [issue({ isResolved: true })] },
    verdict: "pass",
    message: "none",
  },
  {
    name: "of another service",
    facts: {
      ...well,
      "server.runHistory": refused,
      "entra.serviceIssues": [
        issue({ service: "Exchange Online", feature: "E-Mail timely delivery", title: "Mail is late" }),
      ],
    },
    verdict: "pass",
    message: "none",
  },
]);
testCheck(syncDisabled, [
  { name: "on", facts: { ...well, "entra.organization": org() }, verdict: "pass", message: "on" },
  {
    name: "off, with an engine",
    facts: { ...well, "entra.organization": org({ onPremisesSyncEnabled: false }) },
    verdict: "fail",
    message: "off",
    code: "tenant-sync-disabled",
    standing: "blocking",
    suggests: [],
  },
  {
    name: "a tenant that never synced",
    facts: { "entra.organization": org({ onPremisesSyncEnabled: null }) },
    verdict: "skip",
    message: "none",
  },
]);
