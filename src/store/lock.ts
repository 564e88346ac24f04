/** Who owns a data folder: one program at a time, by a lease that it renews. The epoch counts up at each taking; whoever has lost it writes nothing more. */
import { open, readdir, readFile, readlink, rename, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { TriageError } from "../domain";
import { FILE_MODE, privateFolder } from "./private";

/** Times in ms: how long a lease holds without being renewed, how often it is renewed, and what another program waits beyond it. */
export interface LeaseTimes {
  readonly leaseMs: number;
  readonly renewMs: number;
  readonly graceMs: number;
}
const TIMES: LeaseTimes = { leaseMs: 20_000, renewMs: 5_000, graceMs: 5_000 };
/** A lease that is over for as long as this is over on every clock. */
const CLOCKS_DIFFER_MS = 10 * 60_000;

const record = z.object({
  pid: z.number().int(),
  host: z.string(),
  /** Which machine's processes `pid` counts; a container is one of its own. */
  machine: z.string(),
  since: z.string(),
  until: z.string(),
  released: z.boolean().default(false),
});
type Holder = z.output<typeof record>;
interface Found {
  readonly epoch: number;
  /** Undefined where the file does not say: somebody is writing it, or was cut off. */
  readonly holder: Holder | undefined;
}
const NAME = /^owner\.(\d{1,15})\.json$/;
const pathOf = (folder: string, epoch: number): string => join(folder, `owner.${epoch}.json`);
/** Folders that this process owns now: its own process id tells nothing about a second taking. */
const OWN = new Set<string>();

/** One folder, owned by this process until it is released or lost. */
export class FolderLock {
  /** Resolves with a sentence when the folder belongs to somebody else, or the lease could not be renewed. */
  readonly lost: Promise<string>;
  #lose: (says: string) => void = () => undefined;
  #lostBecause: string | undefined;
  #goodUntilMs: number;
  #timer: NodeJS.Timeout | undefined;
  #renewing: Promise<void> | undefined;
  private constructor(
    private readonly folder: string,
    private readonly holder: Omit<Holder, "until">,
    private readonly times: LeaseTimes,
    private taken: number,
    startedAtMs: number,
  ) {
    this.#goodUntilMs = startedAtMs + times.leaseMs;
    this.lost = new Promise((lose) => {
      this.#lose = lose;
    });
    // One renewal at a time: a second one would take what the first is taking for somebody else's.
    this.#timer = setInterval(() => {
      this.#renewing ??= this.#renew().finally(() => (this.#renewing = undefined));
    }, times.renewMs).unref();
  }
  /** Counts up at each taking of the folder. */
  get epoch(): number {
    return this.taken;
  }
  /**
   * Takes the folder, which is made where it is missing. Throws a TriageError that says who has it and since when. A lease that is over, or whose
   * process is gone from this machine, is taken over; a holder elsewhere is watched for the length of a lease first.
   */
  static async take(folder: string, times: LeaseTimes = TIMES): Promise<FolderLock> {
    const path = resolve(folder);
    if (OWN.has(path)) throw owned(path, (await newest(path))?.holder);
    OWN.add(path);
    try {
      return await FolderLock.#take(path, times);
    } catch (error) {
      OWN.delete(path);
      throw error;
    }
  }
  static async #take(path: string, times: LeaseTimes): Promise<FolderLock> {
    await privateFolder(path);
    const holder = { pid: process.pid, host: hostname(), machine: await machine(), since: new Date().toISOString() };
    for (;;) {
      const found = await newest(path);
      if (found !== undefined) await mustBeFree(path, found, holder.machine, times);
      const epoch = (found?.epoch ?? 0) + 1,
        startedAtMs = performance.now();
      if (!(await claim(path, epoch, { ...holder, released: false, until: untilOf(times) }))) continue;
      await removeOlder(path, epoch);
      return new FolderLock(path, { ...holder, released: false }, times, epoch, startedAtMs);
    }
  }
  /** Throws a TriageError where the folder is not this program's any more; asked before each write. */
  check(): void {
    if (this.#lostBecause === undefined && performance.now() < this.#goodUntilMs) return;
    throw new TriageError("folder-lost", this.#lostBecause ?? LAPSED);
  }
  /** Lets the folder go; the epoch is kept. */
  async release(): Promise<void> {
    clearInterval(this.#timer);
    await this.#renewing;
    OWN.delete(this.folder);
    if (this.#lostBecause !== undefined) return;
    this.#lostBecause = "The data folder was let go.";
    await this.#write({ ...this.holder, released: true, until: new Date().toISOString() }).catch(() => undefined);
  }
  async #renew(): Promise<void> {
    if (this.#lostBecause !== undefined) return;
    const startedAtMs = performance.now();
    try {
      const found = await newest(this.folder);
      if (found === undefined || found.epoch !== this.taken) return this.#isLost(found);
      const now = { ...this.holder, until: untilOf(this.times) };
      if (startedAtMs < this.#goodUntilMs) await this.#write(now);
      else if (await claim(this.folder, this.taken + 1, now))
        this.taken += 1; // it was over, and nobody has taken it
      else return this.#isLost(await newest(this.folder));
      this.#goodUntilMs = startedAtMs + this.times.leaseMs;
    } catch {
      // The disk did not take it; the next time may go, and until then the lease runs out by itself.
    }
  }
  #isLost(found: Found | undefined): void {
    clearInterval(this.#timer);
    OWN.delete(this.folder);
    const now = found?.holder === undefined ? "" : ` ${whoHolds(found.holder)} has it now.`;
    this.#lostBecause = `The data folder ${this.folder} is not this program's any more.${now}`;
    this.#lose(this.#lostBecause);
  }
  async #write(holder: Holder): Promise<void> {
    const path = pathOf(this.folder, this.taken),
      beside = `${path}.new`;
    await writeWhole(beside, "w", holder);
    await rename(beside, path);
  }
}
const LAPSED = "This program has not renewed its lease of the data folder in time; nothing is written until it has.";

const untilOf = (times: LeaseTimes): string => new Date(Date.now() + times.leaseMs).toISOString();
const whoHolds = (h: Holder): string => `process ${h.pid} on ${h.host}, since ${h.since},`;
const owned = (folder: string, holder: Holder | undefined): TriageError =>
  new TriageError(
    "folder-owned",
    `The data folder ${folder} is in use by ${holder === undefined ? "another program" : whoHolds(holder).slice(0, -1)}. One folder is for one bot: end that one, or give this one a folder of its own.`,
  );

/** Throws where somebody holds the folder. */
async function mustBeFree(folder: string, found: Found, ours: string, times: LeaseTimes): Promise<void> {
  const { holder } = found;
  if (holder?.released === true) return;
  if (holder !== undefined && holder.machine === ours) {
    // A process id is given again: one that is alive and does not renew is another program, or one that stands still.
    const isOver = Date.parse(holder.until) + times.graceMs < Date.now();
    if (holder.pid === process.pid || !isAlive(holder.pid) || isOver) return;
    throw owned(folder, holder);
  }
  if (holder !== undefined && Date.parse(holder.until) + CLOCKS_DIFFER_MS < Date.now()) return;
  // Whether a process lives elsewhere only its lease tells, and that by what is seen of it here: clocks differ.
  for (const startedAtMs = performance.now(); performance.now() - startedAtMs < times.leaseMs + times.graceMs; ) {
    await sleep(Math.min(times.renewMs, 500));
    const now = await newest(folder);
    if (now === undefined || now.holder?.released === true) return;
    if (now.epoch !== found.epoch || now.holder?.until !== holder?.until) throw owned(folder, now.holder);
  }
}
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
/** Names this machine as the one whose process ids count here; a container has its own. */
async function machine(): Promise<string> {
  const parts = await Promise.all([
    readFile("/proc/sys/kernel/random/boot_id", "utf8").catch(() => ""),
    readlink("/proc/self/ns/pid").catch(() => ""),
  ]);
  return [hostname(), ...parts.map((p) => p.trim())].join(" ");
}
/** True where this epoch is ours now: its file was made by nobody before. */
async function claim(folder: string, epoch: number, holder: Holder): Promise<boolean> {
  try {
    await writeWhole(pathOf(folder, epoch), "wx", holder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}
async function writeWhole(path: string, flags: "w" | "wx", holder: Holder): Promise<void> {
  const file = await open(path, flags, FILE_MODE);
  try {
    await file.writeFile(JSON.stringify(holder));
    await file.sync();
  } finally {
    await file.close();
  }
}
const epochsIn = async (folder: string): Promise<number[]> =>
  (await readdir(folder)).flatMap((name) => NAME.exec(name)?.[1] ?? []).map(Number);

async function newest(folder: string): Promise<Found | undefined> {
  const epochs = await epochsIn(folder);
  if (epochs.length === 0) return undefined;
  const epoch = Math.max(...epochs);
  return { epoch, holder: holderIn(await readFile(pathOf(folder, epoch), "utf8").catch(() => "")) };
}
function holderIn(text: string): Holder | undefined {
  try {
    return record.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
async function removeOlder(folder: string, epoch: number): Promise<void> {
  for (const old of await epochsIn(folder)) if (old < epoch) await rm(pathOf(folder, old), { force: true });
}
