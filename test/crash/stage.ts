/** All that outlives a crash, in this process: world, Graph emulator, the server's systems, relay and Teams; and the bot and the agent as processes that may be killed. */
import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { COMMAND_KINDS, PERMISSION_SET_IDS } from "../../src/domain";
import { startGraphEmulator, type GraphEmulator } from "../../src/lab/graph/emulator";
import { startPremisesServer } from "../../src/lab/premises/http-server";
import { labRights } from "../../src/lab/people";
import { loadScenario, type Scenario } from "../../src/lab/scenario";
import { World } from "../../src/lab/world";
import { newKeyPair, privateKeyText, publicKeyText } from "../../src/premises/wire";
import { startBroker } from "../../src/relay";
import { startFakeConnector, type FakeConnector } from "../support/fake-connector";
import { Mortal } from "./mortal";
import { RecordingSimulator, storedIn, writesIn, type Stored } from "./records";
import type { BotSettings } from "./report";

const ENTITY = "agents/crash",
  AGENT_ID = "crash",
  IDLE_MS = 60_000;

/** A world that tells whoever follows its clock. */
class ToldWorld extends World {
  onChange: () => void = () => undefined;
  override advance(ms: number): void {
    super.advance(ms);
    this.onChange();
  }
  override changed(): void {
    super.changed();
    this.onChange?.();
  }
}
export class Stage {
  #bot: Mortal | undefined;
  #agent: Mortal | undefined;
  #messages = "";
  #restartingAgent: Promise<void> = Promise.resolve();
  #closed = false;
  /** The point at which the agent ended last, since the last reset. */
  agentCrash: string | undefined;
  private constructor(
    readonly world: ToldWorld,
    readonly simulator: RecordingSimulator,
    readonly graph: GraphEmulator,
    readonly connector: FakeConnector,
    private readonly folder: string,
    private readonly settings: Omit<BotSettings, "offsetMs" | "revision">,
    private readonly agentEnv: Readonly<Record<string, string>>,
    private readonly closers: readonly (() => Promise<unknown>)[],
  ) {}

  /** Everything over one scenario (a path below test/scenarios); bot and agent are up when it resolves. */
  static async start(scenario: Scenario): Promise<Stage> {
    const world = new ToldWorld(scenario.world),
      simulator = new RecordingSimulator(world),
      folder = await mkdtemp(join(tmpdir(), "crash-")),
      [bot, agent] = [newKeyPair(), newKeyPair()],
      [listenKey, sendKey] = [randomBytes(32).toString("base64"), randomBytes(32).toString("base64")],
      tenantId = scenario.world.cloud.organization.id;
    const [graph, server, connector, broker] = await Promise.all([
      startGraphEmulator(world),
      startPremisesServer(simulator),
      startFakeConnector(),
      startBroker({
        host: "127.0.0.1",
        port: 0,
        entities: [ENTITY],
        rules: [
          { name: "listen", scope: ENTITY, rights: ["Listen"], keys: [listenKey] },
          { name: "send", scope: ENTITY, rights: ["Send"], keys: [sendKey] },
        ],
      }),
    ]);
    const policy = join(folder, "policy.json");
    await writeFile(
      policy,
      JSON.stringify({
        schema: "policy/1",
        allow: [...COMMAND_KINDS],
        scopes: "everywhere",
        grants: [...PERMISSION_SET_IDS],
      }),
    );
    const stage = new Stage(
      world,
      simulator,
      graph,
      connector,
      folder,
      {
        folder: join(folder, "data"),
        tenantId,
        graphUrl: graph.url,
        relayUrl: broker.url,
        relayEntity: ENTITY,
        relayKeyName: "send",
        relayKey: sendKey,
        agentId: AGENT_ID,
        signKey: privateKeyText(bot.privateKey),
        agentKey: publicKeyText(agent.publicKey),
        rights: labRights(scenario.world),
      },
      {
        SYNC_TRIAGE_AGENT_ID: AGENT_ID,
        SYNC_TRIAGE_TENANT: tenantId,
        SYNC_TRIAGE_RELAY: broker.url,
        SYNC_TRIAGE_RELAY_ENTITY: ENTITY,
        SYNC_TRIAGE_RELAY_KEY_NAME: "listen",
        SYNC_TRIAGE_RELAY_KEY: listenKey,
        SYNC_TRIAGE_BOT_PUBLIC_KEY: publicKeyText(bot.publicKey),
        SYNC_TRIAGE_AGENT_PRIVATE_KEY: privateKeyText(agent.privateKey),
        SYNC_TRIAGE_JOURNAL: join(folder, "journal.jsonl"),
        SYNC_TRIAGE_POLICY: policy,
        SYNC_TRIAGE_HOST: "loopback",
        SYNC_TRIAGE_HOST_URL: server.url,
        SYNC_TRIAGE_HOST_TOKEN: server.token,
      },
      [() => broker.close(), () => server.close(), () => graph.close(), () => connector.stop()],
    );
    world.onChange = () => stage.#tellClock();
    try {
      await Promise.all([stage.startAgent(), stage.startBot()]);
    } catch (error) {
      await stage.close();
      throw error;
    }
    return stage;
  }
  get tenantId(): string {
    return this.settings.tenantId;
  }
  get bot(): Mortal {
    if (this.#bot === undefined) throw new Error("The bot has not been started");
    return this.#bot;
  }
  get agent(): Mortal {
    if (this.#agent === undefined) throw new Error("The agent has not been started");
    return this.#agent;
  }
  /** Where the bot takes its messages. */
  get messages(): string {
    return this.#messages;
  }
  #clock(): { offsetMs: number; revision: number } {
    return { offsetMs: this.world.now().getTime() - Date.now(), revision: this.world.revision };
  }
  #tellClock(): void {
    this.#bot?.tell({ kind: "clock", ...this.#clock() });
  }
  /** Starts the bot over its folder; it ends at its point `killAt`, counted from its start (0 = never). */
  async startBot(killAt = 0): Promise<void> {
    const { mortal, first } = await Mortal.start({
      entry: join("test", "crash", "bot-main.ts"),
      env: { CRASH_BOT: JSON.stringify({ ...this.settings, ...this.#clock() }), CRASH_AT: String(killAt) },
      folders: [this.settings.folder],
      report: join(this.folder, "bot-crash.json"),
    });
    if (first?.kind !== "listening") throw new Error("The bot said something else than that it listens");
    this.#bot = mortal;
    this.#messages = `${first.url}/api/messages`;
    this.#tellClock();
  }
  /** Starts the agent over its journal; whenever it ends it is started again, as a service manager would. */
  async startAgent(): Promise<void> {
    const { mortal } = await Mortal.start({
      entry: join("src", "cli", "agent-main.ts"),
      env: this.agentEnv,
      folders: [join(this.folder, "journal")],
      report: join(this.folder, "agent-crash.json"),
    });
    this.#agent = mortal;
    void mortal.ended.then(() => {
      if (this.#closed) return;
      this.agentCrash = mortal.report()?.at ?? "?";
      this.#restartingAgent = this.startAgent().catch(() => undefined);
    });
  }
  /** Ends the process at its point of this number, counted from now. */
  arm(which: "bot" | "agent", at: number): void {
    this[which].tell({ kind: "arm", at });
  }
  async points(which: "bot" | "agent"): Promise<readonly string[]> {
    const told = await this[which].ask("points", IDLE_MS);
    return told.kind === "points" ? told.points : [];
  }
  /** Resolves when the bot has nothing more to do, and the agent is up. Throws Died where the bot ends first. */
  async idle(): Promise<void> {
    await this.bot.ask("idle", IDLE_MS);
    await this.#restartingAgent;
  }
  /** The world as the scenario has it, with no effect so far. */
  reset(scenario: Scenario): void {
    this.world.replace(scenario.world);
    this.simulator.effects.length = 0;
    this.graph.stats.log.length = 0;
    this.agentCrash = undefined;
  }
  /** Every effect on either side since the last reset. */
  effects(): string[] {
    return [...this.simulator.effects, ...writesIn(this.graph)];
  }
  /** What stands in the bot's folder for one conversation. */
  stored(conversationId: string): Promise<Stored> {
    return storedIn(this.settings.folder, conversationId);
  }
  async close(): Promise<void> {
    this.#closed = true;
    await this.#restartingAgent;
    await Promise.all([this.#bot?.kill(), this.#agent?.kill()]);
    for (const close of this.closers) await close().catch(() => undefined);
    await rm(this.folder, { recursive: true, force: true });
  }
}
/** `path`: below test/scenarios. */
export const scenarioAt = (path: string): Promise<Scenario> => loadScenario(join("test", "scenarios", path));
