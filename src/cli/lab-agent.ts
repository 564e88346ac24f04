/** The lab's way to the agent. */
import { seen } from "../domain";
import type { AgentLink, CommandOutcome } from "../ports";
import type { PremisesSimulator } from "../lab/premises/simulator";
import type { World } from "../lab/world";

export async function startLabAgent({ simulator, world }: { simulator: PremisesSimulator; world: World; folder: string }): Promise<{ link: AgentLink; relayUrl: string; close(): Promise<void> }> {
  const counters = { roundTrips: 0, slowestMs: 0 }, done = new Map<string, CommandOutcome>();
  const link: AgentLink = {
    counters,
    collect: async (q) => { counters.roundTrips++; return { answers: await simulator.collect(q), agent: seen({ version: world.world.premises.agent.version }, { system: "premises", via: "agent" }) }; },
    execute: async (c, e) => { const o = done.get(e.commandId) ?? await simulator.execute(c); done.set(e.commandId, o); return o; },
    outcome: async (id) => { const o = done.get(id); return o === undefined ? { state: "absent", from: { system: "premises", via: "journal" } } : seen(o, { system: "premises", via: "journal" }); },
  };
  return { link, relayUrl: "", close: async () => undefined };
}
