/** The case service over a world: the real Graph client against the emulator, the simulator asked directly, everything else in memory. */
import { join } from "node:path";
import { ONE_PERSON_POLICY, type ApprovalPolicy } from "../../src/approvals/states";
import type { CaseService } from "../../src/cases/contract";
import { FOLLOW_UPS_MS } from "../../src/cases/follow-up";
import { caseServiceOver, cloudOver } from "../../src/cli/wire";
import { absent, seen, type PremisesCommand } from "../../src/domain";
import { startGraphEmulator } from "../../src/lab/graph/emulator";
import { labRights } from "../../src/lab/people";
import { PremisesSimulator } from "../../src/lab/premises/simulator";
import { loadScenario } from "../../src/lab/scenario";
import { World } from "../../src/lab/world";
import type { AgentLink, CloudDirectory } from "../../src/ports";
import { MemoryAudit, MemoryStore } from "../../src/store/memory";

export interface CaseLab {
  readonly service: CaseService;
  readonly world: World;
  readonly store: MemoryStore;
  readonly audit: MemoryAudit;
  readonly tenantId: string;
  /** Commands that reached the server. */
  readonly ordered: PremisesCommand["kind"][];
  close(): Promise<void>;
}
const via = { system: "premises", via: "the simulator" } as const;

/** What stands between the service and the lab. */
export type Between = (ports: { cloud: CloudDirectory; agent: AgentLink }) => {
  cloud: CloudDirectory;
  agent: AgentLink;
};

/** `scenario`: a path below test/scenarios. The clock moves only where the lab moves it. */
export async function startCaseLab(
  scenario: string,
  policy: ApprovalPolicy = ONE_PERSON_POLICY,
  between: Between = (ports) => ports,
): Promise<CaseLab> {
  const { world: data } = await loadScenario(join("test", "scenarios", scenario)),
    world = new World(data, () => 0),
    simulator = new PremisesSimulator(world),
    emulator = await startGraphEmulator(world),
    ordered: PremisesCommand["kind"][] = [];
  const agent: AgentLink = {
    metered: () => agent,
    collect: async (questions) => ({
      answers: await simulator.collect(questions),
      agent: seen({ version: world.world.premises.agent.version }, via),
    }),
    execute: (command) => {
      ordered.push(command.kind);
      return simulator.execute(command);
    },
    outcome: async () => absent(via),
  };
  const store = new MemoryStore(),
    audit = new MemoryAudit(),
    tenantId = data.cloud.organization.id;
  const service = caseServiceOver({
    ...between({ cloud: cloudOver({ kind: "open", baseUrl: emulator.url }), agent }),
    clock: world,
    store,
    audit,
    tenantId,
    policy,
    rights: labRights(data),
    cycle: { pollMs: 1, polls: 5 },
    asking: { orderLifeMs: 1_000, firstMs: 1, mostMs: 4, patienceMs: 20, cloudPatienceMs: 20 },
    followUpsMs: FOLLOW_UPS_MS,
  });
  return { service, world, store, audit, tenantId, ordered, close: () => emulator.close() };
}
