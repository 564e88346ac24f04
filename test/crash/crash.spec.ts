import assert from "node:assert/strict";
import { matrixOf, sampleOf, type Tried } from "./matrix";

/** A few points of the matrix that `npm run crash` walks whole: the bot, and the agent, ended with kill -9 and started again. */
describe("A12, R4: after kill -9", function () {
  this.timeout(240_000); // each point is a start of a process
  for (const [which, world] of [
    ["bot", "move"],
    ["agent", "move"],
  ] as const)
    it(`of the ${which} nothing runs twice, is lost, hangs, is untrue, told twice or forgotten`, async () => {
      const all: Tried[] = [];
      await matrixOf(
        world,
        which,
        (count) => sampleOf(count, 3, 7),
        (t) => all.push(t),
      );
      // How many points a walk has differs a little from one to the next: the last of them may lie beyond.
      assert.ok(all.filter((t) => t.killed !== undefined).length >= 2);
      assert.deepEqual(
        all.flatMap((t) => t.breaches.map((b) => `${t.which} #${t.at} (${t.killed}): ${b.condition}: ${b.says}`)),
        [],
      );
    });
});
