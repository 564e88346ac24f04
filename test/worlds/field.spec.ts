/**
 * Worlds restated from reports of the field by authors who did not know the rules of the product. They are a measure, not a list to be met one by
 * one: where the product is wrong there, the rule is missing in general. `npm run scenarios test/scenarios/field` names each that is not met.
 */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { judgeCase } from "../../src/cli/scenarios";
import { LabTriage } from "../../src/cli/triage";
import { loadScenario } from "../../src/lab/scenario";

const FOLDER = join("test", "scenarios", "field");
/** Every so many is judged here. */
const EVERY = 4;
const MOST_WRONG = 0.1;
const MOST_CERTAIN_WRONG = 0.02;

describe("the worlds of the field", function () {
  this.timeout(300_000);
  let lab: LabTriage | undefined;
  after(() => lab?.close());

  it("are right in nine of ten, and hardly ever wrong with certainty", async () => {
    const files = readdirSync(FOLDER).filter((_, i) => i % EVERY === 0);
    const wrong: string[] = [];
    const certain: string[] = [];
    for (const file of files) {
      const scenario = await loadScenario(join(FOLDER, file));
      lab ??= await LabTriage.start(scenario);
      const { cause, got, wanted, line } = await judgeCase(lab, scenario);
      if (cause) continue;
      wrong.push(`${file}: ${wanted}, said ${line.rootCause.confidence} ${got}`);
      if (line.rootCause.confidence === "certain") certain.push(file);
    }
    assert.ok(
      wrong.length <= files.length * MOST_WRONG,
      `${wrong.length} of ${files.length} wrong:\n${wrong.join("\n")}`,
    );
    assert.ok(certain.length <= files.length * MOST_CERTAIN_WRONG, `certain and wrong: ${certain.join(", ")}`);
  });
});
