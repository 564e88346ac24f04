/** A group, a computer and a contact of Active Directory, and what sync made of each. */
import type { AdObject, CloudObject } from "../../../src/domain";
import { ad } from "./people";

const GROUP_GUID = "3f2a7c10-5d4e-4b6f-8a90-b1c2d3e4f506",
  COMPUTER_GUID = "caf423c2-d6ab-5fe1-8562-e19a9b0b1eb6";
const common = { forest: "contoso.local", whenChanged: "2026-11-20T08:00:00Z" };

export const group = (over: Partial<AdObject> = {}): AdObject => ({
  ...common,
  dn: "CN=Surveyors,OU=Groups,DC=contoso,DC=local",
  objectClass: ["top", "group"],
  objectGUID: GROUP_GUID,
  objectSid: "S-1-5-21-1-2-3-2001",
  cn: "Surveyors",
  displayName: "Surveyors",
  sAMAccountName: "Surveyors",
  groupType: -2147483646,
  member: [ad().dn],
  ...over,
});
export const cloudGroup = (over: Partial<CloudObject> = {}): CloudObject => ({
  kind: "group",
  id: "33333333-0000-4000-8000-000000000003",
  displayName: "Surveyors",
  securityEnabled: true,
  groupTypes: [],
  proxyAddresses: [],
  onPremisesSyncEnabled: true,
  onPremisesSecurityIdentifier: "S-1-5-21-1-2-3-2001",
  onPremisesLastSyncDateTime: "2026-11-20T08:47:12Z",
  onPremisesProvisioningErrors: [],
  ...over,
});
export const computer = (over: Partial<AdObject> = {}): AdObject => ({
  ...common,
  dn: "CN=LT-0099,OU=Staff,DC=contoso,DC=local",
  objectClass: ["top", "person", "organizationalPerson", "user", "computer"],
  objectGUID: COMPUTER_GUID,
  objectSid: "S-1-5-21-1-2-3-4001",
  cn: "LT-0099",
  sAMAccountName: "LT-0099$",
  userCertificate: ["MIIC"],
  ...over,
});
export const device = (over: Partial<CloudObject> = {}): CloudObject => ({
  kind: "device",
  id: "44444444-0000-4000-8000-000000000004",
  displayName: "LT-0099",
  deviceId: COMPUTER_GUID,
  onPremisesSyncEnabled: true,
  onPremisesLastSyncDateTime: "2026-11-20T08:47:12Z",
  ...over,
});
export const contact = (over: Partial<AdObject> = {}): AdObject => ({
  ...common,
  dn: "CN=Vendor,OU=Staff,DC=contoso,DC=local",
  objectClass: ["top", "person", "organizationalPerson", "contact"],
  objectGUID: "8f6d1f0e-63f3-4b6c-b5f2-0c5f3f6c2b11",
  cn: "Vendor",
  displayName: "Vendor",
  mail: "vendor@fabrikam.com",
  ...over,
});
export const cloudContact = (over: Partial<CloudObject> = {}): CloudObject => ({
  kind: "contact",
  id: "55555555-0000-4000-8000-000000000005",
  displayName: "Vendor",
  mail: "vendor@fabrikam.com",
  proxyAddresses: ["SMTP:vendor@fabrikam.com"],
  onPremisesSyncEnabled: true,
  onPremisesProvisioningErrors: [],
  ...over,
});
