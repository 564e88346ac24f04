/** Are two accounts one person? One comparison, read at two strengths: `likely` may point a finger, only `same` may tie two accounts. */
import { told, type AdObject, type CloudUser, type Fact, type InEvery, type RoleHolding } from "../domain";
import { liveUpnOf, localPartOf, namesOf, sameText } from "./address";
import { isGuest, rolesOf } from "./holders";
import { sameSid } from "./link";

/** Letters without accents and case. */
export const fold = (s: string): string => s.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
/** The words of some names, folded, each once. */
export const wordsOf = (...names: readonly (string | null | undefined)[]): string[] => [
  ...new Set(
    names.flatMap((n) =>
      fold(n ?? "")
        .split(/[^\p{L}\p{N}]+/u)
        .filter((w) => w.length > 1),
    ),
  ),
];
const filled = (v: unknown): string | undefined => (typeof v === "string" && v.trim() !== "" ? v.trim() : undefined);
const alike = (a: unknown, b: unknown): boolean => {
  const [x, y] = [filled(a), filled(b)];
  return x !== undefined && y !== undefined && fold(x) === fold(y);
};
const digits = (v: unknown): string => String(v ?? "").replace(/\D/g, "");
const display = (o: { displayName?: string | null; cn?: string }): string =>
  wordsOf(o.displayName ?? o.cn)
    .sort()
    .join(" ");
const employeeOf = (o: AdObject | CloudUser): string | undefined =>
  filled("objectGUID" in o ? o.employeeID : o.employeeId);

/** The two display names are the same words, in any order. */
export const sameDisplayName = (
  a: { displayName?: string | null; cn?: string },
  b: { displayName?: string | null; cn?: string },
): boolean => display(a) !== "" && display(a) === display(b);
/** Different employee numbers are different people, whatever their names. */
export function knownApart(a: AdObject | CloudUser, b: AdObject | CloudUser): boolean {
  const [x, y] = [employeeOf(a), employeeOf(b)];
  return x !== undefined && y !== undefined && !sameText(x, y);
}
/** Two AD accounts of one person: the same display name and no employee numbers that differ. */
export const sameHuman = (a: AdObject, b: AdObject): boolean => sameDisplayName(a, b) && !knownApart(a, b);

/** By what an AD account and a cloud user are compared, as it is called. */
export const TRAITS = {
  securityId: { en: "security identifier", de: "Sicherheits-ID (SID)" },
  employeeId: { en: "employee id", de: "Personalnummer" },
  signInName: { en: "sign-in name", de: "Anmeldename" },
  address: { en: "address", de: "Adresse" },
  accountName: { en: "account name", de: "Kontoname" },
  phone: { en: "phone number", de: "Telefonnummer" },
  alias: { en: "alias", de: "Alias" },
  nameAndDepartment: { en: "name and department", de: "Name und Abteilung" },
  name: { en: "name", de: "Name" },
  givenName: { en: "given name", de: "Vorname" },
} as const satisfies Readonly<Record<string, InEvery>>;
export type Trait = keyof typeof TRAITS;
/** Traits as a list in a sentence. */
export const sayTraits = (traits: readonly Trait[]): InEvery =>
  told("{traits}", { traits: traits.map((trait) => TRAITS[trait]) });
/** What speaks for and against an AD account and a cloud user being one person. */
export interface Comparison {
  /** Identifiers that agree, the strong ones first. */
  readonly agree: readonly Trait[];
  readonly contradict: readonly Trait[];
  /** Two or more agree, one of them stronger than the name, and nothing contradicts: enough to tie the two. */
  readonly same: boolean;
}
const only = (trait: Trait, isSo: boolean): Trait[] => (isSo ? [trait] : []);
export function comparePerson(ad: AdObject, cloud: CloudUser): Comparison {
  const strong = strongAgreements(ad, cloud);
  const weak = weakAgreements(ad, cloud);
  const contradict: Trait[] = [
    ...only("employeeId", knownApart(ad, cloud)),
    ...only(
      "givenName",
      filled(ad.givenName) !== undefined &&
        filled(cloud.givenName) !== undefined &&
        !alike(ad.givenName, cloud.givenName),
    ),
  ];
  const agree = [...strong, ...weak];
  return { agree, contradict, same: contradict.length === 0 && strong.length >= 1 && agree.length >= 2 };
}
const sharesSignIn = (ad: AdObject, cloud: CloudUser): boolean =>
  sameText(ad.userPrincipalName, liveUpnOf(cloud.userPrincipalName)) ||
  sameText(ad.userPrincipalName, cloud.onPremisesUserPrincipalName);
function strongAgreements(ad: AdObject, cloud: CloudUser): Trait[] {
  const employee = employeeOf(ad);
  const signIn = sharesSignIn(ad, cloud);
  const theirs = namesOf({ ...cloud, userPrincipalName: liveUpnOf(cloud.userPrincipalName) });
  // An address that repeats the shared sign-in name proves nothing new.
  const shared = namesOf(ad).filter((n) => theirs.includes(n) && !(signIn && sameText(n, ad.userPrincipalName)));
  const phones = [ad.mobile, ad.telephoneNumber].map(digits).filter((d) => d.length >= 6);
  const cloudPhones = [cloud.mobilePhone, ...(Array.isArray(cloud.businessPhones) ? cloud.businessPhones : [])].map(
    digits,
  );
  return [
    ...only("securityId", sameSid(ad, cloud)),
    ...only("employeeId", employee !== undefined && sameText(employee, employeeOf(cloud))),
    ...only("signInName", signIn),
    ...only("address", shared.length > 0),
    ...only(
      "accountName",
      filled(ad.sAMAccountName) !== undefined && sameText(ad.sAMAccountName, cloud.onPremisesSamAccountName),
    ),
    ...only(
      "phone",
      phones.some((p) => cloudPhones.includes(p)),
    ),
  ];
}
function weakAgreements(ad: AdObject, cloud: CloudUser): Trait[] {
  const account = filled(ad.sAMAccountName);
  // An alias that repeats the shared sign-in name proves nothing new: a recycled name brings both along.
  const isAlias =
    account !== undefined &&
    !sameText(account, cloud.onPremisesSamAccountName) &&
    !(sharesSignIn(ad, cloud) && sameText(account, localPartOf(ad.userPrincipalName))) &&
    (sameText(account, cloud.mailNickname) || sameText(account, localPartOf(liveUpnOf(cloud.userPrincipalName))));
  const named =
    (alike(ad.givenName, cloud.givenName) && alike(ad.sn, cloud.surname)) || alike(ad.displayName, cloud.displayName);
  return [
    ...only("alias", isAlias),
    ...only(alike(ad.department, cloud.department) ? "nameAndDepartment" : "name", named),
  ];
}

/** One person in all likelihood: the same SID, or the same display name, or a shared sign-in name that the display names do not speak against. Enough for a claim, never for a repair. */
export function samePerson(ad: AdObject, cloud: CloudUser): boolean {
  if (knownApart(ad, cloud)) return false;
  return sameSid(ad, cloud) || sameDisplayName(ad, cloud) || (sharesSignIn(ad, cloud) && !nothingInCommon(ad, cloud));
}
/** No word of the names, no address and no local part is shared: two different people. */
export function nothingInCommon(ad: AdObject, cloud: CloudUser): boolean {
  const ours = wordsOf(ad.displayName ?? ad.cn, ad.givenName, ad.sn);
  const theirs = wordsOf(cloud.displayName, cloud.givenName, cloud.surname);
  if (ours.length === 0 || theirs.length === 0 || ours.some((w) => theirs.includes(w))) return false;
  const names = namesOf(cloud);
  return !namesOf(ad).some((n) => names.some((t) => t === n || localPartOf(t) === localPartOf(n)));
}
/** A cloud user of the same person in all likelihood that the service may match: it never matches a guest or who holds a directory role (Graph reference §6). */
export const mayBeMatched = (ad: AdObject, user: CloudUser, roles: Fact<RoleHolding[]>): boolean =>
  !isGuest(user) && rolesOf(roles, user).length === 0 && samePerson(ad, user);
