/** `lab`: everything on this machine, on one world; with the Agents Playground unless told otherwise. */
import { resolve, join } from "node:path";
import { ONE_PERSON_POLICY } from "../approvals/states";
import type { Channel } from "../bot/channel";
import { startBot } from "../bot/server";
import { IDENTITY_ROLES } from "../cases/authority";
import { TriageError } from "../domain";
import { startLabStack } from "../lab/stack";
import { LAB_OPENER_GROUPS } from "../lab/people";
import { loadScenario } from "../lab/scenario";
import { startWorldServer } from "../lab/world-server";
import { startPlayground, type Playground } from "../lab/playground";
import { startLabAgent, type LabAgent } from "./lab-agent";
import { caseServiceOver, cloudOver, recordsIn } from "./wire";

const FOLLOW_UP_MS = 3_600_000;
/** The Agents Playground: its people are the world's by their ids, it shows no file consent card, and it cannot switch people. */
const PLAYGROUND: Channel = {
  identities: "channel",
  reportAsText: true,
  loopbackUploads: true,
  approvalNote:
    'In this lab the second person approves over HTTP, since the Playground cannot switch people: README, "The second approver".',
};
export interface Lab {
  readonly messages: string;
  readonly world: string;
  readonly relay: string;
  readonly playground?: string;
  readonly agent: LabAgent;
  idle(): Promise<void>;
  close(): Promise<void>;
}
/** Starts the lab; everything of ours binds to loopback. `folder`: where cases are kept, so that they survive a restart of the bot. */
export async function startLab(o: {
  scenario: string;
  port: number;
  playground: boolean;
  root: string;
  folder?: string;
}): Promise<Lab> {
  const scenario = await loadScenario(o.scenario);
  let agent: LabAgent | undefined;
  const stack = await startLabStack(scenario, async (parts) => (agent = await startLabAgent(parts)));
  const closers: (() => Promise<void>)[] = [() => stack.close()];
  try {
    const tenantId = scenario.world.cloud.organization.id,
      folder = o.folder ?? stack.folder,
      { store, audit, conversations } = await recordsIn(folder);
    closers.unshift(
      () => conversations.close(),
      () => audit.close(),
    );
    const service = caseServiceOver({
      cloud: cloudOver({ kind: "open", baseUrl: stack.graph.url }, () => stack.world.revision),
      agent: stack.agent,
      clock: stack.world,
      store,
      audit,
      tenantId,
      policy: ONE_PERSON_POLICY,
      approverRoles: IDENTITY_ROLES,
      openerGroups: LAB_OPENER_GROUPS,
      cycle: { pollMs: 200, polls: 300 },
      followUpMs: FOLLOW_UP_MS,
    });
    const bot = await startBot({
      host: "127.0.0.1",
      port: o.port,
      service,
      auth: { kind: "loopback" },
      tenantId,
      channel: PLAYGROUND,
      conversations,
      now: () => stack.world.now(),
    });
    closers.unshift(() => bot.close());
    const world = await startWorldServer(stack.world, async () => {
      const open = (await store.openApprovals())
        .filter((a) => a.state === "pending")
        .sort((a, b) => b.createdAt.localeCompare(a.createdAt))[0];
      return open === undefined
        ? undefined
        : {
            id: open.id,
            revision: open.revision,
            conversationId: open.conversationId,
            cardId: await bot.cardOf(open.id),
          };
    });
    closers.unshift(() => world.close());
    const messages = `${bot.url}/api/messages`;
    let playground: Playground | undefined;
    if (o.playground) {
      playground = await startPlayground({
        world: scenario.world,
        messages,
        folder,
        cli: join(o.root, "node_modules", "@microsoft", "m365agentsplayground", "cli.js"),
      });
      closers.unshift(() => playground!.stop());
    }
    return {
      messages,
      world: world.url,
      relay: stack.relayUrl,
      agent: agent!,
      ...(playground === undefined ? {} : { playground: playground.url }),
      idle: () => bot.idle(),
      close: async () => {
        for (const c of closers) await c().catch(() => undefined);
      },
    };
  } catch (error) {
    for (const c of closers) await c().catch(() => undefined);
    throw error;
  }
}

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
  const stopped = new Promise<void>((r) => {
    for (const s of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.once(s, () => r());
  });
  if (o.json === true)
    process.stdout.write(
      `${JSON.stringify({ messages: lab.messages, world: lab.world, relay: lab.relay, ...(lab.playground === undefined ? {} : { playground: lab.playground }) })}\n`,
    );
  else
    process.stdout.write(
      [
        "",
        "Sync Triage's lab is up.",
        `  bot    ${lab.messages}`,
        `  world  ${lab.world}   (GET it, or PATCH it with a merge patch)`,
        `  relay  ${lab.relay}`,
        ...(lab.playground === undefined
          ? []
          : [
              `  open   ${lab.playground}   in a browser (the Playground listens on all interfaces; ours is loopback only)`,
            ]),
        "",
        "Three things to try, in the personal chat or with a mention in the channel:",
        "  @Sync Triage farah.siddiqui@contoso.com isn't in Microsoft 365",
        "  @Sync Triage Mariam Touré has two accounts since we re-created her in AD",
        "  @Sync Triage minh.tran@contoso.com is called something else in the cloud",
        "",
        "Ctrl+C ends everything.",
        "",
      ].join("\n"),
    );
  await stopped;
  await lab.close();
  return 0;
}
