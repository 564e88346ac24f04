/** The audit as a file of lines, each chained to the one before. */
import { createHash } from "node:crypto";
import { open, readFile, truncate, type FileHandle } from "node:fs/promises";
import type { Audit, AuditEntry } from "../ports";

interface Chained extends AuditEntry {
  readonly previous: string;
  readonly hash: string;
}
const hashOf = (e: AuditEntry, previous: string): string =>
  createHash("sha256")
    .update(previous + JSON.stringify(e))
    .digest("hex");
/** Append-only; each entry carries the hash of the one before. */
export class FileAudit implements Audit {
  #last: string;
  #work: Promise<void> = Promise.resolve();
  private constructor(
    private readonly file: FileHandle,
    last: string,
  ) {
    this.#last = last;
  }
  static async open(path: string): Promise<FileAudit> {
    const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return "";
        throw error;
      }),
      whole = text.slice(0, text.lastIndexOf("\n") + 1);
    // A crash in the middle of a write leaves half a line, which nobody was told is stored.
    if (whole !== text) await truncate(path, Buffer.byteLength(whole, "utf8"));
    const lines = whole.split("\n").filter((l) => l !== "");
    const last = lines.length === 0 ? "" : (JSON.parse(lines[lines.length - 1]!) as Chained).hash;
    return new FileAudit(await open(path, "a"), last);
  }
  append(entry: AuditEntry): Promise<void> {
    this.#work = this.#work.then(async () => {
      const hash = hashOf(entry, this.#last);
      await this.file.appendFile(`${JSON.stringify({ ...entry, previous: this.#last, hash })}\n`);
      await this.file.sync();
      this.#last = hash;
    });
    return this.#work;
  }
  close(): Promise<void> {
    return this.file.close();
  }
  /** Index of the first entry that was changed, left out or put in; undefined where the chain holds. */
  static async firstBroken(path: string): Promise<number | undefined> {
    let previous = "";
    for (const [i, line] of (await readFile(path, "utf8"))
      .split("\n")
      .filter((l) => l !== "")
      .entries()) {
      let e: Chained;
      try {
        e = JSON.parse(line) as Chained;
      } catch {
        return i;
      }
      const { previous: p, hash, ...entry } = e;
      if (p !== previous || hash !== hashOf(entry, previous)) return i;
      previous = hash;
    }
    return undefined;
  }
}
