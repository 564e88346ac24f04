/** The product over a made world, from outside: the real Graph client against the emulator, the simulator asked without the relay between. */
import { ONE_PERSON_POLICY } from "../../src/approvals/states";
import { diagnose, type DiagnoseResult } from "../../src/cases/diagnose";
import { lineOf, type TriageLine } from "../../src/cli/triage-line";
import { cloudOver } from "../../src/cli/wire";
import { absent, seen, unreadable, type CollectAnswers } from "../../src/domain";
import { startGraphEmulator, type GraphEmulator } from "../../src/lab/graph/emulator";
import { PremisesSimulator } from "../../src/lab/premises/simulator";
import type { World as WorldData } from "../../src/lab/scenario";
import { World } from "../../src/lab/world";
import type { AgentLink } from "../../src/ports";

const via = { system: "premises", via: "the simulator" } as const;
const OFFLINE = unreadable("offline", "agent-offline: 404 There are no listeners connected for the endpoint", {
  system: "premises",
  via: "the relay",
});

/** One emulator for many worlds. */
export class WorldLab {
  private constructor(
    private readonly world: World,
    private readonly emulator: GraphEmulator,
  ) {}
  static async start(first: WorldData): Promise<WorldLab> {
    const world = new World(first, () => 0);
    return new WorldLab(world, await startGraphEmulator(world));
  }
  /** The verdict on a world, as it is printed. */
  async judge(id: string, world: WorldData, ask: string): Promise<TriageLine> {
    return lineOf(id, (await this.diagnose(world, ask)).diagnosis);
  }
  /** What was read of a world, and what was made of it. */
  async diagnose(world: WorldData, ask: string): Promise<DiagnoseResult> {
    this.world.replace(world);
    const simulator = new PremisesSimulator(this.world);
    const agent: AgentLink = {
      metered: () => agent,
      collect: async (questions) =>
        world.premises.agent.online
          ? {
              answers: await simulator.collect(questions),
              agent: seen({ version: world.premises.agent.version }, via),
            }
          : {
              answers: Object.fromEntries(questions.map((q) => [q.kind, OFFLINE])) as CollectAnswers,
              agent: OFFLINE,
            },
      execute: async () => ({ state: "failed", detail: "Made worlds are only judged." }),
      outcome: async () => absent(via),
    };
    const ports = { cloud: cloudOver({ kind: "open", baseUrl: this.emulator.url }), agent, clock: this.world };
    return diagnose({ ask }, { ...ports, policy: ONE_PERSON_POLICY });
  }
  close(): Promise<void> {
    return this.emulator.close();
  }
}
