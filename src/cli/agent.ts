/** `agent`: the program on the sync server. Settings come from the environment; keys never from the command line, where others could read them. */
import { createPrivateKey } from "node:crypto";
import { z } from "zod";
import { TriageError } from "../domain";
import { Agent } from "../agent/agent";
import { Journal } from "../agent/journal";
import { loadPolicy } from "../agent/policy";
import { HttpHost } from "../lab/premises/http-host";
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
  SYNC_TRIAGE_LAB_HOST: z.string().optional(),
  SYNC_TRIAGE_LAB_TOKEN: z.string().optional(),
  SYNC_TRIAGE_EXIT_WITH_PARENT: z.string().optional(),
});
/** Runs until SIGTERM. Prints one line of JSON when the relay has accepted it. */
export async function agentCommand(_argv: readonly string[]): Promise<void> {
  const parsed = settings.safeParse(process.env);
  if (!parsed.success)
    throw new TriageError(
      "agent-settings",
      `The agent lacks settings: ${parsed.error.issues.map((i) => i.path.join(".")).join(", ")}`,
    );
  const s = parsed.data;
  if (s.SYNC_TRIAGE_LAB_HOST === undefined)
    throw new TriageError(
      "agent-host",
      "The PowerShell host is not part of this version yet; the agent runs in the lab only.",
    );
  const host = new HttpHost(s.SYNC_TRIAGE_LAB_HOST, s.SYNC_TRIAGE_LAB_TOKEN ?? "");
  const policy = await loadPolicy(s.SYNC_TRIAGE_POLICY),
    journal = await Journal.open(s.SYNC_TRIAGE_JOURNAL);
  const agent = new Agent({
    id: s.SYNC_TRIAGE_AGENT_ID,
    tenant: s.SYNC_TRIAGE_TENANT,
    version: (await host.state()).version,
    host,
    policy,
    journal,
    botKey: publicKeyOf(s.SYNC_TRIAGE_BOT_PUBLIC_KEY),
    key: createPrivateKey({
      key: Buffer.from(s.SYNC_TRIAGE_AGENT_PRIVATE_KEY, "base64"),
      format: "der",
      type: "pkcs8",
    }),
  });
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
  await new Promise<void>((stop) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => stop());
    if (s.SYNC_TRIAGE_EXIT_WITH_PARENT !== undefined) {
      process.stdin.resume();
      process.stdin.once("end", () => stop());
      process.stdin.once("error", () => stop());
    }
  });
  await listener.stop();
  await journal.close();
  process.exit(0);
}
