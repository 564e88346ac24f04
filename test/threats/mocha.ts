/** Mocha as a process of its own, and what became of each test. */
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";

const BIN = createRequire(__filename).resolve("mocha/bin/mocha.js");
const report = z.object({
  passes: z.array(z.object({ fullTitle: z.string() })),
  failures: z.array(
    z.object({ fullTitle: z.string(), err: z.object({ message: z.string().optional() }).passthrough() }),
  ),
});
/** A test that failed, and the first line of why. */
export interface Failure {
  readonly title: string;
  readonly says: string;
}
export interface MochaRun {
  /** Full titles. */
  readonly passed: readonly string[];
  readonly failed: readonly Failure[];
  /** Why there is no report: the specs could not even be loaded. */
  readonly broken?: string;
}
export interface MochaOptions {
  readonly cwd: string;
  readonly grep: string;
  readonly timeoutMs: number;
  /** How many processes. 1: this one alone, and it ends with the first failure. */
  readonly jobs: number;
}
/** Full titles of the tests that passed and failed. */
export async function runMocha(specs: readonly string[], o: MochaOptions): Promise<MochaRun> {
  const folder = await mkdtemp(join(tmpdir(), "threats-")),
    output = join(folder, "report.json");
  const args = [
    ...[BIN, "--import=tsx", "--exit", "--timeout", String(o.timeoutMs), "--grep", o.grep],
    ...["--reporter", "json", "--reporter-option", `output=${output}`],
    ...(o.jobs > 1 ? ["--parallel", "--jobs", String(o.jobs)] : ["--bail"]),
    ...specs,
  ];
  try {
    const says = await ended(args, o.cwd),
      text = await readFile(output, "utf8").catch(() => undefined),
      parsed = text === undefined ? undefined : report.safeParse(JSON.parse(text));
    if (parsed === undefined || !parsed.success) return { passed: [], failed: [], broken: says.slice(-500) };
    return {
      passed: parsed.data.passes.map((t) => t.fullTitle),
      failed: parsed.data.failures.map((t) => ({
        title: t.fullTitle,
        says: (t.err.message ?? "").split("\n", 1)[0]!.slice(0, 200),
      })),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
/** Resolves with what it wrote to stderr. */
function ended(args: readonly string[], cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--no-deprecation", ...args], { cwd, stdio: ["ignore", "ignore", "pipe"] });
    let says = "";
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => (says += chunk));
    child.once("error", reject);
    child.once("close", () => resolve(says));
  });
}
