/**
 * How long the bot takes from nothing to an open door, against the least that such a bot can be: botbuilder's adapter behind restify,
 * and nothing else. Both as processes of their own, in turn in one run; medians, and their ratio (goal: 2).
 */
import { execFileSync, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newKeyPair, privateKeyText, publicKeyText } from "../src/premises/wire";

const ROUNDS = 9,
  GOAL = 2,
  ROOT = join(__dirname, "..");
const LEAST = `
  const { CloudAdapter, ConfigurationBotFrameworkAuthentication } = require("botbuilder");
  const restify = require("restify");
  const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
  const server = restify.createServer();
  server.use(restify.plugins.bodyParser());
  server.post("/api/messages", async (req, res) => adapter.process(req, res, async () => undefined));
  server.listen(0, "127.0.0.1", () => process.stdout.write("listening\\n"));`;

/** Settings of a bot that is never spoken to. */
function settingsFor(folder: string): NodeJS.ProcessEnv {
  const bot = newKeyPair(),
    agent = newKeyPair();
  return {
    ...process.env,
    SYNC_TRIAGE_MODE: "production",
    BOT_ID: "00000000-0000-4000-8000-000000000001",
    BOT_TYPE: "SingleTenant",
    BOT_TENANT_ID: "00000000-0000-4000-8000-000000000002",
    BOT_PASSWORD: "not used",
    HOST: "127.0.0.1",
    PORT: "0",
    DATA_FOLDER: folder,
    RELAY_NAMESPACE: "relay.invalid",
    RELAY_ENTITY: "agents/one",
    RELAY_KEY_NAME: "send",
    RELAY_KEY: "not used",
    BOT_SIGNING_KEY: privateKeyText(bot.privateKey),
    AGENT_ID: "one",
    AGENT_PUBLIC_KEY: publicKeyText(agent.publicKey),
  };
}
/** CPU that a process has used so far, ms; where the system does not tell (no /proc), NaN. */
function cpuMs(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /, "")
      .split(" ");
    return (Number(fields[11]) + Number(fields[12])) * 10; // in ticks of 10 ms: user and system
  } catch {
    return Number.NaN;
  }
}
interface Start {
  readonly wall: number;
  readonly cpu: number;
}
/** Until the first word on stdout; the process is ended then. */
function startOf(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Start> {
  return new Promise((resolve, reject) => {
    const from = performance.now(),
      child = spawn(process.execPath, ["--no-deprecation", ...args], {
        cwd: ROOT,
        env,
        stdio: ["ignore", "pipe", "inherit"],
      });
    let took: Start | undefined;
    child.stdout.once("data", () => {
      took = { wall: performance.now() - from, cpu: cpuMs(child.pid ?? 0) };
      child.kill("SIGKILL");
    });
    child.once("exit", (code) =>
      took === undefined ? reject(new Error(`ended with code ${String(code)} before it listened`)) : resolve(took),
    );
  });
}
const median = (v: readonly number[]): number => [...v].sort((a, b) => a - b)[Math.floor(v.length / 2)] ?? Number.NaN;

void (async () => {
  const folder = await mkdtemp(join(tmpdir(), "sync-triage-start-")),
    least: Start[] = [],
    ours: Start[] = [];
  const env = settingsFor(folder),
    build = 'import("./scripts/setup.mjs").then((m) => m.ensureBuilt())';
  execFileSync(process.execPath, ["-e", build], { cwd: ROOT, stdio: "inherit" });
  try {
    for (let i = 0; i < ROUNDS; i++) {
      least.push(await startOf(["-e", LEAST], process.env));
      ours.push(await startOf([join("dist", "cli", "main.js"), "bot"], env));
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  for (const what of ["wall", "cpu"] as const) {
    const [bot, alone] = [median(ours.map((x) => x[what])), median(least.map((x) => x[what]))],
      ratio = bot / alone;
    if (!(ratio <= GOAL)) process.exitCode = 1;
    console.log(
      `start, ${what}: bot ${Math.round(bot)} ms, botbuilder with restify alone ${Math.round(alone)} ms, ratio ${ratio.toFixed(2)} (goal ${GOAL}) ${ratio <= GOAL ? "met" : "MISSED"}`,
    );
  }
})();
