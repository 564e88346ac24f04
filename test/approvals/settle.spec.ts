import assert from "node:assert/strict";
import { settle } from "../../src/approvals/settle";
import type { Approval } from "../../src/domain";
import { AT } from "../support/cases";
import { desk, other } from "./desk";

const interrupted = (a: Approval): Partial<Approval> => ({
  state: "running",
  startedAt: AT,
  steps: [{ command: 0, commandId: `${a.id}.0`, state: "running", at: AT, detail: "" }],
});

describe("after a restart", () => {
  for (const [outcome, state] of [
    [{ state: "done", detail: "" }, "done"],
    [{ state: "unknown", detail: "" }, "unknown"],
    [undefined, "failed"],
  ] as const)
    it(`A12: a run inside a step whose outcome is ${outcome?.state ?? "that it never arrived"} ends as ${state}, once`, async () => {
      const d = desk(outcome === undefined ? {} : { outcome }),
        a = await d.request();
      await d.click(a, other);
      await d.rewrite(a, interrupted(a));
      assert.deepEqual(
        (await settle(d.o)).map((x) => [x.id, x.state]),
        [[a.id, state]],
      );
      assert.deepEqual(await settle(d.o), []);
      assert.deepEqual([await d.stateOf(a), d.ran, d.turns.at(-1)], [state, [], `ended ${state}`]);
    });
  it("A12: dispatched and not begun: failed, and nothing was run", async () => {
    const d = desk(),
      a = await d.request();
    await d.click(a, other);
    await d.rewrite(a, { state: "dispatched", startedAt: AT });
    assert.equal((await settle(d.o))[0]?.state, "failed");
    assert.deepEqual(d.ran, []);
  });
  it("approved and never dispatched: called off", async () => {
    const d = desk(),
      a = await d.request();
    await d.click(a, other);
    assert.equal((await settle(d.o))[0]?.state, "stale");
    assert.deepEqual(await settle(d.o), []);
    assert.deepEqual([await d.stateOf(a), d.turns.at(-1)], ["stale", "ended stale"]);
  });
  it("what waits goes on waiting, and what waited too long expires", async () => {
    const d = desk(),
      a = await d.request();
    await settle(d.o);
    assert.equal(await d.stateOf(a), "pending");
    d.pass(15 * 60_000);
    await settle(d.o);
    assert.deepEqual([await d.stateOf(a), d.turns], ["expired", ["expired expired"]]);
  });
  it("leaves alone what this program is running", async () => {
    const d = desk(),
      a = await d.request();
    await d.rewrite(a, interrupted(a));
    d.o.active.add(a.id);
    assert.deepEqual([await settle(d.o), await d.stateOf(a)], [[], "running"]);
  });
});
