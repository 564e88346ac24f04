import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { depthOf, recordTrips } from "../../bench/trips";
import { ONE_PERSON_POLICY } from "../../src/approvals/states";
import { diagnose } from "../../src/cases/diagnose";
import { seen } from "../../src/domain";
import { createGraphClient } from "../../src/graph/client";
import { GraphDirectory } from "../../src/graph/graph-directory";
import { Keeper } from "../../src/graph/keeper";
import { Pacer } from "../../src/graph/pacer";
import { GraphTransport } from "../../src/graph/transport";
import { startGraphEmulator, type GraphEmulator } from "../../src/lab/graph/emulator";
import { PremisesSimulator } from "../../src/lab/premises/simulator";
import { loadScenario } from "../../src/lab/scenario";
import { World } from "../../src/lab/world";
import type { AgentLink } from "../../src/ports";
import { SimClock } from "../support/sim-clock";

const CASES = join(__dirname, "..", "scenarios", "cases");
const worlds = readdirSync(CASES).filter((f) => f.endsWith(".json") && f !== "baseline.json");

/** One world behind real HTTP; the agent answers in this process. */
async function labOf(file: string) {
  const scenario = await loadScenario(join(CASES, file)),
    world = new World(scenario.world),
    emulator = await startGraphEmulator(world),
    simulator = new PremisesSimulator(world),
    clock = new SimClock();
  const { now, sleep } = clock;
  const cloud = new GraphDirectory(
    new GraphTransport({
      client: createGraphClient({ kind: "open", baseUrl: emulator.url }),
      pacer: new Pacer({ now, sleep }),
      sleep,
    }),
    new Keeper({ now }),
  );
  const agentOf = (count: () => void): AgentLink => ({
    metered: (meter) => agentOf(() => meter.relayRoundTrips++),
    collect: async (questions) => {
      count();
      const answers = await simulator.collect(questions);
      return { answers, agent: seen({ version: "1" }, { system: "premises", via: "test" }) };
    },
    execute: () => Promise.reject(new Error("nothing is changed here")),
    outcome: () => Promise.reject(new Error("nothing is changed here")),
  });
  const triage = (purpose?: "open" | "recheck") =>
    diagnose(
      { ask: scenario.ask ?? "", ...(purpose === undefined ? {} : { purpose }) },
      { cloud, agent: agentOf(() => undefined), clock: world, policy: ONE_PERSON_POLICY },
    );
  return { triage, emulator, clock, cloud };
}
const healthReads = (e: GraphEmulator): number =>
  e.stats.log.filter((r) => r.url.includes("/admin/serviceAnnouncement/healthOverviews")).length;

describe("the reads of a triage", () => {
  it("stand at most four deep, and in 95 % of the worlds at most three", async () => {
    const recorder = recordTrips({ graphMs: 25, relayMs: 0 }),
      depths: number[] = [];
    try {
      for (const file of worlds) {
        const lab = await labOf(file);
        recorder.take();
        await lab.triage();
        depths.push(depthOf(recorder.take()));
        await lab.emulator.close();
      }
    } finally {
      recorder.stop();
    }
    assert.ok(Math.max(...depths) <= 4, depths.join(" "));
    assert.ok(depths.filter((d) => d <= 3).length >= 0.95 * worlds.length, depths.join(" "));
  });
  it("cost the same alone and among others", async () => {
    const lab = await labOf("o-010-typo-created-second-user.json"),
      cost = async () => {
        const { graphRequests, graphReads, relayRoundTrips } = (await lab.triage()).diagnosis.cost;
        return { graphRequests, graphReads, relayRoundTrips };
      };
    const alone = await cost();
    lab.clock.ms += 60_000;
    const [first] = await Promise.all(Array.from({ length: 5 }, cost));
    assert.deepEqual(first, alone);
    await lab.emulator.close();
  });
  it("use what is kept of the tenant to open a case, and read it anew for everything else", async () => {
    const lab = await labOf("o-057-single-user-in-nosync-ou.json");
    await lab.triage("open");
    await lab.triage("open");
    assert.equal(healthReads(lab.emulator), 1);
    await lab.triage("recheck");
    await lab.triage();
    assert.equal(healthReads(lab.emulator), 3);
    await lab.emulator.close();
  });
  it("come without the logs, at once, where the log APIs have no turn left, and the verdict says so and less", async () => {
    const lab = await labOf("o-010-typo-created-second-user.json"),
      before = (await lab.triage()).diagnosis;
    for (let i = 0; i < 5; i++) await lab.cloud.audits({ targetIds: ["x"], sinceIso: "2026-01-01T00:00:00Z" }, 0);
    const { diagnosis } = await lab.triage();
    assert.deepEqual(lab.clock.slept, []);
    assert.equal(diagnosis.rootCause.code, before.rootCause.code);
    assert.equal(before.rootCause.confidence, "certain");
    assert.equal(diagnosis.rootCause.confidence, "likely");
    assert.ok(diagnosis.notChecked.some((n) => n.what === "entra.audits" && n.why.startsWith("throttled")));
    await lab.emulator.close();
  });
});
