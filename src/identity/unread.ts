/** What a judgement had to do without. */
import type { Fact, FactKey, Facts } from "../domain";

/** Those of the facts that could not be read or were not asked: what settles a claim that had to be made without them. */
export const unreadOf = <K extends FactKey>(facts: { readonly [P in K]: Fact<Facts[P]> }, ...keys: readonly K[]): K[] =>
  keys.filter((key) => facts[key].state === "unreadable");
