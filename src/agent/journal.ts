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
  | { readonly progress: "running" }
  | { readonly progress: "ended"; readonly outcome: CommandResult };

export class Journal {
  readonly #intents = new Set<string>();
  readonly #nonces = new Set<string>();
  readonly #outcomes = new Map<string, CommandResult>();
  private constructor(private readonly file: FileHandle) {}
  /** Opens or makes the file. An intent without an outcome is one that this program died in: its outcome is unknown, and stays so. */
  static async open(path: string): Promise<Journal> {
    // Only a missing file is an empty journal: one that cannot be read would let old orders run again.
    const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return "";
      throw error;
    });
    const journal = new Journal(await open(path, "a"));
    // A line that a crash cut short must not swallow the next one.
    if (text !== "" && !text.endsWith("\n")) await journal.file.appendFile("\n");
    for (const line of text.split("\n")) {
      if (line.trim() === "") continue;
      let value: unknown;
      try {
        value = JSON.parse(line);
      } catch {
        continue;
      } // the last line may be cut by the crash that ended it
      const e = entry.safeParse(value);
      if (!e.success) continue;
      if (e.data.what === "intent") {
        journal.#intents.add(e.data.commandId);
        journal.#nonces.add(e.data.nonce);
      } else journal.#outcomes.set(e.data.commandId, { state: e.data.state, detail: e.data.detail });
    }
    for (const id of journal.#intents)
      if (!journal.#outcomes.has(id))
        journal.#outcomes.set(id, { state: "unknown", detail: "The agent stopped while this command ran." });
    return journal;
  }
  knows(commandId: string): boolean {
    return this.#intents.has(commandId);
  }
  usedNonce(nonce: string): boolean {
    return this.#nonces.has(nonce);
  }
  remember(commandId: string): Remembered {
    const outcome = this.#outcomes.get(commandId);
    return outcome !== undefined
      ? { progress: "ended", outcome }
      : this.#intents.has(commandId)
        ? { progress: "running" }
        : { progress: "never-arrived" };
  }
  /** On disk before it resolves. */
  async intent(e: Omit<Extract<JournalEntry, { what: "intent" }>, "what">): Promise<void> {
    this.#intents.add(e.commandId);
    this.#nonces.add(e.nonce);
    await this.#write({ what: "intent", ...e });
  }
  async outcome(commandId: string, at: string, r: CommandResult): Promise<void> {
    await this.#write({ what: "outcome", at, commandId, state: r.state, detail: r.detail });
    this.#outcomes.set(commandId, r);
  }
  async #write(e: JournalEntry): Promise<void> {
    await this.file.appendFile(`${JSON.stringify(e)}\n`);
    await this.file.sync();
  }
  close(): Promise<void> {
    return this.file.close();
  }
}
