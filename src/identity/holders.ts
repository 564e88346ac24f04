/** Who holds a name or an address, on either side. */
import { valueOr, type AdObject, type CloudHolder, type CloudUser, type Fact, type RoleHolding } from "../domain";
import { bareAddress, liveUpnOf, namesOf, proxyKeys, SIP_ATTRIBUTE } from "./address";
import { domainOf } from "./dn";
import { textAttribute } from "./link";
import type { SyncSettings } from "./settings";

/** Names by which a cloud user can be in the way: sign-in name (a deleted one's without its prefix), mail, addresses; bare. */
export const cloudNames = (user: CloudUser): string[] =>
  namesOf({ ...user, userPrincipalName: liveUpnOf(user.userPrincipalName) });
/** The value that the engine sends as sign-in name: userPrincipalName, or the attribute chosen for it at installation; where that is empty, `sAMAccountName@domain` (adsync reference §7.2). */
export function upnSent(settings: SyncSettings, ad: AdObject): string | undefined {
  const account = textAttribute(ad, "sAMAccountName");
  return (
    textAttribute(ad, settings.upnAttribute) ?? (account === undefined ? undefined : `${account}@${domainOf(ad.dn)}`)
  );
}
/** Names of the AD account as they arrive in the cloud, bare. */
export function adNames(settings: SyncSettings, ad: AdObject): string[] {
  const upn = upnSent(settings, ad);
  return [...new Set([...(upn === undefined ? [] : [bareAddress(upn)]), ...namesOf(ad)])];
}
/** Every address of an AD object as it is compared: its proxyAddresses of whatever kind, its mail, its SIP address. */
export const addressKeysOf = (ad: AdObject): string[] => {
  const sip = textAttribute(ad, SIP_ATTRIBUTE);
  return [
    ...new Set([
      ...proxyKeys(ad.proxyAddresses),
      ...(ad.mail ? [bareAddress(ad.mail)] : []),
      ...(sip === undefined ? [] : [bareAddress(sip)]),
    ]),
  ];
};
/** Names that both sides hold. */
export function sharedNames(settings: SyncSettings, ad: AdObject, user: CloudUser): string[] {
  const theirs = cloudNames(user);
  return adNames(settings, ad).filter((n) => theirs.includes(n));
}

/** Where a value may be held. */
export interface HolderSources {
  readonly cloudUsers: readonly CloudUser[];
  readonly others: readonly CloudHolder[];
  readonly adObjects: readonly AdObject[];
}
/** Ids (Entra object ids and objectGUIDs) of everything that holds the name or address, but for the objects with the ids in `except`. */
export function holdersOf(
  value: string,
  { cloudUsers, others, adObjects }: HolderSources,
  except: readonly string[],
): string[] {
  const bare = bareAddress(value);
  const skipped = new Set(except.map((id) => id.toLowerCase()));
  return [
    ...cloudUsers.filter((u) => cloudNames(u).includes(bare)).map((u) => u.id),
    ...others.filter((h) => namesOf(h).includes(bare)).map((h) => h.id),
    ...adObjects.filter((o) => namesOf(o).includes(bare)).map((o) => o.objectGUID),
  ].filter((id) => !skipped.has(id.toLowerCase()));
}
/** Names and addresses that the directory quarantined on the cloud user, bare (adsync reference §4.3). */
export const withheldFrom = (user: CloudUser | undefined): string[] =>
  (user?.onPremisesProvisioningErrors ?? []).map((e) => bareAddress(e.value));

/** Directory roles of a cloud user, active and eligible; empty where roles were not read. */
export const rolesOf = (roles: Fact<RoleHolding[]>, user: CloudUser): RoleHolding[] =>
  valueOr(roles, []).filter((r) => r.principalId === user.id);
export const isGuest = (user: CloudUser): boolean =>
  user.userType === "Guest" || /#EXT#@/i.test(user.userPrincipalName);
export const isLicensed = (user: CloudUser): boolean => (user.assignedLicenses ?? []).length > 0;
/**
 * The person's synced cloud user of which nothing is withheld, where Active Directory could not be read: what the cloud alone says of it holds,
 * whichever account it belongs to. Undefined where Active Directory was read, and the pair of both sides tells.
 */
export const aloneInCloud = (ad: Fact<unknown>, cloud: CloudUser | undefined): CloudUser | undefined =>
  ad.state === "unreadable" &&
  cloud?.onPremisesSyncEnabled === true &&
  (cloud.onPremisesProvisioningErrors ?? []).length === 0
    ? cloud
    : undefined;
