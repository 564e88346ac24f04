/** Causes that keep an object out of the connector space, the metaverse or the export (adsync reference §6). */
import type { Draft, Person } from "../draft";
import { DAY, HOUR, iso, MINUTE } from "../ids";
import type { Injection } from "../injection";

const connect = { tool: "connect" } as const;
type Partition = NonNullable<Draft["ad"]["Partitions"]>[string];
const rootPartition = (d: Draft): Partition => d.ad.Partitions![d.tenant.root]!;
/** The containers are ticked one by one, so that a new one is not selected by itself. */
function tickedOnly(d: Draft): Partition {
  const p = rootPartition(d);
  p.ContainerInclusionList = [...d.tenant.staff, d.tenant.groupsOu];
  return p;
}
/** A container that comes into being now. */
function newOu(
  d: Draft,
  name = d.rng.of(["Graduates", "Customer Success", "Warehouse", "Research", "Project Team"]),
): string {
  const dn = `OU=${name},${d.tenant.root}`;
  d.objects[dn] = {
    objectClass: ["top", "organizationalUnit"],
    objectGUID: d.rng.guid(),
    ou: name,
    whenCreated: iso(d.now),
    whenChanged: iso(d.now),
  };
  return dn;
}
/** An own rule that stands before the standard ones. */
const ownRule = (
  d: Draft,
  Name: string,
  ScopeFilter: { Attribute: string; Operator: string; Value: string }[],
  transforms: [Source: string, Target: string, FlowType: string][],
) =>
  d.premises.syncRules.unshift({
    Name,
    Direction: "Inbound",
    ConnectorName: d.tenant.adConnector,
    SourceObjectType: "user",
    Precedence: 40 + d.rng.below(40),
    Disabled: false,
    IsStandardRule: false,
    LinkType: "Join",
    ScopeFilter: [ScopeFilter],
    Transforms: transforms.map(([Source, Target, FlowType]) => ({ Source, Target, FlowType })),
  });

export const scope: readonly Injection[] = [
  {
    code: "ou-out-of-scope",
    form: "created in a container that is not selected",
    wishes: connect,
    make: (d) => ({ about: d.hire(d.rng.of(d.tenant.outside)), complaint: "missing" }),
  },
  {
    code: "ou-out-of-scope",
    form: "moved out of the selected containers",
    wishes: connect,
    make: (d) => {
      const about = d.colleague();
      d.move(about, d.rng.of(d.tenant.outside));
      return { about, complaint: "gone", also: [] };
    },
  },
  {
    code: "ou-out-of-scope",
    form: "in a new container that nobody ticked",
    wishes: connect,
    make: (d) => {
      tickedOnly(d);
      return { about: d.hire(newOu(d)), complaint: "missing" };
    },
  },
  {
    code: "domain-out-of-scope",
    form: "the child domain is not selected",
    wishes: { tool: "connect", child: true },
    make: (d) => {
      d.ad.Partitions![d.tenant.child!.dn]!.Selected = false;
      return { about: d.hire(d.tenant.child!.staff), complaint: "missing" };
    },
  },
  {
    code: "domain-out-of-scope",
    form: "moved to a domain that is not selected",
    wishes: { tool: "connect", child: true },
    make: (d) => {
      const partition = d.ad.Partitions![d.tenant.child!.dn]!,
        about = d.rng.of(d.colleagues().filter((p) => !p.dn.endsWith(d.tenant.child!.dn)));
      partition.Selected = false;
      d.move(about, d.tenant.child!.staff);
      return { about, complaint: "gone" };
    },
  },
  {
    code: "not-in-pilot-group",
    form: "no member, or a member of a member",
    wishes: connect,
    make: (d) => {
      const pilot = `CN=Sync Pilot,${d.tenant.groupsOu}`,
        nested = `CN=Second Wave,${d.tenant.groupsOu}`;
      const about = d.hire();
      const isNested = d.rng.chance(0.5);
      const group = (cn: string, member: string[]) => ({
        objectClass: ["top", "group"],
        objectGUID: d.rng.guid(),
        cn,
        sAMAccountName: cn,
        groupType: -2147483646,
        member,
        whenCreated: "2024-01-10T08:00:00Z",
        whenChanged: iso(d.now),
      });
      d.objects[nested] = group("Second Wave", isNested ? [about.dn] : []);
      d.objects[pilot] = group("Sync Pilot", [...d.people.filter((p) => p !== about).map((p) => p.dn), nested]);
      d.premises.pilotGroup = pilot;
      return { about, complaint: "missing" };
    },
  },
  {
    code: "filtered-by-rule",
    form: "adminDescription hides it",
    wishes: connect,
    make: (d) => ({ about: d.hire(undefined, { adminDescription: "User_noSync" }), complaint: "missing" }),
  },
  {
    code: "filtered-by-rule",
    form: "an own rule sets cloudFiltered by an attribute",
    wishes: connect,
    make: (d) => {
      const attribute = d.rng.of(["extensionAttribute15", "extensionAttribute10", "employeeType"]),
        value = d.rng.of(["NoSync", "External", "DoNotSync"]);
      ownRule(
        d,
        "In from AD - User NoSync filter",
        [{ Attribute: attribute, Operator: "EQUAL", Value: value }],
        [["True", "cloudFiltered", "Constant"]],
      );
      return { about: d.hire(undefined, { [attribute]: value }), complaint: "missing" };
    },
  },
  {
    code: "filtered-by-rule",
    form: "an own rule leaves disabled accounts out",
    wishes: connect,
    make: (d) => {
      ownRule(
        d,
        "In from AD - User disabled filter",
        [{ Attribute: "userAccountControl", Operator: "ISBITSET", Value: "2" }],
        [["True", "cloudFiltered", "Constant"]],
      );
      const about = d.colleague();
      d.change(about, { userAccountControl: 514 });
      return { about, complaint: "gone" };
    },
  },
  {
    code: "filtered-by-rule",
    form: "a clone of the standard rule takes marked people alone",
    wishes: connect,
    make: (d) => {
      const standard = d.premises.syncRules.find((r) => r.Name === "In from AD - User Join")!;
      d.premises.syncRules.push({
        ...structuredClone(standard),
        Name: "In from AD - User Join (marked only)",
        Precedence: 60,
        IsStandardRule: false,
        LinkType: "Provision",
        ScopeFilter: standard.ScopeFilter.map((group) => [
          ...group,
          { Attribute: "extensionAttribute1", Operator: "EQUAL", Value: "M365" },
        ]),
        Transforms: [
          ...(standard.Transforms ?? []),
          { Source: "User", Target: "sourceObjectType", FlowType: "Constant" },
        ],
      });
      standard.Disabled = true;
      for (const p of d.people) p.entry["extensionAttribute1"] = "M365";
      return { about: d.hire(), complaint: "missing" };
    },
  },
  {
    code: "system-object",
    form: "a critical system object",
    wishes: connect,
    make: (d) => ({
      about: d.hire(undefined, { sAMAccountName: "Administrator", isCriticalSystemObject: true, adminCount: 1 }),
      complaint: "missing",
      also: ["filtered-by-rule"],
    }),
  },
  {
    code: "required-attribute-missing",
    form: "no sAMAccountName",
    wishes: connect,
    make: (d) => ({
      about: d.hire(undefined, { sAMAccountName: null }),
      complaint: "missing",
      also: ["filtered-by-rule"],
    }),
  },
  {
    code: "required-attribute-missing",
    form: "no mail where mail is the sign-in name",
    wishes: connect,
    make: (d) => {
      d.premises.globalSettings["Microsoft.SynchronizationOption.UPNAttribute"] = "mail";
      return {
        about: d.hire(undefined, { mail: null, proxyAddresses: null, mailNickname: null }),
        complaint: "sign-in-name",
        also: ["synced-under-fallback-upn"],
      };
    },
  },
  {
    code: "required-attribute-missing",
    form: "no sign-in name in AD",
    wishes: connect,
    make: (d) => {
      const about = d.hire(undefined, { userPrincipalName: null });
      return { about, complaint: "sign-in-name", also: ["synced-under-fallback-upn"] };
    },
  },
  {
    code: "linked-mailbox-without-account",
    form: "marked as a linked mailbox",
    wishes: connect,
    make: (d) => ({
      about: d.hire(undefined, { msExchRecipientTypeDetails: 2, userAccountControl: d.rng.of([512, 514]) }),
      complaint: "missing",
    }),
  },
  {
    code: "object-type-not-selected",
    form: "inetOrgPerson is not read",
    wishes: connect,
    make: (d) => {
      d.ad["ObjectTypes"] = ["computer", "contact", "container", "domainDNS", "group", "organizationalUnit", "user"];
      return {
        about: d.hire(undefined, { objectClass: ["top", "person", "organizationalPerson", "user", "inetOrgPerson"] }),
        complaint: "missing",
        also: ["unsupported-object-type"],
      };
    },
  },
  {
    code: "unsupported-object-type",
    form: "a managed service account",
    wishes: connect,
    make: (d) => {
      const sam = `svc-${d.rng.of(["backup", "scan", "report"])}$`;
      const about = d.hire(undefined, {
        objectClass: ["top", "person", "organizationalPerson", "user", "computer", "msDS-GroupManagedServiceAccount"],
        sAMAccountName: sam,
        userPrincipalName: null,
        mail: null,
        proxyAddresses: null,
        mailNickname: null,
        userAccountControl: 4096,
      });
      return { about, name: sam, complaint: "missing" };
    },
  },
  {
    code: "ad-permission-missing",
    form: "the container cannot be read",
    wishes: connect,
    make: (d) => {
      const ou = newOu(d),
        p = rootPartition(d);
      if (!p.ContainerInclusionList.includes(d.tenant.root)) p.ContainerInclusionList.push(ou);
      d.premises.permissions.push({ Account: d.tenant.account, DN: ou, Missing: ["read"], InheritanceDisabled: true });
      const about = d.hire(ou);
      d.cycle("Initial");
      return { about, complaint: "missing" };
    },
  },
  {
    code: "ad-permission-missing",
    form: "the anchor cannot be written back",
    wishes: { tool: "connect", anchor: "mS-DS-ConsistencyGuid" },
    make: (d) => {
      const about = d.hire(undefined, { adminCount: 1 });
      d.premises.permissions.push({
        Account: d.tenant.account,
        DN: about.dn,
        Missing: ["write:mS-DS-ConsistencyGuid"],
        InheritanceDisabled: true,
      });
      return {
        about,
        complaint: "attribute",
        says: d.rng.of([
          "the AD export shows permission-issue for {X} at every cycle",
          "{X} has an export error 8344 in the AD connector",
        ]),
      };
    },
  },
  {
    code: "full-import-required",
    form: "a container was ticked, and only deltas have run",
    wishes: connect,
    onset: [3 * HOUR, 3 * DAY],
    make: (d) => {
      const ou = d.rng.of(d.tenant.outside),
        about = d.hire(ou);
      const past = d.now.getTime() - (20 + d.rng.below(200)) * DAY;
      Object.assign(about.entry, { whenCreated: iso(past), whenChanged: iso(past), pwdLastSet: iso(past) });
      const p = rootPartition(d);
      p.ContainerExclusionList = p.ContainerExclusionList.filter((x) => x !== ou);
      if (!p.ContainerInclusionList.includes(d.tenant.root)) p.ContainerInclusionList.push(ou);
      p.LastModificationTime = iso(d.now);
      d.ad["LastModificationTime"] = iso(d.now);
      for (const dn of Object.keys(d.objects).filter((x) => x.startsWith("CN=") && x.endsWith(`,${ou}`)))
        d.premises.connectorSpace.push({
          ConnectorName: d.tenant.adConnector,
          DistinguishedName: dn,
          ObjectType: "user",
          Exists: false,
          Attributes: {},
        });
      return { about, complaint: "missing" };
    },
  },
  {
    code: "ad-replication-lag",
    form: "the connector's controller has not got the account",
    wishes: connect,
    onset: [70 * MINUTE, 5 * HOUR],
    make: (d) => {
      const [main, lagging] = d.tenant.controllers.map((c) =>
        c.toUpperCase().replace(/^(DC0\d)\..*/, (_, n: string) => `${n}.${d.tenant.forest}`),
      ) as [string, string];
      const stuck = iso(d.now.getTime() - 40 * MINUTE);
      const about = d.hire();
      d.premises.directory.forests[d.tenant.forest]!.domainControllers = {
        [main]: controller(d, lagging, iso(d.end.getTime() - 6 * MINUTE), 0, 0),
        [lagging]: controller(d, main, stuck, 1722, 9),
      };
      d.premises.connectorSpace.push({
        ConnectorName: d.tenant.adConnector,
        DistinguishedName: about.dn,
        ObjectType: "user",
        Exists: false,
        Attributes: {},
      });
      return { about, complaint: "missing" };
    },
  },
];
/** What stands in everybody's way, though it is about the scope. */
export const everybodysScope: readonly Injection[] = [
  {
    code: "full-import-required",
    form: "the cloud's watermark is stale after a long pause",
    wishes: connect,
    onset: [8 * DAY, 11 * DAY],
    make: (d) => {
      const service = d.premises.services["ADSync"]!;
      service.Status = "Stopped";
      d.log("ADSync", 2002, "Information", "The service was stopped successfully.");
      d.goto(new Date(d.now.getTime() + d.rng.below(5) * DAY));
      const about = d.hire();
      d.goto(d.before(4 * HOUR));
      service.Status = "Running";
      d.log("ADSync", 2001, "Information", "The service was started successfully.");
      d.entra.WatermarkStale = true;
      d.note("cloud", { ProviderName: "Directory Synchronization", Id: 109, Message: STALE });
      return { about, complaint: "missing" };
    },
  },
  {
    code: "deletion-threshold-exceeded",
    form: "more people left the scope than the limit allows",
    wishes: connect,
    make: (d) => {
      const limit = 2;
      d.premises.exportDeletionThreshold = { Enabled: true, ThresholdCount: limit };
      const prevention = d.cloud.onPremisesSynchronization!.configuration["accidentalDeletionPrevention"] as Record<
        string,
        unknown
      >;
      prevention["alertThreshold"] = limit;
      const leaving = d.people.filter((p) => d.cloudOf(p) !== undefined && p.dn.endsWith(d.tenant.root)).slice(0, 4);
      for (const p of leaving) d.move(p, d.rng.of(d.tenant.outside));
      d.log(
        "Directory Synchronization",
        116,
        "Warning",
        `Prevent Accidental Deletes: The number of deletions in this export run exceeds the configured threshold of ${limit}. Deletes pending: ${leaving.length}.`,
        d.before(12 * MINUTE),
      );
      return d.rng.chance(0.5) ? newcomer(d) : { about: null, complaint: "engine" };
    },
  },
];
const STALE =
  "Failure while importing entries from Windows Azure Active Directory. Exception: Microsoft.Online.Coexistence.ProvisionRetryException: An error occurred. Error Code: 78. Error Description: An internal error has occurred. This operation will be retried during the next synchronization.";
const controller = (d: Draft, Partner: string, LastReplicationSuccess: string, result: number, failures: number) => ({
  Site: "Default-First-Site-Name",
  IsGlobalCatalog: true,
  OperationMasterRoles: failures === 0 ? ["PDCEmulator", "RIDMaster", "InfrastructureMaster"] : [],
  ReplicationPartnerMetadata: [
    {
      Partner,
      Partition: d.tenant.root,
      LastReplicationAttempt: iso(d.end.getTime() - 5 * MINUTE),
      LastReplicationSuccess,
      LastReplicationResult: result,
      ConsecutiveReplicationFailures: failures,
    },
  ],
});
/** Somebody who is created after the fault began and early enough for a cycle, or nobody where the ask names the engine alone. */
export function newcomer(d: Draft): { about: Person | null; complaint: "missing" | "engine" } {
  const latest = d.end.getTime() - 75 * MINUTE,
    from = d.now.getTime() + 20 * MINUTE;
  if (from < latest) d.skipTo(new Date(from + d.rng.next() * (latest - from)), 3);
  const about = d.hire();
  return d.rng.chance(0.75) ? { about, complaint: "missing" } : { about: null, complaint: "engine" };
}
