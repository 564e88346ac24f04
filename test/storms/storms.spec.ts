import assert from "node:assert/strict";
import { scenarioAt } from "../crash/stage";
import { stormOf } from "./run";

/** The first of the storms of `npm run storms`. */
describe("A5, A12, D4: after a storm", function () {
  this.timeout(240_000); // thirty bots, each started several times
  it("each plan has one end and ran once at most, all copies show the same, and a second owner is refused", async () => {
    const scenario = await scenarioAt("default.json"),
      broken: string[] = [];
    let ran = 0;
    for (let seed = 1; seed <= 30; seed++) {
      const { breaches, plans } = await stormOf("in-process", scenario, seed);
      ran += plans.filter((state) => state === "done").length;
      broken.push(...breaches.map((b) => `--seed ${seed}: ${b.condition}: ${b.says}`));
    }
    assert.ok(ran > 10, `only ${ran} plans were carried out`);
    assert.deepEqual(broken, []);
  });
});
