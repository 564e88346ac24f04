/** A hybrid tenant in which repairs are planned, and the commands and expectations that many plans share (adsync reference §3, §5.2, §10). */
import type { AdObject, Attachments, CloudUser, Command } from "../../src/domain";
import type { GivenFacts } from "../testers/remediation-tester";

/** The two GUIDs of the reference with their anchors (adsync reference §5.2). */
export const GUID = "12345678-9abc-def0-1234-56789abcdef0";
export const ANCHOR = "eFY0Erya8N4SNFZ4mrze8A==";
export const OTHER = "8d3c6a51-7f2e-4b90-a6c1-0e5f92d4b7aa";
export const OTHER_ANCHOR = "UWo8jS5/kEumwQ5fktS3qg==";

export const ana = (more: Partial<AdObject> = {}): AdObject => ({
  dn: "CN=Ana Lima,OU=Staff,DC=contoso,DC=local",
  forest: "contoso.local",
  objectClass: ["user"],
  objectGUID: GUID,
  objectSid: "S-1-5-21-1-2-3-1001",
  displayName: "Ana Lima",
  givenName: "Ana",
  sn: "Lima",
  sAMAccountName: "ana.lima",
  userPrincipalName: "ana.lima@contoso.com",
  mail: "ana.lima@contoso.com",
  mailNickname: "ana.lima",
  proxyAddresses: ["SMTP:ana.lima@contoso.com"],
  ...more,
});
/** Somebody else's AD account. */
export const bo = (more: Partial<AdObject> = {}): AdObject => ({
  dn: "CN=Bo Ek,OU=Staff,DC=contoso,DC=local",
  forest: "contoso.local",
  objectClass: ["user"],
  objectGUID: OTHER,
  objectSid: "S-1-5-21-1-2-3-1002",
  displayName: "Bo Ek",
  sAMAccountName: "bo.ek",
  userPrincipalName: "bo.ek@contoso.com",
  proxyAddresses: ["SMTP:bo.ek@contoso.com"],
  ...more,
});
/** Ana's account in the cloud, mastered there and licensed. */
export const cloudAna = (more: Partial<CloudUser> = {}): CloudUser => ({
  id: "cloud-ana",
  userPrincipalName: "ana.lima@contoso.com",
  displayName: "Ana Lima",
  givenName: "Ana",
  surname: "Lima",
  mail: "ana.lima@contoso.com",
  proxyAddresses: ["SMTP:ana.lima@contoso.com"],
  userType: "Member",
  createdDateTime: "2020-01-01T00:00:00Z",
  assignedLicenses: [{ skuId: "e3" }],
  assignedPlans: [],
  onPremisesSyncEnabled: null,
  onPremisesImmutableId: null,
  ...more,
});
/** An empty user of a week ago. */
export const emptyUser = (more: Partial<CloudUser> = {}): CloudUser => ({
  id: "empty",
  userPrincipalName: "ana.lima1234@contoso.onmicrosoft.com",
  displayName: "Ana Lima",
  userType: "Member",
  createdDateTime: "2026-11-21T08:00:00Z",
  assignedLicenses: [],
  assignedPlans: [],
  onPremisesSyncEnabled: true,
  onPremisesImmutableId: ANCHOR,
  onPremisesSecurityIdentifier: "S-1-5-21-1-2-3-1001",
  ...more,
});

/** `Microsoft.SynchronizationOption.AnchorAttribute` of `Get-ADSyncGlobalSettings`. */
export const anchoredOn = (attribute: string) => ({ "Microsoft.SynchronizationOption.AnchorAttribute": attribute });
export const scheduler = {
  SyncCycleEnabled: true,
  StagingModeEnabled: false,
  SchedulerSuspended: false,
  SyncCycleInProgress: false,
};
export const adSync = {
  Name: "ADSync",
  DisplayName: "Microsoft Azure AD Sync",
  Status: "Running",
  StartType: "Automatic",
};
export const connector = {
  Name: "contoso.local",
  Type: "AD" as const,
  Partitions: [
    {
      DN: "DC=contoso,DC=local",
      Selected: true,
      Identifier: "p1",
      ContainerInclusionList: ["OU=Staff,DC=contoso,DC=local"],
      ContainerExclusionList: [],
    },
  ],
};
export const cloudConnector = { Name: "contoso.onmicrosoft.com - AAD", Type: "Extensible2" as const, Partitions: [] };
const domain = (id: string, more: object = {}) => ({ id, isVerified: true, ...more });
export const job = (id: string, more: object = {}) => ({
  id,
  servicePrincipalId: "sp",
  servicePrincipalName: "AD2AAD",
  status: { code: "Active" },
  schema: { synchronizationRules: [{ id: "rule", name: "AD2AADProvisioning" }] },
  ...more,
});

/** Nothing hangs on the user. */
export const nothingOn = (id: string, more: Partial<Attachments> = {}): Attachments => {
  const none = { names: [] };
  return { id, groups: none, applications: none, devices: none, owned: none, mailbox: none, ...more };
};
/** Connect Sync runs and rests; nobody is in anybody's way. */
export const hybrid: GivenFacts = {
  now: "2026-11-28T08:00:00Z",
  ask: {
    text: "",
    terms: { upns: [], sams: [], names: [], departments: [], ids: [] },
    topics: [],
    quoted: { errors: [], events: [], dns: [] },
  },
  "ad.user": ana(),
  "ad.related": [],
  "ad.containers": [],
  "entra.user": null,
  "entra.relatedUsers": [],
  "entra.deletedUsers": [],
  "entra.otherHolders": [],
  "entra.roles": [],
  "entra.mailboxSettings": null,
  "entra.userSignIns": [],
  "entra.attachments": ["empty", "second", "cloud-ana"].map((id) => nothingOn(id)),
  "entra.synchronization": { id: "s", configuration: {}, features: {} },
  "entra.domains": [domain("contoso.com", { isDefault: true }), domain("contoso.onmicrosoft.com", { isInitial: true })],
  "entra.syncJobs": null,
  "server.services": [adSync],
  "server.scheduler": scheduler,
  "server.globalSettings": anchoredOn("mS-DS-ConsistencyGuid"),
  "server.connectors": [connector, cloudConnector],
  "server.syncRules": [],
  "cs.pendingExports": [],
  "cs.chain": null,
};
/** What every plan with a cycle refuses alike. */
export const noCycle: readonly { name: string; facts: GivenFacts; says: RegExp }[] = [
  {
    name: "the service is stopped",
    facts: { "server.services": [{ ...adSync, Status: "Stopped" }] },
    says: /ADSync service is Stopped/,
  },
  {
    name: "the server is in staging mode",
    facts: { "server.scheduler": { ...scheduler, StagingModeEnabled: true } },
    says: /staging mode/,
  },
  {
    name: "the scheduler is suspended",
    facts: { "server.scheduler": { ...scheduler, SchedulerSuspended: true } },
    says: /suspended/,
  },
  {
    name: "a cycle is running",
    facts: { "server.scheduler": { ...scheduler, SyncCycleInProgress: true } },
    says: /running now/,
  },
];
/** Cloud Sync alone, with one job. */
export const cloudSync: GivenFacts = {
  "server.services": [],
  "server.scheduler": null,
  "server.globalSettings": null,
  "entra.syncJobs": [job("job")],
};

export const DELTA: Command = { system: "premises", kind: "start-sync-cycle", policyType: "Delta" };
export const INITIAL: Command = { system: "premises", kind: "start-sync-cycle", policyType: "Initial" };
export const push = (dn: string): Command => ({
  system: "entra",
  kind: "provision-on-demand",
  servicePrincipalId: "sp",
  jobId: "job",
  ruleId: "rule",
  dn,
});
export const write = (attribute: string, value: string | readonly string[] | null, objectGUID = GUID): Command => ({
  system: "premises",
  kind: "set-ad-attribute",
  objectGUID,
  attribute,
  value,
});
export const stamp = (id: string, onPremisesImmutableId: string | null): Command => ({
  system: "entra",
  kind: "update-user",
  id,
  set: { onPremisesImmutableId },
});
/** An account is linked, by an anchor that the engine gives it: Ana's, where no other is named. */
export const linkedBy = (
  immutableIds: readonly string[],
  more: { cloudId?: string; userPrincipalName?: string; objectGUID?: string } = {},
) => ({ kind: "user-linked" as const, immutableIds, objectGUID: GUID, ...more });
export const serviceRuns = {
  system: "server",
  what: "service",
  name: "ADSync",
  property: "Status",
  equals: "Running",
} as const;
const rests = (property: string) => ({ system: "server", what: "scheduler", property, equals: false }) as const;
/** The engine runs, rests, and exports. */
export const idle = [serviceRuns, rests("SyncCycleInProgress"), rests("StagingModeEnabled")] as const;
export const adIs = (attribute: string, equals: unknown, objectGUID = GUID) =>
  ({ system: "ad", objectGUID, attribute, equals }) as const;
