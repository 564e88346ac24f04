/** New sign-in names for an account: well formed, in a verified domain, and free (adsync reference §7.1, §7.2). */
import { told, type Words } from "../domain";
import { valueOr, type AdObject, type FactSet, type Finding } from "../domain";
import { localPartOf, primaryAddress, sameText, suffixOf } from "../identity/address";
import { domainOf } from "../identity/dn";
import { aliasFrom, flawOf, wellFormed } from "../identity/spelling";
import type { Person } from "../identity/person";
import { comparePerson } from "../identity/same-person";
import { adObjectsOf, holdersInPlay, isVerified, mastered } from "./people";

export interface NewName {
  readonly object: AdObject;
  readonly upn: string;
  readonly why: Words;
}
type NameFacts = Pick<FactSet, "entra.domains" | "entra.otherHolders">;
type Sides = Pick<Person, "ad" | "others" | "users" | "deleted" | "cloud" | "settings">;

/** The names to choose from, the likeliest first: what the finding proposes, else what is worked out. */
export function newSignInNames(finding: Finding, person: Sides, ad: AdObject, facts: NameFacts): NewName[] {
  const fits = ({ object, upn }: NewName): boolean =>
    /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(upn) &&
    flawOf("userPrincipalName", upn) === undefined &&
    isVerified(facts["entra.domains"], suffixOf(upn)) &&
    !sameText(upn, object.userPrincipalName) &&
    isFree(person, object, upn, facts);
  const key = ({ object, upn }: NewName): string => `${object.objectGUID}|${upn.toLowerCase()}`;
  return [
    ...new Map(
      candidates(finding, person, ad, facts)
        .filter(fits)
        .map((n) => [key(n), n]),
    ).values(),
  ];
}
function candidates({ proposal }: Finding, person: Sides, ad: AdObject, facts: NameFacts): NewName[] {
  if (proposal !== undefined && sameText(proposal.attribute, "userPrincipalName")) {
    const object = adObjectsOf(person).find((o) => sameText(o.objectGUID, proposal.object));
    return object === undefined || typeof proposal.value !== "string"
      ? []
      : [{ object, upn: proposal.value, why: { en: "as found by the check", de: "wie die Prüfung ihn gefunden hat" } }];
  }
  const current = ad.userPrincipalName ?? "";
  const clean = wellFormed("userPrincipalName", current) ?? current;
  if (current !== "" && clean !== current)
    return [
      {
        object: ad,
        upn: clean,
        why: {
          en: "the same name without the characters that break it",
          de: "derselbe Name ohne die störenden Zeichen",
        },
      },
    ];
  return current === "" || !isVerified(facts["entra.domains"], suffixOf(current))
    ? withVerifiedSuffix(ad, facts)
    : heldTwice(person, ad, current);
}

const primaryOf = (o: AdObject): string | undefined => primaryAddress(o.proxyAddresses) ?? o.mail?.toLowerCase();
/** The same name in a domain that is proved; the primary address first where it says the same. */
function withVerifiedSuffix(ad: AdObject, facts: NameFacts): NewName[] {
  const local = aliasFrom(localPartOf(ad.userPrincipalName)) || aliasFrom(ad.sAMAccountName ?? "");
  const primary = primaryOf(ad);
  const fromPrimary =
    primary === undefined
      ? []
      : [{ object: ad, upn: primary, why: { en: "the primary address", de: "die primäre Adresse" } }];
  return [
    ...(localPartOf(primary) === local ? fromPrimary : []),
    ...suffixes(facts["entra.domains"]).map((d) => ({
      object: ad,
      upn: `${local}@${d}`,
      why: told(
        { en: "the same name in the verified domain {domain}", de: "derselbe Name in der überprüften Domäne {domain}" },
        { domain: d },
      ),
    })),
    ...fromPrimary,
  ];
}
/** Verified domains that may carry sign-in names: the default one first, the initial one left out. */
const suffixes = (domains: FactSet["entra.domains"]): string[] =>
  valueOr(domains, [])
    .filter((d) => d.isVerified && d.isInitial !== true && !/\.onmicrosoft\.com$/i.test(d.id))
    .sort((a, b) => Number(b.isDefault === true) - Number(a.isDefault === true))
    .map((d) => d.id);

/** Two objects hold one name: the account that the cloud already follows under it keeps it; the one that came later is proposed first. */
function heldTwice(person: Sides, ad: AdObject, current: string): NewName[] {
  const holders = adObjectsOf(person).filter((o) => sameText(o.userPrincipalName, current));
  const isQuarantined = (person.cloud?.onPremisesProvisioningErrors ?? []).some((e) =>
    /UserPrincipalName/i.test(e.propertyCausingError),
  );
  const follows = (o: AdObject): boolean => mastered(person, o).some((u) => sameText(u.userPrincipalName, current));
  return (holders.length > 1 ? holders : isQuarantined ? [ad] : [])
    .sort((a, b) => Number(follows(a)) - Number(follows(b)) || (b.whenCreated ?? "").localeCompare(a.whenCreated ?? ""))
    .flatMap((o) => otherNames(o, current));
}
function otherNames(o: AdObject, current: string): NewName[] {
  const local = localPartOf(current);
  const suffix = suffixOf(current);
  const primary = primaryOf(o);
  const domain = domainOf(o.dn).split(".")[0] ?? "";
  return [
    ...(primary === undefined || sameText(primary, current)
      ? []
      : [{ object: o, upn: primary, why: { en: "its primary address", de: "seine primäre Adresse" } }]),
    {
      object: o,
      upn: `${aliasFrom(o.sAMAccountName ?? "").toLowerCase()}@${suffix}`,
      why: { en: "its account name", de: "sein Kontoname" },
    },
    {
      object: o,
      upn: `${local}.${domain}@${suffix}`,
      why: { en: "the same name with its domain", de: "derselbe Name mit seiner Domäne" },
    },
    {
      object: o,
      upn: `${local}2@${suffix}`,
      why: { en: "the same name with a number", de: "derselbe Name mit einer Zahl" },
    },
  ];
}

/** Id of a cloud-only user of the same person that holds the wanted name: the name is his, so it counts as free for him. */
export function cloudTwin(
  person: Pick<Person, "users" | "settings">,
  object: AdObject,
  upn: string,
): string | undefined {
  const own = mastered(person, object);
  return person.users.find(
    (u) =>
      !own.includes(u) &&
      u.onPremisesSyncEnabled !== true &&
      sameText(u.userPrincipalName, upn) &&
      comparePerson({ ...object, userPrincipalName: upn }, u).same,
  )?.id;
}
function isFree(person: Sides, object: AdObject, upn: string, facts: NameFacts): boolean {
  const twin = cloudTwin(person, object, upn);
  const except = [
    object.objectGUID,
    ...mastered(person, object).map((u) => u.id),
    ...(twin === undefined ? [] : [twin]),
  ];
  return holdersInPlay(upn, person, facts, except).length === 0;
}
