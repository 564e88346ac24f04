/** The tenant as a whole, over worlds with a known fault. */
import assert from "node:assert/strict";
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
