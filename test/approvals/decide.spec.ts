import { wordsIn } from "../../src/domain";
import assert from "node:assert/strict";
import { ONE_PERSON_POLICY, PRODUCTION_POLICY } from "../../src/approvals/states";
import { AT } from "../support/cases";
import { ACCOUNT, asker, desk, other, PROOF, third } from "./desk";

const MINUTE = 60_000;

describe("a decision", () => {
  it("A1, A2: nobody without the right, and not the requester", async () => {
    const d = desk(),
      a = await d.request();
    assert.equal((await d.click(a, asker)).kind, "refused");
    d.world.mayApprove = false;
    const refused = await d.click(a, other);
    assert.ok(refused.kind === "refused" && refused.approval === undefined);
    assert.deepEqual([await d.stateOf(a), d.turns], ["pending", []]);
    assert.ok(d.audit.some((x) => x.includes("decision-refused")));
  });
  it("A2: grave needs two people, and one of them cannot be both", async () => {
    const d = desk({ policy: ONE_PERSON_POLICY }),
      a = await d.request({ risk: "grave" });
    const first = await d.click(a, asker);
    assert.deepEqual([first.kind, first.kind === "decided" && first.runNow], ["decided", false]);
    assert.equal((await d.click(a, asker)).kind, "refused");
    const second = await d.click(a, other);
    assert.ok(second.kind === "decided" && second.runNow);
    assert.deepEqual(d.turns, ["resolved pending", "resolved approved"]);
  });
  it("pressing again says why nothing happens, before it asks for anything: who approved when, and that it waits", async () => {
    const d = desk(),
      a = await d.request({ risk: "grave" });
    await d.click(a, asker, { typed: ACCOUNT, proof: PROOF });
    const again = await d.click(a, asker, { reason: "" });
    assert.ok(again.kind === "refused" && again.needs === undefined);
    assert.match(wordsIn(again.says), /You approved it at 2 Mar 2026, 09:00 UTC\. It waits for another person/);
    assert.match(wordsIn(again.says, "de"), /Sie haben sie um 02\.03\.2026, 09:00 UTC genehmigt\. Sie wartet/);
  });
  for (const [state, says, sagt] of [
    ["approved", /Other approved it at .* about to run/, /Other hat sie um .* genehmigt.* gleich ausgeführt/],
    ["running", /Other approved it at .* is running/, /genehmigt\. Sie läuft/],
    ["done", /Other approved it at .* has run/, /ist ausgeführt/],
    ["failed", /ran and failed/, /fehlgeschlagen/],
    ["unknown", /outcome is not known; it is not run again/, /Ausgang ist nicht bekannt/],
    ["declined", /Other declined it at .* nothing was changed/, /Other hat sie um .* abgelehnt/],
    ["expired", /expired at .* nothing was changed/, /abgelaufen; nichts wurde geändert/],
    ["stale", /called off .* before anything was run/, /abgebrochen, bevor etwas ausgeführt wurde/],
  ] as const)
    it(`a press on a request that is ${state} tells what became of it`, async () => {
      const d = desk(),
        a = await d.request();
      const verdict = state === "declined" ? ("declined" as const) : ("approved" as const),
        decisions = state === "expired" || state === "stale" ? [] : [{ by: other, at: AT, verdict, reason: "" }];
      await d.rewrite(a, { state, decisions, endedAt: AT });
      const pressed = await d.click(a, third, { reason: "" });
      assert.ok(pressed.kind === "refused");
      assert.match(wordsIn(pressed.says), says);
      assert.match(wordsIn(pressed.says, "de"), sagt);
    });
  it("D2: what the audit cannot hold is not decided, and the person is told", async () => {
    const d = desk(),
      a = await d.request();
    d.world.auditFails = (kind) => kind === "approval-approved";
    const refused = await d.click(a, other);
    assert.ok(refused.kind === "refused" && /nothing was decided/.test(wordsIn(refused.says)));
    assert.deepEqual([await d.stateOf(a), d.turns], ["pending", []]);
  });
  it("A4: a foreign conversation, a foreign tenant and an unknown id get one answer", async () => {
    const d = desk(),
      a = await d.request(),
      unknown = await d.click({ ...a, id: "guess" }, other);
    assert.deepEqual(await d.click(a, other, { conversationId: "elsewhere" }), unknown);
    assert.deepEqual(await d.click(a, other, { tenantId: "elsewhere" }), unknown);
    assert.deepEqual(await d.click(a, { ...other, tenantId: "elsewhere" }), unknown);
  });
  it("A5: of fifty clicks by three people one is the decision", async () => {
    const d = desk(),
      a = await d.request(),
      people = [other, third, asker];
    const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => d.click(a, people[i % 3]!)));
    assert.equal(answers.filter((x) => x.kind === "decided" && x.runNow).length, 1);
    assert.equal((await d.store.getApproval(a.id))?.decisions.length, 1);
  });
  it("A6: one terminal state where approve and decline cross", async () => {
    const d = desk(),
      a = await d.request();
    const answers = await Promise.all([d.click(a, other), d.click(a, third, { verdict: "declined" })]);
    assert.equal(answers.filter((x) => x.kind === "decided").length, 1);
    assert.equal((await d.store.getApproval(a.id))?.decisions.length, 1);
  });
  it("A7: 1 ms before its end it counts, at its end it does not, and the case is told", async () => {
    for (const [ms, kind] of [
      [15 * MINUTE - 1, "decided"],
      [15 * MINUTE, "refused"],
    ] as const) {
      const d = desk(),
        a = await d.request();
      d.pass(ms);
      assert.equal((await d.click(a, other)).kind, kind);
      assert.deepEqual(d.turns, [kind === "decided" ? "resolved approved" : "expired expired"]);
    }
  });
  it("A10: write and grave need a reason where the policy says so; control characters alone are none", async () => {
    const d = desk(),
      a = await d.request();
    for (const reason of ["", "  ", "\u200b\u202e"]) {
      const refused = await d.click(a, other, { reason });
      assert.ok(refused.kind === "refused" && wordsIn(refused.says) === "Please give a reason.");
    }
    assert.equal((await d.click(await d.request({ risk: "trigger" }), other, { reason: "" })).kind, "decided");
    const easy = desk({ policy: ONE_PERSON_POLICY });
    assert.equal((await easy.click(await easy.request(), other, { reason: "" })).kind, "decided");
  });
  it("D1: nothing is approved while the audit does not hold; it may be declined", async () => {
    const d = desk(),
      a = await d.request();
    d.world.sealed = "The audit does not hold.";
    const refused = await d.click(a, other);
    assert.deepEqual(
      [refused.kind, refused.kind === "refused" && refused.says, await d.stateOf(a)],
      ["refused", "The audit does not hold.", "pending"],
    );
    assert.equal((await d.click(a, other, { verdict: "declined" })).kind, "decided");
  });
  it("A3: takes an earlier copy's revision, and none that never was", async () => {
    const d = desk({ policy: ONE_PERSON_POLICY }),
      a = await d.request({ risk: "grave" });
    await d.click(a, asker);
    for (const revision of [0, 3, 1.5, Number.NaN])
      assert.equal((await d.click(a, other, { revision })).kind, "refused", String(revision));
    assert.equal((await d.click(a, other, { revision: 1 })).kind, "decided");
  });
  it("A13: a stored plan that is not the one shown is not approved, and the audit names both digests", async () => {
    const d = desk(),
      a = await d.request();
    await d.rewrite(a, { plan: { ...a.plan, title: `${a.plan.title}.` } });
    assert.equal((await d.click(a, other)).kind, "refused");
    assert.equal(await d.stateOf(a), "pending");
    const line = d.audit.find((x) => x.includes("digest-differs"));
    assert.match(line ?? "", new RegExp(`${a.planDigest} (?!${a.planDigest})[0-9a-f]{64}`));
  });

  describe("of the class grave", () => {
    const grave = { risk: "grave" } as const,
      whole = { typed: ACCOUNT, proof: PROOF };
    it("A15: takes a reason, the account's name and a fresh proof of two people, and keeps when they proved it", async () => {
      const d = desk(),
        a = await d.request(grave);
      assert.equal((await d.click(a, asker, whole)).kind, "decided");
      const second = await d.click(a, other, { ...whole, typed: ` ${ACCOUNT.toUpperCase()} ` });
      assert.ok(second.kind === "decided" && second.runNow);
      assert.ok(second.approval.decisions.every((x) => x.provedAt === x.at));
    });
    for (const [what, more, needs] of [
      ["no reason", { ...whole, reason: "" }, undefined],
      ["no name", { ...whole, typed: "" }, undefined],
      ["another name", { ...whole, typed: "b@contoso.com" }, undefined],
      ["no proof", { typed: ACCOUNT }, "proof"],
      ["a proof of something else", { ...whole, proof: "old" }, "proof"],
    ] as const)
      it(`A15: is refused with ${what}`, async () => {
        const d = desk(),
          a = await d.request(grave);
        const refused = await d.click(a, other, more);
        assert.ok(refused.kind === "refused" && refused.needs === needs, JSON.stringify(refused));
        assert.deepEqual([await d.stateOf(a), d.turns], ["pending", []]);
      });
    it("A15: cannot be approved where nothing can be proved", async () => {
      const d = desk({ proofs: false }),
        a = await d.request(grave),
        refused = await d.click(a, other, whole);
      assert.ok(refused.kind === "refused" && refused.needs === undefined);
    });
    it("A15: the token comes into no record and into no line of the audit", async () => {
      const d = desk(),
        a = await d.request(grave);
      await d.click(a, other, { ...whole, proof: "old" });
      await d.click(a, other, whole);
      assert.doesNotMatch(
        `${JSON.stringify(await d.store.getApproval(a.id))} ${d.audit.join(" ")}`,
        /signed-in-now|"old"/,
      );
      assert.ok(d.audit.some((x) => x.includes("proof-refused")));
    });
    it("takes nothing typed and no proof to decline", async () => {
      const d = desk();
      assert.equal((await d.click(await d.request(grave), other, { verdict: "declined" })).kind, "decided");
    });
  });
  it("A2: whoever may break the glass approves their own request, and it is flagged", async () => {
    const d = desk(),
      a = await d.request();
    assert.equal((await d.click(a, asker)).kind, "refused");
    d.world.breaksGlass.add(asker.id);
    const decided = await d.click(a, asker);
    assert.ok(decided.kind === "decided" && decided.runNow);
    assert.equal(decided.approval.decisions[0]?.breakGlass, true);
    assert.ok(d.audit.some((x) => x.includes('"break-glass"') && x.includes(asker.id)));
  });
  it("A2: the glass is not broken where somebody else approves, or where the requester may anyway", async () => {
    const d = desk();
    d.world.breaksGlass.add(asker.id).add(other.id);
    for (const [risk, by] of [
      ["write", other],
      ["trigger", asker],
    ] as const) {
      const decided = await d.click(await d.request({ risk }), by);
      assert.ok(decided.kind === "decided" && decided.approval.decisions[0]?.breakGlass === undefined);
    }
  });
  it("A2: the same person is the requester under any name, and in another chat there is nothing to approve", async () => {
    const d = desk(),
      a = await d.request();
    for (const name of ["Another Name", "asker@contoso.com", ""])
      assert.equal((await d.click(a, { ...asker, name })).kind, "refused");
    assert.equal((await d.click(a, asker, { conversationId: "another" })).kind, "refused");
    assert.equal(await d.stateOf(a), "pending");
  });
  it("A7: lives as long as its class says, and a day at most", async () => {
    for (const [minutes, lives] of [
      [60, 60],
      [3 * 24 * 60, 24 * 60],
    ] as const) {
      const write = { ...PRODUCTION_POLICY.write, lifeMs: minutes * MINUTE },
        d = desk({ policy: { ...PRODUCTION_POLICY, write } }),
        a = await d.request();
      d.pass(lives * MINUTE - 1);
      assert.equal((await d.click(a, other)).kind, "decided");
      const late = await d.request();
      d.pass(lives * MINUTE);
      assert.equal((await d.click(late, other)).kind, "refused");
    }
  });
});
