/** The tenant as a whole, over worlds with a known fault. */
import assert from "node:assert/strict";
import { caseLook } from "../../src/cards/states";
import { startCaseLab, type CaseLab } from "../support/case-lab";

describe("the tenant as a whole", () => {
  let l: CaseLab;
  const over = async (scenario: string): Promise<CaseLab> => (l = await startCaseLab(scenario));
  afterEach(() => l.close());

  it("a server in staging mode is a problem of everybody; nothing is opened for it", async () => {
    const h = await (await over("cases/i-026-new-server-in-staging.json")).service.health();
    assert.deepEqual(
      h.problems.map((p) => p.code),
      ["staging-mode"],
    );
    assert.ok(h.readings.find((r) => r.id === "scheduler")?.rows.some((r) => r.mark === "bad"));
    assert.equal((await l.store.newest(10)).length, 0);
  });
  it("where nothing of the kind is wrong, nothing is said to be; the runs and the agent are told", async () => {
    const h = await (await over("default.json")).service.health();
    assert.deepEqual([h.problems, h.agent], [[], "1.0.0"]);
    assert.ok(h.readings.find((r) => r.id === "runs")!.rows.length > 0);
  });
  it("an agent that does not answer is no health", async () => {
    await over("default.json");
    const blind = await startCaseLab("default.json", undefined, ({ cloud, agent }) => ({
      cloud,
      agent: {
        ...agent,
        metered: () => ({
          ...agent,
          collect: async () => ({ answers: {}, agent: { state: "unreadable", why: "offline", detail: "no listener" } }),
        }),
      },
    }));
    const h = await blind.service.health();
    await blind.close();
    assert.equal(h.agent, undefined);
    assert.equal(h.readings.find((r) => r.id === "scheduler")?.state, "unread");
    assert.equal(h.readings.find((r) => r.id === "tenant")?.state, "seen");
  });
  const by = { id: "9bf67aa8-e855-5293-a8c8-8293b2b25382", tenantId: "", name: "Piotr" }; // Hybrid Identity Administrator
  const asked = (cycle: "delta" | "full" = "delta") =>
    l.service.proposeCycle({ cycle, by: { ...by, tenantId: l.tenantId }, conversationId: "chat" });
  it("a cycle that is asked for waits for approval, runs once, and is followed to its end", async () => {
    await over("default.json"); // the last run ended at 08:47, it is 09:00
    const proposed = await asked();
    assert.ok(proposed.kind === "approval", JSON.stringify(proposed));
    assert.deepEqual([proposed.approval.plan.remediation, proposed.approval.plan.risk], ["run-delta-sync", "trigger"]);
    assert.deepEqual(l.ordered, []);
    const decided = await l.service.decide({
      approvalId: proposed.approval.id,
      revision: proposed.approval.revision,
      verdict: "approved",
      reason: "",
      by: { ...by, tenantId: l.tenantId },
      tenantId: l.tenantId,
      conversationId: "chat",
    });
    assert.equal(decided.kind, "decided");
    const end = await l.service.run(proposed.approval.id);
    assert.deepEqual([end.approval.state, end.case.state, l.ordered], ["done", "resolved", ["start-sync-cycle"]]);
    assert.deepEqual([end.case.diagnosis, end.case.followUpAt], [undefined, undefined]);
    // The cycle that has just ended holds back the next one.
    const again = await asked();
    assert.match(JSON.stringify(again), /less than ten minutes ago/);
  });
  it("a request that waits is taken back by whoever asked, and by nobody else", async () => {
    await over("default.json");
    const proposed = await asked();
    assert.ok(proposed.kind === "approval");
    const { id } = proposed.approval,
      piotr = { ...by, tenantId: l.tenantId },
      grace = { id: "e752b931-2cc1-51e0-bd68-ab6fd4cdb29e", tenantId: l.tenantId, name: "Grace" };
    assert.match(JSON.stringify(await l.service.takeBack(id, grace, "chat")), /Only Piotr/);
    assert.match(JSON.stringify(await l.service.takeBack(id, piotr, "elsewhere")), /does not exist/);
    assert.equal((await l.service.getApproval(id))?.state, "pending");
    assert.equal(await l.service.takeBack(id, piotr, "chat"), undefined);
    assert.equal((await l.service.getApproval(id))?.state, "stale");
    assert.deepEqual(l.ordered, []);
    const c = await l.service.get(proposed.case.id);
    assert.equal(caseLook(c!, "en").state, "– Not run");
    assert.match(JSON.stringify(await l.service.takeBack(id, piotr, "chat")), /does not wait any more/);
  });
  it("while a cycle runs none is planned, and whoever may not ask for it is told so", async () => {
    await over("default.json");
    l.world.world.premises.scheduler!.SyncCycleInProgress = true;
    const running = await asked("full");
    assert.match(JSON.stringify(running), /running now/);
    const stranger = { id: "a4ecae41-3369-5abd-ba88-a5e3ad41728f", tenantId: l.tenantId, name: "Nobody" };
    const refused = await l.service.proposeCycle({ cycle: "delta", by: stranger, conversationId: "chat" });
    assert.equal(refused.kind, "refused");
    assert.equal((await l.store.newest(10)).length, 0);
  });
  it("faults: those whom the directory lists, with attribute and since when", async () => {
    const { withheld, services } = await (await over("default.json")).service.faults();
    assert.ok(withheld.state === "seen" && services.state === "seen");
    // As the world was written: Mariam's two values and Minh's one.
    assert.deepEqual(withheld.value.map((f) => `${f.displayName} ${f.what}`).sort(), [
      "Mariam Touré ProxyAddresses",
      "Mariam Touré UserPrincipalName",
      "Minh Tran UserPrincipalName",
    ]);
    assert.ok(withheld.value.every((f) => f.category === "PropertyConflict" && f.since !== null));
  });
});
