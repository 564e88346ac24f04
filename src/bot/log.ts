/** One line of JSON an event on stderr. Its fields are a closed list: no text that a person or a directory wrote, no token, no stack. */
import { createHmac, randomBytes } from "node:crypto";
import { TriageError } from "../domain";

/** What a line may hold. */
export interface LogLine {
  readonly level: "info" | "warn" | "error";
  /** Which part speaks. */
  readonly at: "door" | "turn" | "work" | "update-card" | "roster" | "sign-in" | "sdk" | "process" | "store";
  /** What it was, in a word of ours. */
  readonly what?: string;
  /** Kind of a fault: its class, or our own code. */
  readonly error?: string;
  /** HTTP status that was given or got. */
  readonly status?: number;
  /** An object id, as `pseudonym` writes it. */
  readonly by?: string;
  /** How often it was since the last such line. */
  readonly times?: number;
  /** A sentence of ours about a file of ours. */
  readonly says?: string;
}
let speaking = false;
/** Field by field, so that what a caller holds beside them stays out. */
export const log = (line: LogLine): void => {
  const { level, at, what, error, status, by, times, says } = line;
  speaking = true;
  process.stderr.write(`${JSON.stringify({ level, at, what, error, status, by, times, says })}\n`);
  speaking = false;
};

/** Made anew by each process: lines of one run can be put together, and nobody is found by them. */
const KEY = randomBytes(32);
/** The same object id is the same word in all lines of this process. */
export const pseudonym = (id: string): string => createHmac("sha256", KEY).update(id).digest("hex").slice(0, 12);

/** The kind of a fault, never its text or its name, which may quote what was read or sent. */
export function kindOf(error: unknown): Pick<LogLine, "error" | "status"> {
  if (!(error instanceof Error)) return { error: "?" };
  const status = "statusCode" in error ? Number(error.statusCode) : NaN;
  return {
    error: error instanceof TriageError ? error.code : error.constructor.name,
    ...(Number.isInteger(status) ? { status } : {}),
  };
}

const MINUTE_MS = 60_000;
/** Lines that anybody can cause: the first of a kind is written, the next ones are counted for a minute. */
export class SeldomLog {
  readonly #kinds = new Map<string, { since: number; more: number }>();
  constructor(
    private readonly write: (line: LogLine) => void = log,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}
  /** `kind` is one of few. */
  tell(kind: string, line: LogLine): void {
    const last = this.#kinds.get(kind),
      now = this.nowMs();
    if (last !== undefined && now - last.since < MINUTE_MS) {
      last.more++;
      return;
    }
    this.#kinds.set(kind, { since: now, more: 0 });
    this.write(last === undefined || last.more === 0 ? line : { ...line, times: last.more + 1 });
  }
}
const PRINTS = ["log", "info", "warn", "error", "debug", "trace", "dir"] as const;
/**
 * The SDKs print whole errors and requests, with addresses and ids in them, to the console and to stderr. From here on each such print is one line that holds none of it.
 * Returns what undoes that.
 */
export function hush(): () => void {
  const seldom = new SeldomLog(),
    prints = Object.fromEntries(PRINTS.map((print) => [print, console[print]])),
    write = process.stderr.write;
  const instead = (what: string) => (): true => {
    seldom.tell(what, { level: "warn", at: "sdk", what });
    return true;
  };
  for (const print of PRINTS) console[print] = instead(print);
  const noLine = instead("stderr");
  process.stderr.write = ((...args: Parameters<typeof write>) =>
    speaking ? write.apply(process.stderr, args) : noLine()) as typeof write;
  return () => {
    Object.assign(console, prints);
    process.stderr.write = write;
  };
}
/** Faults that nobody took are one line each, without a stack: a promise's ends nothing, what was thrown ends the process. */
export function logFaults(): void {
  process.on("unhandledRejection", (error) =>
    log({ level: "error", at: "process", what: "rejection", ...kindOf(error) }),
  );
  process.on("uncaughtException", (error) => {
    log({ level: "error", at: "process", what: "exception", ...kindOf(error) });
    process.exit(1);
  });
}
