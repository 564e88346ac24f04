import assert from "node:assert/strict";
import { join } from "node:path";
import { killAll } from "../threats/kill";
import { MUTATIONS } from "../threats/mutations";
import { ROWS } from "../threats/rows";

/** The first mutation of each row of tables A and B: what a broken door or a broken approval would cost most. The rest is `npm run threats`. */
const SAMPLE = ROWS.filter((r) => /^[AB]/.test(r.id)).flatMap((r) => MUTATIONS.find((m) => m.row === r.id) ?? []);

describe("a broken control of the door or of the approval", function () {
  this.timeout(600_000);
  it("is noticed by a test of its row", async () => {
    const outcomes = await killAll(join(__dirname, "..", ".."), SAMPLE, 1, () => undefined);
    assert.deepEqual(
      outcomes.filter((o) => !o.killed).map((o) => `${o.mutation.row} in ${o.mutation.file}: ${o.says}`),
      [],
    );
  });
});
