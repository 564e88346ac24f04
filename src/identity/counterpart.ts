/** Which object of the other side belongs to an account, among candidates: what synchronization wrote first, names last. */
import type { AdObject, CloudUser } from "../domain";
import { liveUpnOf, namesOf, sameText } from "./address";
import { isGuest } from "./holders";
import { linkOf, sameSid } from "./link";
import type { SyncSettings } from "./settings";

const shareName = (ad: AdObject, user: CloudUser): boolean => {
  const theirs = namesOf(user);
  return namesOf(ad).some((n) => theirs.includes(n));
};
/** The cloud account of an AD object: by the anchor in use, a former anchor, the SID, the on-premises UPN, the UPN, an address; a guest last. */
export function counterpartOf(
  settings: SyncSettings,
  ad: AdObject,
  users: readonly CloudUser[],
): CloudUser | undefined {
  const steps: readonly ((u: CloudUser) => boolean)[] = [
    (u) => linkOf(settings, ad, u) === "anchor",
    (u) => linkOf(settings, ad, u) === "former",
    (u) => sameSid(ad, u),
    (u) => u.onPremisesSyncEnabled === true && sameText(u.onPremisesUserPrincipalName, ad.userPrincipalName),
    (u) => !isGuest(u) && sameText(liveUpnOf(u.userPrincipalName), ad.userPrincipalName),
    (u) => !isGuest(u) && shareName(ad, u),
    (u) => shareName(ad, u),
  ];
  for (const fits of steps) {
    const user = users.find(fits);
    if (user !== undefined) return user;
  }
  return undefined;
}
/** The AD account of a cloud user: by what synchronization wrote on it, else by the sign-in name. */
export const accountOf = (settings: SyncSettings, user: CloudUser, ads: readonly AdObject[]): AdObject | undefined =>
  ads.find((ad) => linkOf(settings, ad, user) !== undefined) ??
  ads.find((ad) => sameText(ad.userPrincipalName, user.onPremisesUserPrincipalName ?? user.userPrincipalName));
