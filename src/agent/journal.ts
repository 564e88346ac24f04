/** What the agent was ordered and what became of it: append-only, on disk before the effect. One line of JSON each. */
import { open, readFile, type FileHandle } from "node:fs/promises";
import { z } from "zod";
import type { CommandResult } from "./host";

const entry = z.discriminatedUnion("what", [
  z
    .object({
      what: z.literal("intent"),
      at: z.string(),
      commandId: z.string(),
      nonce: z.string(),
      kind: z.string(),
      approvalId: z.string(),
      planDigest: z.string(),
      approvedBy: z.array(z.string()),
    })
    .strict(),
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
export type JournalEntry = z.infer<typeof entry>;
export type Remembered =
  | { readonly progress: "never-arrived" }
  /** Not among those that are kept, and older ones have been let go: whether it ever arrived cannot be told. */
  | { readonly progress: "beyond-memory" }
  | { readonly progress: "running" }
  | { readonly progress: "ended"; readonly outcome: CommandResult };

/** How many commands are kept in memory. All that may still come again is younger by far: an order lives for minutes. */
const KEPT = 10_000;
interface Kept {
  readonly nonce: string;
  readonly outcome?: CommandResult;
}

export class Journal {
  /** By command id, oldest first. */
  readonly #commands = new Map<string, Kept>();
  readonly #nonces = new Set<string>();
  #letGo = false;
  private constructor(
    private readonly file: FileHandle,
    private readonly kept: number,
  ) {}
  /** Opens or makes the file. An intent without an outcome is one that this program died in: its outcome is unknown, and stays so. */
  static async open(path: string, kept = KEPT): Promise<Journal> {
    // Only a missing file is an empty journal: one that cannot be read would let old orders run again.
    const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return "";
      throw error;
    });
    const journal = new Journal(await open(path, "a"), kept);
    // A line that a crash cut short must not swallow the next one.
    if (text !== "" && !text.endsWith("\n")) await journal.file.appendFile("\n");
    for (const e of entriesIn(text))
      if (e.what === "intent") journal.#begin(e.commandId, e.nonce);
      else journal.#end(e.commandId, { state: e.state, detail: e.detail });
    for (const [id, command] of journal.#commands)
      if (command.outcome === undefined)
        journal.#end(id, { state: "unknown", detail: "The agent stopped while this command ran." });
    journal.#trim();
    return journal;
  }
  knows(commandId: string): boolean {
    return this.#commands.has(commandId);
  }
  usedNonce(nonce: string): boolean {
    return this.#nonces.has(nonce);
  }
  remember(commandId: string): Remembered {
    const command = this.#commands.get(commandId);
    if (command === undefined) return { progress: this.#letGo ? "beyond-memory" : "never-arrived" };
    return command.outcome === undefined ? { progress: "running" } : { progress: "ended", outcome: command.outcome };
  }
  /** On disk before it resolves. */
  async intent(e: Omit<Extract<JournalEntry, { what: "intent" }>, "what">): Promise<void> {
    this.#begin(e.commandId, e.nonce);
    this.#trim();
    await this.#write({ what: "intent", ...e });
  }
  async outcome(commandId: string, at: string, r: CommandResult): Promise<void> {
    await this.#write({ what: "outcome", at, commandId, state: r.state, detail: r.detail });
    this.#end(commandId, r);
  }
  #begin(commandId: string, nonce: string): void {
    this.#commands.set(commandId, { nonce });
    this.#nonces.add(nonce);
  }
  #end(commandId: string, outcome: CommandResult): void {
    const command = this.#commands.get(commandId);
    if (command !== undefined) this.#commands.set(commandId, { ...command, outcome });
  }
  /** Lets the oldest go that have ended. */
  #trim(): void {
    for (const [id, command] of this.#commands) {
      if (this.#commands.size <= this.kept) return;
      if (command.outcome === undefined) continue;
      this.#commands.delete(id);
      this.#nonces.delete(command.nonce);
      this.#letGo = true;
    }
  }
  async #write(e: JournalEntry): Promise<void> {
    await this.file.appendFile(`${JSON.stringify(e)}\n`);
    await this.file.sync();
  }
  close(): Promise<void> {
    return this.file.close();
  }
}
/** The whole entries of a journal's text; the last line may be cut by the crash that ended it. */
function entriesIn(text: string): JournalEntry[] {
  return text.split("\n").flatMap((line) => {
    if (line.trim() === "") return [];
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      return [];
    }
    const e = entry.safeParse(value);
    return e.success ? [e.data] : [];
  });
}
