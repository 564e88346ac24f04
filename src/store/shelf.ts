/** Records of one kind as one JSON file each: written beside, flushed, renamed, so that a crash leaves the old or the new one, never half. */
import { createHash } from "node:crypto";
import { open, readFile, readdir, rename } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { TriageError } from "../domain";
import { mustFollow } from "./revision";

interface Stored {
  readonly id: string;
  readonly revision: number;
}
/** The least that a record is; what stands in it besides was checked when it was made. */
const record = z.object({ id: z.string().min(1), revision: z.number().int().min(0) }).passthrough();
/** How many files are read at once at the start. */
const READ_AT_ONCE = 64;

const nameOf = (id: string): string => `${createHash("sha256").update(id).digest("hex").slice(0, 40)}.json`;
const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === "ENOENT";

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

/** One folder. One process a folder. */
export class Shelf<T extends Stored> {
  /** The last write of each id that is under way. */
  readonly #writes = new Map<string, Promise<void>>();
  constructor(private readonly folder: string) {}

  /** Refuses a file that holds no record, by its name: what stood in it cannot be told. */
  async #read(name: string): Promise<T> {
    const path = join(this.folder, name),
      text = await readFile(path, "utf8");
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      value = undefined;
    }
    const parsed = record.safeParse(value);
    if (!parsed.success || nameOf(parsed.data.id) !== name)
      throw new TriageError("record", `${path} is not a whole record; bring it back from a copy, or take it away.`);
    return value as T;
  }
  async get(id: string): Promise<T | undefined> {
    try {
      return await this.#read(nameOf(id));
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }
  /** Those of these that are there, in this order. */
  async some(ids: readonly string[]): Promise<T[]> {
    const found: T[] = [];
    for (const id of ids) {
      const item = await this.get(id);
      if (item !== undefined) found.push(item);
    }
    return found;
  }
  /** Shows every record to `take`, in no order; one that is broken is told to `broken` and left where it is. */
  async each(take: (item: T) => void, broken: (says: string) => void): Promise<void> {
    const names = (await readdir(this.folder)).filter((n) => n.endsWith(".json"));
    const readAll = async (): Promise<void> => {
      for (let name = names.pop(); name !== undefined; name = names.pop())
        try {
          take(await this.#read(name));
        } catch (error) {
          broken((error as Error).message);
        }
    };
    await Promise.all(Array.from({ length: READ_AT_ONCE }, readAll));
  }
  /** Serialised for each id: read, compare, write. */
  put(item: T): Promise<void> {
    const before = this.#writes.get(item.id) ?? Promise.resolve();
    const write = before
      .catch(() => undefined)
      .then(async () => {
        mustFollow((await this.get(item.id))?.revision, item);
        await writeDurably(join(this.folder, nameOf(item.id)), JSON.stringify(item));
      })
      .finally(() => {
        if (this.#writes.get(item.id) === write) this.#writes.delete(item.id);
      });
    this.#writes.set(item.id, write);
    return write;
  }
}
