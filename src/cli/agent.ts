/** `agent`: the program on the sync server. Settings come from the environment; keys never from the command line, where others could read them. */
import { createPrivateKey } from "node:crypto";
import { z } from "zod";
import { TriageError } from "../domain";
import { Agent } from "../agent/agent";
import { Journal } from "../agent/journal";
import { loadPolicy } from "../agent/policy";
import { LoopbackHost } from "../agent/loopback-host";
import { publicKeyOf } from "../premises/wire";
import { RelayListener } from "../relay";

const settings = z.object({
  SYNC_TRIAGE_AGENT_ID: z.string().min(1).describe("the agent's name, as the bot has it in AGENT_ID"),
  SYNC_TRIAGE_TENANT: z.string().min(1).describe("the tenant's id"),
  SYNC_TRIAGE_RELAY: z.string().url().describe("the relay, such as `https://contoso.servicebus.windows.net`"),
  SYNC_TRIAGE_RELAY_ENTITY: z.string().min(1).describe("the hybrid connection that it listens on"),
  SYNC_TRIAGE_RELAY_KEY_NAME: z
    .string()
    .min(1)
    .describe("name of a rule of the hybrid connection with the right to listen"),
  SYNC_TRIAGE_RELAY_KEY: z.string().min(1).describe("the key of that rule"),
  SYNC_TRIAGE_BOT_PUBLIC_KEY: z.string().min(1).describe("the bot's public Ed25519 key (SPKI, DER, base64)"),
  SYNC_TRIAGE_AGENT_PRIVATE_KEY: z.string().min(1).describe("the agent's private Ed25519 key (PKCS #8, DER, base64)"),
  SYNC_TRIAGE_JOURNAL: z.string().min(1).describe("the file of what it was ordered and what became of it"),
  SYNC_TRIAGE_POLICY: z.string().optional().describe("the site's policy; without it the agent only reads"),
  SYNC_TRIAGE_HOST: z
    .enum(["loopback"])
    .optional()
    .describe("which host answers the operations: `loopback` is the lab's"),
  SYNC_TRIAGE_HOST_URL: z.string().url().optional().describe("where the loopback host is"),
  SYNC_TRIAGE_HOST_TOKEN: z.string().min(1).optional().describe("what the loopback host asks for"),
  SYNC_TRIAGE_EXIT_WITH_PARENT: z.string().optional().describe("set: it ends when its standard input does"),
});
/** What each setting is: the schema of each by its name. */
export const AGENT_SETTINGS: Readonly<Record<string, z.ZodTypeAny>> = settings.shape;
export type AgentSettings = z.infer<typeof settings>;
/** Refuses with all that is missing or wrong at once: TriageError `agent-settings`. */
export function agentSettingsOf(env: NodeJS.ProcessEnv): AgentSettings {
  const parsed = settings.safeParse(env);
  if (parsed.success) return parsed.data;
  const lacking = parsed.error.issues.map((i) => i.path.join("."));
  throw new TriageError(
    "agent-settings",
    `The agent lacks settings: ${lacking.join(", ")}. They are read from the environment, and docs/generated/settings.md says what each is.`,
  );
}
/** The host that the settings name. */
function hostOf(s: AgentSettings): LoopbackHost {
  if (s.SYNC_TRIAGE_HOST === undefined)
    throw new TriageError(
      "agent-host",
      "The PowerShell host is not part of this version yet; SYNC_TRIAGE_HOST names another one (loopback).",
    );
  if (s.SYNC_TRIAGE_HOST_URL === undefined || s.SYNC_TRIAGE_HOST_TOKEN === undefined)
    throw new TriageError("agent-host", "The loopback host needs SYNC_TRIAGE_HOST_URL and SYNC_TRIAGE_HOST_TOKEN.");
  return new LoopbackHost(s.SYNC_TRIAGE_HOST_URL, s.SYNC_TRIAGE_HOST_TOKEN);
}
/** The agent that the settings describe, over its journal. */
async function agentOf(s: AgentSettings, journal: Journal): Promise<Agent> {
  const host = hostOf(s);
  return new Agent({
    id: s.SYNC_TRIAGE_AGENT_ID,
    tenant: s.SYNC_TRIAGE_TENANT,
    version: await host.version(),
    host,
    policy: await loadPolicy(s.SYNC_TRIAGE_POLICY),
    journal,
    botKey: publicKeyOf(s.SYNC_TRIAGE_BOT_PUBLIC_KEY),
    key: createPrivateKey({
      key: Buffer.from(s.SYNC_TRIAGE_AGENT_PRIVATE_KEY, "base64"),
      format: "der",
      type: "pkcs8",
    }),
  });
}
/** Resolves when the program is asked to end: by a signal, or by the end of its standard input where it belongs to a parent. */
const askedToEnd = (withParent: boolean): Promise<void> =>
  new Promise((stop) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => stop());
    if (!withParent) return;
    process.stdin.resume();
    process.stdin.once("end", () => stop());
    process.stdin.once("error", () => stop());
  });

/** Runs until SIGTERM. Prints one line of JSON when the relay has accepted it. */
export async function agentCommand(): Promise<void> {
  const s = agentSettingsOf(process.env),
    journal = await Journal.open(s.SYNC_TRIAGE_JOURNAL),
    agent = await agentOf(s, journal);
  let said = false;
  const listener = new RelayListener({
    relay: s.SYNC_TRIAGE_RELAY,
    entity: s.SYNC_TRIAGE_RELAY_ENTITY,
    key: { keyName: s.SYNC_TRIAGE_RELAY_KEY_NAME, key: s.SYNC_TRIAGE_RELAY_KEY },
    handle: agent.handle,
    onState: (state) => {
      if (state === "listening" && !said) {
        said = true;
        process.stdout.write(`${JSON.stringify({ ready: true })}\n`);
      } else process.stderr.write(`${JSON.stringify({ relay: state })}\n`);
    },
  });
  listener.start();
  await askedToEnd(s.SYNC_TRIAGE_EXIT_WITH_PARENT !== undefined);
  await listener.stop();
  await journal.close();
  process.exit(0);
}
