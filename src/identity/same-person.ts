import type { AdObject, CloudUser } from "../domain";
import { localPartOf, namesOf, sameText } from "./address";

/** Letters without accents and case. */
const fold = (s: string): string => s.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const wordsOf = (...names: readonly (string | null | undefined)[]): string[] => [
  ...new Set(names.flatMap((n) => fold(n ?? "").split(/[^\p{L}\p{N}]+/u)).filter((w) => w.length > 1)),
];
const display = (o: { displayName?: string | null; cn?: string }): string => fold(o.displayName ?? o.cn ?? "").trim();
type Named = AdObject | CloudUser;
const employee = (o: Named): string | undefined => {
  const v = "objectGUID" in o ? o.employeeID : o.employeeId;
  return typeof v === "string" && v !== "" ? v : undefined;
};

/** The same SID is the same AD account, whatever the anchors say. */
export const sameSid = (ad: AdObject, user: CloudUser): boolean =>
  sameText(ad.objectSid, user.onPremisesSecurityIdentifier);
/** The two display names are the same words. */
export const sameDisplayName = (a: Named, b: Named): boolean =>
  display(a) !== "" && wordsOf(display(a)).sort().join(" ") === wordsOf(display(b)).sort().join(" ");
/** Different employee numbers are different people, whatever their names. */
export const knownApart = (a: Named, b: Named): boolean =>
  employee(a) !== undefined && employee(b) !== undefined && employee(a) !== employee(b);

/** One person in all likelihood: the same SID, or the same display name, or a shared sign-in name or primary name that the display names do not speak against. */
export function samePerson(ad: AdObject, user: CloudUser): boolean {
  if (knownApart(ad, user)) return false;
  if (sameSid(ad, user) || sameDisplayName(ad, user)) return true;
  const sharesName =
    sameText(ad.userPrincipalName, user.userPrincipalName) ||
    sameText(ad.userPrincipalName, user.onPremisesUserPrincipalName);
  return sharesName && !nothingInCommon(ad, user);
}
/** Two AD accounts of one person: the same display name and no employee numbers that differ. */
export const sameHuman = (a: AdObject, b: AdObject): boolean => sameDisplayName(a, b) && !knownApart(a, b);

/** No word of the names, no address and no local part is shared: two different people. */
export function nothingInCommon(ad: AdObject, user: CloudUser): boolean {
  const a = wordsOf(ad.displayName ?? ad.cn, ad.givenName, ad.sn),
    u = wordsOf(user.displayName, user.givenName, user.surname);
  if (a.length === 0 || u.length === 0 || a.some((w) => u.includes(w))) return false;
  const theirs = namesOf(user);
  return !namesOf(ad).some((n) => theirs.includes(n) || theirs.some((t) => localPartOf(t) === localPartOf(n)));
}
