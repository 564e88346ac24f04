/**
 * `npm run naming`: the subject of every world named in every way that it has and that is unique, each time as "<name> is missing".
 * `-- DIR…` judges other folders, `--world ID` one world, `--list` prints each row. Ends with 1 where less than 99 in 100 verdicts stay the same.
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { LabTriage, scenarioFiles } from "../../src/cli/triage";
import { loadScenario } from "../../src/lab/scenario";
import { rowsOf, type Row } from "./table";

const GOAL = 0.99;
const FOLDERS = ["cases", "own"].map((folder) => join("test", "scenarios", folder));
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { world: { type: "string", multiple: true }, list: { type: "boolean", default: false } },
});
const isSame = (row: Row): boolean => row.before === row.after;

async function rows(): Promise<Row[]> {
  const files = await scenarioFiles(positionals.length > 0 ? positionals : FOLDERS, process.cwd());
  const worlds = (await Promise.all(files.map(loadScenario))).filter(
    (s) => options.world?.some((w) => s.id.startsWith(w)) ?? true,
  );
  const out: Row[] = [];
  let lab: LabTriage | undefined;
  try {
    for (const scenario of worlds) {
      lab ??= await LabTriage.start(scenario);
      out.push(...(await rowsOf(lab, scenario)));
    }
  } finally {
    await lab?.close();
  }
  return out;
}
function print(found: readonly Row[]): void {
  for (const r of found.filter((x) => options.list || !isSame(x)))
    console.log(`${r.world}  ${r.way}: ${r.text}  ${r.before}${isSame(r) ? "" : ` → ${r.after}`}`);
  console.log(`\n${"way of naming".padEnd(32)}${"same".padStart(8)}${"of".padStart(8)}`);
  for (const way of new Set(found.map((r) => r.way))) {
    const own = found.filter((r) => r.way === way);
    console.log(`${way.padEnd(32)}${String(own.filter(isSame).length).padStart(8)}${String(own.length).padStart(8)}`);
  }
  const same = found.filter(isSame).length;
  console.log(`\nthe same verdict: ${same} of ${found.length} (${((100 * same) / found.length).toFixed(2)} %)`);
}
async function main(): Promise<void> {
  const found = await rows();
  if (found.length === 0) throw new Error("No world with a subject was found.");
  print(found);
  process.exitCode = found.filter(isSame).length < GOAL * found.length ? 1 : 0;
}
void main();
