import assert from "node:assert/strict";
import { Pacer } from "../../src/graph/pacer";
import { SimClock } from "../support/sim-clock";

describe("the pacer of the log APIs", () => {
  it("G4: lets no more than five requests leave in any ten seconds, whoever asks", async () => {
    const clock = new SimClock(),
      pacer = new Pacer(clock),
      left: number[] = [];
    for (let i = 0; i < 40; i++) {
      assert.equal(await pacer.turn(60_000), true);
      left.push(clock.now());
      clock.ms += (i * 37) % 400;
    }
    for (const at of left) assert.ok(left.filter((t) => t >= at && t < at + 10_000).length <= 5);
  });
  it("refuses at once where the next turn is further off than the patience, and takes nothing for it", async () => {
    const clock = new SimClock(),
      pacer = new Pacer(clock);
    for (let i = 0; i < 5; i++) await pacer.turn(0);
    assert.equal(await pacer.turn(500), false);
    assert.deepEqual(clock.slept, []);
    clock.ms = 10_250;
    for (let i = 0; i < 5; i++) assert.equal(await pacer.turn(0), true);
  });
  it("gives those who wait at the same moment turns one window apart", async () => {
    const clock = new SimClock(),
      waits: number[] = [],
      pacer = new Pacer({ now: () => 0, sleep: (ms) => (waits.push(ms), Promise.resolve()) });
    await Promise.all(Array.from({ length: 12 }, () => pacer.turn(60_000)));
    assert.deepEqual(waits, [10_250, 10_250, 10_250, 10_250, 10_250, 20_500, 20_500]);
    assert.equal(clock.ms, 0);
  });
});
