import assert from "node:assert/strict";
import { startIssuer, type Issuer } from "../support/issuer";
import type { AttackName } from "./attacks";
import { besiege, type From } from "./siege";

/** A part of what `npm run hostile` does whole: a bot of its own, attacked, while somebody presses a button. */
describe("B6: a hostile body", function () {
  this.timeout(120_000); // each is a start of two processes
  let issuer: Issuer;
  before(async () => {
    issuer = await startIssuer();
  });
  after(() => issuer.stop());

  const SAMPLE: readonly [AttackName, From, readonly string[]][] = [
    ["gzip", "lab", ["415"]],
    ["multipart", "lab", ["415", "cut"]],
    ["large", "stranger", ["401", "413", "cut"]],
    ["flood", "stranger", ["401"]],
  ];
  for (const [attack, from, statuses] of SAMPLE)
    it(`${attack}, from ${from}: refused in little memory and without a file, and clicks are answered`, async () => {
      const s = await besiege(attack, from, issuer, 0.2);
      assert.deepEqual(
        Object.entries(s.outcome.answers).filter(([status, n]) => n > 0 && !statuses.includes(status)),
        [],
      );
      assert.ok(s.outcome.sent > 0);
      assert.ok(s.overMb <= 100, `${s.overMb.toFixed(0)} MB over idle`);
      assert.deepEqual([s.written, s.left, s.unanswered], [0, 0, 0]);
      assert.ok(s.clicksMs.length > 0);
    });
});
