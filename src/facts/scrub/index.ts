/**
 * A set of facts with other people in it: every personal value is replaced, everywhere by the same one, in every spelling (base64 anchors,
 * `CN={hex}`, escaped DNs, deleted users' sign-in names). What checks judge by stays: equality, suffixes, parents of DNs, length, letter case, accents,
 * wrong characters, standard names. The key is made anew and dropped, so what was replaced cannot be worked out again.
 */
import { randomBytes } from "node:crypto";
import type { FactSet } from "../../domain";
import { fold } from "../../identity/same-person";
import { learn } from "./known";
import { Pseudonyms } from "./pseudonyms";
import { Scrubber } from "./scrubber";
import { visitedFacts } from "./visit";

/** Names that the facts tell and that stand in the text: those of several words as they are written, single words folded. */
export function namesIn(facts: FactSet, text: string): string[] {
  const { phrases, words } = learn((visit) => visitedFacts(facts, visit)),
    folded = fold(text),
    single = new Set(folded.match(/\p{L}+/gu));
  return [
    ...[...phrases].filter((p) => text.includes(p)),
    ...[...words].filter((w) => single.has(w) || (w.length >= INNER && folded.includes(w))),
  ];
}
/** Names of this length are found inside longer words too. */
const INNER = 5;

/** The facts with every personal value replaced. `key`: for tests; left out, a new one is made and forgotten. */
export function scrubbed(facts: FactSet, key: Uint8Array = randomBytes(32)): FactSet {
  const known = learn((visit) => visitedFacts(facts, visit));
  const scrubber = new Scrubber(known, new Pseudonyms(key, known.words));
  return visitedFacts(facts, (text, reading) => scrubber.text(text, reading));
}
