import { valueOr, type AdObject, type CloudUser, type Fact, type FactKey, type Facts } from "../domain";
import { bareAddress, liveUpnOf, namesOf, sameText } from "./address";
import { anchorsOf, immutableIdOf } from "./anchor";

/** The facts that a check was given; what it did not ask for is not there. */
export type Given = { readonly [K in FactKey]?: Fact<Facts[K]> };
/** Both sides of one person, and who stands beside them. */
export interface Sides {
  readonly ad: AdObject | undefined;
  /** Other live AD objects. */
  readonly others: readonly AdObject[];
  /** Every live cloud user found, each once. */
  readonly users: readonly CloudUser[];
  readonly deleted: readonly CloudUser[];
  /** Every anchor that the engine may have made of the AD account, the one that it uses now first. */
  readonly anchors: readonly string[];
  /** The live cloud user that carries the anchor in use. */
  readonly linked: CloudUser | undefined;
  /** Live cloud users that hold a sign-in name, an address or the SID of the AD account, and are not the linked one. */
  readonly rivals: readonly CloudUser[];
}
const setting = (given: Given, name: string): string | undefined => {
  const all =
    given["server.globalSettings"] === undefined ? undefined : valueOr(given["server.globalSettings"], undefined);
  const value = all?.[`Microsoft.SynchronizationOption.${name}`];
  return typeof value === "string" && value !== "" ? value : undefined;
};
/** Which AD attribute is the source anchor: the installation's setting, else mS-DS-ConsistencyGuid. */
export const anchorAttribute = (given: Given): string => setting(given, "AnchorAttribute") ?? "mS-DS-ConsistencyGuid";
/** The value that the engine sends as sign-in name: userPrincipalName, or the attribute chosen for it at installation. */
export function upnSent(given: Given, ad: AdObject): string | undefined {
  const value = ad[setting(given, "UPNAttribute") ?? "userPrincipalName"];
  return typeof value === "string" && value !== "" ? value : undefined;
}
/** All anchors of an AD object, the one in use first. A text attribute as anchor is taken as it is; mS-DS-ConsistencyGuid falls back to objectGUID. */
export function anchorsIn(given: Given, ad: AdObject): string[] {
  const name = anchorAttribute(given).toLowerCase();
  if (name === "ms-ds-consistencyguid") return anchorsOf(ad);
  if (name === "objectguid") return [immutableIdOf(ad.objectGUID)].filter((a): a is string => a !== undefined);
  const value = Object.entries(ad).find(([key]) => key.toLowerCase() === name)?.[1];
  return typeof value === "string" && value !== "" ? [value] : [];
}
/** Names by which a cloud user can be in the way: sign-in name (a deleted one's without its prefix), mail, addresses. */
export const cloudNames = (user: CloudUser): string[] =>
  namesOf({ ...user, userPrincipalName: liveUpnOf(user.userPrincipalName) });
/** Names of the AD account as they arrive in the cloud. */
export const adNames = (given: Given, ad: AdObject): string[] => {
  const upn = upnSent(given, ad);
  return [...new Set([...(upn === undefined ? [] : [bareAddress(upn)]), ...namesOf(ad)])];
};
export const sharedNames = (given: Given, ad: AdObject, user: CloudUser): string[] => {
  const theirs = cloudNames(user);
  return adNames(given, ad).filter((n) => theirs.includes(n));
};

/** Puts the two sides together from what the check was given; lists that it did not ask for are empty. */
export function sidesOf(given: Given): Sides {
  const get = <K extends FactKey, D>(key: K, other: D): Facts[K] | D => {
    const fact = given[key] as Fact<Facts[K]> | undefined;
    return fact === undefined ? other : valueOr(fact, other);
  };
  const ad = get("ad.user", undefined),
    first = get("entra.user", undefined);
  const users = [
    ...new Map(
      [...(first === undefined ? [] : [first]), ...get("entra.relatedUsers", [])].map((u) => [u.id, u]),
    ).values(),
  ];
  const anchors = ad === undefined ? [] : anchorsIn(given, ad);
  const linked = users.find((u) => u.onPremisesImmutableId != null && u.onPremisesImmutableId === anchors[0]);
  const rivals =
    ad === undefined
      ? []
      : users.filter(
          (u) =>
            u !== linked &&
            (sharedNames(given, ad, u).length > 0 || sameText(u.onPremisesSecurityIdentifier, ad.objectSid)),
        );
  return {
    ad,
    others: get("ad.related", []).filter((o) => o.objectGUID !== ad?.objectGUID),
    users,
    deleted: get("entra.deletedUsers", []),
    anchors,
    linked,
    rivals,
  };
}
/** The other live AD object that a cloud user belongs to, by its anchor. */
export const ownerOf = (given: Given, sides: Sides, user: CloudUser): AdObject | undefined =>
  sides.others.find(
    (o) =>
      user.onPremisesImmutableId != null &&
      [...anchorsIn(given, o), ...anchorsOf(o)].includes(user.onPremisesImmutableId),
  );
/** True where a role, active or eligible, was read for the user. */
export const holdsRole = (given: Given, user: CloudUser): boolean => {
  const roles = given["entra.roles"];
  return roles?.state === "seen" && roles.value.some((r) => r.principalId === user.id);
};
export const isGuest = (user: CloudUser): boolean =>
  user.userType === "Guest" || /#EXT#@/i.test(user.userPrincipalName);
export const isLicensed = (user: CloudUser): boolean => (user.assignedLicenses ?? []).length > 0;
/** The tenant flag of on-premises synchronization, undefined where it was not read. */
export const flag = (given: Given, name: string): boolean | undefined => {
  const s = given["entra.synchronization"];
  return s?.state === "seen" ? (s.value.features[name] ?? undefined) : undefined;
};
