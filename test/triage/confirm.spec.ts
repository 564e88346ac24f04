import assert from "node:assert/strict";
import { english } from "../support/english";
import {
  absent,
  seen,
  unreadable,
  type AdObject,
  type Chain,
  type CloudUser,
  type CsObject,
  type RunResult,
  type Scheduler,
  type Service,
  type SyncJob,
  type Verification,
} from "../../src/domain";
import { verified, type StrongReads } from "../../src/triage/confirm";
import { cloudGroup, group } from "../checks/shared/objects";
import { plan } from "../support/cases";
import { factsOf, type GivenFacts } from "../testers/check-tester";

const CLOUD = { system: "entra", via: "GET /users/c1" } as const;
const DENIED = unreadable("denied", "403");
const dana: CloudUser = {
  id: "c1",
  userPrincipalName: "dana@contoso.com",
  onPremisesImmutableId: "BBB=",
  onPremisesSyncEnabled: true,
};
const quarantinedDana: CloudUser = {
  ...dana,
  onPremisesProvisioningErrors: [
    {
      category: "PropertyConflict",
      occurredDateTime: "2026-03-02T08:00:00Z",
      propertyCausingError: "ProxyAddresses",
      value: "SMTP:dana@contoso.com",
    },
  ],
};
const user = (u: CloudUser): StrongReads => ({ user: seen(u, CLOUD) });
const adDana: AdObject = {
  dn: "CN=Dana,DC=contoso,DC=com",
  forest: "contoso.com",
  objectGUID: "g1",
  objectClass: ["user"],
  mail: "dana@contoso.com",
};
const ad = (o: AdObject): StrongReads => ({ adObject: seen(o, { system: "premises", via: "Get-ADObject" }) });

const service = (Name: string, Status: string): Service => ({
  Name,
  DisplayName: Name,
  Status,
  StartType: "Automatic",
});
const RUNS_ADSYNC = [service("ADSync", "Running")],
  RUNS_AGENT = [service("AADConnectProvisioningAgent", "Running")];
const scheduler: Scheduler = {
  SyncCycleEnabled: true,
  SchedulerSuspended: false,
  StagingModeEnabled: false,
  SyncCycleInProgress: false,
};
const run = (RunProfileName: string, StartDate: string, Result: string): RunResult => ({
  ConnectorName: "contoso.com",
  RunProfileName,
  StartDate,
  EndDate: StartDate,
  Result,
  IsRunComplete: true,
  Counters: {},
  Errors: [],
});
const job = (status: SyncJob["status"]): SyncJob => ({
  id: "AD2AADProvisioning.1",
  servicePrincipalId: "s1",
  servicePrincipalName: "contoso.com",
  status,
});
const failedExport: CsObject = {
  ConnectorName: "contoso.onmicrosoft.com - AAD",
  DistinguishedName: "CN={4242423D}",
  ObjectType: "user",
  IsConnector: true,
  HasExportError: true,
  HasSyncError: false,
  ExportError: { ErrorType: "AttributeValueMustBeUnique" },
  Attributes: {},
};
const chain: Chain = { adDn: "CN=Dana,DC=contoso,DC=com", adCs: null, mv: null, entraCs: failedExport };

const gone: Verification = { kind: "user-gone", cloudId: "c1" },
  arrived: Verification = { kind: "value-arrived", cloudId: "c1", property: "mail", equals: "dana@contoso.com" },
  cleared: Verification = { kind: "value-arrived", cloudId: "c1", property: "mail", equals: null },
  written: Verification = { kind: "ad-value", objectGUID: "g1", attribute: "mail", equals: "dana@contoso.com" },
  linked: Verification = {
    kind: "user-linked",
    immutableIds: ["BBB="],
    cloudId: "c1",
    userPrincipalName: "Dana@Contoso.com",
  },
  runs: Verification = { kind: "engine-runs" };

/** The AD account g1 in a tenant anchored on employeeID. */
const numbered: GivenFacts = {
  "ad.user": {
    dn: "CN=Dana,DC=contoso,DC=com",
    forest: "contoso.com",
    objectClass: ["user"],
    objectGUID: "g1",
    employeeID: "E-4711",
  },
  "server.globalSettings": { "Microsoft.SynchronizationOption.AnchorAttribute": "employeeID" },
};

interface Row {
  readonly name: string;
  readonly verify: Verification;
  readonly facts?: GivenFacts;
  readonly reads?: StrongReads;
  readonly arrived: boolean;
  readonly says: RegExp;
}
const ROWS: readonly Row[] = [
  {
    name: "a deleted user is gone",
    verify: gone,
    reads: { user: absent(CLOUD) },
    arrived: true,
    says: /^The object is no longer/,
  },
  {
    name: "and can be restored",
    verify: gone,
    reads: { user: absent(CLOUD), deleted: seen(dana, CLOUD) },
    arrived: true,
    says: /restored .* 30 days/,
  },
  {
    name: "a user that is still there is not gone",
    verify: gone,
    reads: user(dana),
    arrived: false,
    says: /still there/,
  },
  {
    name: "nor one that could not be read",
    verify: gone,
    reads: { user: DENIED },
    arrived: false,
    says: /could not be read \(403\)/,
  },
  { name: "nor one that was not asked for", verify: gone, arrived: false, says: /could not be read\.$/ },

  {
    name: "the value has arrived",
    verify: arrived,
    reads: user({ ...dana, mail: "dana@contoso.com" }),
    arrived: true,
    says: /^mail is dana@contoso.com in the cloud/,
  },
  {
    name: "another value stands there",
    verify: arrived,
    reads: user({ ...dana, mail: "x@contoso.com" }),
    arrived: false,
    says: /not dana@contoso.com/,
  },
  {
    name: "a cleared value reads as empty",
    verify: cleared,
    reads: user({ ...dana, mail: null }),
    arrived: true,
    says: /mail is \(empty\)/,
  },
  {
    name: "the value arrived but an address is quarantined",
    verify: arrived,
    reads: user({ ...quarantinedDana, mail: "dana@contoso.com" }),
    arrived: false,
    says: /ProxyAddresses SMTP:dana@contoso.com is still quarantined/,
  },
  { name: "no user, no value", verify: arrived, reads: { user: absent(CLOUD) }, arrived: false, says: /not there/ },
  { name: "an unreadable user shows no value", verify: arrived, reads: { user: DENIED }, arrived: false, says: /403/ },

  {
    name: "Active Directory holds the value",
    verify: written,
    reads: ad(adDana),
    arrived: true,
    says: /mail is dana@contoso.com in Active Directory/,
  },
  {
    name: "Active Directory holds another",
    verify: written,
    reads: ad({ ...adDana, mail: "x@contoso.com" }),
    arrived: false,
    says: /not dana@contoso.com/,
  },
  {
    name: "Active Directory does not answer",
    verify: written,
    reads: { adObject: unreadable("offline", "agent offline") },
    arrived: false,
    says: /agent offline/,
  },

  {
    name: "the user carries the anchor; its name differs in letter case alone",
    verify: linked,
    reads: user(dana),
    arrived: true,
    says: /carries the sourceAnchor.*No provisioning or export error/,
  },
  {
    name: "a list that does not know the anchor yet counts less than the read by id",
    verify: linked,
    facts: { "entra.user": { ...dana, onPremisesImmutableId: "AAA=" } },
    reads: user(dana),
    arrived: true,
    says: /carries the sourceAnchor/,
  },
  {
    name: "the anchor that the engine gives the account by the settings read afterwards",
    verify: { kind: "user-linked", immutableIds: ["BBB="], objectGUID: "g1" },
    facts: { ...numbered, "entra.user": { ...dana, onPremisesImmutableId: "E-4711" } },
    arrived: true,
    says: /carries the sourceAnchor/,
  },
  {
    name: "another account's anchor by those settings",
    verify: { kind: "user-linked", immutableIds: ["BBB="], objectGUID: "g2" },
    facts: { ...numbered, "entra.user": { ...dana, onPremisesImmutableId: "E-4711" } },
    arrived: false,
    says: /No cloud user carries/,
  },
  {
    name: "another anchor",
    verify: linked,
    reads: user({ ...dana, onPremisesImmutableId: "AAA=" }),
    arrived: false,
    says: /another sourceAnchor \(AAA=\)/,
  },
  {
    name: "the anchor on another user than the one meant",
    verify: linked,
    facts: { "entra.relatedUsers": [{ ...dana, id: "c2" }] },
    arrived: false,
    says: /No cloud user carries/,
  },
  {
    name: "the anchor stands, but no sync has taken the user over",
    verify: linked,
    reads: user({ ...dana, onPremisesSyncEnabled: null }),
    arrived: false,
    says: /not synchronized/,
  },
  {
    name: "the sign-in name did not come along",
    verify: linked,
    reads: user({ ...dana, userPrincipalName: "dana@contoso.onmicrosoft.com" }),
    arrived: false,
    says: /sign-in name is not Dana@Contoso.com/,
  },
  {
    name: "an export error is left",
    verify: linked,
    facts: { "cs.chain": chain },
    reads: user(dana),
    arrived: false,
    says: /Export error: AttributeValueMustBeUnique/,
  },
  {
    name: "the latest sign-in is told with its code",
    verify: linked,
    facts: {
      "entra.userSignIns": [
        { createdDateTime: "2026-03-02T09:00:00Z", userId: "c2", status: { errorCode: 0 } },
        { createdDateTime: "2026-03-02T08:00:00Z", userId: "c1", status: { errorCode: 50057 } },
      ],
    },
    reads: user(dana),
    arrived: true,
    says: /sign-in failed with error 50057/,
  },
  {
    name: "the cloud cannot be read",
    verify: linked,
    facts: { "entra.user": DENIED },
    arrived: false,
    says: /could not be read/,
  },

  {
    name: "the service is stopped",
    verify: runs,
    facts: { "server.services": [service("ADSync", "Stopped")] },
    arrived: false,
    says: /ADSync service is Stopped/,
  },
  {
    name: "the server does not answer",
    verify: runs,
    facts: { "server.services": unreadable("offline", "agent offline") },
    arrived: false,
    says: /agent offline/,
  },
  { name: "neither service is there", verify: runs, arrived: false, says: /No sync service/ },
  {
    name: "service and cycles run",
    verify: runs,
    facts: { "server.services": RUNS_ADSYNC, "server.scheduler": scheduler },
    arrived: true,
    says: /ADSync runs/,
  },
  {
    name: "the scheduler does not answer",
    verify: runs,
    facts: { "server.services": RUNS_ADSYNC },
    arrived: false,
    says: /does not answer/,
  },
  {
    name: "cycles are off",
    verify: runs,
    facts: { "server.services": RUNS_ADSYNC, "server.scheduler": { ...scheduler, SyncCycleEnabled: false } },
    arrived: false,
    says: /cycles are off/,
  },
  {
    name: "an open wizard suspends them",
    verify: runs,
    facts: { "server.services": RUNS_ADSYNC, "server.scheduler": { ...scheduler, SchedulerSuspended: true } },
    arrived: false,
    says: /suspended/,
  },
  {
    name: "the run history cannot be read",
    verify: runs,
    facts: { "server.services": RUNS_ADSYNC, "server.scheduler": scheduler, "server.runHistory": DENIED },
    arrived: false,
    says: /run history could not be read/,
  },
  {
    name: "the newest import did not start",
    verify: runs,
    facts: {
      "server.services": RUNS_ADSYNC,
      "server.scheduler": scheduler,
      "server.runHistory": [
        run("Delta Import", "2026-03-02T08:00:00Z", "success"),
        run("Delta Import", "2026-03-02T09:00:00Z", "no-start-credentials"),
      ],
    },
    arrived: false,
    says: /Delta Import: no-start-credentials/,
  },
  {
    name: "the one that did not start has been made good, in whatever order the history comes",
    verify: runs,
    facts: {
      "server.services": RUNS_ADSYNC,
      "server.scheduler": scheduler,
      "server.runHistory": [
        run("Delta Import", "2026-03-02T09:00:00Z", "success"),
        run("Delta Import", "2026-03-02T08:00:00Z", "no-start-credentials"),
      ],
    },
    arrived: true,
    says: /no connector's latest run was stopped/,
  },
  {
    name: "errors on single objects stop no engine",
    verify: runs,
    facts: {
      "server.services": RUNS_ADSYNC,
      "server.scheduler": scheduler,
      "server.runHistory": [run("Export", "2026-03-02T09:00:00Z", "completed-export-errors")],
    },
    arrived: true,
    says: /ADSync runs/,
  },
  {
    name: "agent and jobs run",
    verify: runs,
    facts: { "server.services": RUNS_AGENT, "entra.syncJobs": [job({ code: "Active" })] },
    arrived: true,
    says: /agent runs.*No provisioning job is in quarantine/,
  },
  {
    name: "a job in quarantine",
    verify: runs,
    facts: { "server.services": RUNS_AGENT, "entra.syncJobs": [job({ code: "Quarantine" })] },
    arrived: false,
    says: /Job AD2AADProvisioning.1 is in quarantine/,
  },
  {
    name: "jobs that cannot be read",
    verify: runs,
    facts: { "server.services": RUNS_AGENT, "entra.syncJobs": DENIED },
    arrived: false,
    says: /jobs could not be read/,
  },
  {
    name: "a group that is there, synced",
    verify: { kind: "user-linked", immutableIds: [], objectGUID: group().objectGUID },
    facts: { "ad.user": group(), "entra.object": cloudGroup() },
    arrived: true,
    says: /The group Surveyors .* is in the cloud, synced/,
  },
  {
    name: "a group that is not there yet",
    verify: { kind: "user-linked", immutableIds: [], objectGUID: group().objectGUID },
    facts: { "ad.user": group() },
    arrived: false,
    says: /no such group in the cloud yet/,
  },
  {
    name: "a stopped agent",
    verify: runs,
    facts: { "server.services": [service("AADConnectProvisioningAgent", "Stopped")] },
    arrived: false,
    says: /agent is Stopped/,
  },
];

describe("did the repair work", () => {
  for (const { name, verify, facts = {}, reads, arrived, says } of ROWS)
    it(`${verify.kind}: ${name}`, () => {
      const judged = verified(plan({ verify }), factsOf(facts), reads);
      assert.deepEqual(
        [judged.arrived, says.test(english(judged.says).join(" "))],
        [arrived, true],
        english(judged.says).join(" "),
      );
    });
});
