import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadScenario, type Scenario } from "../../src/lab/scenario";
import { labForTests } from "./worlds";

const BASELINE = join("test", "scenarios", "baseline.json");
const NAMES = Object.values(
  (JSON.parse(readFileSync(BASELINE, "utf8")) as { world: Scenario["world"] }).world.cloud.users,
).map((u) => u.userPrincipalName);

/** Nobody is blamed in a healthy tenant, whoever is asked for. */
describe("property: healthy people", () => {
  const lab = labForTests();
  for (const name of NAMES)
    it(name, async () => {
      const line = await lab().run({ ...(await loadScenario(BASELINE)), ask: `${name} isn't in Microsoft 365` });
      assert.deepEqual([line.findings.map((f) => f.code), line.remediations], [["already-synced"], []]);
    });
});
