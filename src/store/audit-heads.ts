/** Where the audit stood, sent to a second place: whoever then cuts its end, or writes all of it anew, is seen. */
import { appendFile } from "node:fs/promises";
import { z } from "zod";
import type { Head } from "../domain/chain";
import { wholeLines } from "./line-file";

export interface SentHead extends Head {
  /** The machine's time, ISO 8601. */
  readonly at: string;
}
/** The second place. One head is on its way at a time, and where several came meanwhile the newest stands for them. */
export class Heads {
  #next: SentHead | undefined;
  #work: Promise<void> | undefined;
  /** `place`: `stdout`, for whatever collects the program's output, or a file, best on another machine. `failed` is told why one could not be sent. */
  constructor(
    private readonly place: string,
    private readonly failed: (why: string) => void,
  ) {}
  send(head: SentHead): void {
    this.#next = head;
    this.#work ??= this.#sendAll();
  }
  async idle(): Promise<void> {
    await this.#work;
  }
  async #sendAll(): Promise<void> {
    for (let head = this.#next; head !== undefined; head = this.#next) {
      this.#next = undefined;
      await this.#sendOne(headLine(head)).catch((error: Error) => this.failed(error.message));
    }
    this.#work = undefined;
  }
  async #sendOne(text: string): Promise<void> {
    if (this.place === "stdout") process.stdout.write(text);
    else await appendFile(this.place, text, { mode: 0o600 });
  }
}
/** One line of JSON, so that it can be found again among other output. */
const headLine = (head: SentHead): string => `${JSON.stringify({ auditHead: head })}\n`;

const line = z.object({ auditHead: z.object({ n: z.number().int().min(1), hash: z.string(), at: z.string() }) });
/** The heads among the lines of a file, in the order in which they were sent; other lines are passed over. */
export async function headsIn(file: string): Promise<SentHead[]> {
  const heads: SentHead[] = [];
  for await (const { text } of wholeLines(file)) {
    if (!text.includes('"auditHead"')) continue;
    try {
      const parsed = line.safeParse(JSON.parse(text));
      if (parsed.success) heads.push(parsed.data.auditHead);
    } catch {
      continue; // a line that was cut while it was sent tells nothing
    }
  }
  return heads;
}
