/** A process of the product that may be killed at any of its numbered points. */
import { spawn, type ChildProcess } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { BotOrder, CrashReport, KillOrder, Told } from "./report";

const START_MS = 60_000,
  END_MS = 30_000,
  ERRORS_KEPT = 4_000;
/** Thrown where something was asked of a process that ended before it answered. */
export class Died extends Error {}

/** `entry`: below the package's root. `folders`: whose writes count. `report`: where it says at which point it ended. */
export interface MortalOptions {
  readonly entry: string;
  readonly env: Readonly<Record<string, string>>;
  readonly folders: readonly string[];
  readonly report: string;
}
export class Mortal {
  readonly #child: ChildProcess;
  #errors = "";
  #gone = false;
  /** Resolves when the process has ended, however. */
  readonly ended: Promise<void>;
  private constructor(private readonly o: MortalOptions) {
    rmSync(o.report, { force: true });
    const preload = join("test", "crash", "kill-points.ts");
    this.#child = spawn(
      process.execPath,
      ["--no-deprecation", "--import", "tsx", "--import", `./${preload}`, join(process.cwd(), o.entry)],
      {
        stdio: ["pipe", "pipe", "pipe", "ipc"],
        env: { ...process.env, ...o.env, CRASH_FOLDERS: o.folders.join("\n"), CRASH_REPORT: o.report },
      },
    );
    this.#child.stderr?.on("data", (d: Buffer) => {
      this.#errors = (this.#errors + d.toString()).slice(-ERRORS_KEPT);
    });
    this.#child.stdin?.on("error", () => undefined);
    this.ended = new Promise((resolve) =>
      this.#child.once("exit", () => {
        this.#gone = true;
        resolve();
      }),
    );
  }
  /** Starts the process; ready once it has said its first word, on stdout or to its parent. Throws what it wrote where it ends before. */
  static async start(o: MortalOptions): Promise<{ mortal: Mortal; first: Told | undefined }> {
    const mortal = new Mortal(o),
      child = mortal.#child;
    const first = await Promise.race([
      new Promise<Told>((resolve) => child.once("message", (m) => resolve(m as Told))),
      new Promise<undefined>((resolve) => child.stdout?.once("data", () => resolve(undefined))),
      mortal.ended.then(() => {
        throw new Died(`${o.entry} ended at its start. ${mortal.#errors}`);
      }),
      late(START_MS, `${o.entry} did not start`),
    ]);
    return { mortal, first };
  }
  get isGone(): boolean {
    return this.#gone;
  }
  /** The end of what it wrote to stderr. */
  get errors(): string {
    return this.#errors;
  }
  tell(order: BotOrder | KillOrder): void {
    if (!this.#gone && this.#child.connected) this.#child.send(order, () => undefined);
  }
  /** Asks, and waits for the answer of that kind. Throws Died where the process ends meanwhile. */
  async ask(kind: "idle" | "points", patienceMs: number): Promise<Told> {
    const answer = new Promise<Told>((resolve) => {
      const hear = (m: unknown): void => {
        if ((m as Told).kind !== kind) return;
        this.#child.off("message", hear);
        resolve(m as Told);
      };
      this.#child.on("message", hear);
    });
    this.tell({ kind });
    return this.orDied(Promise.race([answer, late(patienceMs, `no answer to ${kind}`)]));
  }
  /** What `work` gives, or Died as soon as the process ends. */
  orDied<T>(work: Promise<T>): Promise<T> {
    work.catch(() => undefined);
    return Promise.race([
      work,
      this.ended.then<never>(() => {
        throw new Died(this.o.entry);
      }),
    ]);
  }
  /** Where it ended itself; undefined where it did not. */
  report(): CrashReport | undefined {
    try {
      return JSON.parse(readFileSync(this.o.report, "utf8")) as CrashReport;
    } catch {
      return undefined;
    }
  }
  /** Asks it to end in good order; one that does not is killed. */
  async end(): Promise<void> {
    this.#child.kill("SIGTERM");
    await Promise.race([this.ended, late(END_MS, "").catch(() => this.kill())]);
  }
  async kill(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.ended;
  }
}
/** Throws after so many ms. */
export function late(ms: number, says: string): Promise<never> {
  return new Promise((_, reject) => setTimeout(() => reject(new Error(`${says} within ${ms} ms`)), ms).unref());
}
