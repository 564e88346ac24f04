/** The lab's agent: the embedded broker, and the agent as a process of its own with its policy and journal. */
import { randomBytes } from "node:crypto";
import { spawn, type ChildProcess } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import type { Policy } from "../agent/policy";
import { TriageError, unreadable, type CollectAnswers } from "../domain";
import { startPremisesServer } from "../lab/premises/http-server";
import type { PremisesSimulator } from "../lab/premises/simulator";
import type { World } from "../lab/world";
import type { AgentLink } from "../ports";
import { RelayAgentLink } from "../premises/agent-link";
import { COMMAND_KINDS, PERMISSION_SET_IDS } from "../domain";
import { newKeyPair, privateKeyText, publicKeyText } from "../premises/wire";
import { RelaySender, startBroker } from "../relay";

const ENTITY = "agents/lab",
  AGENT_ID = "lab",
  LISTEN_RULE = "agent-lab-listen",
  SEND_RULE = "bot-send",
  START_PATIENCE_MS = 30_000,
  STOP_PATIENCE_MS = 3000,
  ERRORS_KEPT = 2000;
/** A lab's site allows everything, and wants no reasons: one person tries it alone. */
const LAB_POLICY: Policy = {
  schema: "policy/1",
  allow: [...COMMAND_KINDS],
  scopes: "everywhere",
  grants: [...PERMISSION_SET_IDS],
  approvals: { write: { people: 1, reasonNeeded: false }, grave: { people: 2, reasonNeeded: false } },
};
const OFFLINE = unreadable("offline", "agent-offline: 404 There are no listeners connected for the endpoint", {
  system: "premises",
  via: "the relay",
});

/** What a bot in another process links to the agent with; keys as `premises/wire` writes them. */
export interface LinkSettings {
  readonly relay: string;
  readonly entity: string;
  readonly keyName: string;
  readonly key: string;
  readonly tenant: string;
  readonly agentId: string;
  readonly signKey: string;
  readonly agentKey: string;
}
/** The agent of a lab: its own process, and the bot's link to it over a relay on this machine. */
export interface LabAgent {
  readonly link: AgentLink;
  readonly linkSettings: LinkSettings;
  readonly relayUrl: string;
  readonly pid: () => number | undefined;
  /** Kills the process without a word, as a crash would. */ kill(): Promise<void>;
  /** Starts it again over the same journal. */ restart(): Promise<void>;
  close(): Promise<void>;
}
/** Starts relay, the server's systems and the agent; its policy and journal are kept in `folder`. Throws TriageError where the agent does not start. */
export async function startLabAgent({
  simulator,
  world,
  folder,
}: {
  simulator: PremisesSimulator;
  world: World;
  folder: string;
}): Promise<LabAgent> {
  const keys = newLabKeys();
  const broker = await startBroker({
    host: "127.0.0.1",
    port: 0,
    entities: [ENTITY],
    rules: [
      { name: LISTEN_RULE, scope: ENTITY, rights: ["Listen"], keys: [keys.listen] },
      { name: SEND_RULE, scope: "agents", rights: ["Send"], keys: [keys.send] },
    ],
  });
  const server = await startPremisesServer(simulator);
  const tenant = world.world.cloud.organization.id,
    policy = join(folder, "policy.json");
  await writeFile(policy, JSON.stringify(LAB_POLICY, null, 2));
  const agent = new AgentProcess({
    SYNC_TRIAGE_AGENT_ID: AGENT_ID,
    SYNC_TRIAGE_TENANT: tenant,
    SYNC_TRIAGE_RELAY: broker.url,
    SYNC_TRIAGE_RELAY_ENTITY: ENTITY,
    SYNC_TRIAGE_RELAY_KEY_NAME: LISTEN_RULE,
    SYNC_TRIAGE_RELAY_KEY: keys.listen,
    SYNC_TRIAGE_BOT_PUBLIC_KEY: publicKeyText(keys.bot.publicKey),
    SYNC_TRIAGE_AGENT_PRIVATE_KEY: privateKeyText(keys.agent.privateKey),
    SYNC_TRIAGE_JOURNAL: join(folder, "journal.jsonl"),
    SYNC_TRIAGE_POLICY: policy,
    SYNC_TRIAGE_HOST: "loopback",
    SYNC_TRIAGE_HOST_URL: server.url,
    SYNC_TRIAGE_HOST_TOKEN: server.token,
    SYNC_TRIAGE_EXIT_WITH_PARENT: "1",
  });
  await agent.start();
  const sender = new RelaySender({ relay: broker.url, entity: ENTITY, key: { keyName: SEND_RULE, key: keys.send } });
  const link = new RelayAgentLink({
    sender,
    tenant,
    agentId: AGENT_ID,
    signKey: keys.bot.privateKey,
    agentKey: keys.agent.publicKey,
  });
  return {
    link: onlineLink(link, () => world.world.premises.agent.online),
    linkSettings: {
      relay: broker.url,
      entity: ENTITY,
      keyName: SEND_RULE,
      key: keys.send,
      tenant,
      agentId: AGENT_ID,
      signKey: privateKeyText(keys.bot.privateKey),
      agentKey: publicKeyText(keys.agent.publicKey),
    },
    relayUrl: broker.url,
    pid: () => agent.pid,
    kill: () => agent.stop("SIGKILL"),
    restart: () => agent.start(),
    close: async () => {
      await agent.stop("SIGTERM");
      sender.close();
      await broker.close();
      await server.close();
    },
  };
}

/** Fresh keys: one of each side for the relay, a pair of each side for what they sign. */
const newLabKeys = (): {
  listen: string;
  send: string;
  bot: ReturnType<typeof newKeyPair>;
  agent: ReturnType<typeof newKeyPair>;
} => ({
  listen: randomBytes(32).toString("base64"),
  send: randomBytes(32).toString("base64"),
  bot: newKeyPair(),
  agent: newKeyPair(),
});

/** The link of a world whose agent may be offline: then it answers as if nobody listened on the relay. */
const onlineLink = (link: AgentLink, isOnline: () => boolean): AgentLink => ({
  metered: (meter) => onlineLink(link.metered(meter), isOnline),
  collect: async (questions) =>
    isOnline()
      ? link.collect(questions)
      : { answers: Object.fromEntries(questions.map((q) => [q.kind, OFFLINE])) as CollectAnswers, agent: OFFLINE },
  execute: async (command, envelope) =>
    isOnline()
      ? link.execute(command, envelope)
      : { state: "failed", detail: "It did not reach the agent (no listener); nothing was run." },
  outcome: async (commandId, notAfter, host) => (isOnline() ? link.outcome(commandId, notAfter, host) : OFFLINE),
  heard: () => link.heard?.(),
});

/** The very entry that a sync server runs, as a process with the given settings in its environment. */
class AgentProcess {
  #child: ChildProcess | undefined;
  #gone: Promise<void> = Promise.resolve();
  constructor(private readonly settings: Readonly<Record<string, string>>) {}

  get pid(): number | undefined {
    return this.#child?.pid;
  }
  /** Resolves with its first word on stdout, which says that it listens. */
  async start(): Promise<void> {
    const flags = process.execArgv.filter((a) => !a.startsWith("--inspect")),
      entry = join(__dirname, `agent-main${extname(__filename)}`);
    const child = spawn(process.execPath, [...flags, entry], {
      stdio: ["pipe", "pipe", "pipe"],
      env: { ...process.env, ...this.settings },
    });
    this.#child = child;
    this.#gone = new Promise((resolve) => child.once("exit", () => resolve()));
    let errors = "";
    child.stderr.on("data", (d: Buffer) => {
      errors = (errors + d.toString()).slice(-ERRORS_KEPT);
    });
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(
        () => reject(new TriageError("agent", `The agent did not start in 30 s. ${errors}`)),
        START_PATIENCE_MS,
      );
      child.stdout.once("data", () => {
        clearTimeout(late);
        resolve();
      });
      child.once("exit", (code) => {
        clearTimeout(late);
        reject(new TriageError("agent", `The agent ended with code ${String(code)}. ${errors}`));
      });
    });
  }
  /** Resolves once it is gone; one that does not heed the signal is killed. */
  async stop(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined) return;
    child.kill(signal);
    const late = setTimeout(() => child.kill("SIGKILL"), STOP_PATIENCE_MS);
    await this.#gone;
    clearTimeout(late);
  }
}
