/** How the world differs from an image, one sentence an object: read by id on both sides, never assumed. */
import { inEvery, wordsIn, type InEvery, type Words } from "../domain";
import { told } from "../domain";
import type { Expectation } from "../domain/command";
import { nameIn, standingIn } from "./before";
import { breaches, type Breach, type ReadPorts } from "./expectations";

interface Found {
  readonly entry: Expectation;
  readonly breach: Breach;
}
/** Empty where everything stands as the image says. What could not be read is said as such. */
export async function differences(image: readonly Expectation[], ports: ReadPorts): Promise<Words[]> {
  const found = (await breaches(image, ports)).flatMap((breach, i): Found[] =>
    breach === undefined ? [] : [{ entry: image[i]!, breach }],
  );
  // Of an object that is gone nothing else is told.
  const gone = new Set(
    found.flatMap(({ entry, breach }) => (isPlace(entry) && breach.now === GONE ? [objectOf(entry)] : [])),
  );
  const told = found.filter(({ entry }) => isPlace(entry) || !gone.has(objectOf(entry)));
  const objects = new Map<string, Found[]>();
  for (const f of told) objects.set(objectOf(f.entry), [...(objects.get(objectOf(f.entry)) ?? []), f]);
  return [...objects.values()].flatMap(sentencesOf);
}
/** How a breach says that an object is nowhere. */
export const GONE: Words = { en: "gone for good", de: "endgültig weg" };
const isPlace = (e: Expectation): boolean => "deleted" in e;
/** What the sentences are gathered under. */
function objectOf(e: Expectation): string {
  if (e.system === "entra") return e.id;
  return e.system === "ad" ? e.objectGUID : wordsIn(e.says);
}
function sentencesOf(found: readonly Found[]): Words[] {
  const values = found.filter(({ entry, breach }) => propertyOf(entry) !== undefined && breach.why === "different");
  const others = found.filter((f) => !values.includes(f)).map(({ entry, breach }) => sentenceOf(entry, breach));
  const [first] = values;
  if (first === undefined) return others;
  const property = propertyOf(first.entry) ?? "",
    name = inEvery((l) => wordsIn(nameIn(first.entry), l).slice(`${property} ${OF[l]} `.length)),
    changes = values.map(({ entry, breach }) =>
      told(
        { en: "{what} was {before}, is {now}", de: "{what} war {before}, ist {now}" },
        { what: propertyOf(entry) ?? "", before: standingIn(entry), now: breach.now },
      ),
    );
  return [...others, inEvery((l) => `${name[l]}: ${changes.map((c) => c[l]).join("; ")}.`)];
}
/** Between a property and whose it is (`before.ts`). */
const OF: InEvery = { en: "of", de: "von" };
const propertyOf = (e: Expectation): string | undefined =>
  e.system === "ad" ? e.attribute : e.system === "entra" && "property" in e ? e.property : undefined;
const sentenceOf = (e: Expectation, { why, now, says }: Breach): Words =>
  why === "unread"
    ? says
    : e.system === "both"
      ? told({ en: "{says} Now: {now}.", de: "{says} Jetzt: {now}." }, { says: e.says, now })
      : told(
          { en: "{what} was {before}, is {now}.", de: "{what} war {before}, ist {now}." },
          { what: nameIn(e), before: standingIn(e), now },
        );
