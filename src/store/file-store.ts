/** Cases and approvals as one JSON file each: written beside, flushed, renamed, so that a crash leaves the old or the new one, never half. One process per folder. */
import { createHash } from "node:crypto";
import { mkdir, open, readFile, readdir, rename, truncate, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import type { Approval, TriageCase } from "../domain";
import type { Audit, AuditEntry, CaseStore } from "../ports";
import { mustFollow } from "./revision";

async function writeDurably(path: string, text: string): Promise<void> {
  const beside = `${path}.new`,
    file = await open(beside, "w");
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, path);
}
const nameOf = (id: string): string => `${createHash("sha256").update(id).digest("hex").slice(0, 40)}.json`;

class Shelf<T extends { readonly id: string; readonly revision: number }> {
  readonly #locks = new Map<string, Promise<unknown>>();
  constructor(private readonly folder: string) {}
  async get(id: string): Promise<T | undefined> {
    try {
      return JSON.parse(await readFile(join(this.folder, nameOf(id)), "utf8")) as T;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw error;
    }
  }
  async all(): Promise<T[]> {
    const names = (await readdir(this.folder)).filter((n) => n.endsWith(".json")).sort();
    return Promise.all(names.map(async (n) => JSON.parse(await readFile(join(this.folder, n), "utf8")) as T));
  }
  /** Serialised for each id: read, compare, write. */
  put(item: T): Promise<void> {
    const work = (this.#locks.get(item.id) ?? Promise.resolve())
      .catch(() => undefined)
      .then(async () => {
        mustFollow((await this.get(item.id))?.revision, item);
        await writeDurably(join(this.folder, nameOf(item.id)), JSON.stringify(item));
      });
    this.#locks.set(item.id, work);
    return work;
  }
}
export class FileStore implements CaseStore {
  private constructor(
    private readonly cases: Shelf<TriageCase>,
    private readonly approvals: Shelf<Approval>,
  ) {}
  static async open(folder: string): Promise<FileStore> {
    const [c, a] = [join(folder, "cases"), join(folder, "approvals")];
    await Promise.all([mkdir(c, { recursive: true }), mkdir(a, { recursive: true })]);
    return new FileStore(new Shelf(c), new Shelf(a));
  }
  getCase(id: string): Promise<TriageCase | undefined> {
    return this.cases.get(id);
  }
  putCase(c: TriageCase): Promise<void> {
    return this.cases.put(c);
  }
  listCases(): Promise<TriageCase[]> {
    return this.cases.all();
  }
  getApproval(id: string): Promise<Approval | undefined> {
    return this.approvals.get(id);
  }
  putApproval(a: Approval): Promise<void> {
    return this.approvals.put(a);
  }
  listApprovals(): Promise<Approval[]> {
    return this.approvals.all();
  }
}
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
