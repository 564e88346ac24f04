/**
 * `npm run bench`: the wall time of one triage against its slowest single read, side by side in one run, with the delays of a real tenant:
 * 150 ms a Graph request, 40 ms over the relay, 0.3 to 1.5 s an operation on the server. Prints medians and ratios; times stay out of the tests.
 */
import { join } from "node:path";
import { diagnose } from "../src/cases/diagnose";
import type { PremisesQuestion } from "../src/domain";
import { createGraphClient } from "../src/graph/client";
import { GraphDirectory } from "../src/graph/graph-directory";
import { GraphTransport } from "../src/graph/transport";
import { startGraphEmulator } from "../src/lab/graph/emulator";
import { PremisesSimulator } from "../src/lab/premises/simulator";
import { loadScenario } from "../src/lab/scenario";
import { World } from "../src/lab/world";
import type { AgentLink, CloudDirectory } from "../src/ports";
import { seen } from "../src/domain";
import { ONE_PERSON_POLICY } from "../src/approvals/states";

const GRAPH_MS = 150,
  RELAY_MS = 40,
  RUNS = 5;
/** Operations of one collection run side by side on the server; the slowest decides. */
const OPERATION_MS: Partial<Record<PremisesQuestion["kind"], number>> = {
  people: 300,
  chains: 600,
  endpoints: 1500,
  events: 900,
  "run-history": 700,
};
const wait = (ms: number): Promise<void> => new Promise((r) => setTimeout(r, ms));
const median = (v: number[]): number => [...v].sort((a, b) => a - b)[Math.floor(v.length / 2)]!;

async function measure(id: string): Promise<{ wall: number; slowest: number; graph: number; relay: number }> {
  const s = await loadScenario(join(__dirname, "..", "test", "scenarios", "cases", `${id}.json`)),
    world = new World(s.world),
    emulator = await startGraphEmulator(world),
    simulator = new PremisesSimulator(world);
  const real = new GraphDirectory(
    new GraphTransport({ client: createGraphClient({ kind: "open", baseUrl: emulator.url }) }),
  );
  let slowest = 0,
    graphTrips = 0,
    relayTrips = 0;
  const timed = async <T>(ms: number, work: () => Promise<T>): Promise<T> => {
    const at = performance.now();
    await wait(ms);
    const out = await work();
    slowest = Math.max(slowest, performance.now() - at);
    return out;
  };
  const cloud = new Proxy(real, {
    get: (t, k: keyof CloudDirectory) => {
      const v = t[k];
      return typeof v === "function"
        ? (...a: unknown[]) => {
            graphTrips++;
            return timed(GRAPH_MS, () => (v as (...x: unknown[]) => Promise<unknown>).apply(t, a));
          }
        : v;
    },
  }) as CloudDirectory;
  const agent: AgentLink = {
    counters: { roundTrips: 0, slowestMs: 0 },
    execute: () => Promise.reject(new Error("a bench changes nothing")),
    outcome: () => Promise.reject(new Error("a bench changes nothing")),
    collect: (q) => {
      relayTrips++;
      return timed(RELAY_MS + Math.max(...q.map((x) => OPERATION_MS[x.kind] ?? 300)), async () => ({
        answers: await simulator.collect(q),
        agent: seen({ version: "1" }, { system: "premises", via: "bench" }),
      }));
    },
  };
  const walls: number[] = [],
    slow: number[] = [];
  for (let i = 0; i < RUNS; i++) {
    slowest = 0;
    graphTrips = 0;
    relayTrips = 0;
    const at = performance.now();
    await diagnose({ ask: s.ask ?? "" }, { cloud, agent, clock: world, policy: ONE_PERSON_POLICY });
    walls.push(performance.now() - at);
    slow.push(slowest);
  }
  await emulator.close();
  return { wall: median(walls), slowest: median(slow), graph: graphTrips, relay: relayTrips };
}
void (async () => {
  const cases: [string, string, number][] = [
    ["o-057-single-user-in-nosync-ou", "missing, one look", 1.25],
    ["i-018-paused-for-support", "engine fault, one look", 1.25],
    ["o-010-typo-created-second-user", "duplicate, second look", 1.6],
    ["o-042-alias-added-twice", "holder, second look", 1.6],
    ["i-045-terms-of-use", "sign-in log needed", 1.6],
  ];
  for (const [id, what, goal] of cases) {
    const m = await measure(id),
      ratio = m.wall / m.slowest;
    console.log(
      `${what.padEnd(26)} wall ${Math.round(m.wall)} ms  slowest read ${Math.round(m.slowest)} ms  ratio ${ratio.toFixed(2)} (goal ${goal}) ${ratio <= goal ? "met" : "MISSED"}  Graph calls ${m.graph}  relay round trips ${m.relay}`,
    );
  }
})();
