import assert from "node:assert/strict";
import { triagesOver } from "../../bench/hour";

describe("many triages, against Graph's limits on a simulated clock", function () {
  this.timeout(120_000);
  const healthReads = (reads: ReadonlyMap<string, number>): number[] =>
    [...reads].filter(([path]) => path.startsWith("/admin/")).map(([, count]) => count);

  it("twenty in an hour read service health twelve times at most, and all have their logs", async () => {
    const hour = await triagesOver(60, 20);
    const reads = healthReads(hour.healthReads);
    assert.ok(reads.length > 0 && reads.every((r) => r <= 12), reads.join(" "));
    assert.deepEqual([hour.refused, hour.withoutLogs, hour.longestWaitMs], [0, 0, 0]);
  });
  it("at two thousand an hour none is refused; where the log budget is spent the verdict comes at once, says so and is less sure", async () => {
    const minutes = await triagesOver(2, 2_000);
    assert.deepEqual([...healthReads(minutes.healthReads)], [1]);
    assert.equal(minutes.refused, 0);
    assert.ok(minutes.longestWaitMs <= 1_000, String(minutes.longestWaitMs));
    assert.ok(minutes.withoutLogs > 0);
    assert.equal(minutes.silent, 0);
  });
});
