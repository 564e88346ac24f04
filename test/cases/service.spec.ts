import assert from "node:assert/strict";
import { wordsIn } from "../../src/domain";
import type { Approval, Person, TriageCase } from "../../src/domain";
import { startCaseLab, type CaseLab } from "../support/case-lab";

const FARAH = "farah.siddiqui@contoso.com isn't in Microsoft 365"; // her OU is not selected
const REPAIR = "move-to-synced-ou";
const MINUTE = 60_000;

describe("a case, from the ask to the follow-up", () => {
  let l: CaseLab, piotr: Person, helpDesk: Person, nobody: Person;
  beforeEach(async () => {
    l = await startCaseLab("default.json");
    const person = (id: string): Person => ({ id, tenantId: l.tenantId, name: id.slice(0, 4) });
    piotr = person("9bf67aa8-e855-5293-a8c8-8293b2b25382"); // Hybrid Identity Administrator
    helpDesk = person("15c08902-85db-5017-b68c-3284106f1e65");
    nobody = person("a4ecae41-3369-5abd-ba88-a5e3ad41728f");
  });
  afterEach(() => l.close());

  async function open(by = piotr): Promise<TriageCase> {
    const opened = await l.service.open({ ask: FARAH, by, tenantId: l.tenantId, conversationId: "chat" });
    assert.ok(opened.kind === "case", opened.kind);
    return opened.case;
  }
  async function request(c: TriageCase): Promise<Approval> {
    const offered = await l.service.propose(c.id, REPAIR, piotr);
    assert.ok(offered.kind === "choose", offered.kind);
    const proposed = await l.service.propose(c.id, REPAIR, piotr, offered.options[0]!.id);
    assert.ok(proposed.kind === "approval", JSON.stringify(proposed));
    return proposed.approval;
  }
  const decide = (a: Approval, verdict: "approved" | "declined" = "approved") =>
    l.service.decide({
      approvalId: a.id,
      revision: a.revision,
      verdict,
      reason: "",
      by: piotr,
      tenantId: l.tenantId,
      conversationId: "chat",
    });
  const stateOf = async (c: TriageCase): Promise<string | undefined> => (await l.service.get(c.id))?.state;
  const moved = (): boolean =>
    Object.keys(l.world.world.premises.directory.forests["contoso.local"]!.objects).some((dn) =>
      dn.startsWith("CN=Farah Siddiqui,OU=Staff,"),
    );
  const told = async (c: TriageCase): Promise<string[]> =>
    (await l.service.get(c.id))!.timeline.map((e) => wordsIn(e.what));

  it("opens for those who may, and keeps nothing of those who may not", async () => {
    assert.equal((await open(helpDesk)).diagnosis?.rootCause.code, "ou-out-of-scope");
    for (const by of [nobody, { ...piotr, tenantId: "elsewhere" }])
      assert.equal(
        (await l.service.open({ ask: FARAH, by, tenantId: l.tenantId, conversationId: "chat" })).kind,
        "refused",
      );
    assert.equal((await l.store.newest(10)).length, 1);
  });
  it("takes the caller's word for a right just read, but never for another tenant", async () => {
    const ask = { ask: FARAH, tenantId: l.tenantId, conversationId: "chat", allowed: true } as const;
    assert.equal((await l.service.open({ ...ask, by: nobody })).kind, "case");
    for (const more of [{ by: { ...piotr, tenantId: "elsewhere" } }, { by: piotr, tenantId: "elsewhere" }])
      assert.equal((await l.service.open({ ...ask, ...more })).kind, "refused");
  });
  it("A5: of two proposals at once the refused one does not let the other's reservation go", async () => {
    const c = await open(),
      offered = await l.service.propose(c.id, REPAIR, piotr);
    assert.ok(offered.kind === "choose");
    const put = l.store.putApproval.bind(l.store);
    let store = (): void => undefined;
    const stored = new Promise<void>((r) => (store = r));
    l.store.putApproval = async (a) => {
      await stored;
      return put(a);
    };
    const propose = () => l.service.propose(c.id, REPAIR, piotr, offered.options[0]!.id),
      both = [propose(), propose()];
    assert.equal((await Promise.race(both)).kind, "refused");
    await l.service.unfinished(); // looks for what was cut off
    store();
    assert.deepEqual((await Promise.all(both)).map((r) => r.kind).sort(), ["approval", "refused"]);
    assert.equal(await stateOf(c), "awaiting-approval");
  });
  it("runs the approved repair once, and confirms what is so afterwards", async () => {
    const c = await open(),
      a = await request(c);
    assert.equal(await stateOf(c), "awaiting-approval");
    await decide(a);
    const runs = await Promise.all(Array.from({ length: 10 }, () => l.service.run(a.id)));
    assert.ok(runs.some((r) => r.case.state === "resolved"));
    assert.deepEqual(l.ordered, ["move-ad-object", "start-sync-cycle"]);
    assert.ok(moved());
    assert.deepEqual((await l.service.get(c.id))?.confirmation?.left, []);
    assert.deepEqual(
      (await told(c)).map((w) => w.split(":")[0]),
      ["Case opened.", "Diagnosed", "Repair proposed", "Approved", "Repair started", "Repair carried out", "Confirmed"],
    );
  });
  it("looks again after an hour, a day and a week, each once, and the case says when", async () => {
    const c = await open(),
      a = await request(c);
    await decide(a);
    await l.service.run(a.id);
    const due = async (minutes: number): Promise<string[]> => {
      l.world.advance(minutes * MINUTE);
      return (await l.service.dueFollowUps(l.world.now())).map((f) => `${f.case.id} ${f.case.state}`);
    };
    const well = [`${c.id} resolved`];
    assert.deepEqual([await due(59), await due(2), await due(2)], [[], well, []]);
    assert.deepEqual([await due(22 * 60), await due(60), await due(60)], [[], well, []]);
    assert.deepEqual([await due(6 * 24 * 60 - 120), await due(120), await due(30 * 24 * 60)], [[], well, []]);
  });
  it("says so where the follow-up finds the world otherwise", async () => {
    const c = await open(),
      a = await request(c);
    await decide(a);
    await l.service.run(a.id);
    l.world.world.cloud.users = Object.fromEntries(
      Object.entries(l.world.world.cloud.users).filter(([, u]) => !u.userPrincipalName.startsWith("farah.")),
    );
    l.world.changed();
    const [due] = await l.service.dueFollowUps(new Date(l.world.now().getTime() + 61 * MINUTE));
    assert.deepEqual(
      due?.people.map((p) => p.id),
      [piotr.id],
    );
    assert.equal(await stateOf(c), "partly"); // the OU is right, and she is gone from the cloud
    assert.match((await told(c)).at(-1)!, /open again/);
  });
  it("offers one repair at a time, and the next one after a decline or in a quarter of an hour", async () => {
    const c = await open(),
      first = await request(c);
    const second = await l.service.propose(c.id, REPAIR, piotr);
    assert.ok(second.kind === "refused" && /waits for a decision/.test(wordsIn(second.says)));
    await decide(first, "declined");
    assert.equal(await stateOf(c), "diagnosed");
    const third = await request(c);
    l.world.advance(15 * MINUTE);
    assert.notEqual((await request(c)).id, third.id);
    assert.equal((await l.service.getApproval(third.id))?.state, "expired");
    assert.deepEqual(l.ordered, []);
  });
  it("plans on facts read at the click: what is mended meanwhile is not offered any more", async () => {
    const c = await open(),
      objects = l.world.world.premises.directory.forests["contoso.local"]!.objects,
      dn = Object.keys(objects).find((d) => d.startsWith("CN=Farah Siddiqui,"))!;
    objects["CN=Farah Siddiqui,OU=Staff,DC=contoso,DC=local"] = objects[dn]!;
    delete objects[dn];
    l.world.changed();
    const proposed = await l.service.propose(c.id, REPAIR, piotr);
    assert.ok(
      proposed.kind === "refused" && /The facts have changed/.test(wordsIn(proposed.says)),
      JSON.stringify(proposed),
    );
    assert.notEqual((await l.service.recheck(c.id)).diagnosis?.rootCause.code, "ou-out-of-scope");
  });
  it("a case of another tenant is not there, and whoever may not open may not ask for a repair", async () => {
    const c = await open();
    const foreign = await l.service.propose(c.id, REPAIR, { ...piotr, tenantId: "elsewhere" });
    assert.deepEqual(foreign, await l.service.propose("guess", REPAIR, piotr));
    const refused = await l.service.propose(c.id, REPAIR, nobody);
    assert.ok(refused.kind === "refused" && /You may not do this here/.test(wordsIn(refused.says)));
  });
  it("a restart while the run is under way: settled by asking, never run again", async () => {
    const c = await open(),
      a = await request(c);
    await decide(a);
    const stored = (await l.store.getApproval(a.id))!,
      at = l.world.now().toISOString();
    await l.store.putApproval({
      ...stored,
      revision: stored.revision + 1,
      state: "running",
      startedAt: at,
      steps: [{ command: 0, commandId: `${a.id}.0`, state: "running", at, detail: "" }],
    });
    await l.service.settle();
    assert.deepEqual(await l.service.unfinished(), [a.id]);
    await Promise.all([l.service.run(a.id), l.service.run(a.id)]);
    assert.deepEqual(await l.service.unfinished(), []);
    assert.deepEqual(
      [(await l.service.getApproval(a.id))?.state, await stateOf(c), l.ordered],
      ["failed", "unresolved", []],
    );
  });
  it("A5: of two proposals at once one is made, by whomever, and the other is told so", async () => {
    const c = await open(),
      offered = await l.service.propose(c.id, REPAIR, piotr);
    assert.ok(offered.kind === "choose");
    const ask = (by: Person) => l.service.propose(c.id, REPAIR, by, offered.options[0]!.id),
      both = await Promise.all([ask(piotr), ask(helpDesk), ask(piotr)]);
    assert.deepEqual(both.map((x) => x.kind).sort(), ["approval", "refused", "refused"]);
    assert.ok(both.every((x) => x.kind !== "refused" || /Another repair/.test(wordsIn(x.says))));
    assert.equal((await l.store.openApprovals()).length, 1);
    assert.equal((await l.service.get(c.id))?.approvalIds.length, 1);
  });
  it("A12: a reservation whose request was never written is let go, at the start and before the next proposal", async () => {
    const c = await open(),
      reserve = async (): Promise<void> => {
        const x = (await l.service.get(c.id))!;
        await l.store.putCase({
          ...x,
          revision: x.revision + 1,
          state: "awaiting-approval",
          approvalIds: [...x.approvalIds, "never"],
        });
      };
    await reserve();
    await l.service.settle();
    assert.equal(await stateOf(c), "diagnosed");
    await reserve();
    assert.equal((await request(c)).state, "pending");
  });
  for (const state of ["repairing", "confirming"] as const)
    it(`A12: a run that had ended before the restart is looked at: a case left ${state} is confirmed`, async () => {
      const c = await open(),
        a = await request(c);
      await decide(a);
      await l.service.run(a.id);
      const { confirmation: _, ...x } = (await l.service.get(c.id))!;
      await l.store.putCase({ ...x, revision: x.revision + 1, state });
      await l.service.settle();
      assert.deepEqual(await l.service.unfinished(), [a.id]);
      const end = await l.service.run(a.id);
      assert.deepEqual([end.approval.state, end.case.state], ["done", "resolved"]);
      assert.deepEqual([await stateOf(c), await l.store.passing()], ["resolved", []]);
    });
  it("A12: a request that waits goes on waiting, and its case with it", async () => {
    const c = await open(),
      a = await request(c);
    await l.service.settle();
    assert.deepEqual(await l.service.unfinished(), []);
    assert.deepEqual(
      (await l.service.pending()).map((x) => x.id),
      [a.id],
    );
    assert.deepEqual([await stateOf(c), (await l.service.getApproval(a.id))?.state], ["awaiting-approval", "pending"]);
    l.world.advance(15 * MINUTE);
    await l.service.settle();
    assert.equal(await stateOf(c), "diagnosed");
  });
  it("keeps people and values out of the audit", async () => {
    const c = await open(),
      a = await request(c);
    await decide(a);
    await l.service.run(a.id);
    assert.ok(l.audit.entries.some((e) => e.kind === "run-dispatched" && e.approvalId === a.id));
    assert.doesNotMatch(JSON.stringify(l.audit.entries), /contoso|farah|siddiqui/i);
    assert.equal(c.openedBy.id, piotr.id);
  });
});
