import assert from "node:assert/strict";
import { seen, unreadable } from "../../src/domain";
import { Keeper } from "../../src/graph/keeper";
import type { TenantKey, TenantReads } from "../../src/ports";
import { SimClock } from "../support/sim-clock";

const HOUR = 3_600_000,
  from = { system: "entra", via: "test" } as const;
describe("what is kept of the tenant", () => {
  let clock: SimClock, asked: TenantKey[][], denied: boolean;
  const read = (keys: readonly TenantKey[]): Promise<Partial<TenantReads>> => {
    asked.push([...keys]);
    return Promise.resolve({
      "entra.domains": denied ? unreadable("denied", "403") : seen([{ id: "contoso.com", isVerified: true }], from),
    });
  };
  const readsOf = (key: TenantKey): number => asked.filter((keys) => keys.includes(key)).length;
  beforeEach(() => {
    clock = new SimClock();
    asked = [];
    denied = false;
  });
  for (const triages of [20, 2000])
    it(`${triages} triages in an hour read each health path at most twelve times`, async () => {
      const keeper = new Keeper(clock);
      for (let i = 0; i < triages; i++) {
        await keeper.tenant(read, false);
        clock.ms += HOUR / triages;
      }
      assert.ok(readsOf("entra.serviceIssues") <= 12, JSON.stringify(readsOf("entra.serviceIssues")));
      assert.ok(readsOf("entra.organization") <= 60);
    });
  it("reads all of it anew where that is asked for, and keeps it for the others", async () => {
    const keeper = new Keeper(clock);
    await keeper.tenant(read, false);
    await keeper.tenant(read, true);
    await keeper.tenant(read, false);
    assert.equal(asked.length, 2);
    assert.deepEqual(asked[1], asked[0]);
  });
  it("lets those who come at once wait for one answer", async () => {
    const keeper = new Keeper(clock);
    const all = await Promise.all(Array.from({ length: 20 }, () => keeper.tenant(read, false)));
    assert.equal(asked.length, 1);
    assert.ok(all.every((t) => t["entra.domains"].state === "seen"));
  });
  it("keeps a refusal for a short while only", async () => {
    const keeper = new Keeper(clock);
    denied = true;
    await keeper.tenant(read, false);
    denied = false;
    clock.ms += 31_000;
    assert.equal((await keeper.tenant(read, false))["entra.domains"].state, "seen");
  });
  it("forgets everything where the version changes", async () => {
    let version = 1;
    const keeper = new Keeper({ now: clock.now, version: () => version });
    await keeper.tenant(read, false);
    version = 2;
    await keeper.tenant(read, false);
    assert.equal(asked.length, 2);
  });
});
