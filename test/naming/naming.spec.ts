/** A sample of the table of namings; `npm run naming` judges every world under all of them. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { LabTriage, scenarioFiles } from "../../src/cli/triage";
import { loadScenario } from "../../src/lab/scenario";
import { rowsOf } from "./table";

/** Which worlds meet which namings; another seed, another sample. */
const SEED = Number(process.env["NAMING_SEED"] ?? 5);
/** One world, and one naming of it, in so many is judged. */
const WORLDS = 19;
const NAMINGS = 4;

describe("naming the subject", function () {
  this.timeout(60_000);
  it(`the same verdict under other names (seed ${SEED})`, async () => {
    const files = await scenarioFiles([join("test", "scenarios", "cases")], process.cwd());
    const worlds = await Promise.all(files.filter((_, i) => (i + SEED) % WORLDS === 0).map(loadScenario));
    const lab = await LabTriage.start(worlds[0]!);
    try {
      for (const [turn, scenario] of worlds.entries())
        for (const row of await rowsOf(lab, scenario, (_, i) => (i + turn) % NAMINGS === 0))
          assert.equal(row.after, row.before, `${row.world} as ${row.way}: ${row.text}`);
    } finally {
      await lab.close();
    }
  });
});
