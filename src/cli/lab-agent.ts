/** The lab's agent: the embedded broker, and the agent as a process of its own with its policy and journal. */
import { randomBytes } from "node:crypto";
import { spawn, type ChildProcess } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { TriageError, unreadable, type CollectAnswers } from "../domain";
import { startPremisesServer } from "../lab/premises/http-server";
import type { PremisesSimulator } from "../lab/premises/simulator";
import type { World } from "../lab/world";
import type { AgentLink } from "../ports";
import { RelayAgentLink } from "../premises/agent-link";
import { COMMAND_KINDS, newKeyPair, privateKeyText, publicKeyText } from "../premises/wire";
import { RelaySender, startBroker } from "../relay";

const ENTITY = "agents/lab",
  AGENT_ID = "lab";
/** The very entry that a sync server runs. */
const entry = (): string[] => [
  ...process.execArgv.filter((a) => !a.startsWith("--inspect")),
  join(__dirname, `agent-main${extname(__filename)}`),
];

export interface LabAgent {
  readonly link: AgentLink;
  readonly relayUrl: string;
  readonly pid: () => number | undefined;
  /** Kills the process without a word, as a crash would. */ kill(): Promise<void>;
  /** Starts it again over the same journal. */ restart(): Promise<void>;
  close(): Promise<void>;
}
export async function startLabAgent({
  simulator,
  world,
  folder,
}: {
  simulator: PremisesSimulator;
  world: World;
  folder: string;
}): Promise<LabAgent> {
  const listenKey = randomBytes(32).toString("base64"),
    sendKey = randomBytes(32).toString("base64"),
    bot = newKeyPair(),
    agent = newKeyPair();
  const broker = await startBroker({
    host: "127.0.0.1",
    port: 0,
    entities: [ENTITY],
    rules: [
      { name: "agent-lab-listen", scope: ENTITY, rights: ["Listen"], keys: [listenKey] },
      { name: "bot-send", scope: "agents", rights: ["Send"], keys: [sendKey] },
    ],
  });
  const server = await startPremisesServer(simulator);
  const tenant = world.world.cloud.organization.id,
    policy = join(folder, "policy.json"),
    journal = join(folder, "journal.jsonl");
  await writeFile(policy, JSON.stringify({ schema: "policy/1", allow: [...COMMAND_KINDS] }, null, 2));
  let child: ChildProcess | undefined,
    gone: Promise<void> = Promise.resolve();
  const start = async (): Promise<void> => {
    const c = spawn(process.execPath, entry(), {
      stdio: ["pipe", "pipe", "pipe"],
      env: {
        ...process.env,
        SYNC_TRIAGE_AGENT_ID: AGENT_ID,
        SYNC_TRIAGE_TENANT: tenant,
        SYNC_TRIAGE_RELAY: broker.url,
        SYNC_TRIAGE_RELAY_ENTITY: ENTITY,
        SYNC_TRIAGE_RELAY_KEY_NAME: "agent-lab-listen",
        SYNC_TRIAGE_RELAY_KEY: listenKey,
        SYNC_TRIAGE_BOT_PUBLIC_KEY: publicKeyText(bot.publicKey),
        SYNC_TRIAGE_AGENT_PRIVATE_KEY: privateKeyText(agent.privateKey),
        SYNC_TRIAGE_JOURNAL: journal,
        SYNC_TRIAGE_POLICY: policy,
        SYNC_TRIAGE_HOST: "loopback",
        SYNC_TRIAGE_HOST_URL: server.url,
        SYNC_TRIAGE_HOST_TOKEN: server.token,
        SYNC_TRIAGE_EXIT_WITH_PARENT: "1",
      },
    });
    child = c;
    let errors = "";
    c.stderr.on("data", (d: Buffer) => {
      errors = (errors + d.toString()).slice(-2000);
    });
    gone = new Promise((r) => c.once("exit", () => r()));
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(
        () => reject(new TriageError("agent", `The agent did not start in 30 s. ${errors}`)),
        30_000,
      );
      c.stdout.once("data", () => {
        clearTimeout(late);
        resolve();
      });
      c.once("exit", (code) => {
        clearTimeout(late);
        reject(new TriageError("agent", `The agent ended with code ${String(code)}. ${errors}`));
      });
    });
  };
  await start();
  const sender = new RelaySender({ relay: broker.url, entity: ENTITY, key: { keyName: "bot-send", key: sendKey } });
  const real = new RelayAgentLink({
    sender,
    tenant,
    agentId: AGENT_ID,
    signKey: bot.privateKey,
    agentKey: agent.publicKey,
  });
  // A world whose agent is offline: as if nobody listened on the relay.
  const offline = unreadable("offline", "agent-offline: 404 There are no listeners connected for the endpoint", {
    system: "premises",
    via: "the relay",
  });
  const up = (): boolean => world.world.premises.agent.online;
  const unlessOffline = (real: AgentLink): AgentLink => ({
    metered: (meter) => unlessOffline(real.metered(meter)),
    collect: async (q) =>
      up()
        ? real.collect(q)
        : { answers: Object.fromEntries(q.map((x) => [x.kind, offline])) as CollectAnswers, agent: offline },
    execute: async (c, e) =>
      up()
        ? real.execute(c, e)
        : { state: "failed", detail: "It did not reach the agent (no listener); nothing was run." },
    outcome: async (id) => (up() ? real.outcome(id) : offline),
  });
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    const c = child;
    child = undefined;
    if (c === undefined) return;
    c.kill(signal);
    const late = setTimeout(() => c.kill("SIGKILL"), 3000);
    await gone;
    clearTimeout(late);
  };
  return {
    link: unlessOffline(real),
    relayUrl: broker.url,
    pid: () => child?.pid,
    kill: () => stop("SIGKILL"),
    restart: start,
    close: async () => {
      await stop("SIGTERM");
      sender.close();
      await broker.close();
      await server.close();
    },
  };
}
