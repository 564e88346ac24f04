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
  SYNC_TRIAGE_AGENT_ID: z.string().min(1),
  SYNC_TRIAGE_TENANT: z.string().min(1),
  SYNC_TRIAGE_RELAY: z.string().url(),
  SYNC_TRIAGE_RELAY_ENTITY: z.string().min(1),
  SYNC_TRIAGE_RELAY_KEY_NAME: z.string().min(1),
  SYNC_TRIAGE_RELAY_KEY: z.string().min(1),
  SYNC_TRIAGE_BOT_PUBLIC_KEY: z.string().min(1),
  SYNC_TRIAGE_AGENT_PRIVATE_KEY: z.string().min(1),
  SYNC_TRIAGE_JOURNAL: z.string().min(1),
  SYNC_TRIAGE_POLICY: z.string().optional(),
  /** Which host answers the operations; each has settings of its own. */
  SYNC_TRIAGE_HOST: z.enum(["loopback"]).optional(),
  SYNC_TRIAGE_HOST_URL: z.string().url().optional(),
  SYNC_TRIAGE_HOST_TOKEN: z.string().min(1).optional(),
  SYNC_TRIAGE_EXIT_WITH_PARENT: z.string().optional(),
});
type Settings = z.infer<typeof settings>;
function settingsOf(env: NodeJS.ProcessEnv): Settings {
  const parsed = settings.safeParse(env);
  if (parsed.success) return parsed.data;
  const lacking = parsed.error.issues.map((i) => i.path.join("."));
  throw new TriageError("agent-settings", `The agent lacks settings: ${lacking.join(", ")}`);
}
/** The host that the settings name. */
function hostOf(s: Settings): LoopbackHost {
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
async function agentOf(s: Settings, journal: Journal): Promise<Agent> {
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
  const s = settingsOf(process.env),
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
