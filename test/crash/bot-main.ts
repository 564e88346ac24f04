/** The bot as a process of its own, wired as the lab wires it: real files, the relay, Graph and Teams over HTTP; its clock is the parent's world's. */
import { createPrivateKey } from "node:crypto";
import type { Asking } from "../../src/approvals/became";
import { ONE_PERSON_POLICY } from "../../src/approvals/states";
import { TEAMS } from "../../src/bot/channel";
import { startBot } from "../../src/bot/server";
import { caseServiceOver, cloudOver, recordsIn } from "../../src/cli/wire";
import { RelayAgentLink } from "../../src/premises/agent-link";
import { publicKeyOf } from "../../src/premises/wire";
import { RelaySender } from "../../src/relay";
import type { BotOrder, BotSettings, Told } from "./report";

/** On one machine a lost answer is known soon, or never. */
const ASKING: Asking = { orderLifeMs: 3_000, firstMs: 100, mostMs: 500, patienceMs: 5_000, cloudPatienceMs: 1_000 };
const tell = (told: Told): void => void process.send?.(told);

async function main(s: BotSettings): Promise<void> {
  let { offsetMs, revision } = s;
  const clock = { now: (): Date => new Date(Date.now() + offsetMs) };
  const { store, audit, conversations } = await recordsIn(s.folder);
  const agent = new RelayAgentLink({
    sender: new RelaySender({
      relay: s.relayUrl,
      entity: s.relayEntity,
      key: { keyName: s.relayKeyName, key: s.relayKey },
    }),
    tenant: s.tenantId,
    agentId: s.agentId,
    signKey: createPrivateKey({ key: Buffer.from(s.signKey, "base64"), format: "der", type: "pkcs8" }),
    agentKey: publicKeyOf(s.agentKey),
  });
  const service = caseServiceOver({
    cloud: cloudOver({ kind: "open", baseUrl: s.graphUrl }, () => revision),
    agent,
    clock,
    store,
    audit,
    tenantId: s.tenantId,
    policy: ONE_PERSON_POLICY,
    rights: s.rights,
    cycle: { pollMs: 20, polls: 300 },
    asking: ASKING,
    followUpsMs: [3_600_000],
  });
  const bot = await startBot({
    host: "127.0.0.1",
    port: 0,
    service,
    auth: { kind: "loopback" },
    tenantId: s.tenantId,
    channel: { ...TEAMS, detailsIn: "everywhere", reportAfterRepair: "always" },
    conversations,
    followUpMs: 100,
    catchUpMs: 200,
    now: clock.now,
  });
  process.on("message", (order: BotOrder) => {
    if (order.kind === "clock") ({ offsetMs, revision } = order);
    if (order.kind === "idle") void bot.idle().then(() => tell({ kind: "idle" }));
  });
  process.once("SIGTERM", () => void bot.close().then(() => process.exit(0)));
  tell({ kind: "listening", url: bot.url });
}
main(JSON.parse(process.env["CRASH_BOT"] ?? "{}") as BotSettings).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(2);
});
