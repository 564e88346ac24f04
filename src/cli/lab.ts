/** `lab`: everything on this machine, on one world; with the Agents Playground unless told otherwise. */
import { randomInt } from "node:crypto";
import { resolve, join } from "node:path";
import type { Asking } from "../approvals/became";
import { ONE_PERSON_POLICY, type ApprovalPolicy } from "../approvals/states";
import type { Channel } from "../bot/channel";
import type { AskRates } from "../bot/budget";
import { hush } from "../bot/log";
import { startBot, type Bot } from "../bot/server";
import { FOLLOW_UPS_MS } from "../cases/follow-up";
import type { CaseService } from "../cases/contract";
import { TriageError } from "../domain";
import { startLabStack, type LabStack } from "../lab/stack";
import { labRights } from "../lab/people";
import { loadScenario, type Scenario } from "../lab/scenario";
import { startWorldServer, type OpenApproval } from "../lab/world-server";
import { startPlayground } from "../lab/playground";
import { LabProofs } from "../lab/proofs";
import type { CaseStore, Proofs } from "../ports";
import { startLabAgent, type LabAgent } from "./lab-agent";
import { plain } from "./terminal";
import { caseServiceOver, cloudOver, recordsIn, type CaseParts } from "./wire";

/** On one machine a lost answer is known soon, or never. */
const LAB_ASKING: Asking = {
  orderLifeMs: 10_000,
  firstMs: 200,
  mostMs: 1_000,
  patienceMs: 5_000,
  cloudPatienceMs: 2_000,
};
/** One person tries it alone; a grave plan shows all that it asks for. */
const LAB_POLICY: ApprovalPolicy = {
  ...ONE_PERSON_POLICY,
  grave: { ...ONE_PERSON_POLICY.grave, typed: true, proof: true },
};
/** The Agents Playground: its people are the world's by their ids, and it cannot switch people. */
const PLAYGROUND: Channel = {
  identities: "channel",
  reportAfterRepair: "never",
  loopbackUploads: true,
  detailsIn: "everywhere",
  approvalNote:
    'In this lab the second person approves over HTTP, since the Playground cannot switch people: README, "The second approver".',
  proof: "code",
};
/** A lab that runs; the addresses of its parts. */
export interface Lab {
  readonly messages: string;
  readonly world: string;
  readonly relay: string;
  readonly playground?: string;
  readonly agent: LabAgent;
  /** What an approver of a grave plan types as the proof of who they are. */
  readonly code: string;
  /** What to ask in this world: the file's own ask first. */
  readonly tries: readonly string[];
  /** Resolves once the bot has nothing more to do. */
  idle(): Promise<void>;
  close(): Promise<void>;
}
/** `folder`: where cases are kept, so that they survive a restart of the bot; without it they go with the lab. `root`: where the package is. `askRates`: the bot's own unless a measurement asks for more. */
export interface LabOptions {
  readonly scenario: string;
  readonly port: number;
  readonly playground: boolean;
  readonly root: string;
  readonly folder?: string;
  readonly askRates?: AskRates;
}
/** Starts the lab; everything of ours binds to loopback. Where a part does not start, those before it are closed again. */
export async function startLab(o: LabOptions): Promise<Lab> {
  const scenario = await loadScenario(o.scenario);
  let agent: LabAgent | undefined;
  const stack = await startLabStack(scenario, async (parts) => (agent = await startLabAgent(parts)));
  const started = new Started();
  started.add(() => stack.close());
  try {
    return {
      ...(await startParts(o, scenario, stack, started)),
      tries: asksOf(scenario),
      agent: agent!,
      close: () => started.close(),
    };
  } catch (error) {
    await started.close();
    throw error;
  }
}

/** What was started; closed in the opposite order, and one that fails to close does not keep the others open. */
class Started {
  readonly #closers: (() => Promise<void>)[] = [];
  add(close: () => Promise<void>): void {
    this.#closers.unshift(close);
  }
  async close(): Promise<void> {
    for (const close of this.#closers) await close().catch(() => undefined);
  }
}

/** Bot, world server and Playground over the stack. */
async function startParts(
  o: LabOptions,
  scenario: Scenario,
  stack: LabStack,
  started: Started,
): Promise<Omit<Lab, "agent" | "tries" | "close">> {
  const tenantId = scenario.world.cloud.organization.id,
    folder = o.folder ?? stack.folder,
    code = String(randomInt(100_000, 1_000_000)),
    { store, audit, conversations, close } = await recordsIn(folder);
  started.add(close);
  const bot = await startBot({
    host: "127.0.0.1",
    port: o.port,
    service: labService(stack, { store, audit }, tenantId, new LabProofs(code, () => stack.world.now())),
    auth: { kind: "loopback" },
    tenantId,
    channel: PLAYGROUND,
    conversations,
    now: () => stack.world.now(),
    ...(o.askRates === undefined ? {} : { askRates: o.askRates }),
  });
  started.add(() => bot.close());
  const world = await startWorldServer(stack.world, () => newestOpenApproval(store, bot, code));
  started.add(() => world.close());
  const parts = {
    messages: `${bot.url}/api/messages`,
    world: world.url,
    relay: stack.relayUrl,
    code,
    idle: () => bot.idle(),
  };
  if (!o.playground) return parts;
  const playground = await startPlayground({
    world: scenario.world,
    messages: parts.messages,
    folder,
    cli: join(o.root, "node_modules", "@microsoft", "m365agentsplayground", "cli.js"),
  });
  started.add(() => playground.stop());
  return { ...parts, playground: playground.url };
}
/** The case service over the lab's two sides: one person approves, and what a cycle brings is looked for at short intervals. */
const labService = (
  stack: LabStack,
  records: Pick<CaseParts, "store" | "audit">,
  tenantId: string,
  proofs: Proofs,
): CaseService =>
  caseServiceOver({
    cloud: cloudOver({ kind: "open", baseUrl: stack.graph.url }, () => stack.world.revision),
    agent: stack.agent,
    clock: stack.world,
    ...records,
    tenantId,
    policy: LAB_POLICY,
    proofs,
    rights: labRights(stack.world.world),
    cycle: { pollMs: 200, polls: 300 },
    asking: LAB_ASKING,
    followUpsMs: FOLLOW_UPS_MS,
  });
async function newestOpenApproval(store: CaseStore, bot: Bot, code: string): Promise<OpenApproval | undefined> {
  const [open] = (await store.openApprovals())
    .filter((a) => a.state === "pending")
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  if (open === undefined) return undefined;
  const { id, revision, conversationId, typed, proof } = open;
  return {
    id,
    revision,
    conversationId,
    cardId: await bot.cardOf(id),
    ...(typed === undefined ? {} : { typed }),
    ...(proof === undefined ? {} : { code }),
  };
}

/** Runs the lab until a signal ends it; `--json` prints its addresses alone. Throws TriageError for a port that is none. */
export async function labCommand(
  o: { scenario?: string; port: string; playground: boolean; json?: boolean },
  cwd: string,
  root: string,
): Promise<number> {
  const port = Number(o.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new TriageError("port", `--port takes a number from 0 to 65535, not ${o.port}`);
  process.stderr.write("Starting the lab: directory, cloud, relay, agent and bot …\n");
  const lab = await startLab({
    scenario: o.scenario === undefined ? join(root, "test", "scenarios", "default.json") : resolve(cwd, o.scenario),
    port,
    playground: o.playground,
    root,
  });
  hush();
  const stopped = new Promise<void>((r) => {
    for (const s of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.once(s, () => r());
  });
  process.stdout.write(o.json === true ? `${JSON.stringify(addressesOf(lab))}\n` : bannerOf(lab));
  await stopped;
  await lab.close();
  return 0;
}

const addressesOf = ({ messages, world, relay, code, playground }: Lab): object => ({
  messages,
  world,
  relay,
  code,
  ...(playground === undefined ? {} : { playground }),
});
/** What else shows something in the world that the lab has by itself. */
const MORE_ASKS = [
  "Mariam Touré has two accounts since we re-created her in AD",
  "minh.tran@contoso.com is called something else in the cloud",
];
/** What to try: the world's own ask, or whom it holds where it brings none. */
function asksOf({ id, ask, world }: Scenario): readonly string[] {
  const own = ask ?? Object.values(world.cloud.users)[0]?.userPrincipalName;
  return [...(own === undefined ? [] : [own]), ...(id === "default" ? MORE_ASKS : [])];
}
const bannerOf = (lab: Lab): string =>
  [
    "",
    "Sync Triage's lab is up.",
    `  bot    ${lab.messages}`,
    `  world  ${lab.world}   (GET shows it as it is now; PATCH with a JSON merge patch changes it)`,
    `  relay  ${lab.relay}`,
    `  code   ${lab.code}   (an approver of a grave plan types it: in Teams they sign in again)`,
    ...(lab.playground === undefined
      ? []
      : [
          `  open   ${lab.playground}   in a browser (others who reach this machine can open it too; all else answers this machine alone)`,
        ]),
    "",
    ...(lab.tries.length === 0
      ? []
      : [
          "To try, in the personal chat or with a mention in the channel:",
          ...lab.tries.map((t) => `  @Sync Triage ${plain(t.replace(/\s+/g, " "))}`),
          "",
        ]),
    "Ctrl+C ends everything.",
    "",
  ].join("\n");
