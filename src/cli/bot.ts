/** `bot`: production. Refuses to start with anything missing; all that is missing is listed at once. */
import { createPrivateKey } from "node:crypto";
import { DefaultAzureCredential } from "@azure/identity";
import { join } from "node:path";
import { z } from "zod";
import { startBot } from "../bot/server";
import { GraphAuthority, IDENTITY_ROLES } from "../cases/authority";
import { diagnose } from "../cases/diagnose";
import { createCaseService } from "../cases/service";
import { TriageError } from "../domain";
import { createGraphClient } from "../graph/client";
import { GraphDirectory } from "../graph/graph-directory";
import { GraphTransport } from "../graph/transport";
import { RelayAgentLink } from "../premises/agent-link";
import { publicKeyOf } from "../premises/wire";
import { RelaySender } from "../relay";
import { FileAudit, FileStore } from "../store/file-store";
import { PRODUCTION_POLICY } from "../approvals/states";
import { peopleIn } from "../triage/ask";
import { walkView } from "../triage/walk";
import { newCaseId } from "./ids";

const list = z
  .string()
  .default("")
  .transform((v) =>
    v
      .split(";")
      .map((x) => x.trim())
      .filter((x) => x !== ""),
  );
export const settings = z.object({
  SYNC_TRIAGE_MODE: z.literal("production"),
  BOT_ID: z.string().min(1),
  BOT_TYPE: z.enum(["SingleTenant", "UserAssignedMSI"]),
  BOT_TENANT_ID: z.string().uuid(),
  BOT_PASSWORD: z.string().min(1).optional(),
  HOST: z.string().default("0.0.0.0"),
  PORT: z.coerce.number().int().min(0).max(65535).default(8080),
  DATA_FOLDER: z.string().min(1),
  RELAY_NAMESPACE: z.string().min(1),
  RELAY_ENTITY: z.string().min(1),
  RELAY_KEY_NAME: z.string().min(1),
  RELAY_KEY: z.string().min(1),
  BOT_SIGNING_KEY: z.string().min(1),
  AGENT_ID: z.string().min(1),
  AGENT_PUBLIC_KEY: z.string().min(1),
  /** Role names that may approve; empty = nobody. */
  APPROVER_ROLES: list,
  /** Object ids: a display name is anybody's to take. */
  OPENER_GROUPS: list.pipe(z.array(z.string().uuid("an object id"))),
});
/** The ports of the configured tenant. */
export function productionPorts(env: NodeJS.ProcessEnv) {
  const parsed = settings.safeParse(env);
  if (!parsed.success)
    throw new TriageError(
      "settings",
      `The bot does not start: ${parsed.error.issues.map((i) => `${i.path.join(".")} (${i.message})`).join(", ")}.`,
    );
  const s = parsed.data;
  const cloud = new GraphDirectory(
    new GraphTransport({
      client: createGraphClient({
        kind: "credential",
        credential: new DefaultAzureCredential({ managedIdentityClientId: s.BOT_ID }),
      }),
    }),
  );
  const agent = new RelayAgentLink({
    sender: new RelaySender({
      relay: `https://${s.RELAY_NAMESPACE}`,
      entity: s.RELAY_ENTITY,
      key: { keyName: s.RELAY_KEY_NAME, key: s.RELAY_KEY },
    }),
    tenant: s.BOT_TENANT_ID,
    agentId: s.AGENT_ID,
    signKey: createPrivateKey({ key: Buffer.from(s.BOT_SIGNING_KEY, "base64"), format: "der", type: "pkcs8" }),
    agentKey: publicKeyOf(s.AGENT_PUBLIC_KEY),
  });
  return { s, cloud, agent, clock: { now: () => new Date() } };
}
export async function botCommand(): Promise<number> {
  const { s, cloud, agent, clock } = productionPorts(process.env);
  const roles = s.APPROVER_ROLES.filter((r) => IDENTITY_ROLES.includes(r));
  const service = createCaseService({
    cloud,
    agent,
    clock,
    store: await FileStore.open(s.DATA_FOLDER),
    audit: await FileAudit.open(join(s.DATA_FOLDER, "audit.jsonl")),
    newId: newCaseId,
    tenantId: s.BOT_TENANT_ID,
    policy: PRODUCTION_POLICY,
    lab: false,
    authority: new GraphAuthority(cloud, {
      tenantId: s.BOT_TENANT_ID,
      approverRoles: roles,
      openerRoles: roles,
      openerGroups: s.OPENER_GROUPS,
    }),
    diagnose: (i, p, progress) => diagnose(i, p, progress),
    walk: walkView,
    people: peopleIn,
    watch: { pollMs: 10_000, polls: 90, sleep: (ms) => new Promise((r) => setTimeout(r, ms)) },
    followUpMs: 24 * 3_600_000,
  });
  const bot = await startBot({
    host: s.HOST,
    port: s.PORT,
    service,
    tenantId: s.BOT_TENANT_ID,
    messagesPath: join(s.DATA_FOLDER, "messages.json"),
    auth: {
      kind: "production",
      appId: s.BOT_ID,
      appType: s.BOT_TYPE,
      tenantId: s.BOT_TENANT_ID,
      ...(s.BOT_PASSWORD === undefined ? {} : { appPassword: s.BOT_PASSWORD }),
    },
  });
  process.stdout.write(`${JSON.stringify({ listening: bot.url })}\n`);
  await new Promise<void>((r) => {
    for (const x of ["SIGTERM", "SIGINT"] as const) process.once(x, () => r());
  });
  await bot.close();
  return 0;
}
