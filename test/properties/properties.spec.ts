/** A sample of the properties' table; `npm run properties` tries every property on every world in every way. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { scenarioFiles } from "../../src/cli/triage";
import { TOPICS } from "../../src/domain";
import { loadScenario, type Scenario } from "../../src/lab/scenario";
import { WorldLab } from "../worlds/lab";
import { COMPLAINTS } from "./complaints";
import { PROPERTIES } from "./index";
import type { Some, Trial } from "./property";

/** Which worlds and ways are tried; another seed, another sample. */
const SEED = Number(process.env["PROPERTIES_SEED"] ?? 7);
const WORLDS_IN = 12;
const WAYS_IN = 5;
const sample =
  (n: number, turn: number): Some =>
  (items) =>
    items.filter((_, i) => (i + turn + SEED) % n === 0);

describe("properties", function () {
  this.timeout(120_000);
  let lab: WorldLab, worlds: Scenario[], healthy: Scenario;
  before(async () => {
    const folders = ["cases", "own"].map((folder) => join("test", "scenarios", folder));
    worlds = await Promise.all((await scenarioFiles(folders, process.cwd())).map(loadScenario));
    healthy = await loadScenario(join("test", "scenarios", "baseline.json"));
    lab = await WorldLab.start(healthy.world);
  });
  after(() => lab.close());

  for (const [turn, { name, promise, target, trials }] of PROPERTIES.entries())
    it(`${name}: ${promise}`, async () => {
      const tried: Trial[] = [];
      for (const [i, scenario] of [...sample(WORLDS_IN, turn)(worlds), healthy].entries())
        tried.push(...(await trials(lab, scenario, sample(WAYS_IN, i))));
      const failed = tried.filter((t) => !t.held).map((t) => t.says);
      assert.ok(tried.length > 0, "something was tried");
      assert.ok(failed.length <= Math.ceil(tried.length * (1 - target)), failed.join("\n"));
    });

  it("complains of every topic, in several words each", () => {
    for (const topic of TOPICS) assert.ok(new Set(COMPLAINTS[topic]).size > 8, topic);
  });
});
