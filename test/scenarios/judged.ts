/** The worlds of one folder as tests: the cause first, no code that must not be said, the right repair first, and what must hold after it. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { judgeCase } from "../../src/cli/scenarios";
import { LabTriage } from "../../src/cli/triage";
import { loadScenario } from "../../src/lab/scenario";

/** One test for each world of test/scenarios/<folder>, over one lab. */
export function judgeWorlds(folder: string): void {
  describe(`the worlds of test/scenarios/${folder}`, function () {
    this.timeout(60_000);
    const files = readdirSync(join("test", "scenarios", folder)).filter(
      (f) => f.endsWith(".json") && f !== "baseline.json",
    );
    let lab: LabTriage | undefined;
    after(() => lab?.close());
    for (const file of files.sort())
      it(file.slice(0, -".json".length), async () => {
        const scenario = await loadScenario(join("test", "scenarios", folder, file));
        if (scenario.expect === null) return;
        lab ??= await LabTriage.start(scenario);
        const judged = await judgeCase(lab, scenario);
        const first = judged.line.remediations[0]?.id ?? "advice";
        assert.ok(judged.cause, `the cause is ${judged.wanted}, said was ${judged.got}`);
        assert.deepEqual(judged.never, [], "codes that must not be said");
        assert.ok(judged.remedy, `first repair: ${first}`);
        assert.deepEqual(judged.after ?? [], [], "what must hold after the repair");
      });
  });
}
