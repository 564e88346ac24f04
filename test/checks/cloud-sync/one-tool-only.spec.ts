import type { DirectoryAudit, SyncRule } from "../../../src/domain";
import check from "../../../src/checks/cloud-sync/one-tool-only";
import { testCheck } from "../../testers/check-tester";
import { connectors, linked, person } from "../scope/world";
import { job } from "./world";

const STAFF = "OU=Staff,DC=contoso,DC=local";
const CONNECT = { app: { displayName: "Microsoft Entra AD Synchronization Service" } };
const CLOUD_SYNC = { app: { displayName: "Azure AD Provisioning Service" } };
const write = (time: string, initiatedBy: Record<string, unknown>, value: string): DirectoryAudit => ({
  activityDateTime: `2026-11-23T${time}Z`,
  initiatedBy,
  targetResources: [
    { id: linked().id, modifiedProperties: [{ displayName: "Department", newValue: JSON.stringify([value]) }] },
  ],
});
const TURNS = [
  write("08:49:10", CLOUD_SYNC, "Research"),
  write("08:46:55", CONNECT, "R&D"),
  write("08:19:08", CLOUD_SYNC, "Research"),
];
const both = {
  "ad.user": person(),
  "entra.user": linked(),
  "entra.syncJobs": job({ code: "Active" }, { containerFilter: { includedContainers: [STAFF] } }),
  "server.connectors": connectors(),
  "entra.audits": TURNS,
};
const noFlow: SyncRule = {
  Name: "Pilot leaves to Cloud Sync",
  Direction: "Inbound",
  ConnectorName: "contoso.local",
  SourceObjectType: "user",
  Precedence: 50,
  Disabled: false,
  IsStandardRule: false,
  ScopeFilter: [],
  AttributeFlowMappings: [{ Source: "True", Destination: "cloudNoFlow", FlowType: "Constant" }],
};

testCheck(check, [
  { name: "nobody", verdict: "skip", message: "noUser", facts: {} },
  {
    name: "in both scopes, and the two write in turn",
    verdict: "fail",
    message: "turns",
    not: ["overlap"],
    code: "in-both-tools-scope",
    proof: "measured",
    standing: "shown",
    since: "2026-11-23T08:19:08Z",
    data: { property: "Department", second: "Azure AD Provisioning Service", value: "Research" },
    suggests: [],
    facts: both,
  },
  {
    name: "a job that names the container, whatever the job is called",
    verdict: "fail",
    message: "turns",
    facts: {
      ...both,
      "entra.syncJobs": job({ code: "Active" }, { containerFilter: { includedContainers: [STAFF] } }).map((j) => ({
        ...j,
        servicePrincipalName: "corp.local",
      })),
    },
  },
  {
    name: "in both scopes, and only one wrote of late",
    verdict: "fail",
    message: "overlap",
    not: ["turns"],
    proof: "timed",
    standing: "degrading",
    facts: { ...both, "entra.audits": TURNS.slice(0, 1) },
  },
  {
    name: "one changed hands once: the user was handed over",
    verdict: "fail",
    message: "overlap",
    not: ["turns"],
    facts: { ...both, "entra.audits": TURNS.slice(0, 2) },
  },
  {
    name: "in both scopes, the Connect server is in staging mode",
    verdict: "pass",
    message: "one",
    not: ["turns", "overlap"],
    facts: {
      ...both,
      "entra.audits": [],
      "server.scheduler": {
        SyncCycleEnabled: true,
        StagingModeEnabled: true,
        SchedulerSuspended: false,
        SyncCycleInProgress: false,
      },
    },
  },
  {
    name: "Entra Connect leaves the OU to Cloud Sync",
    verdict: "pass",
    message: "one",
    not: ["turns", "overlap"],
    facts: { ...both, "server.syncRules": [noFlow] },
  },
  {
    name: "outside the job's containers: the provisioning service wrote for another reason",
    verdict: "pass",
    message: "one",
    not: ["turns", "overlap"],
    facts: {
      ...both,
      "entra.syncJobs": job(
        { code: "Active" },
        { containerFilter: { includedContainers: ["OU=Sales,DC=contoso,DC=local"] } },
      ),
    },
  },
  {
    name: "a job that is paused",
    verdict: "pass",
    message: "one",
    not: ["turns", "overlap"],
    facts: {
      ...both,
      "entra.syncJobs": job({ code: "Paused" }, { containerFilter: { includedContainers: [STAFF] } }),
    },
  },
  {
    name: "a tenant without Entra Connect",
    verdict: "pass",
    message: "one",
    not: ["turns", "overlap"],
    facts: { ...both, "server.connectors": [] },
  },
]);
