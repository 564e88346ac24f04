/** Carries out what the service decided about an arriving object, and its hourly task on quarantined values (adsync reference §4.3, §7.2). */
import { domainOf } from "../../identity/dn";
import type { WorldHandle } from "../world";
import { releasable, withheldOf, type Accepted, type Sent } from "./arrival";
import { keepsAddress } from "./export-format";
import { restore } from "./recycle-bin";
import { addressOf, filledText, localPartOf, smtpAddressesOf } from "./text";
import { secondsIso } from "./time";

type User = WorldHandle["world"]["cloud"]["users"][string];
/** Writes the user and says its id; `freshId` names a new one. */
export function writeArrival(lab: WorldHandle, arriving: Sent, arrival: Accepted, freshId: () => string): string {
  const { cloud } = lab.world,
    now = secondsIso(lab.now());
  if (arrival.how === "deleted") restore(lab, arrival.target!);
  const id = arrival.target ?? freshId();
  const before = cloud.users[id] ?? newUser(arrival.userPrincipalName, now);
  cloud.users[id] = {
    ...before,
    ...flowedFrom(lab, arriving, arrival, before),
    onPremisesSyncEnabled: true,
    onPremisesImmutableId: arriving.anchor,
    onPremisesLastSyncDateTime: now,
    onPremisesProvisioningErrors: arrival.withheld.map((w) => ({
      category: "PropertyConflict",
      occurredDateTime: firstSeen(before, w.value) ?? now,
      ...w,
    })),
  };
  return id;
}
const newUser = (userPrincipalName: string, createdDateTime: string): User =>
  ({
    userPrincipalName,
    createdDateTime,
    userType: "Member",
    assignedLicenses: [],
    serviceProvisioningErrors: [],
  }) as unknown as User;
function firstSeen(user: User, value: string): string | undefined {
  const same = (user.onPremisesProvisioningErrors ?? []).find((e) => e["value"] === value);
  return filledText(same?.["occurredDateTime"]);
}
/** The attributes that AD masters; an empty one there is empty in the cloud, but for addresses that a cloud-only user brought along. */
function flowedFrom(
  lab: WorldHandle,
  { object, dn, sent }: Sent,
  { userPrincipalName, proxyAddresses }: Accepted,
  before: User,
): Partial<User> & Record<string, unknown> {
  const given = (name: string): string | null => filledText(object[name]) ?? null;
  const mail = given("mail"),
    title = given("title");
  const addressesGiven = Array.isArray(object["proxyAddresses"]) && object["proxyAddresses"].length > 0;
  const keepsOwn = proxyAddresses.length === 0 && !addressesGiven && before.onPremisesSyncEnabled !== true;
  return {
    userPrincipalName,
    displayName: given("displayName") ?? given("cn"),
    givenName: given("givenName"),
    surname: given("sn"),
    department: given("department"),
    mail: mail !== null && keepsAddress(lab.world, mail) ? mail : (filledText(before["mail"]) ?? null),
    mailNickname: given("mailNickname") ?? filledText(before["mailNickname"]) ?? localPartOf(userPrincipalName),
    proxyAddresses: keepsOwn ? (before.proxyAddresses ?? []) : [...proxyAddresses],
    accountEnabled: (Number(object["userAccountControl"] ?? 512) & 2) === 0,
    ...(title === null ? {} : { jobTitle: title }),
    onPremisesDistinguishedName: dn,
    onPremisesDomainName: domainOf(dn),
    onPremisesSamAccountName: given("sAMAccountName"),
    onPremisesUserPrincipalName: sent,
    onPremisesSecurityIdentifier: given("objectSid"),
  };
}
/** The service's hourly task: what nobody else holds any more is given back to its user. */
export function releaseQuarantine({ world }: WorldHandle): void {
  for (const [id, user] of Object.entries(world.cloud.users)) {
    if (withheldOf(user).length === 0) continue;
    const free = releasable(world, id, user);
    for (const { propertyCausingError, value } of free) {
      if (propertyCausingError === "UserPrincipalName") user.userPrincipalName = value;
      else if (!smtpAddressesOf(user.proxyAddresses).includes(addressOf(value)))
        user.proxyAddresses = [...(user.proxyAddresses ?? []), value];
    }
    const given = new Set(free.map((w) => w.value));
    if (free.length > 0)
      user.onPremisesProvisioningErrors = (user.onPremisesProvisioningErrors ?? []).filter(
        (e) => !given.has(String(e["value"])),
      );
  }
}
