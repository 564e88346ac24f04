/** Lines of JSON of which each carries its number and the hash of the one before: whoever changes, drops, adds or exchanges one breaks the chain there. */

/** SHA-256 of the text's UTF-8 bytes, 64 lower-case hex digits. This room makes no hashes itself. */
export type Sha256 = (text: string) => string;
/** Where a chain stands: the number of its last entry, from 1, and that entry's hash. */
export interface Head {
  readonly n: number;
  readonly hash: string;
}
/** Before the first entry. */
export const CHAIN_START: Head = { n: 0, hash: "" };

/** Three names belong to the chain. */
type WithoutItsNames = { readonly n?: never; readonly previous?: never; readonly hash?: never };

const HASH = /^(.*),"hash":"([0-9a-f]{64})"\}$/s;

/** The line (without its end) of the entry that follows `after`, and the head that it makes. The hash is over the line's own bytes up to it. */
export function chainLine<T extends object>(
  entry: T & WithoutItsNames,
  after: Head,
  sha256: Sha256,
): { readonly line: string; readonly head: Head } {
  const n = after.n + 1,
    body = JSON.stringify({ n, ...entry, previous: after.hash }).slice(0, -1),
    hash = sha256(body);
  return { line: `${body},"hash":"${hash}"}`, head: { n, hash } };
}
/** One line read back. */
export interface ChainedEntry {
  /** The entry as it was given, without its number and hashes; undefined where the line holds none. */
  readonly entry?: Readonly<Record<string, unknown>>;
  /** Why the line does not hold, as the end of a sentence about it; absent where it does. */
  readonly fault?: string;
  /** The head after this line. After a line that does not hold, the one that its neighbours would have to follow. */
  readonly head: Head;
}
/** Reads the line that should follow `after`. Never throws. */
export function readChainLine(line: string, after: Head, sha256: Sha256): ChainedEntry {
  const value = jsonOf(line),
    [, body, stated] = HASH.exec(line) ?? [];
  if (value === undefined || body === undefined || stated === undefined)
    return { fault: "is not a whole entry", head: { n: after.n + 1, hash: sha256(line) } };
  const { n, previous, hash: _hash, ...entry } = value,
    head = { n: typeof n === "number" ? n : after.n + 1, hash: stated };
  if (sha256(body) !== stated) return { entry, head, fault: "was changed" };
  if (n !== after.n + 1 || previous !== after.hash)
    return { entry, head, fault: "does not follow the entry before it" };
  return { entry, head };
}
function jsonOf(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return value !== null && typeof value === "object" && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
