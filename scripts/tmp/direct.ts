import { loadScenario } from "../../src/lab/scenario";
import { World } from "../../src/lab/world";
import { startGraphEmulator } from "../../src/lab/graph/emulator";
import { PremisesSimulator } from "../../src/lab/premises/simulator";
import { GraphDirectory } from "../../src/graph/graph-directory";
import { GraphTransport } from "../../src/graph/transport";
import { createGraphClient } from "../../src/graph/client";
import { collectFacts } from "../../src/cases/collect";
import { seen } from "../../src/domain";
import { readdirSync } from "node:fs";
(async () => {
  const only = process.argv[2];
  let world: World | undefined; let emu: any; 
  for (const f of readdirSync("test/scenarios/cases").filter(f => !only || f.includes(only))) {
    const s = await loadScenario("test/scenarios/cases/" + f);
    if (!world) { world = new World(s.world); emu = await startGraphEmulator(world as any); } else world.replace(s.world);
    const sim = new PremisesSimulator(world);
    const cloud = new GraphDirectory(new GraphTransport({ client: createGraphClient({ kind: "lab", baseUrl: emu.url }) }));
    const agent: any = { counters: { roundTrips: 0, slowestMs: 0 }, collect: async (q: any) => { agent.counters.roundTrips++; return { answers: await sim.collect(q), agent: seen({ version: "1" }, { system: "premises", via: "x" }) }; } };
    const t = performance.now();
    const c = await collectFacts({ ask: s.ask ?? "" }, { cloud, agent, clock: world });
    const bad = Object.entries(c.facts).filter(([, v]: any) => v.state === "unreadable").map(([k, v]: any) => `${k}:${v.why}:${v.detail}`);
    const ad: any = c.facts["ad.user"], eu: any = c.facts["entra.user"];
    console.log(s.id, c.resolution.kind, `ad=${ad.value?.userPrincipalName ?? ad.state} cloud=${eu.value?.userPrincipalName ?? eu.state} rel=${(c.facts["entra.relatedUsers"] as any).value?.length} del=${(c.facts["entra.deletedUsers"] as any).value?.length} hold=${(c.facts["entra.otherHolders"] as any).value?.length} adrel=${(c.facts["ad.related"] as any).value?.length}`, Math.round(performance.now() - t), cloud.counters.requests, agent.counters.roundTrips, bad.filter(b => !b.includes("not-asked")).join(" | ").slice(0, 300));
    if (only && process.argv[3]) console.log(JSON.stringify(Object.fromEntries(process.argv[3].split(",").map(k => [k, (c.facts as any)[k]])), null, 1));
  }
  await emu.close();
})();
