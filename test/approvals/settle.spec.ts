import assert from "node:assert/strict";
import { resume } from "../../src/approvals/run";
import { cutOff, settle, withdraw } from "../../src/approvals/settle";
import { wordsIn } from "../../src/domain";
import type { Approval, StepResult } from "../../src/domain";
import { AT } from "../support/cases";
import { ASKING, asker, desk, other, type Desk, type InJournal } from "./desk";

const MINUTE = 60_000;
const step = (a: Approval, more: Partial<StepResult> = {}): StepResult => ({
  command: 0,
  commandId: `${a.id}.0`,
  state: "running",
  at: AT,
  notAfter: "2030-01-01T00:05:00.000Z",
  detail: "",
  ...more,
});
const interrupted = (a: Approval): Partial<Approval> => ({ state: "running", startedAt: AT, steps: [step(a)] });
const cut = async (d: Desk, change: (a: Approval) => Partial<Approval> = interrupted): Promise<Approval> => {
  const a = await d.request();
  await d.click(a, other);
  await d.rewrite(a, change(a));
  return a;
};
const idsOf = (list: readonly Approval[]): string[] => list.map((a) => a.id);

describe("after a restart", () => {
  for (const [says, state] of [
    [{ state: "done", detail: "" }, "done"],
    [{ state: "failed", detail: "" }, "failed"],
    [{ state: "unknown", detail: "" }, "unknown"],
    ["never-arrived", "failed"],
  ] as readonly [InJournal, string][])
    it(`A12: a run inside a step, which the journal tells of as ${JSON.stringify(says)}, ends as ${state}, once, and runs nothing`, async () => {
      const d = desk({ outcomes: [says] }),
        a = await cut(d);
      await settle(d.o);
      assert.deepEqual(idsOf(await cutOff(d.o)), [a.id]);
      await Promise.all([resume(d.o, a.id), resume(d.o, a.id)]);
      assert.deepEqual([await d.stateOf(a), await cutOff(d.o)], [state, []]);
      assert.deepEqual([d.ran, d.turns.at(-1)], [[], `ended ${state}`]);
      assert.deepEqual(d.asked, [`${a.id}.0 2030-01-01T00:05:00.000Z`]);
    });
  it("A12, R4: what is not known yet is asked again, with longer and longer waits, and stays running meanwhile", async () => {
    const d = desk({ outcomes: ["running", "running", "running", { state: "done", detail: "" }] }),
      a = await cut(d);
    const ended = await resume(d.o, a.id);
    assert.equal(ended?.state, "done");
    assert.deepEqual([d.waits, d.ran], [[1_000, 2_000, 4_000], []]);
  });
  it("R4: nobody tells until the order's time and patience are over: unknown, and never tried again", async () => {
    const d = desk({ outcomes: ["running"] }),
      a = await cut(d);
    assert.equal((await resume(d.o, a.id))?.state, "unknown");
    const waited = d.waits.reduce((sum, ms) => sum + ms, 0);
    assert.ok(waited <= 15 * MINUTE && waited > 15 * MINUTE - ASKING.mostMs, String(waited));
    assert.ok(Math.max(...d.waits) === ASKING.mostMs);
    assert.deepEqual(d.ran, []);
  });
  for (const [steps, state, says] of [
    [[], "failed", /before the first step; nothing was run/],
    [["done"], "failed", /after step 1 of 2/],
    [["done", "done"], "done", /All steps/],
    [["failed"], "failed", /^Step 1 of 2: as it was told/],
    [["done", "unknown"], "unknown", /^Step 2 of 2: as it was told/],
  ] as readonly [readonly StepResult["state"][], string, RegExp][])
    it(`A12: between its steps (${steps.join(", ") || "none"}): ${state} at once, by the steps alone`, async () => {
      const d = desk(),
        two = { commands: [0, 1].map(() => ({ system: "premises", kind: "stop-sync-cycle" }) as const) };
      const a = await d.request(two);
      await d.click(a, other);
      await d.rewrite(a, {
        state: "running",
        startedAt: AT,
        steps: steps.map((s, i) =>
          step(a, { command: i, commandId: `${a.id}.${i}`, state: s, detail: "as it was told" }),
        ),
      });
      await settle(d.o);
      const now = await d.store.getApproval(a.id);
      assert.deepEqual([now?.state, d.asked, d.ran], [state, [], []]);
      assert.match(wordsIn(now?.outcome ?? ""), says);
    });
  it("A12: dispatched and not begun: failed, and nothing was run", async () => {
    const d = desk(),
      a = await cut(d, () => ({ state: "dispatched", startedAt: AT }));
    await settle(d.o);
    assert.deepEqual([await d.stateOf(a), d.ran], ["failed", []]);
  });
  it("A12: approved and never dispatched: called off, once", async () => {
    const d = desk(),
      a = await d.request();
    await d.click(a, other);
    await settle(d.o);
    await settle(d.o);
    assert.deepEqual([await d.stateOf(a), d.turns], ["stale", ["resolved approved", "ended stale"]]);
  });
  it("what waits goes on waiting, and what waited too long expires, at the start and later", async () => {
    for (const look of [settle, cutOff]) {
      const d = desk(),
        a = await d.request();
      await look(d.o);
      assert.equal(await d.stateOf(a), "pending");
      d.pass(15 * MINUTE);
      await look(d.o);
      assert.deepEqual([await d.stateOf(a), d.turns], ["expired", ["expired expired"]]);
    }
  });
  it("approved, and for some reason not run in time: expired", async () => {
    const d = desk(),
      a = await d.request();
    await d.click(a, other);
    d.pass(15 * MINUTE);
    await cutOff(d.o);
    assert.deepEqual([await d.stateOf(a), d.ran], ["expired", []]);
  });
  it("leaves alone what this program is running", async () => {
    const d = desk(),
      a = await cut(d);
    d.o.active.add(a.id);
    await settle(d.o);
    assert.deepEqual([await cutOff(d.o), (await resume(d.o, a.id))?.state, d.asked], [[], "running", []]);
  });
  it("one request that cannot be settled keeps no other from it", async () => {
    const d = desk(),
      bad = await cut(d, () => ({ state: "dispatched", startedAt: AT })),
      good = await cut(d, () => ({ state: "dispatched", startedAt: AT }));
    const { onEnded } = d.o.listener;
    const listener = {
      ...d.o.listener,
      onEnded: (a: Approval) => (a.id === bad.id ? Promise.reject(new Error("no such case")) : onEnded(a)),
    };
    await settle({ ...d.o, listener });
    assert.deepEqual([await d.stateOf(bad), await d.stateOf(good)], ["failed", "failed"]);
    assert.ok(d.audit.some((x) => x.includes("settle-failed") && x.includes(bad.id)));
  });
  it("a request that nobody can see is called off, and only while it waits", async () => {
    const d = desk(),
      a = await d.request();
    await withdraw(d.o, a.id);
    assert.equal(await d.stateOf(a), "stale");
    const b = await d.request();
    await d.click(b, other);
    await withdraw(d.o, b.id);
    assert.equal(await d.stateOf(b), "approved");
    assert.notEqual(asker.id, other.id);
  });
});
