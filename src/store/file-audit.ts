/** The audit as a file of chained lines. One process a file. */
import { createReadStream } from "node:fs";
import type { Audit, AuditEntry } from "../ports";
import type { Head } from "../domain/chain";
import { Heads } from "./audit-heads";
import { AUDIT_KINDS, cutDetail, readAudit } from "./audit-reading";
import { chained, LineFile } from "./line-file";
import type { Guard } from "./private";

/** The audit's file in a data folder. */
export const AUDIT_FILE = "audit.jsonl";

export interface AuditOptions {
  /** Where heads go: `stdout` or a file. Without it, nobody sees that the end was cut. */
  readonly heads?: string;
  /** Takes what an operator has to know, in a sentence. */
  readonly says?: (sentence: string) => void;
  readonly now?: () => Date;
  readonly guard?: Guard;
}
/** What of the broken audit is told in one entry or line, in characters. */
const MOST_TOLD = 500;

/** Append-only. One that does not hold is written on, so that nothing is lost, and lets nothing be approved until an operator has acknowledged it. */
export class FileAudit implements Audit {
  private constructor(
    private readonly path: string,
    private readonly lines: LineFile<AuditEntry>,
    private readonly heads: Heads | undefined,
    private readonly faults: readonly string[],
    private readonly now: () => Date,
  ) {}
  /** Verifies all of it. Half a line at its end, which nobody was told is stored, is cut off. */
  static async open(path: string, o: AuditOptions = {}): Promise<FileAudit> {
    const { says = () => undefined, now = () => new Date() } = o,
      found = await readAudit(path, headsFileOf(o.heads)),
      notSent = (why: string): void => says(`The head of the audit could not be sent to its second place: ${why}`),
      heads = o.heads === undefined ? undefined : new Heads(o.heads, notSent),
      sent = (head: Head): void => heads?.send({ ...head, at: now().toISOString() }),
      lines = await LineFile.open<AuditEntry>(path, found.bytes, chained(found.head, sent), o.guard),
      audit = new FileAudit(path, lines, heads, found.faults, now);
    const refused = audit.refusesWrites();
    if (refused === undefined) return audit;
    says(refused);
    const detail = found.faults.join(" ").slice(0, MOST_TOLD);
    if (!found.told.has(detail)) await audit.append({ at: now().toISOString(), kind: AUDIT_KINDS.broken, detail });
    return audit;
  }
  append(entry: AuditEntry): Promise<void> {
    return this.lines.append(entry);
  }
  refusesWrites(): string | undefined {
    const [first, ...more] = this.faults;
    if (first === undefined) return undefined;
    const others = more.length === 0 ? "" : ` (and ${more.length} more)`;
    return `The audit does not hold: ${first}${others} Nothing is approved or run until an operator has looked at it and acknowledged it (sync-triage audit acknowledge).`;
  }
  /**
   * Lets go of the entries at its beginning that are older, and says so in an entry, by which the rest still verifies. An audit in which
   * something does not hold, or once did not, is kept whole: it is evidence. Returns how many entries went.
   */
  async letGo(before: Date): Promise<number> {
    let last: { readonly head: Head; readonly end: number } | undefined,
      older = true,
      gone = 0;
    const found = await readAudit(this.path, {
      each: ({ entry, head, end }) => {
        older &&= Date.parse(entry.at) < before.getTime();
        if (!older) return;
        last = { head, end };
        gone++;
      },
    });
    if (last === undefined || found.faults.length + found.acknowledged > 0) return 0;
    await this.append({ at: this.now().toISOString(), kind: AUDIT_KINDS.cut, detail: cutDetail(last.head) });
    const { end } = last;
    await this.lines.replace(async (beside) => {
      for await (const chunk of createReadStream(this.path, { start: end })) await beside.appendFile(chunk as Buffer);
    });
    return gone;
  }
  async close(): Promise<void> {
    await this.lines.close();
    await this.heads?.idle();
  }
}
/** Heads can be compared where they stand in a file. */
export const headsFileOf = (heads: string | undefined): { headsFile?: string } =>
  heads === undefined || heads === "stdout" ? {} : { headsFile: heads };
