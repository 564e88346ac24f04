import assert from "node:assert/strict";
import { join } from "node:path";
import { startGraphEmulator, type GraphEmulator } from "../../../src/lab/graph/emulator";
import { loadScenario } from "../../../src/lab/scenario";
import { World } from "../../../src/lab/world";

const SIGN_INS = "/v1.0/auditLogs/signIns",
  AUDITS = "/v1.0/auditLogs/directoryAudits",
  ISSUES = "/v1.0/admin/serviceAnnouncement/issues";

describe("the limits of the Graph emulator", () => {
  let world: World, emulator: GraphEmulator;
  const start = async (limits: boolean): Promise<void> => {
    world = new World((await loadScenario(join("test", "scenarios", "baseline.json"))).world, () => 0);
    emulator = await startGraphEmulator(world, { limits });
  };
  afterEach(() => emulator.close());
  const get = async (path: string): Promise<{ status: number; wait: string | null }> => {
    const r = await fetch(`${emulator.url}${path}`);
    await r.arrayBuffer();
    return { status: r.status, wait: r.headers.get("retry-after") };
  };
  const many = async (count: number, path: string): Promise<number[]> => {
    const out: number[] = [];
    for (let i = 0; i < count; i++) out.push((await get(path)).status);
    return out;
  };

  it("give the log APIs five answers in ten seconds, all together, and say when to come again", async () => {
    await start(true);
    assert.deepEqual(await many(3, SIGN_INS), [200, 200, 200]);
    assert.deepEqual(await many(2, AUDITS), [200, 200]);
    world.advance(4_000);
    assert.deepEqual(await get(AUDITS), { status: 429, wait: "6" });
    world.advance(6_000);
    assert.equal((await get(SIGN_INS)).status, 200);
  });
  it("give service communications 240 answers a minute and 800 an hour", async () => {
    await start(true);
    for (let minute = 0; minute < 3; minute++) {
      assert.ok((await many(240, ISSUES)).every((s) => s === 200));
      assert.equal((await get(ISSUES)).status, 429);
      world.advance(60_000);
    }
    assert.ok((await many(80, ISSUES)).every((s) => s === 200));
    assert.deepEqual(await get(ISSUES), { status: 429, wait: String(3600 - 180) });
  });
  it("leave everything else alone, and all of it where they are off", async () => {
    await start(true);
    assert.ok((await many(20, "/v1.0/users?$top=1")).every((s) => s === 200));
    await emulator.close();
    await start(false);
    assert.ok((await many(20, SIGN_INS)).every((s) => s === 200));
  });
});
