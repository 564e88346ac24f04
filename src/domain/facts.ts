import type { Fact } from "./fact";
import type * as S from "./shapes";

/** What the admin wrote and whom the product takes it to be about. */
export interface Ask {
  text: string;
  terms: SearchTerms;
}
/** Identifiers found in a message; all compared without letter case. `names` are display names or parts of one. */
export interface SearchTerms {
  upns: string[];
  sams: string[];
  names: string[];
  departments: string[];
  ids: string[];
}

/** All that a check may read. Key: `<system>.<thing>`. Value lists are empty where asked and nothing was found. */
export interface Facts {
  ask: Ask;
  /** The moment of the judgement, ISO 8601 UTC. */
  now: string;
  /** The person's Active Directory account; absent = searched in every forest, not there. */
  "ad.user": S.AdObject;
  /** Other live AD objects that share a UPN, an address, the anchor, the SID or the sAMAccountName with the person, or that the person refers to (manager, groups). */
  "ad.related": S.AdObject[];
  /** Deleted AD objects with one of the person's names, addresses or anchors. */
  "ad.deleted": S.AdObject[];
  /** Containers and OUs, for choosing a place that syncs. */
  "ad.containers": S.AdObject[];
  "ad.upnSuffixes": { Forest: string; Suffixes: string[] }[];
  "ad.domainControllers": S.DomainController[];
  /** The person's way through the engine: AD connector space, metaverse, Entra connector space. Absent = the engine knows nothing of the object. */
  "cs.chain": S.Chain;
  /** Chains of the related AD objects. */
  "cs.relatedChains": S.Chain[];
  "cs.pendingExports": S.PendingExports[];
  /** The person's cloud account: linked by anchor, else by SID, UPN or on-premises UPN, else by address. */
  "entra.user": S.CloudUser;
  /** Every other live cloud user that holds a name, address, anchor or SID of the person. */
  "entra.relatedUsers": S.CloudUser[];
  "entra.deletedUsers": S.CloudUser[];
  /** Groups and contacts that hold one of the person's addresses. */
  "entra.otherHolders": S.CloudHolder[];
  /** Directory roles of the users above, active and eligible. */
  "entra.roles": S.RoleHolding[];
  "entra.syncBehavior": { isCloudManaged: boolean };
  /** Of entra.user; absent = Exchange says that there is no mailbox. */
  "entra.mailboxSettings": Record<string, unknown>;
  "entra.organization": S.Organization;
  "entra.domains": S.Domain[];
  "entra.synchronization": S.OnPremisesSynchronization;
  "entra.serviceHealth": S.ServiceHealth[];
  "entra.serviceIssues": S.ServiceIssue[];
  "entra.skus": S.Sku[];
  "entra.syncJobs": S.SyncJob[];
  "entra.provisioningLogs": S.ProvisioningLog[];
  /** Sign-ins of the sync accounts and of the person, newest first. Read only where a verdict needs them. */
  "entra.signIns": S.SignIn[];
  "entra.audits": S.DirectoryAudit[];
  /** The cloud accounts that the engines sign in with (Sync_…, ADToAADSyncServiceAccount…), live and deleted. */
  "entra.syncAccounts": S.CloudUser[];
  "server.agent": { version: string };
  "server.host": S.HostInfo;
  "server.services": S.Service[];
  "server.endpoints": S.EndpointProbe[];
  "server.scheduler": S.Scheduler;
  "server.globalSettings": Record<string, unknown>;
  "server.connectors": S.Connector[];
  /** Names of the connectors that are busy now. */
  "server.runStatus": { ConnectorName: string; RunState: string }[];
  "server.runHistory": S.RunResult[];
  "server.syncRules": S.SyncRule[];
  /** DN of the group-filtering group; absent = group filtering is off. */
  "server.pilotGroup": { dn: string; members: string[] };
  "server.events": S.EventRecord[];
  "server.provisioningAgents": S.ProvisioningAgent[];
  "server.missingRights": S.MissingRight[];
  "server.deletionThreshold": S.DeletionThreshold;
}
export type FactKey = keyof Facts;
export type FactSet = { readonly [K in FactKey]: Fact<Facts[K]> };
