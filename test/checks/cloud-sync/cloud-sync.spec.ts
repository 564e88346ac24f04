import { adviceOf, textOf } from "../../../src/triage/words";
import assert from "node:assert/strict";
import { checks } from "../../../src/checks/cloud-sync";
import type { AnyCheck, Facts, SyncJob } from "../../../src/domain";
import { AAD, connectors, judgeOne, linked, messagesOf, person, run } from "../scope/world";

const check = (id: string): AnyCheck => checks.find((c) => c.id === id)!;
const job = (status: SyncJob["status"], rule?: Record<string, unknown>): SyncJob[] => [
  {
    id: "AD2AADProvisioning.1",
    servicePrincipalId: "sp",
    servicePrincipalName: "contoso.local",
    templateId: "AD2AADProvisioning",
    status,
    ...(rule === undefined ? {} : { schema: { synchronizationRules: [rule] } }),
  },
];
const quarantine = (code: string, reason = "EncounteredQuarantineException"): SyncJob[] =>
  job({
    code: "Quarantine",
    quarantine: { reason, currentBegan: "2026-11-22T23:10:00Z", error: { code, message: "" } },
  });
const agent = {
  Installed: true,
  ServiceStatus: "Running",
  Active: true,
  LastCheckIn: "2026-11-23T08:59:00Z",
  GmsaOk: true,
};
const netlogon = {
  LogName: "Microsoft-Windows-Security-Netlogon/Operational",
  ProviderName: "Microsoft-Windows-Security-Netlogon",
  Id: 9001,
  TimeCreated: "2026-11-23T08:25:00Z",
  Message: "",
};
const sync = { id: "o", configuration: { accidentalDeletionPrevention: { alertThreshold: 10 } }, features: {} },
  org = { id: "o" };
const rows: { id: string; name: string; facts: Partial<Facts>; message: string; code?: string; suggests?: string[] }[] =
  [
    {
      id: "cloud-sync.agent-active",
      name: "service stopped",
      facts: { "server.provisioningAgents": [{ ...agent, ServiceStatus: "Stopped", Active: false }] },
      message: "stopped",
      code: "provisioning-agent-inactive",
      suggests: ["start-provisioning-agent"],
    },
    {
      id: "cloud-sync.agent-active",
      name: "runs, not active",
      facts: { "server.provisioningAgents": [{ ...agent, Active: false }] },
      message: "silent",
      code: "provisioning-agent-inactive",
      suggests: [],
    },
    {
      id: "cloud-sync.agent-active",
      name: "signalling fails, not the agent",
      facts: {
        "server.provisioningAgents": [{ ...agent, Active: false }],
        "entra.syncJobs": quarantine("HybridIdentityServiceAgentSignalingError"),
      },
      message: "signalling",
    },
    {
      id: "cloud-sync.agent-active",
      name: "another agent is active",
      facts: { "server.provisioningAgents": [{ ...agent, Active: false }, agent] },
      message: "active",
    },
    {
      id: "cloud-sync.job-quarantine",
      name: "its cause lasts",
      facts: {
        "entra.syncJobs": quarantine("AzureActiveDirectoryInvalidCredential"),
        "server.provisioningAgents": [agent],
      },
      message: "caused",
      code: "provisioning-job-quarantined",
      suggests: [],
    },
    {
      id: "cloud-sync.job-quarantine",
      name: "the agent is back",
      facts: {
        "entra.syncJobs": quarantine("HybridIdentityServiceNoActiveAgents"),
        "server.provisioningAgents": [agent],
      },
      message: "clear",
      code: "provisioning-job-quarantined",
      suggests: ["restart-provisioning-job", "provision-on-demand"],
    },
    {
      id: "cloud-sync.agent-account",
      name: "encryption types",
      facts: {
        "server.provisioningAgents": [{ ...agent, Active: false, GmsaOk: false }],
        "server.events": [netlogon],
        "server.host": { Kerberos: { SupportedEncryptionTypes: 2147483640 } },
      },
      message: "encryption",
      code: "agent-account-unusable",
      suggests: [],
    },
    {
      id: "cloud-sync.agent-account",
      name: "rights by the job's code",
      facts: {
        "server.provisioningAgents": [agent],
        "entra.syncJobs": quarantine("HybridSynchronizationActiveDirectoryInsufficientRights"),
      },
      message: "rights",
      code: "provisioning-permission",
      suggests: [],
    },
    {
      id: "cloud-sync.agent-account",
      name: "the account fails its test",
      facts: { "server.provisioningAgents": [{ ...agent, GmsaOk: false }] },
      message: "rights",
      code: "provisioning-permission",
      suggests: ["repair-agent-account"],
    },
    {
      id: "cloud-sync.scope",
      name: "outside the containers",
      facts: {
        "ad.user": person(),
        "entra.syncJobs": job(
          { code: "Active" },
          { containerFilter: { includedContainers: ["OU=Sales,DC=contoso,DC=local"] } },
        ),
      },
      message: "container",
      code: "provisioning-scope",
      suggests: [],
    },
    {
      id: "cloud-sync.scope",
      name: "not in the group",
      facts: {
        "ad.user": person(),
        "entra.syncJobs": job(
          { code: "Active" },
          { groupFilter: { includedGroups: ["CN=Pilot,DC=contoso,DC=local"] } },
        ),
      },
      message: "group",
      code: "provisioning-scope",
    },
    {
      id: "cloud-sync.scope",
      name: "inside",
      facts: {
        "ad.user": person(),
        "entra.syncJobs": job(
          { code: "Active" },
          { containerFilter: { includedContainers: ["OU=Staff,DC=contoso,DC=local"] } },
        ),
      },
      message: "inside",
    },
    {
      id: "cloud-sync.scope",
      name: "linked already",
      facts: {
        "ad.user": person(),
        "entra.user": linked(),
        "entra.syncJobs": job(
          { code: "Active" },
          { containerFilter: { includedContainers: ["OU=Sales,DC=contoso,DC=local"] } },
        ),
      },
      message: "inside",
    },
    {
      id: "cloud-sync.service-principal",
      name: "the application is not in the tenant",
      facts: {
        "entra.organization": org,
        "entra.signIns": [
          {
            createdDateTime: "2026-11-23T08:00:00Z",
            servicePrincipalName: "sync",
            appDisplayName: "Sync",
            status: { errorCode: 700016 },
          },
        ],
      },
      message: "missing",
      code: "service-principal-missing",
      suggests: [],
    },
    {
      id: "cloud-sync.service-principal",
      name: "a person's own sign-in says nothing",
      facts: {
        "entra.organization": org,
        "entra.signIns": [
          {
            createdDateTime: "2026-11-23T08:00:00Z",
            appDisplayName: "Portal",
            userId: "u",
            status: { errorCode: 700016 },
          },
        ],
      },
      message: "fine",
    },
    {
      id: "cloud-sync.deletion-threshold",
      name: "Connect's export",
      facts: {
        "entra.synchronization": sync,
        "server.connectors": connectors(),
        "server.runHistory": [
          run({ ConnectorName: AAD, RunProfileName: "Export", Result: "stopped-deletion-threshold-exceeded" }),
        ],
      },
      message: "connect",
      code: "deletion-threshold-exceeded",
      suggests: [],
    },
    {
      id: "cloud-sync.deletion-threshold",
      name: "an older stop that has passed",
      facts: {
        "entra.synchronization": sync,
        "server.connectors": connectors(),
        "server.runHistory": [
          run({ ConnectorName: AAD, RunProfileName: "Export" }),
          run({ ConnectorName: AAD, RunProfileName: "Export", Result: "stopped-deletion-threshold-exceeded" }),
        ],
      },
      message: "fine",
    },
    {
      id: "cloud-sync.deletion-threshold",
      name: "Cloud Sync under the tenant's threshold",
      facts: {
        "entra.synchronization": sync,
        "entra.syncJobs": job({
          code: "Active",
          lastExecution: { state: "Failed", error: { code: "DirSyncDeletionThresholdExceeded" } },
        }),
      },
      message: "cloud",
      code: "deletion-threshold-exceeded",
      suggests: [],
    },
  ];
describe("checks/cloud-sync", () => {
  for (const r of rows)
    it(`${r.id}: ${r.name}`, () => {
      assert.deepEqual(messagesOf(check(r.id), r.facts), [r.message]);
      const [finding] = judgeOne(check(r.id), r.facts);
      assert.equal(finding!.code, r.code ?? finding!.code);
      if (r.suggests !== undefined) assert.deepEqual(finding!.suggests, r.suggests);
      assert.doesNotMatch(textOf(finding!) + adviceOf(finding!).join(), /\{\w+\}/);
    });
});
