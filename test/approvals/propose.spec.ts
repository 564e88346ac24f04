import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { NotAudited } from "../../src/approvals/context";
import { planDigest } from "../../src/domain/digest";
import { openOf } from "../../src/approvals/propose";
import { ONE_PERSON_POLICY } from "../../src/approvals/states";
import { plan } from "../support/cases";
import { asker, desk, other } from "./desk";

const MINUTE = 60_000;

describe("a request for approval", () => {
  it("freezes the plan with its digest, its requester, its conversation and a quarter of an hour", async () => {
    const d = desk(),
      a = await d.request({ risk: "grave" });
    assert.deepEqual(
      [a.state, a.revision, a.requestedBy, a.conversationId, a.needed, a.planDigest.length],
      ["pending", 1, asker, "chat", 2, 64],
    );
    assert.equal(Date.parse(a.expiresAt) - Date.parse(a.createdAt), 15 * MINUTE);
    assert.deepEqual(await d.store.getApproval(a.id), a);
    assert.match(d.audit[0]!, /"approval-requested"/);
  });
  it("D2: what the audit cannot hold is not stored", async () => {
    const d = desk();
    d.world.auditFails = () => true;
    await assert.rejects(d.request(), NotAudited);
    assert.deepEqual(await d.store.openApprovals(), []);
  });
  it("needs as many people as the policy says of its class of risk", async () => {
    const needed = async (risk: "trigger" | "write" | "grave") => {
      const a = await desk({ policy: ONE_PERSON_POLICY }).request({ risk });
      return [a.needed, a.requesterMayApprove];
    };
    assert.deepEqual(
      [await needed("trigger"), await needed("write"), await needed("grave")],
      [
        [1, true],
        [1, true],
        [2, true],
      ],
    );
  });
  it("the digest is SHA-256 over canonical JSON: the order of keys is nothing, every value is something", () => {
    const p = plan({ title: "Zoë" }),
      turned = Object.fromEntries(Object.entries(p).reverse()) as typeof p;
    assert.equal(planDigest(turned), planDigest(p));
    assert.notEqual(planDigest({ ...p, title: "Zoe" }), planDigest(p));
    const small = { b: "é", a: [1, null] } as unknown as typeof p;
    assert.equal(planDigest(small), createHash("sha256").update('{"a":[1,null],"b":"é"}', "utf8").digest("hex"));
  });
  it("is found among a case's requests while it waits or runs, and ends on the way where it waited too long", async () => {
    const d = desk(),
      old = await d.request();
    d.pass(14 * MINUTE);
    assert.equal((await openOf(d.o, [old.id]))?.id, old.id);
    const young = await d.request();
    d.pass(MINUTE);
    assert.equal((await openOf(d.o, ["gone", old.id, young.id]))?.id, young.id);
    assert.equal(await d.stateOf(old), "expired");
    await d.click(young, other);
    assert.equal((await openOf(d.o, [young.id]))?.state, "approved");
    assert.deepEqual(d.turns, ["expired expired", "resolved approved"]);
  });
});
