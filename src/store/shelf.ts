/** Records of one kind as one JSON file each: written beside, flushed, renamed, so that a crash leaves the old or the new one, never half. */
import { createHash } from "node:crypto";
import { chmod, readFile, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { TriageError } from "../domain";
import { StoreConflict } from "../ports";
import { FILE_MODE, openPrivate, type Guard } from "./private";
import { mustFollow } from "./revision";

interface Stored {
  readonly id: string;
  readonly revision: number;
}
/** How many files are read at once at the start. */
const READ_AT_ONCE = 64;
/** The end of the name of a file that held no record and was set aside. */
const BROKEN = ".broken",
  UNFINISHED = ".new";

const nameOf = (id: string): string => `${createHash("sha256").update(id).digest("hex").slice(0, 40)}.json`;
const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === "ENOENT";

async function writeDurably(path: string, text: string): Promise<void> {
  const beside = `${path}${UNFINISHED}`,
    file = await openPrivate(beside, "w");
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, path);
}
/** A file that holds no record of its kind. */
class Broken extends TriageError {
  constructor(readonly path: string) {
    super("record", `${path} is not a whole record; bring it back from a copy, or take it away.`);
  }
}

/** One folder. One process a folder. */
export class Shelf<T extends Stored> {
  /** The last write of each id that is under way. */
  readonly #writes = new Map<string, Promise<void>>();
  /** `holds`: whether a value is a record of this kind. `says` takes the name of what is broken, in a sentence. */
  constructor(
    private readonly folder: string,
    private readonly holds: (value: unknown) => value is T,
    private readonly says: (sentence: string) => void,
    private readonly guard: Guard = () => undefined,
  ) {}

  /** Refuses a file that holds no record, by its name: what stood in it cannot be told. */
  async #read(name: string): Promise<T> {
    const path = join(this.folder, name),
      text = await readFile(path, "utf8");
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      throw new Broken(path);
    }
    if (!this.holds(value) || nameOf(value.id) !== name) throw new Broken(path);
    return value;
  }
  async get(id: string): Promise<T | undefined> {
    try {
      return await this.#read(nameOf(id));
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }
  /** Those of these that are there, in this order; one that broke meanwhile is named and left out. */
  async some(ids: readonly string[]): Promise<T[]> {
    const found: T[] = [];
    for (const id of ids) {
      const item = await this.get(id).catch((error: unknown) => this.#passOver(error));
      if (item !== undefined) found.push(item);
    }
    return found;
  }
  /** Shows every record to `take`, in no order; what cannot be read is named and passed over. Changes nothing. */
  async each(take: (item: T) => void): Promise<void> {
    await this.#eachName(async (name) => {
      const item = await this.#read(name).catch((error: unknown) => this.#passOver(error));
      if (item !== undefined) take(item);
    });
  }
  /** At the start: as `each`, and what is broken is renamed, what a crash left unfinished is removed, and the files are their account's alone. */
  async open(take: (item: T) => void): Promise<void> {
    const names = await readdir(this.folder),
      aside = names.filter((n) => n.endsWith(BROKEN)).length;
    if (aside > 0) this.says(`${this.folder} holds ${aside} files that were set aside at an earlier start.`);
    for (const name of names) if (name.endsWith(UNFINISHED)) await rm(join(this.folder, name), { force: true });
    await this.#eachName(async (name) => {
      try {
        await chmod(join(this.folder, name), FILE_MODE);
        take(await this.#read(name));
      } catch (error) {
        if (error instanceof Broken) await this.#setAside(error.path);
        else this.#passOver(error);
      }
    });
  }
  async #eachName(see: (name: string) => Promise<void>): Promise<void> {
    const names = (await readdir(this.folder)).filter((n) => n.endsWith(".json"));
    const seeAll = async (): Promise<void> => {
      for (let name = names.pop(); name !== undefined; name = names.pop()) await see(name);
    };
    await Promise.all(Array.from({ length: READ_AT_ONCE }, seeAll));
  }
  #passOver(error: unknown): undefined {
    this.says((error as Error).message);
  }
  async #setAside(path: string): Promise<void> {
    const aside = `${path}.${(await stat(path)).mtimeMs.toFixed(0)}${BROKEN}`;
    await rename(path, aside);
    this.says(
      `${path} is not a whole record; it was set aside as ${aside}, and what it held is not known. Bring it back from a copy.`,
    );
  }
  /** Serialised for each id: read, compare, write. */
  put(item: T): Promise<void> {
    return this.#inTurn(item.id, async () => {
      mustFollow((await this.get(item.id))?.revision, item);
      await writeDurably(join(this.folder, nameOf(item.id)), JSON.stringify(item));
    });
  }
  /** Takes the record away for good, unless it changed meanwhile. */
  remove(item: T): Promise<void> {
    return this.#inTurn(item.id, async () => {
      const stored = await this.get(item.id);
      if (stored === undefined) return;
      if (stored.revision !== item.revision) throw new StoreConflict(item.id);
      await rm(join(this.folder, nameOf(item.id)));
    });
  }
  /** Takes away what was set aside before that time. Returns how many files. */
  async removeSetAside(before: Date): Promise<number> {
    let removed = 0;
    for (const name of await readdir(this.folder)) {
      const path = join(this.folder, name);
      if (!name.endsWith(BROKEN) || (await stat(path)).ctimeMs >= before.getTime()) continue;
      await rm(path);
      removed++;
    }
    return removed;
  }
  /** Resolves when nothing is on its way to the disk. */
  async idle(): Promise<void> {
    while (this.#writes.size > 0) await Promise.allSettled(this.#writes.values());
  }
  #inTurn(id: string, work: () => Promise<void>): Promise<void> {
    const before = this.#writes.get(id) ?? Promise.resolve();
    const write = before
      .catch(() => undefined)
      .then(() => {
        this.guard();
        return work();
      })
      .finally(() => {
        if (this.#writes.get(id) === write) this.#writes.delete(id);
      });
    this.#writes.set(id, write);
    return write;
  }
}
