/** The audit file read whole: what holds, what does not, and which of that an operator has acknowledged. */
import { z } from "zod";
import { CHAIN_START, readChainLine, type Head } from "../domain/chain";
import { sha256 } from "../domain/digest";
import type { AuditEntry } from "../ports";
import { headsIn, type SentHead } from "./audit-heads";
import { wholeLines } from "./line-file";

/** Kinds of the entries that the audit writes about itself. */
export const AUDIT_KINDS = {
  /** A start found that the audit does not hold. `detail`: what, in sentences. */
  broken: "audit-broken",
  /** An operator has looked. `detail`: the digest of what did not hold until then. */
  acknowledged: "audit-acknowledged",
  /** Old entries were let go. `detail`: the number and the hash of the last of them. */
  cut: "audit-cut",
} as const;

/** `passthrough`: what a later version adds is shown as it is. */
const auditEntry = z
  .object({
    at: z.string(),
    kind: z.string(),
    detail: z.string(),
    caseId: z.string().optional(),
    approvalId: z.string().optional(),
    by: z.string().optional(),
    reason: z.string().optional(),
    planDigest: z.string().optional(),
  })
  .passthrough();
const firstLink = z.object({ n: z.number().int().min(2), previous: z.string().min(1) });

export interface AuditReading {
  readonly head: Head;
  /** The length of the file's whole lines, in bytes. */
  readonly bytes: number;
  readonly lines: number;
  /** What does not hold and nobody has acknowledged: sentences, the first one first, at most a hundred. */
  readonly faults: readonly string[];
  /** How many lines do not hold that were acknowledged. */
  readonly acknowledged: number;
  /** What an acknowledgement written now has to name: where the file begins, and every line that does not hold. */
  readonly digest: string;
  /** What the `audit-broken` entries say. */
  readonly told: ReadonlySet<string>;
}
const MOST_FAULTS = 100;
/** One line of the audit that holds an entry. */
export interface ReadEntry {
  readonly entry: AuditEntry;
  /** Where the chain stands after it. */
  readonly head: Head;
  /** How many bytes of the file end with it. */
  readonly end: number;
  /** Why it does not hold; absent where it does. */
  readonly fault?: string;
}
export type EachEntry = (read: ReadEntry) => void;

/** Reads and verifies. `headsFile`: where heads were sent to; then a missing end is seen too. */
export async function readAudit(
  path: string,
  o: { readonly headsFile?: string; readonly each?: EachEntry } = {},
): Promise<AuditReading> {
  let begin = CHAIN_START,
    beginIsKnown = true,
    head = begin,
    bytes = 0,
    lines = 0,
    faults: string[] = [],
    faultCount = 0,
    acknowledged = 0,
    digest = "";
  const told = new Set<string>(),
    hashes = new Map<number, string>(),
    acknowledgements = new Set<string>();
  for await (const { text, end } of wholeLines(path)) {
    lines++;
    bytes = end;
    if (lines === 1) {
      head = begin = beginOf(text);
      beginIsKnown = begin.n === 0;
      digest = cutDetail(begin);
    }
    const read = readChainLine(text, head, sha256),
      entry = auditEntry.safeParse(read.entry),
      fault = read.fault ?? (entry.success ? undefined : "is no entry of an audit");
    head = read.head;
    hashes.set(head.n, head.hash);
    if (fault !== undefined) {
      faultCount++;
      digest = sha256(`${digest}\n${text}`);
      if (faults.length < MOST_FAULTS) faults.push(`Line ${lines} ${fault}.`);
    }
    if (!entry.success) continue;
    o.each?.({ entry: entry.data as AuditEntry, head, end, ...(fault === undefined ? {} : { fault }) });
    if (fault !== undefined) continue;
    const { kind, detail } = entry.data;
    if (kind === AUDIT_KINDS.broken) told.add(detail);
    if (kind === AUDIT_KINDS.cut && detail === cutDetail(begin)) beginIsKnown = true;
    if (kind !== AUDIT_KINDS.acknowledged || detail !== digest) continue;
    acknowledged = faultCount;
    faults = [];
    beginIsKnown = true;
    acknowledgements.add(head.hash);
  }
  if (!beginIsKnown)
    faults.unshift(
      `The entries before number ${begin.n + 1} are missing, and no later entry says that they were let go.`,
    );
  if (o.headsFile !== undefined)
    faults.push(...againstHeads(await headsIn(o.headsFile), { hashes, head, begin, acknowledgements }));
  return { head, bytes, lines, faults, acknowledged, digest, told };
}
/** What the first line says that it follows: the start, or an entry that was let go. */
function beginOf(line: string): Head {
  try {
    const first = firstLink.safeParse(JSON.parse(line));
    return first.success ? { n: first.data.n - 1, hash: first.data.previous } : CHAIN_START;
  } catch {
    return CHAIN_START;
  }
}
export const cutDetail = (last: Head): string => `${last.n} ${last.hash}`;

/** Heads that the chain does not have. Those sent before the last acknowledgement are past. */
function againstHeads(
  heads: readonly SentHead[],
  c: {
    readonly hashes: ReadonlyMap<number, string>;
    readonly head: Head;
    readonly begin: Head;
    readonly acknowledgements: ReadonlySet<string>;
  },
): string[] {
  const since = heads.slice(
      Math.max(
        0,
        heads.findLastIndex((h) => c.acknowledgements.has(h.hash)),
      ),
    ),
    beyond = since.filter((h) => h.n > c.head.n).at(-1),
    other = since.find((h) => h.n > c.begin.n && h.n <= c.head.n && c.hashes.get(h.n) !== h.hash);
  return [
    ...(other === undefined ? [] : [`Entry ${other.n} is not the one whose hash was sent away at ${other.at}.`]),
    ...(beyond === undefined
      ? []
      : [`The end is missing: ${beyond.n} entries were written until ${beyond.at}, and ${c.head.n} are there.`]),
  ];
}
