/** A file of lines that only grows: flushed before it counts, and mended before the next write where one failed half way. */
import { createReadStream } from "node:fs";
import { rename, rm, type FileHandle } from "node:fs/promises";
import { TriageError } from "../domain";
import { chainLine, type Head } from "../domain/chain";
import { sha256 } from "../domain/digest";
import { openPrivate, type Guard } from "./private";

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
  readonly todo: { readonly item: T } | { readonly fill: (beside: FileHandle) => Promise<void> };
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
    private file: Appendable,
    private bytes: number,
    private readonly render: (items: readonly T[]) => Rendering,
    private readonly guard: Guard = () => undefined,
  ) {}
  /** `bytes`: the length up to which the file is whole; what stands behind it, half a line that nobody was told is stored, is cut off. */
  static async open<T>(
    path: string,
    bytes: number,
    render: (items: readonly T[]) => Rendering,
    guard?: Guard,
  ): Promise<LineFile<T>> {
    const file = await openPrivate(path, "a");
    try {
      if ((await file.stat()).size > bytes) await file.truncate(bytes);
    } catch (error) {
      await file.close();
      throw error;
    }
    return new LineFile(path, file, bytes, render, guard);
  }
  /** On the disk before it resolves; where it rejects, nothing of it is. */
  append(item: T): Promise<void> {
    return this.#inTurn({ item });
  }
  /** Writes the file anew, in turn with what is appended: `fill` writes whole lines into a file beside, which then takes its place. */
  replace(fill: (beside: FileHandle) => Promise<void>): Promise<void> {
    return this.#inTurn({ fill });
  }
  /** Resolves when nothing is on its way to the disk. */
  async idle(): Promise<void> {
    await this.#work;
  }
  async close(): Promise<void> {
    await this.#work;
    await this.file.close();
  }
  #inTurn(todo: Waiting<T>["todo"]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.guard(); // what it throws rejects
      this.#waiting.push({ todo, resolve, reject });
      this.#work ??= this.#workAll();
    });
  }
  async #workAll(): Promise<void> {
    for (let first = this.#waiting[0]; first !== undefined; first = this.#waiting[0]) {
      const many = "fill" in first.todo ? 1 : this.#waiting.findIndex((w) => "fill" in w.todo),
        batch = this.#waiting.splice(0, many < 0 ? this.#waiting.length : many);
      try {
        if ("fill" in first.todo) await this.#replace(first.todo.fill);
        else await this.#write(batch.flatMap((w) => ("item" in w.todo ? [w.todo.item] : [])));
        for (const w of batch) w.resolve();
      } catch (error) {
        for (const w of batch) w.reject(error);
      }
    }
    this.#work = undefined; // at once: whoever comes between the last look and the end would wait for ever
  }
  async #replace(fill: (beside: FileHandle) => Promise<void>): Promise<void> {
    if (this.#torn) await this.#mend();
    const path = `${this.path}.new`;
    await rm(path, { force: true });
    const beside = await openPrivate(path, "a"),
      before = this.file;
    try {
      await fill(beside);
      await beside.sync();
      const { size } = await beside.stat();
      await rename(path, this.path);
      this.file = beside;
      this.bytes = size;
    } catch (error) {
      await beside.close();
      throw error;
    }
    await before.close();
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
/** Renders entries as lines of a chain that goes on from that head; `moved` is told where it stands once they are on the disk. */
export function chained<T extends object>(
  from: Head,
  moved: (head: Head) => void = () => undefined,
): (entries: readonly T[]) => Rendering {
  let head = from;
  return (entries) => {
    let next = head;
    const lines = entries.map((e) => {
      const made = chainLine<object>(e, next, sha256);
      next = made.head;
      return `${made.line}\n`;
    });
    return {
      text: lines.join(""),
      kept: () => {
        head = next;
        moved(head);
      },
    };
  };
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
