/** The worlds that a property is tried on: a sample that a seed fixes in `npm test`, all of them in `npm run properties`. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { LabTriage } from "../../src/cli/triage";
import { loadScenario, type Scenario, type World } from "../../src/lab/scenario";

const FOLDER = join("test", "scenarios", "cases");
const SEED = Number(process.env["PROPERTIES_SEED"] ?? 7);

/** Ids of the worlds of test/scenarios/cases, sorted. */
export const WORLDS: readonly string[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".json") && file !== "baseline.json")
  .map((file) => file.slice(0, -".json".length))
  .sort();

/** One world, by its id. */
export const worldOf = (id: string): Promise<Scenario> => loadScenario(join(FOLDER, `${id}.json`));

/** One of every `n` items, which ones the seed and `turn` say; every item where all are asked for (PROPERTIES=all). */
export const oneIn = <T>(n: number, items: readonly T[], turn = 0): T[] =>
  process.env["PROPERTIES"] === "all" ? [...items] : items.filter((_, i) => (i + turn + SEED) % n === 0);

/** The scenario with a world that `change` may alter in place. */
export function changed(scenario: Scenario, change: (world: World) => void): Scenario {
  const world = structuredClone(scenario.world);
  change(world);
  return { ...scenario, world };
}

/** A lab for the tests of one `describe`, started once and closed after them. */
export function labForTests(): () => LabTriage {
  let lab: LabTriage | undefined;
  before(async function () {
    this.timeout(60_000);
    lab = await LabTriage.start(await worldOf(WORLDS[0] ?? ""));
  });
  after(() => lab?.close());
  return () => {
    if (lab === undefined) throw new Error("The lab is started by the tests' own before hook.");
    return lab;
  };
}
