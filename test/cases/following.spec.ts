import assert from "node:assert/strict";
import { wordsIn } from "../../src/domain";
import type { Approval, FollowingPurpose, Person, TriageCase } from "../../src/domain";
import { startCaseLab, type CaseLab } from "../support/case-lab";

const FARAH = "farah.siddiqui@contoso.com isn't in Microsoft 365"; // her OU is not selected
const REPAIR = "move-to-synced-ou";

describe("what follows a repair", () => {
  let l: CaseLab, piotr: Person, nobody: Person, c: TriageCase;
  beforeEach(async () => {
    l = await startCaseLab("default.json");
    const person = (id: string): Person => ({ id, tenantId: l.tenantId, name: id.slice(0, 4) });
    piotr = person("9bf67aa8-e855-5293-a8c8-8293b2b25382"); // Hybrid Identity Administrator
    nobody = person("a4ecae41-3369-5abd-ba88-a5e3ad41728f");
    const opened = await l.service.open({ ask: FARAH, by: piotr, tenantId: l.tenantId, conversationId: "chat" });
    assert.ok(opened.kind === "case", opened.kind);
    c = opened.case;
  });
  afterEach(() => l.close());

  async function request(): Promise<Approval> {
    const offered = await l.service.propose(c.id, REPAIR, piotr);
    assert.ok(offered.kind === "choose", offered.kind);
    const proposed = await l.service.propose(c.id, REPAIR, piotr, offered.options[0]!.id);
    assert.ok(proposed.kind === "approval", JSON.stringify(proposed));
    return proposed.approval;
  }
  async function run(a: Approval): Promise<Approval> {
    await l.service.decide({
      approvalId: a.id,
      revision: a.revision,
      verdict: "approved",
      reason: "",
      typed: a.typed ?? "",
      by: piotr,
      tenantId: l.tenantId,
      conversationId: "chat",
    });
    return (await l.service.run(a.id)).approval;
  }
  const follow = (
    a: Pick<Approval, "id">,
    more: { by?: Person; conversationId?: string; purpose?: FollowingPurpose } = {},
  ) => l.service.proposeFollowing({ approvalId: a.id, purpose: "undo", by: piotr, conversationId: "chat", ...more });
  async function refusal(...asked: Parameters<typeof follow>): Promise<string> {
    const p = await follow(...asked);
    return p.kind === "refused" ? wordsIn(p.says) : `not refused: ${p.approval.plan.title}`;
  }

  it("A4: an id that is unknown, or of another conversation, gets one answer", async () => {
    const done = await run(await request());
    assert.equal(await refusal(done, { conversationId: "elsewhere" }), await refusal({ id: "guessed" }));
    assert.doesNotMatch(await refusal({ id: "guessed" }), /undone|Farah/);
  });
  it("A1: is asked for by those who may open cases, and by nobody else", async () => {
    const done = await run(await request());
    assert.match(await refusal(done, { by: nobody }), /may not/);
    assert.match(await refusal(done, { by: { ...piotr, tenantId: "elsewhere" } }), /No such|not exist/);
  });
  it("nothing follows what has not run, and what is done has no rest", async () => {
    const a = await request();
    assert.match(await refusal(a), /has not ended/);
    const done = await run(a);
    for (const purpose of ["put-back", "go-on"] as const)
      assert.match(await refusal(done, { purpose }), /has not ended/);
  });
  it("A5: is a request of its own, and one at a time", async () => {
    const done = await run(await request());
    const [one, two] = await Promise.all([follow(done), follow(done)]);
    const made = [one, two].flatMap((p) => (p.kind === "approval" ? [p.approval] : []));
    assert.equal(made.length, 1);
    assert.deepEqual([made[0]!.purpose, made[0]!.of, made[0]!.state], ["undo", done.id, "pending"]);
    assert.deepEqual((await l.service.get(c.id))?.approvalIds, [done.id, made[0]!.id]);
    assert.match(await refusal(done), /Another repair of this case waits/);
  });
  it("an undo never resolves the case, and is not done twice", async () => {
    const done = await run(await request());
    assert.deepEqual(done.aftermath?.offers, ["undo"]);
    const asked = await follow(done);
    assert.ok(asked.kind === "approval");
    const undone = await run(asked.approval);
    assert.equal(undone.state, "done");
    assert.deepEqual(l.ordered, ["move-ad-object", "start-sync-cycle", "move-ad-object", "start-sync-cycle"]);
    assert.notEqual((await l.service.get(c.id))?.state, "resolved");
    assert.match(await refusal(done), /Nothing that was changed is left to be taken back/);
    assert.deepEqual((await l.service.getApproval(done.id))?.aftermath?.offers, []);
    assert.match(await refusal(undone), /has not ended/);
  });
  it("the report says what may follow", async () => {
    await run(await request());
    assert.deepEqual((await l.service.report(c.id, "en")).repairs.at(-1)?.offers, ["undo"]);
  });
});
