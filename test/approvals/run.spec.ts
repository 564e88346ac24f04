import assert from "node:assert/strict";
import { run } from "../../src/approvals/run";
import { wordsIn } from "../../src/domain";
import type { Approval } from "../../src/domain";
import { Stopped } from "../../src/ports";
import { asker, desk, other, type Desk } from "./desk";

const MINUTE = 60_000;
const approved = async (d: Desk, more: Parameters<Desk["request"]>[0] = {}): Promise<Approval> => {
  const a = await d.request(more);
  await d.click(a, other);
  return a;
};

describe("the run of an approved plan", () => {
  it("A5: once, however many start it, and the case is told of its begin and its end", async () => {
    const d = desk(),
      a = await approved(d);
    await Promise.all(Array.from({ length: 50 }, () => run(d.o, a.id)));
    await run(d.o, a.id);
    assert.deepEqual([d.ran, await d.stateOf(a)], [["start-sync-cycle"], "done"]);
    assert.deepEqual(d.turns, ["resolved approved", "dispatched dispatched", "ended done"]);
  });
  it("A5: two programs over one store run it once", async () => {
    const d = desk(),
      a = await approved(d),
      elsewhere = { ...d.o, active: new Set<string>() };
    await Promise.all([run(d.o, a.id), run(elsewhere, a.id)]);
    assert.deepEqual([d.ran, await d.stateOf(a)], [["start-sync-cycle"], "done"]);
  });
  it("orders under the id of approval and step, with the digest and the approvers, for five minutes at most", async () => {
    const d = desk(),
      a = await approved(d);
    await run(d.o, a.id);
    const [e] = d.envelopes;
    assert.deepEqual(
      [e?.commandId, e?.planDigest, e?.approvalId, e?.approvedBy],
      [`${a.id}.0`, a.planDigest, a.id, ["other"]],
    );
    assert.equal(Date.parse(e!.notAfter) - Date.parse(e!.notBefore), 5 * MINUTE);
  });
  it("shows every state on the way", async () => {
    const d = desk(),
      a = await approved(d),
      states: string[] = [];
    await run(d.o, a.id, (x) => states.push(x.state));
    assert.deepEqual(states, ["dispatched", "running", "running", "running", "done"]);
  });
  for (const state of ["pending", "declined"] as const)
    it(`does nothing for one that is ${state}`, async () => {
      const d = desk(),
        a = await d.request();
      if (state === "declined") await d.click(a, other, { verdict: "declined" });
      assert.equal((await run(d.o, a.id))?.state, state);
      assert.deepEqual(d.ran, []);
    });
  it("does not know an id that is not there", async () => assert.equal(await run(desk().o, "guess"), undefined));
  it("A7: what was approved and not begun in time expires", async () => {
    const d = desk(),
      a = await approved(d);
    d.pass(15 * MINUTE);
    assert.equal((await run(d.o, a.id))?.state, "expired");
    assert.deepEqual([d.ran, d.turns.at(-1)], [[], "expired expired"]);
  });
  it("A8: a changed world runs nothing", async () => {
    const expects = [
      { system: "entra", id: "u1", property: "onPremisesImmutableId", equals: null, says: "No anchor." },
      { system: "entra", id: "u1", holdsNoRole: true, says: "No role." },
    ] as const;
    for (const change of [
      (d: Desk) => {
        d.world.user = { ...d.world.user, onPremisesImmutableId: "x" };
      },
      (d: Desk) => {
        d.world.roles = [{ principalId: "u1", role: "Global Administrator", eligible: true }];
      },
    ]) {
      const d = desk(),
        a = await approved(d, { expects });
      change(d);
      assert.equal((await run(d.o, a.id))?.state, "stale");
      assert.deepEqual([d.ran, d.turns.at(-1)], [[], "ended stale"]);
    }
  });
  it("A9: a right that ended between click and run stops the run; a fresh one is not read again", async () => {
    const d = desk(),
      young = await approved(d),
      old = await approved(d);
    d.world.mayApprove = false;
    assert.equal((await run(d.o, young.id))?.state, "done");
    d.pass(MINUTE + 1);
    assert.equal((await run(d.o, old.id))?.state, "stale");
    assert.equal(d.ran.length, 1);
  });
  it("A9: whoever approved their own request must still have the right to", async () => {
    const d = desk(),
      a = await d.request();
    d.world.breaksGlass.add(asker.id);
    await d.click(a, asker);
    d.pass(MINUTE + 1);
    d.world.breaksGlass.clear();
    assert.equal((await run(d.o, a.id))?.state, "stale");
    assert.deepEqual(d.ran, []);
  });
  it("A13: a stored plan that was changed is not run", async () => {
    const d = desk(),
      a = await approved(d);
    await d.rewrite(a, { plan: { ...a.plan, title: "Another" } });
    assert.equal((await run(d.o, a.id))?.state, "stale");
    assert.deepEqual(d.ran, []);
  });
  it("D1: nothing runs while the audit does not hold", async () => {
    const d = desk(),
      a = await approved(d);
    d.world.sealed = "The audit does not hold.";
    assert.deepEqual([(await run(d.o, a.id))?.outcome, d.ran], ["The audit does not hold.", []]);
  });
  it("D2: the audit holds who decided, why, and the digest of the plan, before the first step", async () => {
    const d = desk(),
      a = await approved(d);
    await run(d.o, a.id);
    const entries = d.audit.map((x) => JSON.parse(x) as Record<string, unknown>),
      decided = entries.findIndex((e) => e["kind"] === "approval-approved");
    assert.deepEqual(
      [entries[decided]?.["by"], entries[decided]?.["reason"], entries[decided]?.["planDigest"]],
      ["other", "Because.", a.planDigest],
    );
    assert.ok(decided < entries.findIndex((e) => e["kind"] === "run-step"));
  });
  it("R4: a lost answer is asked for again, on the card as well, and the plan goes on where it was carried out", async () => {
    const d = desk({
        answer: { state: "unknown", detail: "no answer" },
        outcomes: ["running", { state: "done", detail: "" }],
      }),
      a = await approved(d, { commands: [{ system: "premises", kind: "stop-sync-cycle" }] }),
      shown: string[] = [];
    await run(d.o, a.id, (x) =>
      shown.push(`${x.state} ${x.steps?.[0]?.state ?? ""} ${wordsIn(x.steps?.[0]?.detail ?? "")}`.trim()),
    );
    assert.deepEqual([await d.stateOf(a), d.ran.length, d.asked.length], ["done", 1, 2]);
    assert.match(shown.join("\n"), /running running .*is being asked/);
  });
  it("R13: an order is meant for the host that answered, and that host alone is asked what became of it", async () => {
    const d = desk({ answer: { state: "unknown", detail: "no answer" }, outcomes: [{ state: "done", detail: "" }] }),
      a = await approved(d, { commands: [{ system: "premises", kind: "stop-sync-cycle" }] });
    d.world.host = "host-1";
    let stored: string | undefined;
    await run(d.o, a.id, (x) => {
      stored ??= x.steps?.[0]?.host;
      if (stored !== undefined) d.world.host = "host-2"; // whoever answers meanwhile
    });
    assert.deepEqual([d.envelopes[0]?.host, stored, d.hosts], ["host-1", "host-1", ["host-1"]]);
  });
  it("R4: a cloud change whose answer was lost is settled by reading, again until it shows", async () => {
    const set = { usageLocation: "NO" },
      d = desk({ answer: { state: "unknown", detail: "no answer" } }),
      a = await approved(d, { commands: [{ system: "entra", kind: "update-user", id: "u1", set }] });
    const wait = d.o.watch.sleep,
      o = {
        ...d.o,
        watch: {
          ...d.o.watch,
          sleep: async (ms: number) => {
            await wait(ms);
            if (d.waits.length === 3) d.world.user = { ...d.world.user, ...set };
          },
        },
      };
    assert.equal((await run(o, a.id))?.state, "done");
    assert.deepEqual([d.ran, d.waits.length], [["update-user"], 3]);
    const never = await approved(d, {
      commands: [{ system: "entra", kind: "update-user", id: "u1", set: { usageLocation: "SE" } }],
    });
    assert.equal((await run(d.o, never.id))?.state, "failed");
    assert.equal(d.ran.length, 2);
  });
  for (const [kind, detail, state, ran] of [
    ["run-dispatched", /./, "stale", 0],
    ["run-start", /./, "stale", 0],
    ["run-step", /step 0 running/, "stale", 0],
    ["run-step", /step 1 running/, "failed", 1],
  ] as const)
    it(`D2: nothing is done that the audit cannot hold beforehand: ${kind} ${detail.source}`, async () => {
      const d = desk(),
        stop = { system: "premises", kind: "stop-sync-cycle" } as const,
        a = await approved(d, { commands: [stop, stop] });
      d.world.auditFails = (k, about) => k === kind && detail.test(about);
      const last = await run(d.o, a.id);
      assert.deepEqual([last?.state, d.ran.length, d.turns.at(-1)], [state, ran, `ended ${state}`]);
      assert.match(wordsIn(last?.outcome ?? ""), /The audit could not be written|the audit could not be written/);
    });
  it("D2: what has happened is stored, whatever the audit does", async () => {
    const d = desk(),
      a = await approved(d);
    d.world.auditFails = (kind, about) => kind === "run-finish" || about === "step 0 done";
    assert.equal((await run(d.o, a.id))?.state, "done");
  });
  it("A12: the end of the program in the middle leaves the run to the next start", async () => {
    const d = desk({ answer: { state: "unknown", detail: "no answer" }, outcomes: ["running"] }),
      a = await approved(d, { commands: [{ system: "premises", kind: "stop-sync-cycle" }] }),
      watch = { ...d.o.watch, sleep: () => Promise.reject(new Stopped()) };
    await assert.rejects(run({ ...d.o, watch }, a.id), Stopped);
    assert.deepEqual([await d.stateOf(a), d.o.active.size], ["running", 0]);
  });
  it("D3: keeps people's names and values out of the audit", async () => {
    const d = desk(),
      a = await approved(d);
    await run(d.o, a.id);
    assert.ok(d.audit.some((x) => x.includes("run-finish")));
    assert.doesNotMatch(d.audit.join("\n"), /contoso\.com|Asker|Other/);
  });
});
