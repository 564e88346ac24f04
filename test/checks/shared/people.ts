import type { AdObject, Chain, CloudUser, CsObject, Domain, RoleHolding, RunResult } from "../../../src/domain";
import { entraCsDn, immutableIdOf } from "../../../src/identity/anchor";

export const GUID = "12345678-9abc-def0-1234-56789abcdef0",
  OTHER = "8d3c6a51-7f2e-4b90-a6c1-0e5f92d4b7aa";
export const ANCHOR = immutableIdOf(GUID)!,
  OLD = immutableIdOf(OTHER)!;
/** An ordinary AD account. */
export const ad = (over: Partial<AdObject> = {}): AdObject => ({
  dn: "CN=Ana Lima,OU=Staff,DC=contoso,DC=local",
  forest: "contoso.local",
  objectClass: ["user"],
  objectGUID: GUID,
  "mS-DS-ConsistencyGuid": GUID,
  objectSid: "S-1-5-21-1-2-3-1001",
  displayName: "Ana Lima",
  sAMAccountName: "ana.lima",
  userPrincipalName: "ana.lima@contoso.com",
  mail: "ana.lima@contoso.com",
  proxyAddresses: ["SMTP:ana.lima@contoso.com"],
  userAccountControl: 512,
  whenChanged: "2026-11-20T08:00:00Z",
  ...over,
});
/** Somebody else's AD account. */
export const otherAd = (over: Partial<AdObject> = {}): AdObject =>
  ad({
    dn: "CN=Bo Ek,OU=Staff,DC=contoso,DC=local",
    objectGUID: OTHER,
    "mS-DS-ConsistencyGuid": OTHER,
    objectSid: "S-1-5-21-1-2-3-1002",
    displayName: "Bo Ek",
    sAMAccountName: "bo.ek",
    userPrincipalName: "bo.ek@contoso.com",
    mail: "bo.ek@contoso.com",
    proxyAddresses: ["SMTP:bo.ek@contoso.com"],
    ...over,
  });
/** The cloud user that sync made of `ad`. */
export const linked = (over: Partial<CloudUser> = {}): CloudUser => ({
  id: "11111111-0000-4000-8000-000000000001",
  userPrincipalName: "ana.lima@contoso.com",
  displayName: "Ana Lima",
  mail: "ana.lima@contoso.com",
  mailNickname: "ana.lima",
  proxyAddresses: ["SMTP:ana.lima@contoso.com"],
  accountEnabled: true,
  userType: "Member",
  usageLocation: "SE",
  onPremisesSyncEnabled: true,
  onPremisesImmutableId: ANCHOR,
  onPremisesSecurityIdentifier: "S-1-5-21-1-2-3-1001",
  onPremisesUserPrincipalName: "ana.lima@contoso.com",
  onPremisesLastSyncDateTime: "2026-11-23T08:47:12Z",
  onPremisesProvisioningErrors: [],
  serviceProvisioningErrors: [],
  assignedLicenses: [{ skuId: "e3" }],
  ...over,
});
/** A cloud-only user of the same name. */
export const cloudOnly = (over: Partial<CloudUser> = {}): CloudUser => ({
  id: "22222222-0000-4000-8000-000000000002",
  userPrincipalName: "ana.lima@contoso.com",
  displayName: "Ana Lima",
  mail: "ana.lima@contoso.com",
  proxyAddresses: ["SMTP:ana.lima@contoso.com"],
  accountEnabled: true,
  userType: "Member",
  assignedLicenses: [{ skuId: "e3" }],
  ...over,
});
/** The duplicate that sync made beside a cloud-only user. */
export const duplicate = (over: Partial<CloudUser> = {}): CloudUser =>
  linked({
    userPrincipalName: "ana.lima1234@contoso.onmicrosoft.com",
    mail: null,
    proxyAddresses: [],
    assignedLicenses: [],
    onPremisesProvisioningErrors: [
      {
        category: "PropertyConflict",
        occurredDateTime: "2026-11-20T08:30:00Z",
        propertyCausingError: "UserPrincipalName",
        value: "ana.lima@contoso.com",
      },
    ],
    ...over,
  });
export const domains: Domain[] = [
  { id: "contoso.com", isVerified: true, authenticationType: "Managed" },
  { id: "contoso.onmicrosoft.com", isVerified: true, isInitial: true, authenticationType: "Managed" },
];
/** The newest export with one error on `ad`. */
export const exportError = (
  ErrorType: string,
  ObjectIdInConflict?: string,
  AttributeConflictName = "ProxyAddresses",
  anchor = ANCHOR,
): RunResult[] => [
  {
    ConnectorName: "contoso.onmicrosoft.com - AAD",
    RunProfileName: "Export",
    StartDate: "2026-11-23T08:46:52Z",
    EndDate: "2026-11-23T08:46:56Z",
    Result: "completed-export-errors",
    IsRunComplete: true,
    Counters: {},
    Errors: [
      {
        ObjectDn: entraCsDn(anchor),
        ErrorType,
        AttributeConflictName,
        ...(ObjectIdInConflict === undefined ? {} : { ObjectIdInConflict }),
      },
    ],
  },
];
export const features = (flags: Record<string, boolean>) => ({ id: "t", configuration: {}, features: flags });
export const chain = (over: Partial<Chain> = {}): Chain => ({
  adDn: ad().dn,
  adCs: null,
  mv: null,
  entraCs: null,
  ...over,
});
export const terms = (upn: string) => ({
  text: upn,
  terms: { upns: [upn], sams: [], names: [], departments: [], ids: [] },
  topics: [],
  quoted: { errors: [], events: [], dns: [] },
});
/** Settings of an installation that makes its anchors from this attribute. */
export const anchoredOn = (attribute: string) => ({ "Microsoft.SynchronizationOption.AnchorAttribute": attribute });
/** A directory role of one cloud user. */
export const roleOf = (user: CloudUser, over: Partial<RoleHolding> = {}): RoleHolding => ({
  principalId: user.id,
  role: "User Administrator",
  eligible: false,
  ...over,
});
/** An object as it stands in a connector space, joined, without a fault. */
export const csObject = (over: Partial<CsObject> = {}): CsObject => ({
  ConnectorName: "contoso.onmicrosoft.com - AAD",
  DistinguishedName: entraCsDn(ANCHOR),
  ObjectType: "user",
  IsConnector: true,
  HasExportError: false,
  HasSyncError: false,
  Attributes: {},
  ...over,
});
