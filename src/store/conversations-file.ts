/** The bot's small records as one log: a line a change, written through before it counts, and written anew when most of it is past. One process per folder. */
import { open, readFile, rename, rm, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { CONVERSATION_RECORDS, type ConversationRecord, type ConversationStore } from "../ports";
import { Records, type StoredRecord } from "./conversations";

const FILE = "conversations.jsonl";
/** Where the addresses of cards stood before there was this log: the places of each case and approval. */
const OLD_FILE = "messages.json";
/** So many lines more than twice the records make the log worth writing anew. */
const SLACK = 1_000;

const KINDS = Object.keys(CONVERSATION_RECORDS) as [ConversationRecord, ...ConversationRecord[]];
const line = z.object({ kind: z.enum(KINDS), key: z.string(), atMs: z.number(), value: z.unknown() });
const oldFile = z.record(z.array(z.unknown()));

/** `conversations.jsonl` in one folder. */
export class FileConversations implements ConversationStore {
  readonly #records = new Records();
  #lines = 0;
  #waiting: string[] = [];
  #writing: Promise<void> = Promise.resolve();
  private constructor(
    private readonly path: string,
    private file: FileHandle,
    private readonly now: () => Date,
  ) {}
  /** Reads what the folder holds; half a line at its end, which nobody was told is stored, is let go. */
  static async open(folder: string, now: () => Date = () => new Date()): Promise<FileConversations> {
    const path = join(folder, FILE),
      text = await textOf(path),
      store = new FileConversations(path, await open(path, "a"), now);
    for (const record of recordsIn(text)) store.#records.put(record, now().getTime());
    store.#writing = store.#writeAnew();
    await store.#writing;
    await store.#takeOver(join(folder, OLD_FILE));
    return store;
  }
  async get(kind: ConversationRecord, key: string): Promise<unknown> {
    return structuredClone(this.#records.get(kind, key, this.now().getTime()));
  }
  async change(kind: ConversationRecord, key: string, change: (before: unknown) => unknown): Promise<unknown> {
    const atMs = this.now().getTime(),
      before = structuredClone(this.#records.get(kind, key, atMs)),
      value = change(before);
    if (value === before) {
      await this.#writing; // what stands here may still be on its way to the disk
      return before;
    }
    const text = lineOf({ kind, key, atMs, value });
    this.#records.put({ kind, key, atMs, value: structuredClone(value) }, atMs);
    await this.#write(text);
    return before;
  }
  async keys(kind: ConversationRecord): Promise<string[]> {
    return this.#records.keys(kind, this.now().getTime());
  }
  async close(): Promise<void> {
    await this.#writing.catch(() => undefined);
    await this.file.close();
  }
  /** Lines that come while others are being written go to the disk together. */
  #write(text: string): Promise<void> {
    this.#waiting.push(text);
    if (this.#waiting.length === 1)
      this.#writing = this.#writing.catch(() => undefined).then(() => this.#writeWaiting());
    return this.#writing;
  }
  async #writeWaiting(): Promise<void> {
    const lines = this.#waiting;
    this.#waiting = [];
    await this.file.appendFile(lines.join(""));
    await this.file.sync();
    this.#lines += lines.length;
    if (this.#lines > 2 * this.#records.size + SLACK) await this.#writeAnew();
  }
  async #writeAnew(): Promise<void> {
    const lines = this.#records.all().map(lineOf),
      beside = `${this.path}.new`,
      file = await open(beside, "w");
    try {
      await file.writeFile(lines.join(""));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, this.path);
    await this.file.close();
    this.file = await open(this.path, "a");
    this.#lines = lines.length;
  }
  async #takeOver(oldPath: string): Promise<void> {
    const text = await textOf(oldPath);
    if (text === "") return;
    const old = oldFile.safeParse(jsonOf(text));
    // What is not as it was written is left for a person to look at; the bot can do without.
    if (!old.success) return;
    for (const [key, places] of Object.entries(old.data)) await this.change("cards", key, (before) => before ?? places);
    await rm(oldPath);
  }
}
const lineOf = (record: StoredRecord): string => `${JSON.stringify(record)}\n`;
const recordsIn = (text: string): StoredRecord[] =>
  text.split("\n").flatMap((l) => {
    const parsed = line.safeParse(jsonOf(l));
    return parsed.success ? [parsed.data] : [];
  });
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
async function textOf(path: string): Promise<string> {
  return readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
}
