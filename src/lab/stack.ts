/** Everything of the lab in one handle: world, Graph emulator, premises simulator, relay broker, the agent's own process, and a case service over them. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Scenario } from "./scenario";
import { World } from "./world";
import { startGraphEmulator, type GraphEmulator } from "./graph/emulator";
import { PremisesSimulator } from "./premises/simulator";
import type { AgentLink } from "../ports";

export interface LabStack {
  readonly world: World;
  readonly graph: GraphEmulator;
  readonly simulator: PremisesSimulator;
  readonly agent: AgentLink;
  readonly relayUrl: string;
  readonly folder: string;
  close(): Promise<void>;
}
/** Starts the Graph emulator, the premises and the relay over one world, and the agent that `startAgent` makes; all of it on loopback. */
export async function startLabStack(
  scenario: Scenario,
  startAgent: (parts: {
    simulator: PremisesSimulator;
    world: World;
    folder: string;
  }) => Promise<{ link: AgentLink; relayUrl: string; close(): Promise<void> }>,
): Promise<LabStack> {
  const world = new World(scenario.world),
    simulator = new PremisesSimulator(world);
  const folder = await mkdtemp(join(tmpdir(), "sync-triage-lab-"));
  const graph = await startGraphEmulator(world);
  const { link, relayUrl, close } = await startAgent({ simulator, world, folder });
  return {
    world,
    graph,
    simulator,
    agent: link,
    relayUrl,
    folder,
    close: async () => {
      await close();
      await graph.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
