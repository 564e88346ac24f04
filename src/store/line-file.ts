/** A file of lines that only grows: flushed before it counts, and mended before the next write where one failed half way. */
import { createReadStream } from "node:fs";
import { TriageError } from "../domain";
import { openPrivate } from "./private";

/** What of an open file is used. */
export interface Appendable {
  appendFile(text: string): Promise<void>;
  sync(): Promise<void>;
  truncate(bytes: number): Promise<void>;
  close(): Promise<void>;
}
/** How items become lines. */
export interface Rendering {
  /** Whole lines, each with its end. */
  readonly text: string;
  /** Called once they are on the disk. */
  readonly kept: () => void;
}
interface Waiting<T> {
  readonly item: T;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}
/**
 * Items as lines of one file, in the order in which they came; those that come while others are being written go to the disk together.
 * A write that fails leaves nothing behind: the file is cut to its last good length, at once or before anything else is written; while that
 * cannot be done every write is refused. So no line is ever glued to half of another.
 */
export class LineFile<T> {
  #waiting: Waiting<T>[] = [];
  #work: Promise<void> | undefined;
  /** What stands behind the good bytes is not known. */
  #torn = false;
  constructor(
    private readonly path: string,
    private readonly file: Appendable,
    private bytes: number,
    private readonly render: (items: readonly T[]) => Rendering,
  ) {}
  /** `bytes`: the length up to which the file is whole; what stands behind it, half a line that nobody was told is stored, is cut off. */
  static async open<T>(path: string, bytes: number, render: (items: readonly T[]) => Rendering): Promise<LineFile<T>> {
    const file = await openPrivate(path, "a");
    try {
      if ((await file.stat()).size > bytes) await file.truncate(bytes);
    } catch (error) {
      await file.close();
      throw error;
    }
    return new LineFile(path, file, bytes, render);
  }
  /** On the disk before it resolves; where it rejects, nothing of it is. */
  append(item: T): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      this.#work ??= this.#writeAll();
    });
  }
  async close(): Promise<void> {
    await this.#work;
    await this.file.close();
  }
  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0);
      try {
        await this.#write(batch.map((w) => w.item));
        for (const w of batch) w.resolve();
      } catch (error) {
        for (const w of batch) w.reject(error);
      }
    }
    this.#work = undefined; // at once: whoever comes between the last look and the end would wait for ever
  }
  async #write(items: readonly T[]): Promise<void> {
    try {
      if (this.#torn) await this.#mend();
      const { text, kept } = this.render(items);
      this.#torn = true;
      await this.file.appendFile(text);
      await this.file.sync();
      this.bytes += Buffer.byteLength(text, "utf8");
      this.#torn = false;
      kept();
    } catch (error) {
      if (this.#torn) await this.#mend().catch(() => undefined); // else before the next write
      throw new TriageError(
        "write",
        `${this.path} cannot be written (${(error as Error).message}); nothing was stored.`,
        {
          cause: error,
        },
      );
    }
  }
  async #mend(): Promise<void> {
    await this.file.truncate(this.bytes);
    this.#torn = false;
  }
}
/** A line without its end, and how many bytes of the file end with it. */
export interface WholeLine {
  readonly text: string;
  readonly end: number;
}
/** The lines of a file that have an end; a missing file has none. */
export async function* wholeLines(path: string): AsyncGenerator<WholeLine> {
  let rest: Buffer = Buffer.alloc(0),
    end = 0;
  try {
    for await (const chunk of createReadStream(path)) {
      rest = Buffer.concat([rest, chunk as Buffer]);
      let from = 0;
      for (let at = rest.indexOf(10); at >= 0; at = rest.indexOf(10, from)) {
        end += at + 1 - from;
        yield { text: rest.toString("utf8", from, at), end };
        from = at + 1;
      }
      rest = rest.subarray(from);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}
