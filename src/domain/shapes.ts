/**
 * The objects of the two worlds, in the spelling of the systems that serve them: Graph property names for the cloud,
 * LDAP attribute names for Active Directory, cmdlet property names for the server (reference: Graph v1.0 metadata, ADSync module).
 * Properties beyond those named pass through untouched; users and the other objects of the cloud have schemas of their own (cloud-user.ts, cloud-object.ts).
 */
export type { CloudUser, CloudUserProperty, ProvisioningError } from "./cloud-user";
export type { CloudHolder, CloudObject, CloudObjectKind } from "./cloud-object";

/** Direct members of a cloud group: how many, how many of them are groups, and whether the person is one. */
export interface GroupMembership {
  members: number;
  groups: number;
  /** Left out where no person is asked about. */
  isMember?: boolean;
}
export interface RoleHolding {
  principalId: string;
  role: string;
  eligible: boolean;
}
/** What hangs on a live cloud user beside its licences and roles (security reference, M7). */
export interface Attachments {
  /** Object id of the user. */
  readonly id: string;
  /** Groups that it was put into; those that choose their members by rule are left out. */
  readonly groups: Hanging;
  readonly applications: Hanging;
  readonly devices: Hanging;
  /** Groups, applications and other objects that it owns. */
  readonly owned: Hanging;
  readonly mailbox: Hanging;
}
/** Display names, empty where nothing of the kind is there; or why it could not be read. */
export type Hanging = { readonly names: readonly string[] } | { readonly unread: string };
export interface Organization {
  id: string;
  displayName?: string;
  onPremisesSyncEnabled?: boolean | null;
  onPremisesLastSyncDateTime?: string | null;
  onPremisesLastPasswordSyncDateTime?: string | null;
  directorySizeQuota?: { used: number; total: number } | null;
  [property: string]: unknown;
}
export interface Domain {
  id: string;
  isVerified: boolean;
  isDefault?: boolean;
  isInitial?: boolean;
  authenticationType?: string;
  [property: string]: unknown;
}
export interface OnPremisesSynchronization {
  id: string;
  configuration: {
    accidentalDeletionPrevention?: { synchronizationPreventionType?: string; alertThreshold?: number };
    /** Of the server that exported last (beta). */
    currentExportData?: { clientMachineName?: string | null };
    [k: string]: unknown;
  };
  features: Record<string, boolean | null | undefined>;
}
export interface ServiceIssue {
  id: string;
  title?: string;
  service?: string;
  feature?: string;
  status?: string;
  isResolved?: boolean;
  classification?: string;
  startDateTime?: string;
  endDateTime?: string | null;
  impactDescription?: string;
  [property: string]: unknown;
}
export interface SyncJob {
  id: string;
  servicePrincipalId: string;
  servicePrincipalName: string;
  templateId?: string;
  schedule?: { interval?: string; state?: string };
  status: {
    code?: string;
    quarantine?: { reason?: string; currentBegan?: string; error?: { code?: string; message?: string } } | null;
    lastExecution?: JobExecution | null;
    lastSuccessfulExecution?: JobExecution | null;
    lastSuccessfulExecutionWithExports?: JobExecution | null;
    countSuccessiveCompleteFailures?: number;
    [k: string]: unknown;
  };
  schema?: { synchronizationRules?: Record<string, unknown>[] };
  [property: string]: unknown;
}
export interface JobExecution {
  state?: string;
  timeBegan?: string;
  timeEnded?: string;
  error?: { code?: string; message?: string } | null;
  [k: string]: unknown;
}
export interface SignIn {
  createdDateTime: string;
  userPrincipalName?: string;
  userId?: string;
  appId?: string;
  appDisplayName?: string;
  servicePrincipalName?: string;
  conditionalAccessStatus?: string;
  status: { errorCode: number; failureReason?: string | null };
  [property: string]: unknown;
}
export interface DirectoryAudit {
  activityDateTime: string;
  activityDisplayName?: string;
  category?: string;
  loggedByService?: string;
  initiatedBy?: Record<string, unknown>;
  targetResources?: Record<string, unknown>[];
  [property: string]: unknown;
}

/** One Active Directory object of any class: LDAP attribute names; `dn`, `forest` and `domainController` are added by the agent. */
export interface AdObject {
  dn: string;
  forest: string;
  objectClass: string[];
  objectGUID: string;
  "mS-DS-ConsistencyGuid"?: string;
  objectSid?: string;
  sIDHistory?: string[];
  cn?: string;
  displayName?: string;
  givenName?: string;
  sn?: string;
  sAMAccountName?: string;
  userPrincipalName?: string;
  mail?: string;
  mailNickname?: string;
  proxyAddresses?: string[];
  targetAddress?: string;
  userAccountControl?: number;
  adminCount?: number;
  memberOf?: string[];
  /** SIDs of all groups of the object, nested ones too; told only by a read of the one object. */
  tokenGroups?: string[];
  member?: string[];
  /** How many members there are, where `member` holds only the first of them. */
  memberCount?: number;
  manager?: string;
  primaryGroupID?: number;
  userCertificate?: string[];
  isCriticalSystemObject?: boolean;
  isDeleted?: boolean;
  lastKnownParent?: string;
  "msDS-LastKnownRDN"?: string;
  pwdLastSet?: string | number;
  whenCreated?: string;
  whenChanged?: string;
  department?: string;
  [attribute: string]: unknown;
}
/** `Get-ADSyncCSObject`, flattened. `Anchor` is the GUID's text for AD and `User_<guid>` for Entra. */
export interface CsObject {
  ConnectorName: string;
  DistinguishedName: string;
  ObjectType: string;
  Anchor?: string;
  IsConnector: boolean;
  ConnectedMVObjectId?: string;
  PendingExport?: "Add" | "Update" | "Delete";
  HasExportError: boolean;
  HasSyncError: boolean;
  ExportError?: SyncObjectError;
  SyncError?: SyncObjectError;
  Attributes: Record<string, unknown>;
}
/** Export and sync errors as the engine tells them; `ObjectIdInConflict` and `AttributeConflictName` from ErrorExtraDetails. */
export interface SyncObjectError {
  ErrorType: string;
  ErrorCode?: string;
  ErrorLiteral?: string;
  AttributeConflictName?: string;
  ObjectIdInConflict?: string;
  [k: string]: unknown;
}
/** `Get-ADSyncMVObject`, flattened. */
export interface MvObject {
  ObjectId: string;
  Lineage: { ConnectorName: string; ConnectedCsObjectDN: string }[];
  Attributes: Record<string, unknown>;
}
/** The chain of one AD object through the engine; a link that the engine does not have is null. */
export interface Chain {
  adDn: string;
  adCs: CsObject | null;
  mv: MvObject | null;
  entraCs: CsObject | null;
}

export interface HostInfo {
  OS?: string;
  OSVersion?: string;
  DotNetRelease?: number;
  ConnectVersion?: string | null;
  ClockSkewSeconds?: number;
  FreeDiskMB?: number;
  PendingReboot?: boolean;
  Tls12?: { SchUseStrongCrypto?: number; SystemDefaultTlsVersions?: number; ClientEnabled?: number };
  MissingRootCertificates?: string[];
  Proxy?: {
    WinHttp?: string | null;
    MachineConfig?: unknown;
    WinInet?: unknown;
    MachineConfigLastWriteTime?: string;
    MiiserverExeConfig?: unknown;
    UseDefaultCredentials?: boolean;
    AADConnectProvisioningAgentConfig?: unknown;
    [k: string]: unknown;
  };
  Database?: { Kind?: string; Server?: string; Name?: string; SizeMB?: number; LimitMB?: number };
  /** Numbers, or the registry's text. */
  SystemCodePage?: { ACP: number | string; OEMCP: number | string };
  FipsAlgorithmPolicyEnabled?: number | boolean;
  /** Security descriptor of who may call SAM from afar; absent where the policy is not set. */
  RestrictRemoteSam?: string;
  WizardOpen?: boolean;
  ExecutionPolicy?: Record<string, string>;
  Kerberos?: { SupportedEncryptionTypes?: unknown };
  InstalledHotFixes?: string[];
  Tls13?: unknown;
  [property: string]: unknown;
}
/** `Get-Service` with what CIM adds. */
export interface Service {
  Name: string;
  DisplayName: string;
  Status: string;
  StartType: string;
  StartName?: string;
  ExitCode?: number;
  ProcessStartTime?: string;
  ServiceAccountManaged?: boolean;
  UserRights?: string[];
  CPUPercent?: number;
  [k: string]: unknown;
}
/** One probe of a required endpoint from the server. `Required` comes from the agent's built-in list. */
export interface EndpointProbe {
  Host: string;
  Port: number;
  Purpose: string;
  Dns: string[];
  Tcp: string;
  Tls?: { Protocol?: string; Issuer?: string; ChainStatus?: string; Error?: string };
  Http?: number;
  ViaProxy?: {
    Dns: string[];
    Tcp: string;
    Tls?: { Protocol?: string; Issuer?: string; ChainStatus?: string; Error?: string };
    Http?: number;
  };
  [k: string]: unknown;
}
export interface Scheduler {
  AllowedSyncCycleInterval?: string;
  CurrentlyEffectiveSyncCycleInterval?: string;
  CustomizedSyncCycleInterval?: string | null;
  NextSyncCyclePolicyType?: string;
  NextSyncCycleStartTimeInUTC?: string;
  SyncCycleEnabled: boolean;
  MaintenanceEnabled?: boolean;
  StagingModeEnabled: boolean;
  SchedulerSuspended: boolean;
  SyncCycleInProgress: boolean;
  [k: string]: unknown;
}
export interface Partition {
  DN: string;
  Selected: boolean;
  Identifier?: string;
  CreationTime?: string;
  LastModificationTime?: string;
  ContainerInclusionList: string[];
  ContainerExclusionList: string[];
  /** The domain controllers that the connector is pinned to; absent or empty = it takes whichever answers. */
  PreferredDCs?: string[];
  [k: string]: unknown;
}
export interface Connector {
  Name: string;
  Type: "AD" | "Extensible2";
  Account?: string;
  Partitions: Partition[];
  ObjectTypes?: string[];
  /** LDAP names of the attributes that the connector reads. */
  AttributeInclusionList?: string[];
  RunProfiles?: { Name: string; RunSteps: { TaskType?: string; PartitionIdentifier?: string }[] }[];
  LastModificationTime?: string;
  ConnectorIdentityType?: string;
  CertificateThumbprint?: string;
  CertificateNotAfter?: string;
  ApplicationManagedBy?: string;
  [k: string]: unknown;
}
/** `Get-ADSyncRunProfileResult -RunStepDetails`, flattened; times UTC. */
export interface RunResult {
  ConnectorName: string;
  RunProfileName: string;
  StartDate: string;
  EndDate: string | null;
  Result: string;
  IsRunComplete: boolean;
  Counters: Record<string, number>;
  Errors: RunError[];
  [k: string]: unknown;
}
export interface RunError {
  ObjectDn: string;
  ErrorType: string;
  ErrorCode?: string;
  ErrorLiteral?: string;
  AttributeConflictName?: string;
  ObjectIdInConflict?: string;
  [k: string]: unknown;
}
export interface ScopeCondition {
  Attribute: string;
  ComparisonOperator: string;
  ComparisonValue: string;
}
/** `Get-ADSyncRule`, flattened: groups are OR, conditions inside a group are AND, no group = everything. */
export interface SyncRule {
  Name: string;
  Direction: "Inbound" | "Outbound";
  ConnectorName: string;
  SourceObjectType: string;
  Precedence: number;
  Disabled: boolean;
  IsStandardRule: boolean;
  ScopeFilter: { ScopeConditionList: ScopeCondition[] }[];
  AttributeFlowMappings: { Source: string; Destination: string; FlowType: string }[];
  [k: string]: unknown;
}
export interface EventRecord {
  LogName: string;
  ProviderName: string;
  Id: number;
  LevelDisplayName?: string;
  TimeCreated: string;
  Message: string;
  MachineName?: string;
  [k: string]: unknown;
}
export interface ProvisioningAgent {
  Installed: boolean;
  Version?: string;
  ServiceStatus?: string;
  Active?: boolean;
  LastCheckIn?: string;
  GmsaOk?: boolean;
  LastErrors?: string[];
  [k: string]: unknown;
}
/** What a connector account lacks on an object or one of its ancestors. */
export interface MissingRight {
  Account: string;
  DN: string;
  Missing: string[];
  InheritanceDisabled?: boolean;
  [k: string]: unknown;
}
export interface DomainController {
  Forest: string;
  Name: string;
  ReplicationPartnerMetadata?: Record<string, unknown>[];
  [k: string]: unknown;
}
export interface DeletionThreshold {
  DeletionPrevention: 0 | 1 | 2;
  ThresholdCount: number;
  [k: string]: unknown;
}
export interface PendingExports {
  ConnectorName: string;
  ExportAdds: number;
  ExportUpdates: number;
  ExportDeletes: number;
  Deletes: CsObject[];
}
