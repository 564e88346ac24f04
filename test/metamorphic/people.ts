/** Healthy synced people to stand beside a world's own: in AD, in scope, and in the cloud under their anchor. */
import { immutableIdOf } from "../../src/identity/anchor";
import type { World } from "../../src/lab/scenario";
import type { CloudEntry, Entry } from "./transform";

/** Where the people live. */
export interface Home {
  /** FQDN of the forest; its directory must be there. */
  readonly forest: string;
  /** DN of the container. */
  readonly container: string;
  /** Domain of their sign-in names; verified in the tenant. */
  readonly suffix: string;
  /** Domain SID, without the last number. */
  readonly sid: string;
}
/** What of a healthy person another transform needs to name. */
export interface Bystander {
  readonly dn: string;
  readonly cloudId: string;
  /** Base64 of objectGUID; the attribute chosen as sourceAnchor is that of the world, see `anchored`. */
  readonly anchor: string;
  readonly userPrincipalName: string;
}

const FIRST = ["Alva", "Bror", "Carin", "Dag", "Edla", "Folke", "Gurli", "Hjalmar", "Inga", "Joar"];
const LAST = ["Zander", "Ymer", "Xylander", "Wiklof", "Vretman", "Ugglas", "Tysk", "Svalin", "Rudbeck", "Quist"];

/** The value of the world's own anchor attribute for a new person, and what the directory must hold for it. */
function anchored(world: World, guid: string, n: number, mail: string): { anchor: string; attributes: object } {
  const attribute = String(
    world.premises.globalSettings["Microsoft.SynchronizationOption.AnchorAttribute"] ?? "mS-DS-ConsistencyGuid",
  );
  if (/^(objectGUID|mS-DS-ConsistencyGuid)$/i.test(attribute))
    return { anchor: immutableIdOf(guid) ?? "", attributes: {} };
  const anchor = attribute === "mail" ? mail : `Z${9000 + n}`;
  return { anchor, attributes: { [attribute]: anchor } };
}

/** Adds `count` healthy people (numbered from `first`) to both sides of a world in place, and tells who they are. */
export function addPeople(world: World, home: Home, count: number, first = 0): Bystander[] {
  const forest = world.premises.directory.forests[home.forest];
  if (forest === undefined) return [];
  const skuId = world.cloud.subscribedSkus[0]?.skuId;
  return Array.from({ length: count }, (_, i) => {
    const n = first + i;
    const given = FIRST[n % 10] ?? "Alva";
    const sn = `${LAST[Math.floor(n / 10) % 10] ?? "Zander"}${n >= 100 ? String(n) : ""}`;
    const name = `${given} ${sn}`;
    const alias = name.toLowerCase().replace(" ", ".");
    const mail = `${alias}@${home.suffix}`;
    const digits = String(n).padStart(4, "0");
    const guid = `7e57ab1e-0000-4000-8000-00000000${digits}`;
    const cloudId = `7e57ab1e-0000-4000-9000-00000000${digits}`;
    const objectSid = `${home.sid}-7${digits}`;
    const dn = `CN=${name},${home.container}`;
    const { anchor, attributes } = anchored(world, guid, n, mail);
    const ad: Entry = {
      objectClass: ["top", "person", "organizationalPerson", "user"],
      objectGUID: guid,
      objectSid,
      cn: name,
      displayName: name,
      givenName: given,
      sn,
      sAMAccountName: alias.slice(0, 20),
      userPrincipalName: mail,
      mail,
      mailNickname: alias,
      proxyAddresses: [`SMTP:${mail}`],
      userAccountControl: 512,
      whenCreated: "2021-03-04T10:00:00Z",
      whenChanged: "2021-10-02T07:30:00Z",
      pwdLastSet: "2021-10-02T07:30:00Z",
      ...attributes,
    };
    forest.objects[dn] = ad;
    const cloud: CloudEntry = {
      userPrincipalName: mail,
      displayName: name,
      givenName: given,
      surname: sn,
      mail,
      mailNickname: alias,
      proxyAddresses: [`SMTP:${mail}`],
      accountEnabled: true,
      userType: "Member",
      usageLocation: "SE",
      createdDateTime: "2021-03-04T10:40:00Z",
      onPremisesSyncEnabled: true,
      onPremisesLastSyncDateTime: world.cloud.organization["onPremisesLastSyncDateTime"],
      onPremisesImmutableId: anchor,
      onPremisesDistinguishedName: dn,
      onPremisesDomainName: home.forest,
      onPremisesSamAccountName: alias.slice(0, 20),
      onPremisesUserPrincipalName: mail,
      onPremisesSecurityIdentifier: objectSid,
      onPremisesProvisioningErrors: [],
      serviceProvisioningErrors: [],
      assignedLicenses: skuId === undefined ? [] : [{ skuId, disabledPlans: [] }],
    };
    world.cloud.users[cloudId] = cloud;
    return { dn, cloudId, anchor, userPrincipalName: mail };
  });
}

/** Where the baseline's healthy people live; undefined in a world without that forest or domain. */
export function homeOfStaff(world: World): Home | undefined {
  const container = "OU=Staff,DC=contoso,DC=local";
  const forest = world.premises.directory.forests["contoso.local"];
  if (forest?.objects[container] === undefined || world.cloud.domains["contoso.com"]?.isVerified !== true)
    return undefined;
  return { forest: "contoso.local", container, suffix: "contoso.com", sid: "S-1-5-21-1004336348-1177238915-682003330" };
}
