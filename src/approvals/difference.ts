/** How the world differs from an image, one sentence an object: read by id on both sides, never assumed. */
import type { Expectation } from "../domain/command";
import { nameIn, standingIn } from "./before";
import { breaches, type Breach, type ReadPorts } from "./expectations";

interface Found {
  readonly entry: Expectation;
  readonly breach: Breach;
}
/** Empty where everything stands as the image says. What could not be read is said as such. */
export async function differences(image: readonly Expectation[], ports: ReadPorts): Promise<string[]> {
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
export const GONE = "gone for good";
const isPlace = (e: Expectation): boolean => "deleted" in e;
/** What the sentences are gathered under. */
function objectOf(e: Expectation): string {
  if (e.system === "entra") return e.id;
  return e.system === "ad" ? e.objectGUID : e.says;
}
function sentencesOf(found: readonly Found[]): string[] {
  const values = found.filter(({ entry, breach }) => propertyOf(entry) !== undefined && breach.why === "different");
  const others = found.filter((f) => !values.includes(f)).map(({ entry, breach }) => sentenceOf(entry, breach));
  const [first] = values;
  if (first === undefined) return others;
  const name = nameIn(first.entry).slice(`${propertyOf(first.entry)} of `.length),
    changes = values.map(({ entry, breach }) => `${propertyOf(entry)} was ${standingIn(entry)}, is ${breach.now}`);
  return [...others, `${name}: ${changes.join("; ")}.`];
}
const propertyOf = (e: Expectation): string | undefined =>
  e.system === "ad" ? e.attribute : e.system === "entra" && "property" in e ? e.property : undefined;
const sentenceOf = (e: Expectation, { why, now, says }: Breach): string =>
  why === "unread"
    ? says
    : e.system === "both"
      ? `${e.says} Now: ${now}.`
      : `${nameIn(e)} was ${standingIn(e)}, is ${now}.`;
