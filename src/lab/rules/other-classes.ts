/** Groups, contacts and devices that sync makes in the cloud: which of them an AD object became, and what is written on it (Graph v1.0 metadata; adsync reference §5.1). */
import { domainOf } from "../../identity/dn";
import type { World } from "../scenario";
import { attributeOf, mayCarryAnchor } from "./source-anchor";
import { filledText, sameText, smtpAddressesOf, textsOf } from "./text";

type Attributes = Readonly<Record<string, unknown>>;
type Cloud = World["cloud"];
export type OtherKind = "group" | "contact" | "device";
/** The cloud's object of an AD class; undefined for people. */
export const otherKindOf = (type: string): OtherKind | undefined =>
  (({ group: "group", contact: "contact", computer: "device" }) as const)[type.toLowerCase()];
/** The cloud's own objects of a kind, by id. */
export const mapOf = (cloud: Cloud, kind: OtherKind): Record<string, Record<string, unknown>> =>
  ({ group: cloud.groups, contact: cloud.contacts, device: cloud.devices })[kind];

/** Groups keep the SID, a device's id is its computer's objectGUID, and a contact is known by its addresses. */
export function twinOf(cloud: Cloud, kind: OtherKind, ad: Attributes): string | undefined {
  const addresses = addressesOf(ad);
  const isTwin = (o: Record<string, unknown>): boolean =>
    kind === "group"
      ? sameText(o["onPremisesSecurityIdentifier"], ad["objectSid"])
      : kind === "device"
        ? sameText(o["deviceId"], ad["objectGUID"])
        : o["onPremisesSyncEnabled"] === true && addressesOf(o).some((a) => addresses.includes(a));
  return Object.entries(mapOf(cloud, kind)).find(([, o]) => isTwin(o))?.[0];
}
const addressesOf = (o: Attributes): string[] => [
  ...smtpAddressesOf(o["proxyAddresses"]),
  ...textsOf(o["mail"]).map((m) => m.toLowerCase()),
];

/** What flows to the cloud object of an AD group, contact or computer; `now` in ISO 8601 UTC. */
export function flowedTo(world: World, kind: OtherKind, ad: Attributes, dn: string, now: string): Attributes {
  const given = (name: string): string | null => filledText(attributeOf(ad, name)) ?? null;
  const synced = {
    displayName: given("displayName") ?? given("cn"),
    onPremisesSyncEnabled: true,
    onPremisesLastSyncDateTime: now,
  };
  if (kind === "device")
    return {
      ...synced,
      deviceId: ad["objectGUID"],
      operatingSystem: given("operatingSystem"),
      trustType: "ServerAd",
      accountEnabled: (Number(ad["userAccountControl"] ?? 4096) & 2) === 0,
    };
  const mailbox = {
    ...synced,
    mail: given("mail"),
    mailNickname: given("mailNickname") ?? given("cn"),
    proxyAddresses: textsOf(ad["proxyAddresses"]),
    onPremisesProvisioningErrors: [],
  };
  return kind === "contact" ? mailbox : { ...mailbox, ...groupParts(world, ad, dn) };
}
const SECURITY_ENABLED = 0x80000000;
const groupParts = (world: World, ad: Attributes, dn: string): Attributes => ({
  mailEnabled: filledText(ad["mail"]) !== undefined,
  securityEnabled: (Number(ad["groupType"] ?? 0) & SECURITY_ENABLED) !== 0,
  groupTypes: [],
  onPremisesSamAccountName: filledText(ad["sAMAccountName"]) ?? null,
  onPremisesSecurityIdentifier: filledText(ad["objectSid"]) ?? null,
  onPremisesDomainName: domainOf(dn),
  members: membersOf(world, ad),
});
/** The direct members that the cloud knows: users by anchor, groups by SID. Who is in it by primaryGroupID alone does not stand in `member`. */
function membersOf(world: World, ad: Attributes): string[] {
  const { cloud, premises } = world;
  const objects = new Map(
    Object.values(premises.directory.forests).flatMap((f) =>
      Object.entries(f.objects).map(([dn, o]) => [dn.toLowerCase(), o] as const),
    ),
  );
  return textsOf(ad["member"]).flatMap((dn) => {
    const member = objects.get(dn.toLowerCase());
    if (member === undefined) return [];
    const user = Object.entries(cloud.users).find(
      ([, u]) =>
        u.onPremisesSyncEnabled === true &&
        mayCarryAnchor(member, u.onPremisesImmutableId ?? "", premises.globalSettings),
    )?.[0];
    return [user ?? twinOf(cloud, "group", member)].filter((id): id is string => id !== undefined);
  });
}
