/** The figures of the walk over every world: 0 steps that are silent about what was read, 0 in order against a fact. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { scenarioFiles } from "../../src/cli/triage";
import { loadScenario } from "../../src/lab/scenario";
import { CHECKED, contradictedOf, mutesOf } from "../guide/figures";
import { WorldLab } from "./lab";

const FOLDERS = ["cases", "own", "field"].map((folder) => join("test", "scenarios", folder));

describe("the walk over every world", function () {
  this.timeout(600_000);
  it("is nowhere silent about what was read, and ticks nothing that a fact contradicts", async () => {
    const files = await scenarioFiles(FOLDERS, process.cwd());
    const wrong: string[] = [];
    let lab: WorldLab | undefined;
    try {
      for (const file of files) {
        const { id, world, ask } = await loadScenario(file);
        lab ??= await WorldLab.start(world);
        const { facts, diagnosis } = await lab.diagnose(world, ask ?? "");
        wrong.push(
          ...mutesOf(facts, diagnosis).map((node) => `${id}: ${node} is silent`),
          ...contradictedOf(facts, diagnosis).map((node) => `${id}: ${node} is in order against a fact`),
        );
      }
    } finally {
      await lab?.close();
    }
    assert.ok(files.length > 300 && CHECKED.length > 30, `${files.length} worlds, ${CHECKED.length} steps`);
    assert.deepEqual(wrong, []);
  });
});
