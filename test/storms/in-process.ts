/** A site in this process over real files: the bot, the case service and the store may die and start again; world, agent, cloud and Teams stay. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Asking } from "../../src/approvals/became";
import { ONE_PERSON_POLICY } from "../../src/approvals/states";
import { TEAMS } from "../../src/bot/channel";
import { startBot, type Bot } from "../../src/bot/server";
import { caseServiceOver, cloudOver, recordsIn } from "../../src/cli/wire";
import { absent, seen } from "../../src/domain";
import { startGraphEmulator, type GraphEmulator } from "../../src/lab/graph/emulator";
import { labRights } from "../../src/lab/people";
import type { Scenario } from "../../src/lab/scenario";
import { World } from "../../src/lab/world";
import type { AgentLink, CloudDirectory, CommandOutcome } from "../../src/ports";
import { Died } from "../crash/mortal";
import { RecordingSimulator, storedIn, writesIn } from "../crash/records";
import type { Random } from "../differential/random";
import { startFakeConnector, type FakeConnector } from "../support/fake-connector";
import type { Site } from "./site";

const VIA = { system: "premises", via: "the simulator" } as const;
/** In one process a lost answer is known at once, or never. */
const ASKING: Asking = { orderLifeMs: 50, firstMs: 5, mostMs: 20, patienceMs: 200, cloudPatienceMs: 50 };
/** What may become of an order on its way: nothing special, its answer is lost, or it is. */
const LOST_ANSWER = 0.05,
  NEVER_ARRIVES = 0.05;

/** The agent with its journal: an order is carried out once, whatever becomes of its answer. */
function fakeAgent(simulator: RecordingSimulator, version: string, random: Random): AgentLink {
  const journal = new Map<string, CommandOutcome>();
  const agent: AgentLink = {
    metered: () => agent,
    collect: async (questions) => ({ answers: await simulator.collect(questions), agent: seen({ version }, VIA) }),
    execute: async (command, { commandId }) => {
      if (random.chance(NEVER_ARRIVES))
        return { state: "failed", detail: "It did not reach the agent; nothing was run." };
      const known = journal.get(commandId);
      if (known !== undefined) return known;
      const outcome = await simulator.execute(command);
      journal.set(commandId, outcome);
      return random.chance(LOST_ANSWER) ? { state: "unknown", detail: "The answer was lost." } : outcome;
    },
    outcome: async (commandId) => {
      const outcome = journal.get(commandId);
      return outcome === undefined ? absent(VIA) : seen(outcome, VIA);
    },
  };
  return agent;
}

/** One life of the bot. After its death whatever it asks of a port is never answered. */
class Life {
  #dead = false;
  bot!: Bot;
  close: () => Promise<void> = async () => undefined;
  #died: () => void = () => undefined;
  readonly #death = new Promise<void>((resolve) => {
    this.#died = resolve;
  });
  die(): void {
    this.#dead = true;
    this.#died();
  }
  orDied<T>(work: Promise<T>): Promise<T> {
    work.catch(() => undefined);
    return Promise.race([
      work,
      this.#death.then<never>(() => {
        throw new Died("the bot");
      }),
    ]);
  }
  /** The port as this life sees it. */
  mortal<T extends object>(port: T): T {
    return new Proxy(port, {
      get: (target, name) => {
        const value = Reflect.get(target, name) as unknown;
        if (typeof value !== "function") return value;
        return (...of: unknown[]): unknown => {
          if (this.#dead) return new Promise(() => undefined);
          const result: unknown = (value as (...x: unknown[]) => unknown).apply(target, of);
          if (!(result instanceof Promise)) return isPort(result) ? this.mortal(result) : result;
          return result.then(
            (x) => (this.#dead ? new Promise(() => undefined) : x),
            (error) => (this.#dead ? new Promise(() => undefined) : Promise.reject(error)),
          );
        };
      },
    });
  }
}
/** `metered` gives the same port once more. */
const isPort = (x: unknown): x is object => typeof x === "object" && x !== null && "metered" in x;

export class InProcess implements Site {
  #life = new Life();
  private constructor(
    readonly connector: FakeConnector,
    private readonly world: World,
    private readonly simulator: RecordingSimulator,
    private readonly graph: GraphEmulator,
    private readonly agent: AgentLink,
    private readonly folder: string,
  ) {}
  static async start(scenario: Scenario, random: Random): Promise<InProcess> {
    const world = new World(scenario.world, () => 0),
      simulator = new RecordingSimulator(world),
      [connector, graph, folder] = await Promise.all([
        startFakeConnector(),
        startGraphEmulator(world),
        mkdtemp(join(tmpdir(), "storm-")),
      ]),
      agent = fakeAgent(simulator, world.world.premises.agent.version, random);
    const site = new InProcess(connector, world, simulator, graph, agent, folder);
    await site.#begin();
    return site;
  }
  async #begin(): Promise<void> {
    const life = new Life(),
      records = await recordsIn(this.folder),
      conversations = life.mortal(records.conversations);
    const service = caseServiceOver({
      cloud: life.mortal<CloudDirectory>(
        cloudOver({ kind: "open", baseUrl: this.graph.url }, () => this.world.revision),
      ),
      agent: life.mortal(this.agent),
      clock: this.world,
      store: life.mortal(records.store),
      audit: life.mortal(records.audit),
      tenantId: this.tenantId,
      policy: ONE_PERSON_POLICY,
      rights: labRights(this.world.world),
      cycle: { pollMs: 1, polls: 5 },
      asking: ASKING,
      followUpsMs: [3_600_000],
    });
    life.close = records.close;
    life.bot = await startBot({
      host: "127.0.0.1",
      port: 0,
      service,
      auth: { kind: "loopback" },
      tenantId: this.tenantId,
      channel: { ...TEAMS, detailsIn: "everywhere" },
      conversations,
      catchUpMs: 50,
      now: () => this.world.now(),
    });
    this.#life = life;
  }
  get tenantId(): string {
    return this.world.world.cloud.organization.id;
  }
  get messages(): string {
    return `${this.#life.bot.url}/api/messages`;
  }
  advance(ms: number): void {
    this.world.advance(ms);
  }
  orDied<T>(work: Promise<T>): Promise<T> {
    return this.#life.orDied(work);
  }
  idle(): Promise<void> {
    return this.#life.bot.idle();
  }
  async restart(): Promise<void> {
    const old = this.#life;
    await old.bot.close();
    await old.close();
    old.die();
    await this.#begin();
  }
  async crash(): Promise<void> {
    const { hold } = this.connector,
      old = this.#life;
    old.die();
    // What is on its way to Teams arrives there; what a dead process would still begin does not.
    this.connector.hold = () => new Promise(() => undefined);
    for (let turn = 0; turn < 50; turn++) await new Promise((r) => setImmediate(r));
    this.connector.hold = hold;
    await old.close();
    await this.#begin();
  }
  async refusesSecond(): Promise<boolean> {
    const second = await recordsIn(this.folder).catch(() => undefined);
    await second?.close();
    return second === undefined;
  }
  stored(conversationId: string) {
    return storedIn(this.folder, conversationId);
  }
  effects(): string[] {
    return [...this.simulator.effects, ...writesIn(this.graph)];
  }
  async close(): Promise<void> {
    await this.#life.bot.close();
    await this.#life.close();
    await this.connector.stop();
    await this.graph.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}
