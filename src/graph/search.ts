/** Searches of a directory collection: what a request asks for, and whether as an advanced query (Graph reference §1.1). */
import { anyOf, holdsAddress } from "./odata";

/** The most that Graph puts on a page. */
export const MOST = "999";
/** Values in one filter; Graph refuses very long ones. */
const CHUNK = 12;
/** Names that are searched, one request each. */
export const MOST_NAMES = 6;
/** The list in pieces of at most `size`. */
export const chunks = <T>(list: readonly T[], size = CHUNK): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size));
/** A read of a collection: what it asks for, and whether as an advanced query. */
export interface Search {
  readonly by: Readonly<Record<string, string>>;
  readonly advanced: boolean;
}
export const filter = ($filter: string, advanced = false): Search => ({ by: { $filter }, advanced });
/** Words of a display name, without what ends a quoted term. */
export const wordsOf = (name: string): string[] =>
  name
    .split(/\s+/)
    .map((w) => w.replace(/["\\]/g, ""))
    .filter((w) => w !== "");
/** $search matches word by word, in any order; one name at a time keeps objects apart. */
export function searchOf(name: string): Search {
  const $search = wordsOf(name).map((w) => `"displayName:${w}"`);
  return { by: { $search: $search.join(" AND ") }, advanced: true };
}
/** Whatever holds one of the addresses, as its mail or among its proxyAddresses. */
export const holding = (addresses: readonly string[]): string =>
  `${anyOf("mail", addresses)} or ${holdsAddress(addresses)}`;
