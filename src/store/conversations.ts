/** The bot's small records in memory: bounded in number and in age, by kind. */
import { CONVERSATION_RECORDS, type ConversationRecord, type ConversationStore } from "../ports";

/** One record as it stands; `atMs`: when it was written. Without a value it is one that was removed. */
export interface StoredRecord {
  readonly kind: ConversationRecord;
  readonly key: string;
  readonly atMs: number;
  readonly value?: unknown;
}
type Kept = { readonly atMs: number; readonly value: unknown };

/** Records by kind and key, the oldest first. Not for use by several processes. `keptMs`: none lives longer, whatever its kind. */
export class Records {
  constructor(private readonly keptMs = Infinity) {}
  readonly #kinds = new Map<ConversationRecord, Map<string, Kept>>();
  get size(): number {
    return [...this.#kinds.values()].reduce((n, kind) => n + kind.size, 0);
  }
  get(kind: ConversationRecord, key: string, nowMs: number): unknown {
    const kept = this.#of(kind).get(key);
    return kept === undefined || this.#isOver(kind, kept, nowMs) ? undefined : kept.value;
  }
  /** Takes a record over as it is, then lets go of what is too old or too many. */
  put({ kind, key, atMs, value }: StoredRecord, nowMs: number): void {
    const records = this.#of(kind);
    records.delete(key); // what is written anew is the newest
    if (value !== undefined) records.set(key, { atMs, value });
    for (const [oldest, kept] of records) {
      if (records.size <= CONVERSATION_RECORDS[kind].most && !this.#isOver(kind, kept, nowMs)) break;
      records.delete(oldest);
    }
  }
  keys(kind: ConversationRecord, nowMs: number): string[] {
    return [...this.#of(kind)].filter(([, kept]) => !this.#isOver(kind, kept, nowMs)).map(([key]) => key);
  }
  /** Those that are not over. */
  all(nowMs: number): StoredRecord[] {
    return [...this.#kinds].flatMap(([kind, records]) =>
      [...records].flatMap(([key, kept]) => (this.#isOver(kind, kept, nowMs) ? [] : [{ kind, key, ...kept }])),
    );
  }
  #isOver(kind: ConversationRecord, kept: Kept, nowMs: number): boolean {
    return kept.atMs + Math.min(CONVERSATION_RECORDS[kind].lifeMs, this.keptMs) <= nowMs;
  }
  #of(kind: ConversationRecord): Map<string, Kept> {
    const records = this.#kinds.get(kind) ?? new Map<string, Kept>();
    this.#kinds.set(kind, records);
    return records;
  }
}

/** For tests, and where nothing needs to outlive the process. */
export class MemoryConversations implements ConversationStore {
  readonly #records = new Records();
  constructor(private readonly now: () => Date = () => new Date()) {}
  async get(kind: ConversationRecord, key: string): Promise<unknown> {
    return structuredClone(this.#records.get(kind, key, this.now().getTime()));
  }
  async change(kind: ConversationRecord, key: string, change: (before: unknown) => unknown): Promise<unknown> {
    const atMs = this.now().getTime(),
      before = structuredClone(this.#records.get(kind, key, atMs)),
      value = change(before);
    if (value !== before) this.#records.put({ kind, key, atMs, value: structuredClone(value) }, atMs);
    return before;
  }
  async keys(kind: ConversationRecord): Promise<string[]> {
    return this.#records.keys(kind, this.now().getTime());
  }
  /** As of the file: nothing is kept on a disk here. */
  async tidy(): Promise<void> {}
  async close(): Promise<void> {}
}
