/**
 * What `status` costs beside `help`, in CPU of the bot's process, with no case kept and with 10,000 (goal: 2 times `help`). The bot runs in
 * a process of its own, with the emulator that answers its one question about rights; Teams is a fake in this one.
 */
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startLab } from "../src/cli/lab";
import type { TriageCase } from "../src/domain";
import { FileStore } from "../src/store/file-store";
import { startCaseLab } from "../test/support/case-lab";
import { startFakeConnector, type FakeConnector } from "../test/support/fake-connector";

const CASES = 10_000,
  MESSAGES = 150,
  GOAL = 2,
  ROOT = join(__dirname, "..");
/** Of the default world: its tenant, and a Hybrid Identity Administrator. */
const TENANT = "3f0c4b0e-9d6a-4f43-8f0a-0d1f7c2f5a10",
  PIOTR = "9bf67aa8-e855-5293-a8c8-8293b2b25382",
  CHAT = "a:bench";

/** A case as a triage makes it. */
async function realCase(): Promise<TriageCase> {
  const lab = await startCaseLab("default.json"),
    by = { id: PIOTR, tenantId: TENANT, name: "Piotr" };
  const opened = await lab.service.open({
    ask: "farah.siddiqui@contoso.com",
    by,
    tenantId: TENANT,
    conversationId: CHAT,
  });
  await lab.close();
  if (opened.kind !== "case") throw new Error(`no case was opened: ${opened.kind}`);
  return opened.case;
}
/** `count` cases, every hundredth of them in the conversation that is asked; at least one. */
async function fill(folder: string, count: number): Promise<void> {
  const store = await FileStore.open(folder),
    first = Date.parse("2026-01-01T00:00:00Z"),
    real = await realCase();
  console.log(`a case file: ${(JSON.stringify(real).length / 1024).toFixed(1)} KB`);
  await store.putCase({ ...real, openedAt: new Date(first - 60_000).toISOString() });
  for (let from = 0; from < count; from += 100)
    await Promise.all(
      Array.from({ length: 100 }, (_, i) =>
        store.putCase({
          ...real,
          id: `case-${from + i}`,
          conversationId: i === 0 ? CHAT : `a:other-${from + i}`,
          openedAt: new Date(first + (from + i) * 60_000).toISOString(),
        }),
      ),
    );
}
interface Bot {
  readonly messages: string;
  readonly child: ChildProcess;
  /** CPU of its process so far, ms. */
  cpu(): Promise<number>;
}
async function startBot(folder: string): Promise<Bot> {
  const child = fork(__filename, [folder], { cwd: ROOT, stdio: ["ignore", "ignore", "inherit", "ipc"] }),
    [{ messages }] = (await once(child, "message")) as [{ messages: string }];
  return {
    messages,
    child,
    cpu: async () => {
      child.send("cpu");
      const [{ ms }] = (await once(child, "message")) as [{ ms: number }];
      return ms;
    },
  };
}
/** CPU ms of the bot for one message and its answer. */
async function costOf(word: string, bot: Bot, teams: FakeConnector): Promise<number> {
  const say = async (n: number): Promise<void> => {
    const sent = teams.calls.length;
    await fetch(bot.messages, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        type: "message",
        id: `${word}-${n}-${sent}`,
        text: word,
        channelId: "msteams",
        serviceUrl: teams.url,
        from: { id: `29:${PIOTR}`, aadObjectId: PIOTR, name: "Piotr" },
        recipient: { id: "28:bot", name: "Sync Triage" },
        conversation: { id: CHAT, conversationType: "personal", tenantId: TENANT },
        channelData: { tenant: { id: TENANT } },
      }),
    });
    await teams.until((c) => teams.calls.indexOf(c) >= sent);
  };
  for (let i = 0; i < 30; i++) await say(i); // warm
  const from = await bot.cpu();
  for (let i = 0; i < MESSAGES; i++) await say(100 + i);
  return ((await bot.cpu()) - from) / MESSAGES;
}
async function measure(count: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "sync-triage-store-")),
    teams = await startFakeConnector();
  try {
    await fill(folder, count);
    const from = performance.now(),
      bot = await startBot(folder);
    console.log(
      `${String(count).padStart(6)} cases kept: bot and lab are up after ${Math.round(performance.now() - from)} ms`,
    );
    const help = await costOf("help", bot, teams),
      [status, cases] = [await costOf("status", bot, teams), await costOf("cases", bot, teams)];
    bot.child.kill("SIGTERM");
    await once(bot.child, "exit");
    const times = (x: number): string => `${x.toFixed(2)} ms (${(x / help).toFixed(2)} × help)`,
      met = status / help <= GOAL;
    // The goal is one of many cases; without any, the figure is there to compare with.
    if (!met && count > 0) process.exitCode = 1;
    console.log(
      `${String(count).padStart(6)} cases kept, CPU: help ${help.toFixed(2)} ms, status ${times(status)}${count === 0 ? "" : ` (goal ${GOAL} ×) ${met ? "met" : "MISSED"}`}, cases ${times(cases)}`,
    );
  } finally {
    await teams.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
/** The bot's side of this file. One person asks without an end here. */
async function serve(folder: string): Promise<void> {
  const unbounded = { burst: Number.MAX_SAFE_INTEGER, perMinute: 0 },
    askRates = { person: unbounded, tenant: unbounded };
  const lab = await startLab({
    askRates,
    scenario: join("test", "scenarios", "default.json"),
    port: 0,
    playground: false,
    root: ROOT,
    folder,
  });
  process.on("message", () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ ms: (user + system) / 1000 });
  });
  process.once("SIGTERM", () => void lab.close().then(() => process.exit(0)));
  process.send?.({ messages: lab.messages });
}

const folder = process.argv[2];
void (folder === undefined ? measure(0).then(() => measure(CASES)) : serve(folder));
