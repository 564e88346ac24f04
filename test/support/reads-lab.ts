/** Shared worlds behind real HTTP, one after the other, and a clock that only sleeping moves; the agent answers in this process. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { ONE_PERSON_POLICY } from "../../src/approvals/states";
import { diagnose, type DiagnoseResult } from "../../src/cases/diagnose";
import { seen } from "../../src/domain";
import type { Purpose } from "../../src/facts/collect";
import { createGraphClient } from "../../src/graph/client";
import { GraphDirectory } from "../../src/graph/graph-directory";
import { Keeper } from "../../src/graph/keeper";
import { Pacer } from "../../src/graph/pacer";
import { GraphTransport } from "../../src/graph/transport";
import { startGraphEmulator, type GraphEmulator } from "../../src/lab/graph/emulator";
import { PremisesSimulator } from "../../src/lab/premises/simulator";
import { loadScenario } from "../../src/lab/scenario";
import { World } from "../../src/lab/world";
import type { AgentLink, CloudDirectory } from "../../src/ports";
import { SimClock } from "./sim-clock";

export const CASES = join(__dirname, "..", "scenarios", "cases");
/** File names of the shared worlds. */
export const worlds = readdirSync(CASES).filter((f) => f.endsWith(".json") && f !== "baseline.json");

/** One world: its directory with what this process keeps, paces and counts, and its triage. */
export interface ReadsLab {
  readonly cloud: CloudDirectory;
  readonly clock: SimClock;
  triage(purpose?: Purpose): Promise<DiagnoseResult>;
}
/** `of` puts a world in place of the one before, as a new process would meet it, and its time is the clock's; `limits` refuses what is too much as Graph does. */
export async function startReadsLab(options: { limits?: boolean } = {}): Promise<{
  readonly emulator: GraphEmulator;
  of(file: string): Promise<ReadsLab>;
}> {
  let time = new SimClock();
  const world = new World((await loadScenario(join(CASES, worlds[0]!))).world, () => time.ms),
    emulator = await startGraphEmulator(world, options),
    simulator = new PremisesSimulator(world);
  const agentCounting = (count: () => void): AgentLink => ({
    metered: (meter) => agentCounting(() => meter.relayRoundTrips++),
    collect: async (questions) => {
      count();
      const answers = await simulator.collect(questions);
      return { answers, agent: seen({ version: "1" }, { system: "premises", via: "test" }) };
    },
    execute: () => Promise.reject(new Error("nothing is changed here")),
    outcome: () => Promise.reject(new Error("nothing is changed here")),
  });
  const agent = agentCounting(() => undefined),
    client = createGraphClient({ kind: "open", baseUrl: emulator.url });
  return {
    emulator,
    of: async (file) => {
      const scenario = await loadScenario(join(CASES, file)),
        clock = new SimClock(),
        { now, sleep } = clock,
        transport = new GraphTransport({ client, pacer: new Pacer({ now, sleep }), sleep }),
        cloud = new GraphDirectory(transport, new Keeper({ now }));
      time = clock;
      world.replace(scenario.world);
      const triage = (purpose?: Purpose) =>
        diagnose(
          { ask: scenario.ask ?? "", ...(purpose === undefined ? {} : { purpose }) },
          { cloud, agent, clock: world, policy: ONE_PERSON_POLICY },
        );
      return { cloud, clock, triage };
    },
  };
}
