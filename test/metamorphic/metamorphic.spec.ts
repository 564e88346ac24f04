/** A sample of the metamorphic table, every world under one of the transforms; `npm run metamorphic` judges all under all. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { LabTriage, scenarioFiles } from "../../src/cli/triage";
import { loadScenario, type Scenario } from "../../src/lab/scenario";
import { TRANSFORMS } from "./index";
import { exceptionsList, knownFailures, rowOf, verdictOf } from "./table";
import { isDoesNotApply } from "./transform";

/** Which world meets which transform; another seed, another sample. */
const SEED = Number(process.env["METAMORPHIC_SEED"] ?? 8);
/** One world in so many is judged. */
const STRIDE = 3;

const worldsOf = async (folder: string): Promise<Scenario[]> => {
  const files = await scenarioFiles([join("test", "scenarios", folder)], process.cwd());
  return (await Promise.all(files.map(loadScenario))).filter((s) => s.expect !== null);
};

describe("metamorphic", function () {
  this.timeout(60_000);
  let cases: Scenario[], own: Scenario[];
  before(async () => {
    [cases, own] = await Promise.all([worldsOf("cases"), worldsOf("own")]);
  });

  it(`verdict and first repair stay the same (seed ${SEED})`, async () => {
    const sample = [...cases, ...own].filter((_, i) => (i + SEED) % STRIDE === 0);
    const lab = await LabTriage.start(sample[0]!);
    const changed: string[] = [];
    try {
      for (const [i, scenario] of sample.entries()) {
        const transform = TRANSFORMS[(i + SEED) % TRANSFORMS.length]!;
        const row = await rowOf(lab, scenario, transform, await verdictOf(lab, scenario, false), false);
        if (row.fate === "changed") changed.push(`${row.world} under ${row.transform}: ${row.says}`);
      }
    } finally {
      await lab.close();
    }
    assert.deepEqual(changed, []);
  });
  it("a transform leaves the scenario that it was given alone, and tells another one", () => {
    const sample = [...cases, ...own].filter((_, i) => i % 20 === 0);
    for (const transform of TRANSFORMS) {
      const alike = sample.filter((scenario) => {
        const told = transform.apply(scenario);
        return !isDoesNotApply(told) && JSON.stringify(told.world) === JSON.stringify(scenario.world);
      });
      assert.deepEqual([transform.name, alike.map((s) => s.id)], [transform.name, []]);
      const given = structuredClone(cases[0]!);
      transform.apply(given);
      assert.deepEqual(given, cases[0]);
    }
  });
  it("the exceptions name worlds and transforms that exist, and a tenth of the worlds at most", () => {
    const worlds = [...cases, ...own].map((s) => s.id);
    const names = TRANSFORMS.map((t) => t.name);
    for (const e of exceptionsList()) assert.ok(worlds.includes(e.world) && names.includes(e.transform), e.world);
    for (const e of knownFailures())
      assert.ok(["*", ...worlds].includes(e.world) && names.includes(e.transform), e.world);
    for (const list of [cases, own]) {
      const excepted = list.filter((s) => exceptionsList().some((e) => e.world === s.id));
      assert.ok(excepted.length <= list.length / 10, `${excepted.length} of ${list.length} worlds`);
    }
  });
});
