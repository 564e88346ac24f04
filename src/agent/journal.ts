/** What the agent was ordered and what became of it: append-only lines of JSON, each chained to the one before, on disk before the effect. */
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { TriageError } from "../domain";
import { CHAIN_START, readChainLine, type Head } from "../domain/chain";
import { sha256 } from "../domain/digest";
import { chained, LineFile, wholeLines } from "../store/line-file";
import type { CommandResult } from "./host";

const order = {
  at: z.string(),
  commandId: z.string(),
  nonce: z.string(),
  epoch: z.number(),
  counter: z.number(),
  kind: z.string(),
  approvalId: z.string(),
  planDigest: z.string(),
  approvedBy: z.array(z.string()),
  reason: z.string().optional(),
  notAfter: z.string(),
};
const entry = z.discriminatedUnion("what", [
  /** The first line: which host this is. Its id lives and dies with the journal, for without the journal nothing is known of what was ordered. */
  z.object({ what: z.literal("host"), at: z.string(), host: z.string() }).strict(),
  z.object({ what: z.literal("intent"), ...order }).strict(),
  /** An order that was not taken: it never will be, under this id, and says nothing of which bot is the newest. */
  z.object({ what: z.literal("refused"), ...order, detail: z.string() }).strict(),
  z
    .object({
      what: z.literal("outcome"),
      at: z.string(),
      commandId: z.string(),
      state: z.enum(["done", "failed", "unknown"]),
      detail: z.string(),
    })
    .strict(),
]);
type Entry = z.infer<typeof entry>;
/** An order as it is written down before anything is done for it. Times are ISO 8601. */
export type Intent = Omit<Extract<Entry, { what: "intent" }>, "what">;
export type Remembered =
  | { readonly progress: "never-arrived" }
  /** Not among those that are kept, and older ones have been let go: whether it ever arrived cannot be told. */
  | { readonly progress: "beyond-memory" }
  | { readonly progress: "running"; readonly planDigest: string }
  | { readonly progress: "ended"; readonly planDigest: string; readonly outcome: CommandResult };

/** How many commands are kept in memory; those that may still come again are kept in any case. */
const KEPT = 10_000;
type Kept = Pick<Intent, "nonce" | "epoch" | "counter" | "planDigest" | "notAfter"> & {
  readonly outcome?: CommandResult;
};
const counterKey = (c: Pick<Intent, "epoch" | "counter">): string => `${c.epoch}.${c.counter}`;

export class Journal {
  /** By command id, oldest first. */
  readonly #commands = new Map<string, Kept>();
  /** Nonces, and counters of an epoch, that have been used. */
  readonly #used = new Set<string>();
  /** Outcomes that the disk did not take; they are written before anything else is. */
  readonly #owed: Entry[] = [];
  #epoch = 0;
  #letGo = false;
  #host = "";
  private constructor(
    private readonly lines: LineFile<Entry>,
    private readonly kept: number,
  ) {}
  /**
   * Opens or makes the file, and verifies every line: one that was changed, or cannot be read, stops the agent, for an old order could run again
   * behind it; only half a line at the end, which a crash left, is cut off. An intent without an outcome is one that this program died in: its
   * outcome is unknown, and stays so.
   */
  static async open(path: string, kept = KEPT): Promise<Journal> {
    const { entries, head, bytes } = await readJournal(path);
    const journal = new Journal(await LineFile.open<Entry>(path, bytes, chained(head)), kept);
    for (const e of entries) journal.#learn(e);
    for (const [id, command] of journal.#commands)
      if (command.outcome === undefined)
        journal.#end(id, { state: "unknown", detail: "The agent stopped while this command ran." });
    journal.#trim(entries.at(-1)?.at ?? "");
    if (journal.#host === "") {
      const first: Entry = { what: "host", at: new Date().toISOString(), host: randomUUID() };
      await journal.lines.append(first);
      journal.#learn(first);
    }
    return journal;
  }
  /** The id of this host, as long as it has this journal. */
  get host(): string {
    return this.#host;
  }
  /** The newest epoch that has ordered anything, 0 before the first order. */
  get epoch(): number {
    return this.#epoch;
  }
  knows(commandId: string): boolean {
    return this.#commands.has(commandId);
  }
  /** Whether an order with this nonce, or this counter of its epoch, was taken before. */
  used(order: Pick<Intent, "nonce" | "epoch" | "counter">): boolean {
    return this.#used.has(order.nonce) || this.#used.has(counterKey(order));
  }
  remember(commandId: string): Remembered {
    const command = this.#commands.get(commandId);
    if (command === undefined) return { progress: this.#letGo ? "beyond-memory" : "never-arrived" };
    const { planDigest, outcome } = command;
    return outcome === undefined ? { progress: "running", planDigest } : { progress: "ended", planDigest, outcome };
  }
  /**
   * On disk before it resolves. Where it rejects, the command is not known, and its nonce is used up all the same: nothing is done for an order
   * that could not be written down, neither now nor when it is played again.
   */
  intent(e: Intent): Promise<void> {
    return this.#take({ what: "intent", ...e });
  }
  /** The order was not taken. As durable as an intent, and the end of its id. */
  async refused(e: Intent, detail: string): Promise<void> {
    await this.#take({ what: "refused", ...e, detail });
  }
  /** Known at once; on disk before it resolves, or before the next entry where the disk does not take it now. */
  async outcome(commandId: string, at: string, { state, detail }: CommandResult): Promise<void> {
    this.#end(commandId, { state, detail });
    this.#owed.push({ what: "outcome", at, commandId, state, detail });
    await this.#writeOwed().catch(() => undefined);
  }
  async #take(e: Exclude<Entry, { what: "host" | "outcome" }>): Promise<void> {
    this.#used.add(e.nonce).add(counterKey(e));
    await this.#writeOwed();
    await this.lines.append(e);
    this.#learn(e);
    this.#trim(e.at);
  }
  close(): Promise<void> {
    return this.lines.close();
  }
  async #writeOwed(): Promise<void> {
    for (let owed = this.#owed[0]; owed !== undefined; owed = this.#owed[0]) {
      await this.lines.append(owed);
      this.#owed.shift();
    }
  }
  #learn(e: Entry): void {
    switch (e.what) {
      case "host":
        this.#host = e.host;
        return;
      case "intent":
        this.#begin(e);
        this.#epoch = Math.max(this.#epoch, e.epoch);
        return;
      case "refused":
        this.#begin(e);
        this.#end(e.commandId, { state: "failed", detail: e.detail });
        return;
      case "outcome":
        this.#end(e.commandId, { state: e.state, detail: e.detail });
    }
  }
  #begin(e: Intent): void {
    const { nonce, epoch, counter, planDigest, notAfter } = e;
    this.#commands.set(e.commandId, { nonce, epoch, counter, planDigest, notAfter });
    this.#used.add(nonce).add(counterKey(e));
  }
  #end(commandId: string, outcome: CommandResult): void {
    const command = this.#commands.get(commandId);
    if (command !== undefined) this.#commands.set(commandId, { ...command, outcome });
  }
  /** Lets the oldest go that have ended, and whose time is over: those are refused without being remembered. */
  #trim(at: string): void {
    for (const [id, command] of this.#commands) {
      if (this.#commands.size <= this.kept) return;
      if (command.outcome === undefined || Date.parse(command.notAfter) >= Date.parse(at)) continue;
      this.#commands.delete(id);
      this.#used.delete(command.nonce);
      this.#used.delete(counterKey(command));
      this.#letGo = true;
    }
  }
}

/** The whole entries of a journal, where its chain then stands, and how many bytes of the file they are. Throws TriageError at the first line that does not hold. */
async function readJournal(path: string): Promise<{ entries: Entry[]; head: Head; bytes: number }> {
  const entries: Entry[] = [];
  let head = CHAIN_START,
    bytes = 0;
  for await (const { text, end } of wholeLines(path)) {
    const link = readChainLine(text, head, sha256),
      parsed = entry.safeParse(link.entry);
    const fault = link.fault ?? (parsed.success ? undefined : "is no entry of this version's journal");
    if (fault !== undefined || !parsed.success)
      throw new TriageError(
        "journal",
        `The journal ${path} does not hold: line ${entries.length + 1} ${fault ?? ""}. The agent does not run with it; look at what happened, then move the file away (orders that are under way are then unknown).`,
      );
    entries.push(parsed.data);
    head = link.head;
    bytes = end;
  }
  return { entries, head, bytes };
}
