/** Is a value free that a mend would bring along? Uniqueness holds over all forests and the cloud (adsync reference §7.1). */
import { valueOr, type AdObject, type CloudUser, type FactKey, type FactSet } from "../domain";
import { namesOf, sameText } from "./address";
import { holdersOf } from "./holders";
import { linkOf } from "./link";
import type { Person } from "./person";
import { comparePerson } from "./same-person";

/** The facts that prove a name free on both sides; who proposes one declares them. */
export const FREENESS_FACTS = [
  "ad.user",
  "ad.related",
  "entra.user",
  "entra.relatedUsers",
  "entra.deletedUsers",
  "entra.otherHolders",
  "server.globalSettings",
] as const satisfies readonly FactKey[];
type Facts = Pick<FactSet, (typeof FREENESS_FACTS)[number]>;
type Sides = Pick<Person, "ad" | "others" | "users" | "deleted" | "settings">;

/** The person's AD account and everything related on that side. */
export const adObjectsOf = ({ ad, others }: Pick<Person, "ad" | "others">): AdObject[] =>
  ad === undefined ? [...others] : [ad, ...others];
/** The live cloud users that the AD object masters. */
export const mastered = ({ users, settings }: Pick<Person, "users" | "settings">, o: AdObject): CloudUser[] =>
  users.filter((u) => linkOf(settings, o, u) !== undefined);
/** Ids of whatever holds the name or address on either side, but for the objects with the ids in `except`. */
export const holdersInPlay = (
  value: string,
  person: Pick<Person, "ad" | "others" | "users" | "deleted">,
  facts: Pick<FactSet, "entra.otherHolders">,
  except: readonly string[],
): string[] =>
  holdersOf(
    value,
    {
      cloudUsers: [...person.users, ...person.deleted],
      others: valueOr(facts["entra.otherHolders"], []),
      adObjects: adObjectsOf(person),
    },
    except,
  );
/** Ids of the object and of the cloud users that are this person's: mastered by it, or shown to be the same. */
export const ownIds = (person: Pick<Person, "users" | "settings">, object: AdObject): string[] => [
  object.objectGUID,
  ...new Set([
    ...mastered(person, object).map((u) => u.id),
    ...person.users.filter((u) => u.onPremisesSyncEnabled !== true && isThisPerson(object, u)).map((u) => u.id),
  ]),
];
/** Enough to leave the person its own name; not enough to tie the two. */
export function isThisPerson(ad: AdObject, user: CloudUser): boolean {
  const { agree, contradict, same } = comparePerson(ad, user);
  return contradict.length === 0 && (same || agree.includes("nameAndDepartment"));
}

/** Names and addresses that the object would have with this value of the attribute, and does not have now; bare. */
export function newNames(object: AdObject, attribute: string, value: string | readonly string[] | null): string[] {
  const key = Object.keys(object).find((k) => sameText(k, attribute)) ?? attribute;
  const had = namesOf(object);
  return namesOf({ ...object, [key]: value ?? undefined }).filter((name) => !had.includes(name));
}
/** Both sides were read, and nobody but the object and its own cloud user holds any of the names. What was not read proves nothing. */
export const areFree = (names: readonly string[], person: Sides, facts: Facts, object: AdObject): boolean =>
  names.length === 0 ||
  (FREENESS_FACTS.every((key) => facts[key].state !== "unreadable") &&
    names.every((name) => holdersInPlay(name, person, facts, ownIds(person, object)).length === 0));
