/** The bot's small records as one log: a line a change, written through before it counts, and written anew when most of it is past. One process per folder. */
import { chmod, copyFile, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { CONVERSATION_RECORDS, type ConversationRecord, type ConversationStore } from "../ports";
import { Records, type StoredRecord } from "./conversations";
import { LineFile, wholeLines } from "./line-file";
import { FILE_MODE, type Guard } from "./private";

const FILE = "conversations.jsonl";
/** Where the addresses of cards stood before there was this log: the places of each case and approval. */
const OLD_FILE = "messages.json";
/** So many lines more than twice the records make the log worth writing anew. */
const SLACK = 1_000;

const KINDS = Object.keys(CONVERSATION_RECORDS) as [ConversationRecord, ...ConversationRecord[]];
const line = z.object({ kind: z.enum(KINDS), key: z.string(), atMs: z.number(), value: z.unknown() });
const oldFile = z.record(z.array(z.unknown()));

export interface ConversationsOptions {
  readonly now?: () => Date;
  /** No record lives longer, whatever its kind; ms. */
  readonly keptMs?: number;
  /** Takes what an operator has to know, in a sentence. */
  readonly says?: (sentence: string) => void;
  readonly guard?: Guard;
}
/** `conversations.jsonl` in one folder. The bot can do without any of it, so what is broken there is set aside and stops nothing. */
export class FileConversations implements ConversationStore {
  private constructor(
    private readonly file: LineFile<StoredRecord>,
    private readonly records: Records,
    /** How many lines the file has. */
    private readonly count: { lines: number },
    private readonly now: () => Date,
    private readonly says: (sentence: string) => void,
  ) {}
  /** Reads what the folder holds; half a line at its end, which nobody was told is stored, is let go. */
  static async open(folder: string, o: ConversationsOptions = {}): Promise<FileConversations> {
    const { now = () => new Date(), says = () => undefined } = o,
      path = join(folder, FILE),
      records = new Records(o.keptMs),
      count = { lines: 0 };
    let bytes = 0,
      strange = 0;
    for await (const { text, end } of wholeLines(path)) {
      bytes = end;
      const record = line.safeParse(jsonOf(text));
      if (record.success) records.put(record.data, now().getTime());
      else strange++;
    }
    if (strange > 0) says(await setAside(path, now(), strange));
    const kept = (n: number) => () => void (count.lines += n);
    const render = (some: readonly StoredRecord[]) => ({ text: some.map(lineOf).join(""), kept: kept(some.length) }),
      file = await LineFile.open<StoredRecord>(path, bytes, render, o.guard);
    const store = new FileConversations(file, records, count, now, says);
    await store.tidy();
    await store.#takeOver(join(folder, OLD_FILE));
    return store;
  }
  async get(kind: ConversationRecord, key: string): Promise<unknown> {
    return structuredClone(this.records.get(kind, key, this.now().getTime()));
  }
  async change(kind: ConversationRecord, key: string, change: (before: unknown) => unknown): Promise<unknown> {
    const atMs = this.now().getTime(),
      before = structuredClone(this.records.get(kind, key, atMs)),
      value = change(before);
    if (value === before) {
      await this.file.idle(); // what stands here may still be on its way to the disk
      return before;
    }
    const record = { kind, key, atMs, value: structuredClone(value) };
    this.records.put(record, atMs);
    await this.file.append(record);
    if (this.count.lines > 2 * this.records.size + SLACK) await this.tidy();
    return before;
  }
  async keys(kind: ConversationRecord): Promise<string[]> {
    return this.records.keys(kind, this.now().getTime());
  }
  /** Writes the file anew, without what is past. Where that fails it stays as it is, and is named. */
  async tidy(): Promise<void> {
    this.count.lines = 0;
    const now = this.now().getTime();
    await this.file
      .replace(async (beside) => {
        const all = this.records.all(now);
        await beside.writeFile(all.map(lineOf).join(""));
        this.count.lines = all.length;
      })
      .catch((error: Error) => this.says(`${FILE} could not be written anew: ${error.message}`));
  }
  async close(): Promise<void> {
    await this.file.close();
  }
  async #takeOver(oldPath: string): Promise<void> {
    const text = await textOf(oldPath);
    if (text === "") return;
    const old = oldFile.safeParse(jsonOf(text));
    if (!old.success)
      return this.says(`${oldPath} is not as it was written; it was left, and nothing was taken from it.`);
    for (const [key, places] of Object.entries(old.data)) await this.change("cards", key, (before) => before ?? places);
    await rm(oldPath);
  }
}
/** A copy for a person to look at. Returns what to say of it. */
async function setAside(path: string, now: Date, lines: number): Promise<string> {
  const aside = `${path}.${now.getTime()}.broken`;
  await copyFile(path, aside);
  await chmod(aside, FILE_MODE);
  return `${path} holds ${lines} lines that are no records; it was copied to ${aside}, and goes on without them.`;
}
const lineOf = (record: StoredRecord): string => `${JSON.stringify(record)}\n`;
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
