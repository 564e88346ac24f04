import assert from "node:assert/strict";
import { join } from "node:path";
import { judgeCase } from "../../src/cli/scenarios";
import { LabTriage, scenarioFiles } from "../../src/cli/triage";
import { loadScenario } from "../../src/lab/scenario";

/** Every world with a known cause: the cause first, no code that must not be said, the right repair first, and what must hold after it. */
describe("the cases", function () {
  this.timeout(60_000);
  let lab: LabTriage | undefined;
  after(() => lab?.close());
  for (const folder of ["cases", "own"]) it(`of test/scenarios/${folder}`, async () => {
    const files = await scenarioFiles([join("test", "scenarios", folder)], process.cwd()), wrong: string[] = [];
    assert.ok(files.length > 0);
    for (const f of files) {
      const s = await loadScenario(f);
      if (s.expect === null) continue;
      lab ??= await LabTriage.start(s);
      const r = await judgeCase(lab, s);
      if (!r.cause || !r.remedy || r.never.length > 0 || (r.after ?? []).length > 0) wrong.push(`${r.id}: ${r.got}, first remedy ${r.line.remediations[0]?.id ?? "advice"}, never ${r.never.join(",")}, after ${(r.after ?? []).join("; ")}`);
    }
    assert.deepEqual(wrong, []);
  });
});
