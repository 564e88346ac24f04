import { CLOUD_OBJECT_PROPERTIES } from "./cloud-object";
import { betaUser, deletedUser } from "./cloud-user";
import type { Fact } from "./fact";
import type { PremisesAnswers, QuestionKind } from "./question";
import type * as S from "./shapes";
import type { Topic } from "./stage";

/** What the admin wrote and whom the product takes it to be about. */
export interface Ask {
  text: string;
  terms: SearchTerms;
  /** What it complains of, in the order of the text; empty where it says no more than a name. */
  topics: Topic[];
  /** Texts of errors, events and codes that were pasted or told. */
  quoted: Quoted;
  /** How many characters of the message were too many to be read; absent where all of it was. */
  unread?: number;
}
/** What an ask quotes of the systems: evidence that somebody saw, to be looked for. */
export interface Quoted {
  /** Names and numbers of errors, as written (`InvalidSoftMatch`, `8344`, `AADSTS50053`). */
  errors: string[];
  /** Event ids. */
  events: number[];
  /** Distinguished names. */
  dns: string[];
}
/** Identifiers found in a message; all compared without letter case. `names` are display names or parts of one. */
export interface SearchTerms {
  upns: string[];
  sams: string[];
  names: string[];
  departments: string[];
  ids: string[];
}

/** How much a verdict rests on a fact; what follows where it could not be read stands at `lowers`. */
export type Weight = "essential" | "extra";
/** One fact: what it is, what reads it, the least right for that, and what hangs on it. */
export interface FactRow {
  /** What the value is; in a list, what each entry is. Empty where asked and nothing was found. */
  readonly is: string;
  /** The request or cmdlet. */
  readonly from: string;
  readonly right: string;
  readonly weight: Weight;
  readonly shape: "one" | "list";
  /** The agent's question whose answer this fact is, as it came. */
  readonly question?: QuestionKind;
  /** The properties that are asked for by name. */
  readonly properties?: readonly string[];
}
/** A row that carries the type of its value. */
interface Row<V> extends FactRow {
  readonly value?: V;
}
type Parts = Omit<FactRow, "shape" | "weight" | "question">;
const one = <V>(parts: Parts, weight: Weight = "essential"): Row<V> => ({ ...parts, shape: "one", weight });
const list = <V>(parts: Parts, weight: Weight = "essential"): Row<V[]> => ({ ...parts, shape: "list", weight });
/** The answer to one question of the agent. */
const answer = <K extends QuestionKind>(
  question: K,
  shape: FactRow["shape"],
  parts: Parts,
): Row<PremisesAnswers[K]> & { readonly question: K } => ({ ...parts, shape, weight: "essential", question });

const IN_AD = "read in AD (a member of Authenticated Users reads most; deleted objects need their own right)",
  BROWSE = "ADSyncBrowse or ADSyncOperators on the sync server",
  HOST = "local user on the sync server",
  LOGS = "AuditLog.Read.All, Entra ID P1";
const CATALOG = "LDAP, global catalog of each forest",
  DELETED = "GET /directory/deletedItems/microsoft.graph.user";

/**
 * Every fact that a check may read, key `<system>.<thing>`: the one list from which types, docs, what lowers a verdict and the tests derive.
 * Rights: Graph permission reference; Entra Connect accounts and permissions.
 */
export const FACTS = {
  ask: one<Ask>({ is: "What the admin wrote.", from: "the message", right: "none" }),
  now: one<string>({ is: "The moment of the judgement, ISO 8601 UTC.", from: "the clock", right: "none" }),
  "ad.user": one<S.AdObject>({
    is: "The subject's Active Directory object: the person's account, or the group, contact or computer that the ask is about; absent = searched in every forest, not there.",
    from: CATALOG,
    right: IN_AD,
  }),
  "ad.related": list<S.AdObject>({
    is: "Other live AD objects that share a UPN, an address, the anchor, the SID or the sAMAccountName with the person, or that the person refers to (manager, groups), and fine-grained password policies that apply.",
    from: CATALOG,
    right: IN_AD,
  }),
  "ad.group": one<S.AdObject>({
    is: "The group that the ask names beside a person.",
    from: CATALOG,
    right: IN_AD,
  }),
  "ad.deleted": list<S.AdObject>({
    is: "Deleted AD objects with one of the person's names, addresses or anchors.",
    from: "LDAP with the deleted-objects control",
    right: "read on CN=Deleted Objects",
  }),
  "ad.containers": list<S.AdObject>({
    is: "Containers and OUs, for choosing a place that syncs, and the domains with their password policy.",
    from: "LDAP",
    right: IN_AD,
  }),
  "ad.domainControllers": answer("domain-controllers", "list", {
    is: "Domain controllers with what they say of replication.",
    from: "Get-ADReplicationPartnerMetadata",
    right: IN_AD,
  }),
  "cs.chain": one<S.Chain>({
    is: "The person's way through the engine: AD connector space, metaverse, Entra connector space. Absent = the engine knows nothing of the object.",
    from: "Get-ADSyncCSObject, Get-ADSyncMVObject",
    right: BROWSE,
  }),
  "cs.relatedChains": list<S.Chain>({
    is: "Chains of the related AD objects.",
    from: "Get-ADSyncCSObject, Get-ADSyncMVObject",
    right: BROWSE,
  }),
  "cs.pendingExports": answer("pending-exports", "list", {
    is: "What waits for export, by connector.",
    from: "Get-ADSyncConnectorStatistics",
    right: BROWSE,
  }),
  "entra.user": one<S.CloudUser>({
    properties: Object.keys(betaUser.shape),
    is: "The person's cloud account: linked by anchor, else by SID, UPN or on-premises UPN, else by address.",
    from: "GET /users",
    right: "User.Read.All",
  }),
  "entra.relatedUsers": list<S.CloudUser>({
    properties: Object.keys(betaUser.shape),
    is: "Every other live cloud user that holds a name, address, anchor or SID of the person.",
    from: "GET /users",
    right: "User.Read.All",
  }),
  "entra.deletedUsers": list<S.CloudUser>({
    properties: Object.keys(deletedUser.shape),
    is: "Deleted cloud users that do.",
    from: DELETED,
    right: "User.Read.All",
  }),
  "entra.otherHolders": list<S.CloudHolder>({
    properties: CLOUD_OBJECT_PROPERTIES,
    is: "Groups and contacts that hold one of the person's addresses.",
    from: "GET /groups, /contacts",
    right: "Group.ReadBasic.All, OrgContact.Read.All",
  }),
  "entra.object": one<S.CloudObject>({
    properties: CLOUD_OBJECT_PROPERTIES,
    is: "The subject's own cloud object where the subject is no user: a group by its SID, a contact by its address, a device by the objectGUID of its computer.",
    from: "GET /groups, /contacts, /devices",
    right: "Group.ReadBasic.All, OrgContact.Read.All, Device.Read.All",
  }),
  "entra.group": one<S.CloudObject>({
    properties: CLOUD_OBJECT_PROPERTIES,
    is: "The group in the cloud that the ask names beside a person; absent = none is asked about, or it is not there.",
    from: "GET /groups",
    right: "Group.ReadBasic.All",
  }),
  "entra.groupBehavior": one<{ isCloudManaged: boolean }>(
    {
      is: "Whether the source of authority of entra.group was moved to the cloud.",
      from: "GET /groups/{id}/onPremisesSyncBehavior",
      right: "Group-OnPremisesSyncBehavior.ReadWrite.All (there is no read-only twin)",
    },
    "extra",
  ),
  "entra.membership": one<S.GroupMembership>({
    is: "How many direct members entra.group, or the group that is the subject, has, and whether entra.user is one.",
    from: "GET /groups/{id}/members",
    right: "GroupMember.Read.All",
  }),
  "entra.roles": list<S.RoleHolding>({
    is: "Directory roles of the users above, active and eligible.",
    from: "GET /roleManagement/directory",
    right: "RoleManagement.Read.Directory",
  }),
  "entra.attachments": list<S.Attachments>(
    {
      is: "What hangs on the live users above: groups, application assignments, devices, owned objects, mailbox. Read only where a plan takes one of them away.",
      from: "GET /users/{id}/memberOf, /users/{id}/appRoleAssignments, /users/{id}/ownedDevices, /users/{id}/ownedObjects, /users/{id}/mailboxSettings",
      right: "Directory.Read.All, MailboxSettings.Read",
    },
    "extra",
  ),
  "entra.syncBehavior": one<{ isCloudManaged: boolean }>(
    {
      is: "Whether the source of authority of the subject's cloud object (entra.user or entra.object) was moved to the cloud.",
      from: "GET /users/{id}/onPremisesSyncBehavior, /groups/{id}/onPremisesSyncBehavior, /contacts/{id}/onPremisesSyncBehavior",
      right:
        "User-OnPremisesSyncBehavior.ReadWrite.All, and its twins for groups and contacts (there is no read-only one)",
    },
    "extra",
  ),
  "entra.mailboxSettings": one<Record<string, unknown>>(
    {
      is: "Of entra.user; absent = Exchange says that there is no mailbox.",
      from: "GET /users/{id}/mailboxSettings",
      right: "MailboxSettings.Read",
    },
    "extra",
  ),
  "entra.organization": one<S.Organization>({
    is: "The tenant.",
    from: "GET /organization",
    right: "Organization.Read.All",
  }),
  "entra.domains": list<S.Domain>({
    is: "Domains of the tenant, verified or not.",
    from: "GET /domains",
    right: "Domain.Read.All",
  }),
  "entra.synchronization": one<S.OnPremisesSynchronization>({
    is: "Synchronization settings of the tenant.",
    from: "GET /directory/onPremisesSynchronization",
    right: "OnPremDirectorySynchronization.Read.All (documented as delegated only)",
  }),
  "entra.serviceIssues": list<S.ServiceIssue>(
    {
      is: "Open incidents and advisories.",
      from: "GET /admin/serviceAnnouncement/issues",
      right: "ServiceHealth.Read.All",
    },
    "extra",
  ),
  "entra.syncJobs": list<S.SyncJob>({
    is: "Cloud Sync jobs with status and schema; absent = no Cloud Sync application.",
    from: "GET /servicePrincipals/{id}/synchronization/jobs",
    right: "Application.Read.All, Synchronization.Read.All",
  }),
  "entra.signIns": list<S.SignIn>(
    {
      is: "Sign-ins of the accounts that the engines use, newest first. Read only where a verdict needs them.",
      from: "GET /auditLogs/signIns",
      right: LOGS,
    },
    "extra",
  ),
  "entra.userSignIns": list<S.SignIn>(
    {
      is: "Sign-ins of the last 30 days of the person's cloud account, the related and the deleted ones, newest first. Read only where the ask is about signing in or a password, or a plan must prove one of them empty.",
      from: "GET /auditLogs/signIns",
      right: LOGS,
    },
    "extra",
  ),
  "entra.audits": list<S.DirectoryAudit>(
    {
      is: "Changes of the users above, newest first.",
      from: "GET /auditLogs/directoryAudits",
      right: "AuditLog.Read.All",
    },
    "extra",
  ),
  "entra.syncAccounts": list<S.CloudUser>(
    {
      is: "The cloud accounts that the engines sign in with (Sync_…, ADToAADSyncServiceAccount…), live and deleted.",
      from: "GET /users",
      right: "User.Read.All",
    },
    "extra",
  ),
  "server.agent": one<{ version: string }>({
    is: "The agent on the sync server.",
    from: "the relay",
    right: "Send on the hybrid connection",
  }),
  "server.host": answer("host", "one", { is: "The machine.", from: "CIM, registry", right: HOST }),
  "server.services": answer("services", "list", {
    is: "Services that sync rests on.",
    from: "Get-Service, Win32_Service",
    right: HOST,
  }),
  "server.endpoints": answer("endpoints", "list", {
    is: "Probes of the endpoints that sync needs.",
    from: "DNS, TCP, TLS and HTTP from the server",
    right: HOST,
  }),
  "server.scheduler": answer("scheduler", "one", { is: "The scheduler.", from: "Get-ADSyncScheduler", right: BROWSE }),
  "server.globalSettings": answer("global-settings", "one", {
    is: "Settings of the installation by name: anchor attribute, UPN attribute.",
    from: "Get-ADSyncGlobalSettings",
    right: BROWSE,
  }),
  "server.connectors": answer("connectors", "list", {
    is: "Connectors with partitions, containers and run profiles.",
    from: "Get-ADSyncConnector",
    right: BROWSE,
  }),
  "server.runStatus": answer("run-status", "list", {
    is: "Connectors that are busy now.",
    from: "Get-ADSyncConnectorRunStatus",
    right: BROWSE,
  }),
  "server.runHistory": answer("run-history", "list", {
    is: "Runs, newest first.",
    from: "Get-ADSyncRunProfileResult",
    right: BROWSE,
  }),
  "server.syncRules": answer("sync-rules", "list", { is: "Sync rules.", from: "Get-ADSyncRule", right: BROWSE }),
  "server.pilotGroup": answer("pilot-group", "one", {
    is: "The group of group filtering and its members; absent = group filtering is off.",
    from: "Get-ADSyncConnector, LDAP",
    right: BROWSE,
  }),
  "server.events": answer("events", "list", {
    is: "Events of the sync engine.",
    from: "Get-WinEvent",
    right: "Event Log Readers",
  }),
  "server.provisioningAgents": answer("provisioning-agents", "list", {
    is: "Cloud Sync agents.",
    from: "Get-Service, the agent's trace",
    right: HOST,
  }),
  "server.missingRights": answer("missing-rights", "list", {
    is: "What connector accounts lack, by object.",
    from: "the object's ACL; Search-ADSyncDirectoryObjects",
    right: BROWSE,
  }),
  "server.deletionThreshold": answer("deletion-threshold", "one", {
    is: "The export deletion threshold.",
    from: "Get-ADSyncExportDeletionThreshold",
    right: BROWSE,
  }),
} as const;
export type FactKey = keyof typeof FACTS;
/** The value of each fact. */
export type Facts = { [K in FactKey]: (typeof FACTS)[K] extends Row<infer V> ? V : never };
export type FactSet = { readonly [K in FactKey]: Fact<Facts[K]> };
/** All keys, in the order of the table. */
export const FACT_KEYS = Object.keys(FACTS) as readonly FactKey[];
/**
 * Whether a fact that could not be read makes a verdict less sure: an essential one always; an extra (a log, service health) that was refused never,
 * since a tenant without it is judged all the same, but one that only had no time now (`throttled`) might have told otherwise. What was not asked
 * is no hole. Each hole is told, whether it lowers or not.
 */
export const lowers = (key: FactKey, fact: Fact<unknown>): boolean =>
  fact.state === "unreadable" &&
  fact.why !== "not-asked" &&
  (FACTS[key].weight === "essential" || fact.why === "throttled");
