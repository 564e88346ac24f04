import assert from "node:assert/strict";
import type { Condition } from "./judge";
import { matrixOf, sampleOf, type Tried } from "./matrix";

/** A few points of the matrix that `npm run crash` walks whole: the bot, and the agent, ended with kill -9 and started again. */
describe("A12, R4: after kill -9", function () {
  this.timeout(240_000); // each point is a start of a process
  const HOLDS: readonly Condition[] = ["run twice", "lost"];

  for (const [which, world] of [
    ["bot", "move"],
    ["agent", "move"],
  ] as const)
    it(`of the ${which} nothing runs twice, and no decision is lost`, async () => {
      const all: Tried[] = [];
      await matrixOf(
        world,
        which,
        (count) => sampleOf(count, 3, 7),
        (t) => all.push(t),
      );
      assert.equal(all.filter((t) => t.at > 0 && t.killed !== undefined).length, 3);
      assert.deepEqual(
        all.flatMap((t) =>
          t.breaches
            .filter((b) => HOLDS.includes(b.condition))
            .map((b) => `${t.which} #${t.at} (${t.killed}): ${b.condition}: ${b.says}`),
        ),
        [],
      );
    });
});
