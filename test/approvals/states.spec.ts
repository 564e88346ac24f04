import assert from "node:assert/strict";
import type { Approval, ApprovalState, Person } from "../../src/domain";
import { cleanReason, transition } from "../../src/approvals/states";
import { canonicalJson } from "../../src/domain/canonical";

const person = (id: string): Person => ({ id, tenantId: "t", name: id });
const approval = (more: Partial<Approval> = {}): Approval => ({
  id: "a",
  caseId: "c",
  revision: 1,
  state: "pending",
  planDigest: "d",
  requestedBy: person("asker"),
  createdAt: "2026-01-01T00:00:00.000Z",
  expiresAt: "2026-01-01T00:15:00.000Z",
  needed: 1,
  requesterMayApprove: false,
  decisions: [],
  tenantId: "t",
  conversationId: "k",
  plan: {
    remediation: "run-delta-sync",
    title: "t",
    risk: "write",
    summary: "s",
    changes: [],
    touches: [],
    commands: [],
    expects: [],
    before: [],
    undo: [],
    verify: { kind: "engine-runs" },
  },
  ...more,
});
const at = "2026-01-01T00:05:00.000Z";
const approve = (a: Approval, id: string, when = at) =>
  transition(a, { kind: "approve", by: person(id), at: when, reason: "ok" });

describe("the approval's states", () => {
  it("A2: refuses the requester where somebody else must approve", () => {
    const t = approve(approval(), "asker");
    assert.equal(t.ok ? "" : t.refusal.code, "requester");
  });
  it("needs as many different people as the class says", () => {
    const first = approve(approval({ needed: 2, requesterMayApprove: true }), "asker");
    assert.ok(first.ok);
    assert.equal(first.next.state, "pending");
    assert.equal(first.next.revision, 2);
    const again = approve(first.next, "asker");
    assert.equal(again.ok ? "" : again.refusal.code, "twice");
    const second = approve(first.next, "other");
    assert.equal(second.ok && second.next.state, "approved");
  });
  it("A7: works 1 ms before the limit, and refuses at it", () => {
    assert.ok(approve(approval(), "x", "2026-01-01T00:14:59.999Z").ok);
    const late = approve(approval(), "x", "2026-01-01T00:15:00.000Z");
    assert.equal(late.ok ? "" : late.refusal.code, "expired");
    assert.equal(
      transition(approval({ state: "approved" }), { kind: "dispatch", at: "2026-01-01T00:15:00.000Z" }).ok,
      false,
    );
  });
  it("A6: an ended approval never changes again", () => {
    const ends: ApprovalState[] = ["done", "failed", "unknown", "declined", "expired", "stale"];
    for (const state of ends)
      for (const event of [
        { kind: "approve", by: person("x"), at, reason: "" },
        { kind: "decline", by: person("x"), at, reason: "" },
        { kind: "dispatch", at },
        { kind: "start", at },
        { kind: "stale", at, outcome: "" },
        { kind: "finish", state: "done", at, outcome: "" },
        { kind: "expire", at: "2027-01-01T00:00:00Z" },
        { kind: "step", step: { command: 0, commandId: "x", state: "done", at, detail: "" } },
      ] as const)
        assert.equal(transition(approval({ state }), event).ok, false, `${state} ${event.kind}`);
  });
  it("what is seen after a run is kept with it, and changes nothing of how it ended", () => {
    const look = { kind: "look", aftermath: { at, says: ["As before."], offers: ["put-back"] } } as const;
    const seen = transition(approval({ state: "failed", outcome: "Step 2: refused" }), look);
    assert.ok(seen.ok);
    assert.deepEqual([seen.next.state, seen.next.outcome], ["failed", "Step 2: refused"]);
    assert.deepEqual(seen.next.aftermath, look.aftermath);
    for (const state of ["pending", "approved", "running", "declined", "expired", "stale"] as const)
      assert.equal(transition(approval({ state }), look).ok, false, state);
  });
  it("is stale only while no step has begun", () => {
    assert.ok(transition(approval({ state: "running" }), { kind: "stale", at, outcome: "" }).ok);
    assert.equal(
      transition(
        approval({ state: "running", steps: [{ command: 0, commandId: "x", state: "done", at, detail: "" }] }),
        { kind: "stale", at, outcome: "" },
      ).ok,
      false,
    );
  });
  it("A10: keeps a reason short and inert", () => {
    assert.equal(cleanReason("a\u202Eb\u0000c\n"), "a b c");
    assert.equal(cleanReason("x".repeat(1_000_000)).length, 500);
  });
  it("canonical JSON does not depend on the order of keys", () => {
    assert.equal(canonicalJson({ b: 1, a: [{ d: undefined, c: null }] }), canonicalJson({ a: [{ c: null }], b: 1 }));
  });
});
