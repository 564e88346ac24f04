/**
 * `npm run metamorphic`: every world under every transform.
 * `-- --transform NAME --world ID --repairs --list` narrows it to one transform or world, approves repairs too, prints each row.
 * Ends with 1 where a verdict, a repair or an outcome changed that neither list names.
 */
import { parseArgs } from "node:util";
import { join } from "node:path";
import { LabTriage, scenarioFiles } from "../../src/cli/triage";
import { loadScenario, type Scenario } from "../../src/lab/scenario";
import { TRANSFORMS } from "./index";
import { exceptionsList, knownFailures, rowOf, verdictOf, type Fate, type Row } from "./table";

const FATES: readonly Fate[] = ["same", "listed", "known", "changed", "not applicable"];
const FOLDERS = ["cases", "own"].map((folder) => join("test", "scenarios", folder));

const { values: options } = parseArgs({
  options: {
    transform: { type: "string", multiple: true },
    world: { type: "string", multiple: true },
    repairs: { type: "boolean", default: false },
    list: { type: "boolean", default: false },
  },
});

/** The worlds whose id begins with one that was asked for; all with an expectation where none was. */
async function worlds(): Promise<Scenario[]> {
  const all = await Promise.all((await scenarioFiles(FOLDERS, process.cwd())).map(loadScenario));
  return all.filter(
    (s) => s.expect !== null && (options.world === undefined || options.world.some((w) => s.id.startsWith(w))),
  );
}

async function rows(scenarios: readonly Scenario[]): Promise<Row[]> {
  const transforms = TRANSFORMS.filter((t) => options.transform?.includes(t.name) ?? true);
  const out: Row[] = [];
  let lab: LabTriage | undefined;
  try {
    for (const scenario of scenarios) {
      lab ??= await LabTriage.start(scenario);
      const plain = await verdictOf(lab, scenario, options.repairs);
      for (const t of transforms) out.push(await rowOf(lab, scenario, t, plain, options.repairs));
    }
  } finally {
    await lab?.close();
  }
  return out;
}

/** An entry of a list whose worlds were judged, and none of them changed. */
function isStale(entry: { world: string; transform: string }, found: readonly Row[]): boolean {
  const rows = found.filter((r) => r.transform === entry.transform && ["*", r.world].includes(entry.world));
  return rows.length > 0 && rows.every((r) => r.fate === "same");
}

function print(found: readonly Row[]): void {
  const shown = found.filter((r) => r.fate === "changed" || r.fate === "known" || (options.list && r.fate !== "same"));
  for (const r of shown) console.log(`${r.fate.padEnd(14)} ${r.transform.padEnd(23)} ${r.world}: ${r.says}`);
  console.log(`\n${"transform".padEnd(24)}${FATES.map((f) => f.padStart(16)).join("")}`);
  for (const name of [...new Set(found.map((r) => r.transform))]) {
    const count = (fate: Fate): number => found.filter((r) => r.transform === name && r.fate === fate).length;
    console.log(`${name.padEnd(24)}${FATES.map((f) => String(count(f)).padStart(16)).join("")}`);
  }
  if (!options.repairs) return;
  for (const e of exceptionsList().filter((x) => isStale(x, found)))
    console.log(`Not needed in exceptions.json: ${e.transform} ${e.world}`);
  for (const e of knownFailures().filter((x) => isStale(x, found)))
    console.log(`Mended, leaves known-failures.json: ${e.transform} ${e.world}`);
}

async function main(): Promise<void> {
  const found = await rows(await worlds());
  if (found.length === 0) throw new Error("No world or no transform of that name.");
  print(found);
  process.exitCode = found.some((r) => r.fate === "changed") ? 1 : 0;
}
void main();
