/** Breaks one control at a time in a copy of the tree, and sees whether a test of its row fails. */
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runMocha } from "./mocha";
import { grepOf, idsIn } from "./titles";
import type { Mutation } from "./mutations";

/** Copied; what is installed is found above the copy, which stands in the tree itself. */
const COPIED = ["src", "test", "scripts", "appPackage", "package.json", "tsconfig.json"];
const TIMEOUT_MS = 120_000;

export interface Outcome {
  readonly mutation: Mutation;
  readonly killed: boolean;
  /** The title of the test that failed, or why none did. */
  readonly says: string;
}
/** Runs all, on so many copies at once; `seen` is told of each as it ends. */
export async function killAll(
  root: string,
  mutations: readonly Mutation[],
  copies: number,
  seen: (o: Outcome) => void,
): Promise<Outcome[]> {
  const waiting = [...mutations],
    outcomes: Outcome[] = [],
    base = join(root, "var", "threats", String(process.pid));
  const work = async (tree: string): Promise<void> => {
    await mkdir(tree, { recursive: true });
    for (const name of COPIED) await cp(join(root, name), join(tree, name), { recursive: true });
    for (let m = waiting.shift(); m !== undefined; m = waiting.shift()) {
      const outcome = await kill(tree, m);
      outcomes.push(outcome);
      seen(outcome);
    }
  };
  try {
    await Promise.all(
      Array.from({ length: Math.min(copies, mutations.length) }, (_, i) => work(join(base, String(i)))),
    );
  } finally {
    await rm(base, { recursive: true, force: true });
  }
  return outcomes;
}
async function kill(tree: string, mutation: Mutation): Promise<Outcome> {
  const path = join(tree, mutation.file),
    text = await readFile(path, "utf8"),
    survives = (says: string): Outcome => ({ mutation, killed: false, says });
  if (text.split(mutation.from).length !== 2)
    return survives(`"${mutation.from}" does not stand once in ${mutation.file}`);
  await writeFile(
    path,
    text.replace(mutation.from, () => mutation.to),
  );
  try {
    const grep = grepOf(mutation.row),
      run = await runMocha([mutation.spec], { cwd: tree, grep, timeoutMs: TIMEOUT_MS, jobs: 1 });
    if (run.broken !== undefined) return survives(`the spec could not be run: ${run.broken}`);
    const title = run.failed[0]?.title;
    if (title === undefined) return survives(`${run.passed.length} tests passed`);
    // A hook that fails carries the title of its suite; only the row's own tests count.
    return idsIn(title).has(mutation.row)
      ? { mutation, killed: true, says: title }
      : survives(`only "${title}" failed`);
  } finally {
    await writeFile(path, text);
  }
}
