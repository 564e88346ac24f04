/** What each fact is read with, and the least right that it needs (Graph permission reference; Entra Connect accounts and permissions). */
import type { FactKey } from "./facts";
export interface FactSource {
  readonly from: string;
  readonly right: string;
}
const ad = "read in AD (a member of Authenticated Users reads most; deleted objects need their own right)",
  browse = "ADSyncBrowse or ADSyncOperators on the sync server",
  host = "local user on the sync server";
export const FACT_SOURCES: Readonly<Record<FactKey, FactSource>> = {
  ask: { from: "the message", right: "none" },
  now: { from: "the clock", right: "none" },
  "ad.user": { from: "LDAP, global catalog of each forest", right: ad },
  "ad.related": { from: "LDAP, global catalog of each forest", right: ad },
  "ad.deleted": { from: "LDAP with the deleted-objects control", right: "read on CN=Deleted Objects" },
  "ad.containers": { from: "LDAP", right: ad },
  "ad.upnSuffixes": { from: "CN=Partitions of the configuration", right: ad },
  "ad.domainControllers": { from: "Get-ADReplicationPartnerMetadata", right: ad },
  "cs.chain": { from: "Get-ADSyncCSObject, Get-ADSyncMVObject", right: browse },
  "cs.relatedChains": { from: "Get-ADSyncCSObject, Get-ADSyncMVObject", right: browse },
  "cs.pendingExports": { from: "Get-ADSyncConnectorStatistics", right: browse },
  "entra.user": { from: "GET /users", right: "User.Read.All" },
  "entra.relatedUsers": { from: "GET /users", right: "User.Read.All" },
  "entra.deletedUsers": { from: "GET /directory/deletedItems/microsoft.graph.user", right: "User.Read.All" },
  "entra.otherHolders": { from: "GET /groups, /contacts", right: "Group.ReadBasic.All, OrgContact.Read.All" },
  "entra.roles": { from: "GET /roleManagement/directory", right: "RoleManagement.Read.Directory" },
  "entra.syncBehavior": {
    from: "GET /users/{id}/onPremisesSyncBehavior",
    right: "User-OnPremisesSyncBehavior.ReadWrite.All (there is no read-only twin)",
  },
  "entra.mailboxSettings": { from: "GET /users/{id}/mailboxSettings", right: "MailboxSettings.Read" },
  "entra.organization": { from: "GET /organization", right: "Organization.Read.All" },
  "entra.domains": { from: "GET /domains", right: "Domain.Read.All" },
  "entra.synchronization": {
    from: "GET /directory/onPremisesSynchronization",
    right: "OnPremDirectorySynchronization.Read.All (documented as delegated only)",
  },
  "entra.serviceHealth": { from: "GET /admin/serviceAnnouncement/healthOverviews", right: "ServiceHealth.Read.All" },
  "entra.serviceIssues": { from: "GET /admin/serviceAnnouncement/issues", right: "ServiceHealth.Read.All" },
  "entra.skus": { from: "GET /subscribedSkus", right: "LicenseAssignment.Read.All" },
  "entra.syncJobs": {
    from: "GET /servicePrincipals/{id}/synchronization/jobs",
    right: "Application.Read.All, Synchronization.Read.All",
  },
  "entra.provisioningLogs": { from: "GET /auditLogs/provisioning", right: "AuditLog.Read.All, Entra ID P1" },
  "entra.signIns": { from: "GET /auditLogs/signIns", right: "AuditLog.Read.All, Entra ID P1" },
  "entra.audits": { from: "GET /auditLogs/directoryAudits", right: "AuditLog.Read.All" },
  "entra.syncAccounts": { from: "GET /users", right: "User.Read.All" },
  "server.agent": { from: "the relay", right: "Send on the hybrid connection" },
  "server.host": { from: "CIM, registry", right: host },
  "server.services": { from: "Get-Service, Win32_Service", right: host },
  "server.endpoints": { from: "DNS, TCP, TLS and HTTP from the server", right: host },
  "server.scheduler": { from: "Get-ADSyncScheduler", right: browse },
  "server.globalSettings": { from: "Get-ADSyncGlobalSettings", right: browse },
  "server.connectors": { from: "Get-ADSyncConnector", right: browse },
  "server.runStatus": { from: "Get-ADSyncConnectorRunStatus", right: browse },
  "server.runHistory": { from: "Get-ADSyncRunProfileResult", right: browse },
  "server.syncRules": { from: "Get-ADSyncRule", right: browse },
  "server.pilotGroup": { from: "Get-ADSyncConnector, LDAP", right: browse },
  "server.events": { from: "Get-WinEvent", right: "Event Log Readers" },
  "server.provisioningAgents": { from: "Get-Service, the agent's trace", right: host },
  "server.missingRights": { from: "the object's ACL; Search-ADSyncDirectoryObjects", right: browse },
  "server.deletionThreshold": { from: "Get-ADSyncExportDeletionThreshold", right: browse },
};
