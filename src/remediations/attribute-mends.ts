/** The values that the finding's check proved, as writes: the one to recommend first. */
import type { AdObject, AttributeValue, FactSet, Finding, Proposal, Words } from "../domain";
import { sameText } from "../identity/address";
import { adObjectsOf, holdersInPlay, newNames, ownIds } from "../identity/free";
import type { Person } from "../identity/person";

type Sides = Pick<Person, "ad" | "others" | "users" | "deleted" | "settings">;

/** One write. */
export interface Mend {
  readonly object: AdObject;
  readonly attribute: string;
  readonly value: AttributeValue;
  readonly why: Words;
  /** Names that nobody but these may hold when it is written. */
  readonly mustBeFree: readonly { readonly name: string; readonly except: readonly string[] }[];
  /** Written back after a cycle: a touch. */
  readonly back?: readonly string[];
}

/** What the finding proposes, but for objects that nobody read and names that somebody holds; empty where no value is known. */
export const mendsFor = (
  { proposal, alternatives = [] }: Finding,
  person: Sides,
  facts: Pick<FactSet, "entra.otherHolders">,
): Mend[] => (proposal === undefined ? [] : [proposal, ...alternatives]).flatMap((p) => mendOf(p, person, facts));

const AS_FOUND: Words = { en: "as found by the check", de: "wie von der Prüfung gefunden" };
function mendOf(
  { object: id, attribute, value, why = AS_FOUND, back }: Proposal,
  person: Sides,
  facts: Pick<FactSet, "entra.otherHolders">,
): Mend[] {
  const object = adObjectsOf(person).find((o) => sameText(o.objectGUID, id));
  if (object === undefined) return [];
  const except = ownIds(person, object);
  const fresh = newNames(object, attribute, value);
  if (fresh.some((name) => holdersInPlay(name, person, facts, except).length > 0)) return [];
  const mustBeFree = fresh.map((name) => ({ name, except }));
  return [{ object, attribute, value, why, mustBeFree, ...(back === undefined ? {} : { back }) }];
}
