/** Errors of synchronization by name and number, as data; those of signing in and of passwords stand in `sign-in-rows.ts`. */
import type { RootCause, Stage } from "../domain";
import type { ErrorRow } from "./sign-in-rows";

const MATCHING: readonly RootCause[] = [
  "duplicate-cloud-user",
  "soft-deleted-conflict",
  "guest-conflict",
  "object-type-conflict",
  "on-premises-duplicate",
  "soft-match-blocked",
  "match-blocked-by-admin-role",
  "hard-match-blocked",
  "anchor-mismatch",
  "anchor-unusable",
  "anchor-conflict",
  "orphaned-cloud-object",
  "wrong-match",
  "quarantined-attribute",
  "address-moved-in-one-cycle",
  "invalid-attribute-value",
  "required-attribute-missing",
];
/** What stands on the way from the server to a host that it needs. */
const WAY: readonly RootCause[] = [
  "endpoint-blocked",
  "name-resolution-failure",
  "proxy-misconfigured",
  "tls-interception",
  "tls12-disabled",
  "root-certificate-missing",
  "clock-skew",
];
const SIGN_IN: readonly RootCause[] = [
  "cloud-connector-credentials",
  "cloud-connector-blocked-by-policy",
  "service-principal-missing",
];
const TO_AD: readonly RootCause[] = ["domain-controller-unreachable", ...WAY];
const TO_CLOUD: readonly RootCause[] = [...SIGN_IN, ...WAY, "sync-version-retired", "cloud-service-busy"];
const DATABASE: readonly RootCause[] = ["database-full", "database-unavailable"];
const row = (stage: Stage, codes: readonly RootCause[], ...names: readonly string[]): ErrorRow => ({
  names,
  stage,
  codes,
});
const between = (first: number, last: number): string[] =>
  Array.from({ length: last - first + 1 }, (_, i) => String(first + i));
const events = (...ids: readonly number[]): string[] => ids.map(String);

/**
 * Errors of the engine, of the service and of Cloud Sync: at which stage each stops an object, and which causes it may stem from; where it names an
 * object that is in the way, what that object is decides between them (adsync reference §3.4, §4, §8; Graph reference §10.2, §15). Names in the
 * vendor's spelling; the service's own numbers as `#10`, since Win32 errors, event ids and HTTP results are bare ones.
 */
export const ENGINE_ROWS: readonly ErrorRow[] = [
  // Exports to Entra, by the service's name and number.
  row("export", MATCHING, "InvalidSoftMatch", "#10", "AttributeValueMustBeUnique", "#77", "ObjectTypeMismatch", "#76"),
  row("export", MATCHING, "InvalidHardMatch", "#103", "AttributeUpdateNotAllowed", "#96", "PropertyConflict"),
  row("export", MATCHING, "DuplicateSourceAnchor", "#70", "DuplicateCloudAnchor", "#102"),
  row("export", ["match-blocked-by-admin-role"], "ExistingAdminRoleConflict"),
  row(
    "join",
    ["anchor-unusable", "anchor-mismatch", "linked-mailbox-without-account"],
    "MissingSourceAnchor",
    "#54",
    "SourceAnchorAttributeHasChanged",
  ),
  row("export", ["full-import-required", "orphaned-cloud-object"], "NoHardOrSoftMatch", "#74", "ObjectNotFound", "#53"),
  row(
    "export",
    ["invalid-attribute-value", "attribute-too-large", "required-attribute-missing"],
    "DataValidationFailed",
    "#31",
    "IdentityDataValidationFailed",
    "#12",
    "InvalidDirectoryProperty",
    "#29",
  ),
  row(
    "export",
    ["attribute-too-large", "invalid-attribute-value"],
    "LargeObject",
    "#80",
    "ExceededAllowedLength",
    "#18",
  ),
  row("export", ["attribute-too-large"], "AttributeHasTooManyLinkTargets", "#88"),
  row("export", ["required-attribute-missing"], "GroupSecurityEnabledAttributeMissing"),
  row("export", ["federated-domain-change"], "FederatedDomainChangeError", "#105", "FederatedUser.UserPrincipalName"),
  row(
    "export",
    ["synced-under-fallback-upn", "address-domain-unverified", "federated-domain-change"],
    "IdentityNamespaceInvalid",
    "#93",
    "NamespaceNotFederated",
    "#89",
  ),
  // 114 stands in the field for errors of a value as well.
  row(
    "export",
    ["orphaned-cloud-object", "federated-domain-change", "invalid-attribute-value"],
    "DeletingCloudOnlyObjectNotAllowed",
    "#114",
    "0x8023134a",
  ),
  row("export", [], "DeletingLicensedGroupNotAllowed", "#113", "TooManyServiceAccounts", "#98"),
  row("export", ["directory-quota-exceeded"], "ExceededQuotaLimit", "#16", "Directory_QuotaExceeded", "QuotaExceeded"),
  row(
    "export",
    ["deletion-threshold-exceeded"],
    "ObjectDeletionThresholdMet",
    "#95",
    "stopped-deletion-threshold-exceeded",
    "stopped-deletion-limit",
    "TooManyDeletes",
    "DeletionThresholdExceeded",
    ...events(116, 6076),
  ),
  row("export", ["tenant-sync-disabled"], "DirSyncDisabled", "#15", "DirSyncNotAllowed", "#106"),
  row("export", SIGN_IN, "AuthorizationFailed", "#6", "AccessDenied", "#7"),
  row(
    "export",
    ["sync-version-retired"],
    "ClientBlacklistedVersion",
    "#35",
    "InvalidClientVersion",
    "#38",
    "UnsupportedAgent",
    "#72",
  ),
  row(
    "export",
    ["cloud-service-busy", "service-incident"],
    "ServerBusy",
    "#81",
    "ServiceUnavailable",
    "#68",
    "ClientTimeoutExceeded",
    "#32",
    "AzureDirectoryServiceServerBusy",
    "TooManyRequests",
    "429",
    "503",
  ),
  row("import", ["full-import-required"], "InvalidCookieOrReplicaToken", "#78", "UnableToContinueSync", "#112"),
  row("sign-in", ["password-sync-stalled"], "PasswordSyncNotEnabled", "#90", "PasswordSyncFeatureDisabled", "#92"),
  row("sign-in", ["source-of-authority-cloud"], "CredentialUpdateOnCloudOnlyUserNotAllowed", "#115"),
  row("values", ["referenced-object-missing"], "ReferenceUpdateFailure", "#8", "LinkTargetValidationFailed", "#13"),
  row("values", ["referenced-object-missing"], "6949"),
  row("export", ["soft-deleted-conflict", "hard-match-blocked", "anchor-mismatch"], "RestoreUserErrorException", "#85"),
  row(
    "export",
    ["cloud-service-busy", "service-incident"],
    "ObjectUpdateFailed",
    "#83",
    "DirectoryServiceException",
    "#3",
    "UnprocessedObject",
    "#104",
  ),

  // Import, synchronization and write-back to AD.
  row("export", ["ad-permission-missing"], "permission-issue", "8344", "insufficient-access", "ma-access-denied"),
  row("import", ["replication-disabled", "password-hash-rights-missing"], "8453"),
  row("import", ["replication-disabled"], "8456", "8457", ...events(1113, 1115)),
  row(
    "values",
    ["cloud-override", "source-of-authority-cloud", "ad-permission-missing"],
    "exported-change-not-reimported",
    ...events(6105, 6951),
  ),
  row(
    "join",
    ["required-attribute-missing", "anchor-unusable", "anchor-mismatch"],
    "sync-rule-error-function-triggered",
  ),
  row(
    "join",
    ["on-premises-duplicate", "anchor-conflict", "wrong-match"],
    "ambiguous-import-flow-from-multiple-connectors",
    "multiple-extension-join",
    "join-object-id-already-joined",
  ),
  row("import", ["host-setting-incompatible", "engine-misconfigured", "database-full"], "staging-error"),
  row("import", ["clock-skew"], "kerberos-time-skew"),
  row("import", TO_AD, "kerberos-no-logon-server", "dropped-connection", "failed-connection", "failed-search"),
  row("import", ["invalid-attribute-value"], "constraint-violation", "invalid-dn", "invalid-attribute-value"),
  row("import", ["object-type-not-selected", "unsupported-object-type"], "object-type-not-in-scope"),
  row("import", ["connector-schema-stale"], "schema-violation", "no-such-attribute", "unsupported-attribute"),
  row("import", ["encryption-key-inaccessible"], "encryption-key-lost"),

  // Runs.
  row(
    "import",
    ["ad-connector-credentials", "cloud-connector-credentials", "clock-skew", "endpoint-blocked"],
    "no-start-credentials",
    "stopped-bad-server-credentials",
    "6000",
  ),
  row(
    "import",
    [...TO_AD, "full-import-required"],
    "no-start-connection",
    "no-start-no-domain-controller",
    "no-start-server",
    "no-start-ma",
    "stopped-connectivity",
    "stopped-server-down",
    "stopped-server",
    ...events(6001, 6004, 6007, 6050),
  ),
  row(
    "import",
    [...TO_CLOUD, "object-type-not-selected", "engine-misconfigured"],
    "stopped-extension-dll-exception",
    ...events(106, 109, 6801, 6803),
  ),
  row("export", SIGN_IN, ...events(115, 905, 906)),
  row(
    "import",
    DATABASE,
    "stopped-database-connection-lost",
    "stopped-database-disk-full",
    "stopped-disk-full",
    "no-start-database-permission",
    "no-start-database-schema-mismatch",
    "no-start-database-table",
    ...events(528, 6062, 6073, 6075, 6224, 6226, 6322, 6323),
    ...between(6209, 6222),
  ),
  row(
    "import",
    ["engine-misconfigured", "domain-out-of-scope"],
    "no-start-partition-not-configured",
    "no-start-partition-rename",
    "no-start-partition-delete",
    "no-start-bad-ma-configuration",
    "stopped-bad-ma-configuration",
    "no-start-all-runsteps-skipped",
    "no-start-delta-step-type-not-configured",
    "missing-partition-for-run-step",
    ...events(6009, 6011),
    ...between(6015, 6021),
  ),
  row(
    "import",
    ["full-import-required"],
    "no-start-full-import-required",
    "stopped-change-log-out-of-order",
    ...events(6006, 6014, 6110, 6125, 6126, 6127, 6128),
  ),
  row("import", ["sync-in-progress", "sync-cycle-stuck"], "no-start-ma-already-running"),
  row("import", ["engine-misconfigured", "software-interference"], ...between(6151, 6174)),
  row(
    "import",
    ["encryption-key-inaccessible"],
    ...events(6028, 6206, 6207, 6208, 6223, 6601, 6602, 6603),
    ...between(6201, 6203),
    ...between(6227, 6231),
  ),
  row("import", ["sync-service-logon-failed", "agent-account-unusable"], ...events(7038, 7041), "1069", "1385"),
  row("import", ["false-alarm"], "6600"),

  // Cloud Sync: quarantines and the codes of jobs.
  row(
    "export",
    ["provisioning-job-quarantined"],
    "EncounteredBaseEscrowThreshold",
    "EncounteredTotalEscrowThreshold",
    "EncounteredEscrowProportionThreshold",
    "QuarantinedOnDemand",
  ),
  row(
    "import",
    ["provisioning-job-quarantined", "provisioning-agent-inactive", "cloud-connector-credentials"],
    "EncounteredQuarantineException",
  ),
  row("import", ["service-incident"], "IngestionInterrupted"),
  row(
    "import",
    ["provisioning-agent-inactive", "agent-account-unusable", "sync-service-logon-failed", ...WAY],
    "HybridIdentityServiceNoAgentsAssigned",
    "HybridIdentityServiceNoActiveAgents",
    "TimeOut",
  ),
  row("import", [...WAY, "provisioning-agent-inactive"], "HybridIdentityServiceAgentSignalingError"),
  row("import", ["engine-misconfigured", "domain-out-of-scope"], "HybridIdentityServiceInvalidResource"),
  row(
    "import",
    ["domain-controller-unreachable", "provisioning-permission", "agent-account-unusable", ...WAY],
    "HybridSynchronizationActiveDirectoryInternalServerError",
  ),
  row(
    "import",
    ["provisioning-permission", "agent-account-unusable"],
    "HybridSynchronizationActiveDirectoryInsufficientRights",
  ),
  row(
    "export",
    SIGN_IN,
    "AzureActiveDirectoryInvalidCredential",
    "AzureActiveDirectoryExpiredCredentials",
    "AzureActiveDirectoryAuthenticationFailed",
  ),

  row("export", ["service-principal-missing"], "AADSTS700016", "AADSTS500011", "AADSTS650052", "AADSTS7000112"),

  // HTTP on the way out.
  row("export", ["proxy-misconfigured"], "407", "502"),
];
