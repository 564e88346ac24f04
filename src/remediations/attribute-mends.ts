/** Which value of which attribute mends a fault: what the finding proposes, else what is worked out from the facts. */
import { valueOr, type AdObject, type CloudUser, type FactKey, type FactSet, type Finding } from "../domain";
import { bareAddress, localPartOf, namesOf, sameText, suffixOf } from "../identity/address";
import type { Person } from "../identity/person";
import { comparePerson } from "../identity/same-person";
import { aliasFrom, wellFormed } from "../identity/spelling";
import { attributeNameIn, type AttributeValue } from "./commands";
import { adObjectsOf, holdersInPlay, isVerified, mastered } from "./people";

export const MENDING_FACTS = ["ask", "now", "cs.chain"] as const satisfies readonly FactKey[];
type MendingFacts = Pick<FactSet, "entra.domains" | "entra.otherHolders" | (typeof MENDING_FACTS)[number]>;
type Sides = Pick<Person, "ad" | "others" | "users" | "deleted" | "cloud" | "settings">;

/** One write. */
export interface Mend {
  readonly object: AdObject;
  readonly attribute: string;
  readonly value: AttributeValue;
  readonly why: string;
  /** Names that nobody but these may hold when it is written. */
  readonly mustBeFree?: readonly { readonly name: string; readonly except: readonly string[] }[];
  /** Written back after a cycle: a touch. */
  readonly back?: readonly string[];
}

/** Ways to mend what the finding blames; empty where no value is known. */
export function mendsFor(finding: Finding, person: Sides, ad: AdObject, facts: MendingFacts): Mend[] {
  if (finding.proposal !== undefined) return proposed(finding.proposal, person, facts);
  switch (finding.code) {
    case "address-moved-in-one-cycle":
      return [touch(person, ad, facts)];
    case "required-attribute-missing":
      return missingValue(person, ad, facts);
    case "invalid-attribute-value":
      return invalidValues(ad);
    case "wrong-source-attribute":
      return primaryFromMail(person, ad);
    case "mailbox-attributes-conflict":
      return ownAlias(person, ad);
    default:
      return [];
  }
}

/** A value that the check proved; names that it brings along must be free. */
function proposed(
  { object: id, attribute, value }: NonNullable<Finding["proposal"]>,
  person: Sides,
  facts: MendingFacts,
): Mend[] {
  const object = adObjectsOf(person).find((o) => sameText(o.objectGUID, id));
  if (object === undefined) return [];
  const had = namesOf(object);
  const except = ownIds(person, object);
  const names = namesOf({ ...object, [attributeNameIn(object, attribute)]: value ?? undefined });
  const fresh = names.filter((n) => !had.includes(n));
  if (fresh.some((n) => holdersInPlay(n, person, facts, except).length > 0)) return [];
  const mustBeFree = fresh.map((name) => ({ name, except }));
  return [{ object, attribute, value, why: "as found by the check", mustBeFree }];
}

/** A stuck address off and on again, else a harmless change: the address is free now, and an export that failed is not tried again until the object changes (adsync reference, addendum). */
function touch({ cloud }: Sides, ad: AdObject, facts: MendingFacts): Mend {
  const conflict = valueOr(facts["cs.chain"], undefined)?.entraCs?.ExportError?.AttributeConflictValue;
  const stuck = new Set([
    ...(cloud?.onPremisesProvisioningErrors ?? []).map((e) => bareAddress(e.value)),
    ...(typeof conflict === "string" ? [bareAddress(conflict)] : []),
  ]);
  const all = ad.proxyAddresses ?? [];
  const without = all.filter((p) => !stuck.has(bareAddress(p)) || p.startsWith("SMTP:"));
  const again = "an export that failed is not tried again until the object changes";
  return without.length < all.length
    ? {
        object: ad,
        attribute: "proxyAddresses",
        value: without,
        back: all,
        why: `the address is free now, and ${again}`,
      }
    : { object: ad, attribute: "info", value: `Touched ${valueOr(facts.now, "")}`, why: again };
}

/** Attributes whose flaws show as errors of the engine or the cloud (adsync reference §7.1). */
const NAMING = [
  "mail",
  "proxyAddresses",
  "mailNickname",
  "sAMAccountName",
  "displayName",
  "givenName",
  "sn",
  "department",
  "targetAddress",
];
/** The same values without the characters that break them. */
const invalidValues = (ad: AdObject): Mend[] =>
  NAMING.flatMap((attribute): Mend[] => {
    const now: unknown = ad[attribute];
    const mend = (v: string): string => wellFormed(attribute, v) ?? v;
    if (Array.isArray(now)) {
      const next = [...new Set(now.map((v) => mend(String(v))))];
      return next.join("\n") === now.join("\n")
        ? []
        : [{ object: ad, attribute, value: next, why: "the same values without the characters that break them" }];
    }
    return typeof now !== "string" || mend(now) === now || mend(now) === ""
      ? []
      : [{ object: ad, attribute, value: mend(now), why: "the same value without the character that breaks it" }];
  });

/** mail becomes the primary address. */
function primaryFromMail(person: Sides, ad: AdObject): Mend[] {
  const { mail, proxyAddresses = [] } = ad;
  const primary = proxyAddresses.find((p) => p.startsWith("SMTP:"));
  if (mail === undefined || primary === undefined || sameText(bareAddress(primary), mail)) return [];
  const rest = proxyAddresses.filter((p) => p !== primary && bareAddress(p) !== bareAddress(mail));
  return [
    {
      object: ad,
      attribute: "proxyAddresses",
      value: [`SMTP:${mail}`, `smtp:${bareAddress(primary)}`, ...rest],
      why: "mail becomes the primary address, the old primary stays as an alias",
      mustBeFree: [{ name: mail, except: ownIds(person, ad) }],
    },
  ];
}

/** An alias of its own where it has none or shares one; else it is shown in address lists again. */
function ownAlias({ others }: Sides, ad: AdObject): Mend[] {
  const isTaken = (alias: string | undefined): boolean => others.some((o) => sameText(o.mailNickname, alias));
  const alias = aliasFrom(localPartOf(ad.userPrincipalName ?? ad.mail));
  const needsOne = ad.mailNickname === undefined || isTaken(ad.mailNickname);
  if (needsOne && alias !== "" && !isTaken(alias) && !sameText(alias, ad.mailNickname))
    return [
      {
        object: ad,
        attribute: "mailNickname",
        value: alias,
        why: "the sign-in name's own alias, held by nobody else",
      },
    ];
  return /^true$/i.test(String(ad.msExchHideFromAddressLists ?? ""))
    ? [
        {
          object: ad,
          attribute: "msExchHideFromAddressLists",
          value: null,
          why: "no longer hidden from address lists",
        },
      ]
    : [];
}

/** Longest sAMAccountName of a user (adsync reference §7.1). */
const LONGEST_SAM = 20;
/** The first of sAMAccountName, mail and mailNickname that is missing. */
function missingValue(person: Sides, ad: AdObject, facts: MendingFacts): Mend[] {
  const local = aliasFrom(localPartOf(ad.userPrincipalName ?? ad.mail));
  const why = "the sign-in name's first part";
  if (ad.sAMAccountName === undefined)
    return local === "" ? [] : [{ object: ad, attribute: "sAMAccountName", value: local.slice(0, LONGEST_SAM), why }];
  if (ad.mail === undefined || ad.mail === "") return knownMails(person, ad, facts);
  return ad.mailNickname === undefined && local !== ""
    ? [{ object: ad, attribute: "mailNickname", value: local, why }]
    : [];
}
/** Addresses by which the person is known, in a verified domain and free. */
function knownMails(person: Sides, ad: AdObject, facts: MendingFacts): Mend[] {
  const asked = valueOr(facts.ask, undefined)?.terms.upns ?? [];
  const ofCloud = person.users
    .filter((u) => u.onPremisesSyncEnabled !== true && isThisPerson(ad, u))
    .flatMap((u) => [u.mail, u.userPrincipalName]);
  const known = [...ofCloud, ad.userPrincipalName, ...asked]
    .filter((a): a is string => typeof a === "string")
    .filter((a) => isVerified(facts["entra.domains"], suffixOf(a)) && !/\.onmicrosoft\.com$/i.test(a))
    .map(bareAddress);
  const except = ownIds(person, ad);
  return [...new Set(known)]
    .filter((a) => holdersInPlay(a, person, facts, except).length === 0)
    .map((name) => ({
      object: ad,
      attribute: "mail",
      value: name,
      why: "the person's known address",
      mustBeFree: [{ name, except }],
    }));
}

/** Ids of the object and of the cloud users that are this person's: mastered by it, or shown to be the same. */
const ownIds = (person: Sides, object: AdObject): string[] => [
  object.objectGUID,
  ...new Set([
    ...mastered(person, object).map((u) => u.id),
    ...person.users.filter((u) => u.onPremisesSyncEnabled !== true && isThisPerson(object, u)).map((u) => u.id),
  ]),
];
/** Enough to leave the person its own name; not enough to tie the two. */
function isThisPerson(ad: AdObject, user: CloudUser): boolean {
  const { agree, contradict, same } = comparePerson(ad, user);
  return contradict.length === 0 && (same || agree.includes("name and department"));
}
