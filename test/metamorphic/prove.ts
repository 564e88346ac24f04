/** `npm run metamorphic:prove`: puts each mutation (or those of the transforms named after `--`) into a copy of the sources, and demands that its transforms catch it there. */
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { TRANSFORMS } from "./index";
import { MUTATIONS, type Mutation } from "./mutations";

const COPY = join("dist", "mutant");
const run = promisify(execFile);

/** The sources and this folder, with one text exchanged; throws where the text is not there any more. */
function mutate({ file, from, to }: Mutation): void {
  rmSync(COPY, { recursive: true, force: true });
  mkdirSync(join(COPY, "test"), { recursive: true });
  cpSync("src", join(COPY, "src"), { recursive: true });
  cpSync(join("test", "metamorphic"), join(COPY, "test", "metamorphic"), { recursive: true });
  const source = readFileSync(file, "utf8");
  if (!source.includes(from)) throw new Error(`${file} no longer says ${from}: give the mutation a new place`);
  writeFileSync(
    join(COPY, file),
    source.replace(from, () => to),
  );
}

/** The changes that the table below `root` shows under a transform. */
async function changesIn(root: string, transform: string, worlds: readonly string[]): Promise<string[]> {
  const command = join(root, "test", "metamorphic", "command.ts");
  const args = ["--import", "tsx", command, "--transform", transform, ...worlds.flatMap((w) => ["--world", w])];
  const printed = await run(process.execPath, args).catch((e: { code?: number; stdout?: string; stderr?: string }) => {
    if (e.code === 1 && e.stdout !== undefined && e.stdout !== "") return { stdout: e.stdout };
    throw new Error(e.stderr ?? String(e));
  });
  return printed.stdout.split("\n").filter((line) => /^(changed|known) /.test(line));
}
/** True where the copy shows a change that the sources do not. */
async function caught(transform: string, worlds: readonly string[]): Promise<boolean> {
  const before = await changesIn(".", transform, worlds);
  return (await changesIn(COPY, transform, worlds)).some((line) => !before.includes(line));
}

async function main(): Promise<void> {
  const proved = new Set<string>();
  let missed = 0;
  const asked = process.argv.slice(2);
  for (const mutation of MUTATIONS.filter((m) => asked.length === 0 || m.caughtBy.some((t) => asked.includes(t)))) {
    mutate(mutation);
    for (const transform of mutation.caughtBy) {
      const red = await caught(transform, mutation.worlds);
      if (red) proved.add(transform);
      else missed++;
      console.log(`${red ? "caught" : "NOT CAUGHT"}  ${transform}: ${mutation.fault}`);
    }
  }
  rmSync(COPY, { recursive: true, force: true });
  const open = TRANSFORMS.map((t) => t.name).filter((name) => !proved.has(name));
  if (open.length > 0) console.log(`Not proved: ${open.join(", ")}`);
  process.exitCode = missed > 0 ? 1 : 0;
}
void main();
