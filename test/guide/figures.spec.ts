/** The figures of the walk over a few worlds of each kind, and that they can be missed. Over all worlds: `test/worlds/walk.spec.ts`. */
import assert from "node:assert/strict";
import { join } from "node:path";
import type { Diagnosis, FactSet } from "../../src/domain";
import { loadScenario } from "../../src/lab/scenario";
import { WorldLab } from "../worlds/lab";
import { CHECKED, CONTRADICTIONS, contradictedOf, mutesOf } from "./figures";

const WORLDS = [
  "default",
  "baseline",
  "cases/i-007-localdb-model-corrupt",
  "cases/i-078-dotnet-does-not-know-the-proxy",
  "cases/o-002-deleted-duplicate-holds-anchor",
  "cases/o-030-internal-suffix-second-account",
  "own/agent-offline",
  "own/user-not-found",
];

describe("the steps of the guide over a world", function () {
  this.timeout(60_000);
  let lab: WorldLab;
  const seen = new Map<string, { facts: FactSet; diagnosis: Diagnosis }>();
  before(async () => {
    for (const name of WORLDS) {
      const { world, ask } = await loadScenario(join("test", "scenarios", `${name}.json`));
      lab ??= await WorldLab.start(world);
      seen.set(name, await lab.diagnose(world, ask ?? "hana.sato@contoso.com is missing"));
    }
  });
  after(() => lab.close());

  for (const name of WORLDS)
    it(`${name}: no step is silent about what was read, and none in order against a fact`, () => {
      const { facts, diagnosis } = seen.get(name)!;
      assert.deepEqual(mutesOf(facts, diagnosis), []);
      assert.deepEqual(contradictedOf(facts, diagnosis), []);
    });
  it("a step that shows nothing is counted", () => {
    const { facts, diagnosis } = seen.get("default")!;
    assert.equal(mutesOf(facts, { ...diagnosis, readings: [] }).length, CHECKED.length);
  });
  it("a tick against a fact is counted", () => {
    // Everything is called in order: what the facts of this world contradict are the steps of its own fault.
    const { facts, diagnosis } = seen.get("default")!;
    const praised: Diagnosis = {
      ...diagnosis,
      stages: [],
      readings: [],
      verdicts: CHECKED.map((n) => ({
        check: "x",
        guide: n.id,
        verdict: "pass",
        message: "m",
        data: {},
        evidence: [],
        suggests: [],
      })),
    };
    for (const id of ["basics.scope", "confirm.presence"])
      assert.ok(contradictedOf(facts, praised).includes(id), `${id}: ${contradictedOf(facts, praised).join(", ")}`);
  });
  it("every step that a fact could contradict is one", () => {
    const ids: readonly string[] = CHECKED.map((n) => n.id);
    assert.deepEqual(
      Object.keys(CONTRADICTIONS).filter((id) => !ids.includes(id)),
      [],
    );
  });
});
