/**
 * `npm run properties -- [FOLDER …]`: every property on every world of the folders (those of test/scenarios without one), and on the healthy tenant.
 * `--only NAME` narrows it to one property, `--world ID` to worlds whose id begins so, `--list` prints each trial.
 * Prints each figure, and what did not hold; ends with 1 where a figure misses its target.
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { scenarioFiles } from "../../src/cli/triage";
import { loadScenario, type Scenario } from "../../src/lab/scenario";
import { WorldLab } from "../worlds/lab";
import { PROPERTIES } from "./index";
import type { Property, Trial } from "./property";

const FOLDERS = ["cases", "own"].map((folder) => join("test", "scenarios", folder));
const HEALTHY = join("test", "scenarios", "baseline.json");

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: "string", multiple: true },
    world: { type: "string", multiple: true },
    list: { type: "boolean", default: false },
  },
});

async function worlds(): Promise<Scenario[]> {
  const files = await scenarioFiles(positionals.length > 0 ? positionals : FOLDERS, process.cwd());
  const all = await Promise.all(files.map(loadScenario));
  const asked = all.filter(
    (s) => s.expect !== null && (options.world?.some((begin) => s.id.startsWith(begin)) ?? true),
  );
  return [...asked, await loadScenario(HEALTHY)];
}
/** Tries one property on all worlds and prints its figure; true where it reaches its target. */
async function figure(lab: WorldLab, property: Property, scenarios: readonly Scenario[]): Promise<boolean> {
  const trials: Trial[] = [];
  for (const scenario of scenarios)
    for (const trial of await property.trials(lab, scenario, (all) => all)) {
      trials.push(trial);
      if (!trial.held || options.list) console.log(`  ${trial.held ? "held" : "NOT "} ${scenario.id}: ${trial.says}`);
    }
  const held = trials.filter((t) => t.held).length;
  const share = trials.length === 0 ? 1 : held / trials.length;
  const count = `${held}/${trials.length}`.padStart(11);
  console.log(
    `${property.name.padEnd(20)}${count} ${(100 * share).toFixed(1).padStart(6)} %  (wanted ${100 * property.target} %)  ${property.promise}`,
  );
  return share >= property.target;
}
async function main(): Promise<void> {
  const asked = PROPERTIES.filter((p) => options.only?.includes(p.name) ?? true);
  const scenarios = await worlds();
  if (asked.length === 0 || scenarios.length === 0) throw new Error("No property or no world of that name.");
  const lab = await WorldLab.start(scenarios[0]!.world);
  let missed = 0;
  try {
    for (const property of asked) if (!(await figure(lab, property, scenarios))) missed++;
  } finally {
    await lab.close();
  }
  process.exitCode = missed > 0 ? 1 : 0;
}
void main();
