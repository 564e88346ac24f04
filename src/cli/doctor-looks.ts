/** What `doctor` looks at, one look an entry. Nothing here changes anything but a port that it listens on for a moment. */
import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { constants, existsSync } from "node:fs";
import { access, stat } from "node:fs/promises";
import { connect as plainConnect, createServer } from "node:net";
import { dirname, join, resolve } from "node:path";
import { connect as tlsConnect } from "node:tls";
import { loadPolicy } from "../agent/policy";
import { FACTS, TriageError } from "../domain";
import type { AgentLink, CloudDirectory } from "../ports";
import { AGENT_SETTINGS, agentSettingsOf, type AgentSettings } from "./agent";
import { policyOf, rightsOf, SETTINGS, settingsOf, signInOf, type Settings } from "./settings";

/** `problem` says what to do; `not-checked` is neither well nor wrong. */
export type Seen =
  | { readonly state: "ok"; readonly says: string }
  | { readonly state: "problem"; readonly says: string; readonly todo: string }
  | { readonly state: "not-checked"; readonly says: string };
/** The machine that is looked at; `ports` makes the two sides of the tenant. */
export interface Machine {
  readonly env: NodeJS.ProcessEnv;
  readonly node: string;
  readonly root: string;
  readonly ports: (s: Settings) => { cloud: Pick<CloudDirectory, "tenant">; agent: Pick<AgentLink, "collect"> };
}
export interface Look {
  readonly id: string;
  readonly look: (m: Machine) => Promise<Seen>;
}
const ok = (says: string): Seen => ({ state: "ok", says });
const problem = (says: string, todo: string): Seen => ({ state: "problem", says, todo });
const notChecked = (says: string): Seen => ({ state: "not-checked", says });
const whyOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const isSetUp = (env: NodeJS.ProcessEnv, names: readonly string[]): boolean =>
  names.some((name) => (env[name] ?? "") !== "");
/** PORT and HOST are everybody's names: they alone do not make a bot. */
const OF_THE_BOT = Object.keys(SETTINGS).filter((name) => name !== "HOST" && name !== "PORT");
/** A look that needs the settings of one of the programs: it is left out where they are not all there. */
const withSettings =
  <S>(who: string, names: readonly string[], read: (env: NodeJS.ProcessEnv) => S) =>
  (look: (s: S, m: Machine) => Seen | Promise<Seen>): Look["look"] =>
  async (m) => {
    if (!isSetUp(m.env, names)) return notChecked(`This machine is not set up for ${who}.`);
    let s: S;
    try {
      s = read(m.env);
    } catch (error) {
      if (!(error instanceof TriageError)) throw error;
      return notChecked(`The settings of ${who} are not whole.`);
    }
    return look(s, m);
  };
const withBot = withSettings("the bot", OF_THE_BOT, settingsOf);
const withAgent = withSettings("the agent", Object.keys(AGENT_SETTINGS), agentSettingsOf);
/** Whether all settings of a program are there and right. */
const settingsLook =
  (who: string, names: readonly string[], read: (env: NodeJS.ProcessEnv) => unknown): Look["look"] =>
  ({ env }) => {
    if (!isSetUp(env, names))
      return Promise.resolve(notChecked(`None of ${who} stands in the environment; the lab needs none.`));
    try {
      read(env);
      return Promise.resolve(ok("All are there."));
    } catch (error) {
      if (!(error instanceof TriageError)) throw error;
      return Promise.resolve(problem(error.message, "Set them as docs/generated/settings.md says."));
    }
  };

/** A key that is read as its setting says. */
function keyFault(name: string, text: string, read: (der: Buffer) => KeyObject): string[] {
  try {
    const kind = read(Buffer.from(text, "base64")).asymmetricKeyType;
    return kind === "ed25519" ? [] : [`${name} is a key of ${kind ?? "another kind"}, not of Ed25519`];
  } catch {
    return [`${name} is not read as a key`];
  }
}
const privateKey = (key: Buffer): KeyObject => createPrivateKey({ key, format: "der", type: "pkcs8" });
const publicKey = (key: Buffer): KeyObject => createPublicKey({ key, format: "der", type: "spki" });
const keysLook = (faults: readonly string[], good: string): Seen =>
  faults.length === 0
    ? ok(good)
    : problem(
        `${faults.join("; ")}.`,
        "Make the pair anew (Ed25519; PKCS #8 and SPKI, DER, base64) and set both sides.",
      );

/** The folder, or the nearest one above it that is there, and whether this account may write in it. */
async function folderLook(path: string): Promise<Seen> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) {
    const above = dirname(path);
    if (above === path) return problem(`${path} is not there.`, "Make it, or name another folder.");
    const parent = await folderLook(above);
    return parent.state === "ok" || /others may/i.test(parent.says)
      ? ok(`${path} is made at the first start.`)
      : problem(`${path} cannot be made: ${parent.says}`, "Let this account write there, or name another folder.");
  }
  if (!found.isDirectory()) return problem(`${path} is no folder.`, "Name a folder.");
  const mayWrite = await access(path, constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
  if (!mayWrite) return problem(`This account may not write in ${path}.`, "Give it the right, or name another folder.");
  if (process.platform !== "win32" && (found.mode & 0o077) !== 0)
    return problem(
      `Others may open ${path} (mode ${(found.mode & 0o777).toString(8)}).`,
      `chmod 700 ${path}; the program does so at its next start.`,
    );
  return ok(`${path} can be written, and nobody else opens it.`);
}

const WAIT_MS = 5_000;
/** Whether something answers at the address; with TLS where it is encrypted. */
const reach = (url: URL): Promise<string | undefined> =>
  new Promise((done) => {
    const isTls = /^(https|wss|sb):$/.test(url.protocol),
      port = Number(url.port) || (isTls ? 443 : 80),
      host = url.hostname.replace(/^\[|\]$/g, "");
    const socket = isTls ? tlsConnect({ host, port, servername: host }) : plainConnect({ host, port });
    const end = (fault?: string): void => {
      socket.destroy();
      done(fault);
    };
    socket.setTimeout(WAIT_MS, () => end(`no answer within ${WAIT_MS / 1000} s`));
    socket.once(isTls ? "secureConnect" : "connect", () => end());
    socket.once("error", (error) => end(error.message));
  });
/** Undefined where the port is free, else why it is not. */
const listenFault = (port: number, host: string): Promise<string | undefined> =>
  new Promise((done) => {
    const server = createServer();
    server.once("error", (error) => done(error.message));
    server.listen(port, host, () => server.close(() => done(undefined)));
  });
const isBotThere = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(WAIT_MS) }).then(
    (r) => r.ok,
    () => false,
  );
const RIGHTS_DOC = "docs/rights.md";
const LAB_PORT = 3978;

export const LOOKS: readonly Look[] = [
  {
    id: "node",
    look: ({ node }) => {
      const major = Number(node.split(".")[0]);
      return Promise.resolve(
        major >= 20 ? ok(`Node.js ${node}.`) : problem(`Node.js ${node} is too old.`, "Install Node.js 20, 22 or 24."),
      );
    },
  },
  {
    id: "lab.playground",
    look: ({ root }) =>
      Promise.resolve(
        existsSync(join(root, "node_modules", "@microsoft", "m365agentsplayground", "cli.js"))
          ? ok("The Agents Playground is installed.")
          : problem("The Agents Playground is not installed.", "npm ci --ignore-scripts, or lab --no-playground."),
      ),
  },
  {
    id: "lab.port",
    look: async () => {
      const fault = await listenFault(LAB_PORT, "127.0.0.1");
      if (fault === undefined) return ok(`Port ${LAB_PORT} of the lab is free.`);
      return (await isBotThere(LAB_PORT))
        ? ok(`A bot answers on port ${LAB_PORT}: the lab is up.`)
        : problem(`Port ${LAB_PORT} of the lab is taken: ${fault}`, "sync-triage lab --port 0 takes any free one.");
    },
  },
  { id: "bot.settings", look: settingsLook("the settings of the bot", OF_THE_BOT, settingsOf) },
  {
    id: "bot.rights",
    look: withBot((s) => {
      const nobody = Object.entries(rightsOf(s)).filter(
        ([what, h]) => what !== "break-glass" && h.roles.length + h.groups.length === 0,
      );
      return nobody.length === 0
        ? ok("Somebody may see, open and decide.")
        : problem(
            `No role and no group is set for: ${nobody.map(([what]) => what).join(", ")}. Whoever may do more may do these as well; without anybody, nobody may.`,
            `Set MAY_READ, MAY_OPEN and MAY_DECIDE_… (${RIGHTS_DOC}).`,
          );
    }),
  },
  {
    id: "bot.sign-in",
    look: withBot((s) => {
      try {
        if (signInOf(s) !== undefined) return ok("Approvers sign in again where a plan asks for it.");
      } catch (error) {
        return problem(whyOf(error), `Set all three, or none (${RIGHTS_DOC}).`);
      }
      const asking = Object.entries(policyOf(s)).flatMap(([risk, rule]) => (rule.proof ? [risk] : []));
      return asking.length === 0
        ? ok("No plan asks for a new sign-in.")
        : problem(
            `Plans of ${asking.join(", ")} ask for a new sign-in, which is not set up: nobody can approve them.`,
            `Set SIGN_IN_APP_ID, SIGN_IN_CONTEXT and BOT_DOMAIN (${RIGHTS_DOC}).`,
          );
    }),
  },
  {
    id: "bot.keys",
    look: withBot((s) =>
      keysLook(
        [
          ...keyFault("BOT_SIGNING_KEY", s.BOT_SIGNING_KEY, privateKey),
          ...keyFault("AGENT_PUBLIC_KEY", s.AGENT_PUBLIC_KEY, publicKey),
        ],
        "The bot's key and the agent's are read.",
      ),
    ),
  },
  { id: "bot.folder", look: withBot((s) => folderLook(resolve(s.DATA_FOLDER))) },
  {
    id: "bot.port",
    look: withBot(async (s) => {
      const fault = await listenFault(s.PORT, s.HOST);
      if (fault === undefined) return ok(`Port ${s.PORT} is free.`);
      return (await isBotThere(s.PORT))
        ? ok(`A bot answers on port ${s.PORT}.`)
        : problem(`Port ${s.PORT} cannot be used: ${fault}`, "End what uses it, or set PORT.");
    }),
  },
  {
    id: "bot.graph",
    look: withBot(async (s, m) => {
      const { "entra.organization": tenant } = await m.ports(s).cloud.tenant(true);
      if (tenant.state === "unreadable")
        return problem(
          `Microsoft Graph did not give the tenant (${tenant.why}): ${tenant.detail}`,
          `Grant the bot's identity ${FACTS["entra.organization"].right}, and let this machine reach graph.microsoft.com and login.microsoftonline.com.`,
        );
      if (tenant.state === "absent" || tenant.value.id.toLowerCase() !== s.BOT_TENANT_ID.toLowerCase())
        return problem(
          "Microsoft Graph answers for another tenant.",
          "Set BOT_TENANT_ID to the tenant of the identity.",
        );
      return ok("Microsoft Graph answers for the tenant.");
    }),
  },
  {
    id: "bot.agent",
    look: withBot(async (s, m) => {
      let agent;
      try {
        ({ agent } = await m.ports(s).agent.collect([]));
      } catch (error) {
        return notChecked(`The agent was not asked: ${whyOf(error)}`);
      }
      return agent.state === "seen"
        ? ok(`The agent answers over the relay (version ${agent.value.version}).`)
        : problem(
            `The agent does not answer${agent.state === "unreadable" ? ` (${agent.why}): ${agent.detail}` : "."}`,
            "Start it on the sync server, and compare relay, keys and AGENT_ID of both sides (sync-triage doctor there).",
          );
    }),
  },
  {
    id: "agent.settings",
    look: settingsLook("the settings of the agent", Object.keys(AGENT_SETTINGS), agentSettingsOf),
  },
  {
    id: "agent.keys",
    look: withAgent((s) =>
      keysLook(
        [
          ...keyFault("SYNC_TRIAGE_AGENT_PRIVATE_KEY", s.SYNC_TRIAGE_AGENT_PRIVATE_KEY, privateKey),
          ...keyFault("SYNC_TRIAGE_BOT_PUBLIC_KEY", s.SYNC_TRIAGE_BOT_PUBLIC_KEY, publicKey),
        ],
        "The agent's key and the bot's are read.",
      ),
    ),
  },
  { id: "agent.journal", look: withAgent((s) => folderLook(dirname(resolve(s.SYNC_TRIAGE_JOURNAL)))) },
  { id: "agent.policy", look: withAgent(policyLook) },
  {
    id: "agent.relay",
    look: withAgent(async (s) => {
      const fault = await reach(new URL(s.SYNC_TRIAGE_RELAY));
      return fault === undefined
        ? ok(`${s.SYNC_TRIAGE_RELAY} can be reached.`)
        : problem(
            `${s.SYNC_TRIAGE_RELAY} cannot be reached: ${fault}`,
            "Open the way to it: TCP 443, outbound, TLS not broken open.",
          );
    }),
  },
];
async function policyLook(s: AgentSettings): Promise<Seen> {
  try {
    const { allow } = await loadPolicy(s.SYNC_TRIAGE_POLICY);
    return ok(
      allow.length === 0
        ? "The agent only reads: the policy allows no command."
        : `The policy allows: ${allow.join(", ")}.`,
    );
  } catch (error) {
    return problem(whyOf(error), "Mend the file; docs/operations.md says what stands in it.");
  }
}
