/** What Graph's resources hold, what comes without `$select`, and which filters they answer (Graph reference §1.1; v1.0 metadata). */
import type { CallName, CompareOp, Comparison } from "./odata";

type Op = CompareOp | CallName | "in";
interface Property {
  readonly plain?: readonly Op[];
  readonly advanced?: readonly Op[];
  readonly beta?: true;
  readonly compare?: Comparison;
  readonly sort?: "plain" | "advanced";
}
export interface Resource {
  readonly type: string;
  readonly properties: Readonly<Record<string, Property>>;
  /** Served without `$select`; undefined = everything. */
  readonly defaults?: readonly string[];
  /** Directory objects know advanced queries (ConsistencyLevel: eventual with $count=true). */
  readonly directory: boolean;
  readonly search?: readonly string[];
  readonly expands?: readonly string[];
  readonly filterable?: boolean;
}
const names = (text: string): string[] => text.trim().split(/[\s,]+/);
const plainly = (text: string, property: Property = {}): Record<string, Property> =>
  Object.fromEntries(names(text).map((n) => [n, property]));

const TEXT: Property = {
  plain: ["eq", "in", "startswith", "ge", "le"],
  advanced: ["ne", "endswith"],
  sort: "advanced",
};
const NAME: Property = { ...TEXT, sort: "plain" };
const FLAG: Property = { plain: ["eq", "in"], advanced: ["ne"] };
const OWNED = {
  onPremisesSyncEnabled: { plain: ["eq", "in"], advanced: ["ne"] },
  onPremisesLastSyncDateTime: { advanced: ["eq", "ne", "ge", "le", "in"] },
  onPremisesProvisioningErrors: { advanced: ["eq", "ne"] },
  onPremisesSecurityIdentifier: { plain: ["eq", "in"], advanced: ["ne"] },
  onPremisesSamAccountName: { advanced: ["eq", "ne", "in", "startswith", "ge", "le"] },
  proxyAddresses: { plain: ["eq", "startswith"], advanced: ["endswith", "ne"], compare: "proxy" },
} as const satisfies Record<string, Property>;

const USER: Resource = {
  type: "microsoft.graph.user",
  directory: true,
  search: ["displayName"],
  defaults: names(
    "businessPhones displayName givenName id jobTitle mail mobilePhone officeLocation preferredLanguage surname userPrincipalName",
  ),
  properties: {
    ...plainly(
      "onPremisesDistinguishedName onPremisesDomainName onPremisesExtensionAttributes passwordPolicies passwordProfile lastPasswordChangeDateTime signInSessionsValidFromDateTime showInAddressList isManagementRestricted isResourceAccount licenseAssignmentStates provisionedPlans identities preferredLanguage imAddresses externalUserStateChangeDateTime refreshTokensValidFromDateTime streetAddress securityIdentifier ageGroup consentProvidedForMinor legalAgeGroupClassification preferredDataLocation authorizationInfo employeeLeaveDateTime employeeOrgData faxNumber businessPhones mobilePhone",
    ),
    ...plainly(
      "givenName surname department jobTitle usageLocation mailNickname companyName city country state postalCode officeLocation employeeId employeeType",
      TEXT,
    ),
    ...plainly("accountEnabled userType creationType externalUserState", FLAG),
    serviceProvisioningErrors: { advanced: ["eq"] },
    id: { plain: ["eq", "in"], advanced: ["ne"] },
    displayName: NAME,
    userPrincipalName: NAME,
    mail: TEXT,
    otherMails: { plain: ["eq", "startswith", "in"], advanced: ["endswith", "ne"] },
    createdDateTime: { plain: ["eq", "ge", "le", "in"], advanced: ["ne"], sort: "advanced" },
    deletedDateTime: { advanced: ["eq", "ge", "le"], sort: "advanced" },
    employeeHireDate: { plain: ["eq", "ge", "le"] },
    assignedLicenses: { plain: ["eq"], advanced: ["ne"] },
    assignedPlans: { advanced: ["eq", "ne"] },
    ...OWNED,
    onPremisesUserPrincipalName: { plain: ["eq", "in", "startswith", "ge", "le"], advanced: ["ne"] },
    onPremisesImmutableId: { advanced: ["eq", "ne", "in"], compare: "exact" },
    onPremisesObjectIdentifier: { beta: true },
  },
};
const GROUP: Resource = {
  type: "microsoft.graph.group",
  directory: true,
  search: ["displayName", "description"],
  properties: {
    ...plainly(
      "description classification createdDateTime visibility theme isAssignableToRole onPremisesDomainName onPremisesNetBiosName renewedDateTime serviceProvisioningErrors deletedDateTime resourceProvisioningOptions",
    ),
    ...plainly("mailNickname", TEXT),
    ...plainly("mailEnabled securityEnabled", FLAG),
    groupTypes: { plain: ["eq"], advanced: ["ne"] },
    id: { plain: ["eq", "in"], advanced: ["ne"] },
    displayName: NAME,
    mail: TEXT,
    ...OWNED,
  },
  defaults: names(
    "id displayName description mail mailEnabled mailNickname securityEnabled groupTypes proxyAddresses createdDateTime onPremisesSyncEnabled onPremisesLastSyncDateTime onPremisesSamAccountName onPremisesSecurityIdentifier onPremisesDomainName onPremisesProvisioningErrors visibility",
  ),
};
const CONTACT: Resource = {
  type: "microsoft.graph.orgContact",
  directory: true,
  search: ["displayName"],
  properties: {
    ...plainly("addresses phones serviceProvisioningErrors"),
    ...plainly("givenName surname mailNickname companyName department jobTitle", TEXT),
    id: { plain: ["eq", "in"] },
    displayName: NAME,
    mail: TEXT,
    ...OWNED,
  },
};
const DEVICE: Resource = {
  type: "microsoft.graph.device",
  directory: true,
  search: ["displayName"],
  properties: {
    ...plainly(
      "deviceVersion isCompliant isManaged isRooted manufacturer model operatingSystem operatingSystemVersion physicalIds profileType registrationDateTime trustType enrollmentType deviceOwnership",
    ),
    accountEnabled: FLAG,
    id: { plain: ["eq", "in"], advanced: ["ne"] },
    deviceId: { plain: ["eq", "startswith"], advanced: ["ne"] },
    displayName: { plain: ["eq", "in", "startswith", "ge", "le"], advanced: ["ne"], sort: "plain" },
    approximateLastSignInDateTime: { plain: ["eq", "ge", "le"], advanced: ["ne"] },
    onPremisesSyncEnabled: OWNED.onPremisesSyncEnabled,
    onPremisesLastSyncDateTime: { plain: ["eq", "ge", "le", "in"], advanced: ["ne"] },
  },
};
const log = (type: string, text: string, filters: Record<string, Property>): Resource => ({
  type,
  directory: false,
  properties: { ...plainly(text), ...filters },
});
const WHEN: Property = { plain: ["eq", "ge", "le", "gt", "lt"], sort: "plain" };
const EXACT: Property = { plain: ["eq", "startswith"] };

export const RESOURCES = {
  user: USER,
  group: GROUP,
  contact: CONTACT,
  device: DEVICE,
  member: {
    type: "microsoft.graph.directoryObject",
    directory: true,
    properties: plainly(
      "id displayName description roleTemplateId mail securityEnabled mailEnabled groupTypes userPrincipalName proxyAddresses",
    ),
    filterable: false,
  },
  appRoleAssignment: {
    type: "microsoft.graph.appRoleAssignment",
    directory: true,
    properties: plainly(
      "id appRoleId createdDateTime principalDisplayName principalId principalType resourceDisplayName resourceId",
    ),
  },
  /** Members of a group take filters as advanced queries only. */
  groupMember: {
    type: "microsoft.graph.directoryObject",
    directory: true,
    properties: { ...plainly("displayName userPrincipalName mail"), id: { advanced: ["eq", "in", "ne"] } },
  },
  organization: {
    type: "microsoft.graph.organization",
    directory: true,
    filterable: false,
    properties: {
      ...plainly(
        "id displayName onPremisesSyncEnabled onPremisesLastSyncDateTime verifiedDomains assignedPlans provisionedPlans technicalNotificationMails tenantType createdDateTime countryLetterCode city country street state postalCode preferredLanguage businessPhones marketingNotificationEmails securityComplianceNotificationMails defaultUsageLocation",
      ),
      ...plainly("onPremisesLastPasswordSyncDateTime directorySizeQuota", { beta: true }),
    },
  },
  domain: {
    type: "microsoft.graph.domain",
    directory: true,
    filterable: false,
    properties: plainly(
      "id isVerified isDefault isInitial isRoot authenticationType supportedServices isAdminManaged state availabilityStatus passwordValidityPeriodInDays passwordNotificationWindowInDays model manufacturer",
    ),
  },
  synchronization: {
    type: "microsoft.graph.onPremisesDirectorySynchronization",
    directory: false,
    filterable: false,
    properties: plainly("id configuration features"),
  },
  roleAssignment: {
    type: "microsoft.graph.unifiedRoleAssignment",
    directory: false,
    expands: ["roleDefinition", "principal"],
    properties: {
      ...plainly("directoryScopeId appScopeId"),
      id: { plain: ["eq"] },
      principalId: { plain: ["eq", "in"] },
      roleDefinitionId: { plain: ["eq", "in"] },
    },
  },
  roleEligibility: {
    type: "microsoft.graph.unifiedRoleEligibilitySchedule",
    directory: false,
    expands: ["roleDefinition", "principal"],
    properties: {
      ...plainly("directoryScopeId appScopeId status memberType scheduleInfo createdDateTime"),
      id: { plain: ["eq"] },
      principalId: { plain: ["eq"] },
      roleDefinitionId: { plain: ["eq"] },
    },
  },
  directoryRole: {
    type: "microsoft.graph.directoryRole",
    directory: true,
    expands: ["members"],
    properties: {
      ...plainly("description"),
      id: { plain: ["eq"] },
      displayName: { plain: ["eq"] },
      roleTemplateId: { plain: ["eq"] },
    },
  },
  sku: {
    type: "microsoft.graph.subscribedSku",
    directory: true,
    filterable: false,
    properties: plainly(
      "id accountId accountName appliesTo capabilityStatus consumedUnits prepaidUnits servicePlans skuId skuPartNumber subscriptionIds",
    ),
  },
  health: {
    type: "microsoft.graph.serviceHealth",
    directory: false,
    expands: ["issues"],
    filterable: false,
    properties: plainly("id service status issues"),
  },
  issue: {
    type: "microsoft.graph.serviceHealthIssue",
    directory: false,
    properties: {
      ...plainly(
        "id title feature featureGroup impactDescription origin posts endDateTime lastModifiedDateTime details",
      ),
      ...plainly("service classification status", { plain: ["eq"] }),
      isResolved: { plain: ["eq"] },
      startDateTime: WHEN,
    },
  },
  servicePrincipal: {
    type: "microsoft.graph.servicePrincipal",
    directory: true,
    search: ["displayName"],
    properties: {
      ...plainly("servicePrincipalType tags keyCredentials passwordCredentials"),
      accountEnabled: FLAG,
      id: { plain: ["eq", "in"] },
      appId: { plain: ["eq", "in"] },
      displayName: NAME,
      appDisplayName: { plain: ["eq"] },
      applicationTemplateId: { plain: ["eq"] },
    },
  },
  job: {
    type: "microsoft.graph.synchronizationJob",
    directory: false,
    filterable: false,
    properties: plainly("id templateId schedule status synchronizationJobSettings"),
  },
  signIn: log(
    "microsoft.graph.signIn",
    "clientAppUsed isInteractive ipAddress userDisplayName resourceDisplayName resourceId riskState riskDetail riskLevelAggregated riskLevelDuringSignIn deviceDetail location appliedConditionalAccessPolicies signInEventTypes servicePrincipalId servicePrincipalName authenticationRequirement authenticationDetails authenticationMethodsUsed",
    {
      id: EXACT,
      createdDateTime: WHEN,
      userId: EXACT,
      userPrincipalName: EXACT,
      appId: EXACT,
      appDisplayName: EXACT,
      conditionalAccessStatus: { plain: ["eq"] },
      status: { plain: ["eq"] },
      correlationId: EXACT,
      signInEventTypes: { plain: ["eq"], beta: true },
      servicePrincipalId: { plain: ["eq", "startswith"], beta: true },
      servicePrincipalName: { plain: ["eq", "startswith"], beta: true },
    },
  ),
  audit: log("microsoft.graph.directoryAudit", "operationType resultReason additionalDetails userAgent", {
    id: EXACT,
    activityDateTime: WHEN,
    activityDisplayName: EXACT,
    category: { plain: ["eq"] },
    loggedByService: { plain: ["eq"] },
    correlationId: { plain: ["eq"] },
    result: { plain: ["eq"] },
    initiatedBy: EXACT,
    targetResources: EXACT,
  }),
  provisioningLog: log(
    "microsoft.graph.provisioningObjectSummary",
    "changeId durationInMilliseconds initiatedBy modifiedProperties provisioningSteps",
    {
      id: { plain: ["eq", "contains"] },
      activityDateTime: WHEN,
      jobId: { plain: ["eq", "contains"], compare: "exact" },
      cycleId: { plain: ["eq"] },
      tenantId: { plain: ["eq"] },
      provisioningAction: { plain: ["eq"], compare: "exact" },
      provisioningStatusInfo: { plain: ["eq"], compare: "exact" },
      sourceIdentity: { plain: ["eq", "contains"], compare: "exact" },
      targetIdentity: { plain: ["eq", "contains"], compare: "exact" },
      sourceSystem: { plain: ["eq", "contains"] },
      targetSystem: { plain: ["eq", "contains"] },
      servicePrincipal: { plain: ["eq", "contains"] },
    },
  ),
} as const satisfies Record<string, Resource>;
export type ResourceName = keyof typeof RESOURCES;
/** Cloud Sync's gallery template (Graph reference §10.1). */
export const CLOUD_SYNC_TEMPLATE = "1a4721b3-e57f-4451-ae87-ef078703ec94";
