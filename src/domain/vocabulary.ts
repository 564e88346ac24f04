/** The product's public vocabulary: add to it, never rename. */
export const ROOT_CAUSES = [
  "already-synced", "sync-pending", "sync-in-progress", "false-alarm", "user-not-found", "deleted-on-premises", "synced-under-fallback-upn",
  "external-address-confusion", "present-but-unlicensed", "sign-in-blocked", "source-of-authority-cloud",
  "service-incident", "tenant-sync-disabled", "directory-quota-exceeded", "deletion-threshold-exceeded", "cloud-service-busy",
  "name-resolution-failure", "endpoint-blocked", "proxy-misconfigured", "tls-interception", "root-certificate-missing", "tls12-disabled", "clock-skew",
  "agent-offline", "sync-service-stopped", "sync-service-logon-failed", "sync-version-retired", "prerequisite-missing", "database-full",
  "connector-schema-stale", "engine-misconfigured", "database-unavailable", "host-setting-incompatible", "encryption-key-inaccessible",
  "software-interference", "two-active-servers",
  "scheduler-disabled", "scheduler-suspended", "staging-mode", "sync-cycle-stuck",
  "ad-connector-credentials", "cloud-connector-credentials", "cloud-connector-blocked-by-policy", "replication-disabled", "domain-controller-unreachable",
  "ad-permission-missing", "full-import-required", "ad-replication-lag",
  "ou-out-of-scope", "domain-out-of-scope", "not-in-pilot-group", "filtered-by-rule", "system-object", "required-attribute-missing",
  "linked-mailbox-without-account", "object-type-not-selected", "unsupported-object-type",
  "anchor-mismatch", "anchor-unusable", "wrong-match", "orphaned-cloud-object", "anchor-conflict", "duplicate-cloud-user", "soft-deleted-conflict",
  "match-blocked-by-admin-role", "soft-match-blocked", "hard-match-blocked", "object-type-conflict", "guest-conflict", "on-premises-duplicate",
  "invalid-attribute-value", "attribute-too-large", "address-moved-in-one-cycle", "wrong-source-attribute", "address-domain-unverified",
  "mailbox-attributes-conflict", "referenced-object-missing", "cloud-override", "federated-domain-change", "sign-in-name-not-updated",
  "quarantined-attribute", "provisioning-job-quarantined", "provisioning-agent-inactive", "provisioning-permission", "agent-account-unusable",
  "service-principal-missing", "provisioning-scope",
  "password-sync-stalled", "password-hash-rights-missing", "password-change-required",
  "undetermined",
] as const;
export type RootCause = (typeof ROOT_CAUSES)[number];

export const REMEDIATIONS = [
  "run-delta-sync", "run-full-sync", "start-sync-service", "restart-sync-service", "enable-scheduler", "resume-scheduler", "stop-sync-cycle",
  "hard-match", "set-consistency-guid", "remove-cloud-user", "restore-cloud-user", "purge-deleted-user",
  "set-user-principal-name", "set-attribute", "remove-ad-address", "move-to-synced-ou", "add-to-pilot-group", "clear-filter-attribute",
  "grant-connector-permission", "purge-run-history", "enable-tls12", "repair-run-profile", "restart-password-sync",
  "restart-provisioning-job", "provision-on-demand", "start-provisioning-agent", "repair-agent-account",
] as const;
export type RemediationId = (typeof REMEDIATIONS)[number];

export type Verdict = "pass" | "warn" | "fail" | "skip" | "unknown";
export type Confidence = "certain" | "likely" | "possible";
/** trigger: a cycle or a service; write: an attribute, a place, a link; grave: what cannot be taken back, or may hand over an identity. */
export type RiskClass = "trigger" | "write" | "grave";
export type CaseState = "open" | "diagnosed" | "awaiting-approval" | "repairing" | "confirming" | "resolved" | "unresolved" | "closed";
