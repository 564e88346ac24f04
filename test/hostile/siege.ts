/** One attack on one bot: the bot's memory, what it leaves in its folder for temporary files, and how long a click takes meanwhile. */
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { watch } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TENANT } from "../support/cases";
import type { Issuer } from "../support/issuer";
import type { AttackName, Outcome, Target } from "./attacks";

const APP = "22222222-2222-4222-8222-222222222222",
  ADA = "33333333-3333-4333-8333-333333333333",
  SERVICE = "https://smba.trafficmanager.net/emea/",
  CLICK_PAUSE_MS = 20,
  PATIENCE_MS = 5_000;

/** How the bot verifies: without keys it is the lab's, which asks for no token. */
export interface Door {
  readonly appId: string;
  readonly keysAt?: string;
}
/** In MB. */
export interface Memory {
  readonly memory: number;
}
/** `stranger`: no token. `channel`: a token that is good. `lab`: a bot on loopback that asks for none. */
export type From = "stranger" | "channel" | "lab";
export interface Siege {
  readonly attack: AttackName;
  readonly from: From;
  readonly outcome: Outcome;
  /** The bot's memory before, and how much more it was at most; MB. */
  readonly idleMb: number;
  readonly overMb: number;
  /** Files that were there at any time during the attack, and those that are left. */
  readonly written: number;
  readonly left: number;
  /** Clicks that were answered with a card meanwhile, in ms; and those that were not. */
  readonly clicksMs: readonly number[];
  readonly unanswered: number;
}

/** Runs one attack from the first byte to the last. `scale`: a part of it. */
export async function besiege(attack: AttackName, from: From, issuer: Issuer, scale = 1): Promise<Siege> {
  const folder = await mkdtemp(join(tmpdir(), "sync-triage-hostile-")),
    door: Door = from === "lab" ? { appId: APP } : { appId: APP, keysAt: issuer.url },
    bot = fork(join(__dirname, "bot-main.ts"), [JSON.stringify(door)], {
      execArgv: ["--import", "tsx", "--expose-gc", "--no-deprecation"],
      env: { ...process.env, TMPDIR: folder, TMP: folder, TEMP: folder },
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
  try {
    const [{ url }] = (await once(bot, "message")) as [{ url: string }],
      token = `Bearer ${issuer.token(APP, SERVICE)}`;
    for (let i = 0; i < 50; i++) await click(url, from, token); // what is compiled once is no part of the figure
    const seen = new Set(await readdir(folder)),
      before = seen.size; // what the loader of TypeScript keeps there
    const watcher = watch(folder, { recursive: true }, (_, name) => seen.add(String(name)));
    const idleMb = await memoryOf(bot, "idle"),
      clicks = new Clicks(() => click(url, from, token)),
      { hostname: host, port } = new URL(url),
      target: Target = { host, port: Number(port), ...(from === "channel" ? { authorization: token } : {}) };
    const outcome = await run(attack, target, scale);
    await clicks.stop();
    const overMb = Math.max(0, (await memoryOf(bot, "peak")) - idleMb);
    watcher.close();
    const left = (await readdir(folder)).length - before;
    return {
      attack,
      from,
      outcome,
      idleMb,
      overMb,
      written: seen.size - before,
      left,
      clicksMs: clicks.ms,
      unanswered: clicks.unanswered,
    };
  } finally {
    bot.kill("SIGKILL");
    await rm(folder, { recursive: true, force: true });
  }
}
async function run(name: AttackName, target: Target, scale: number): Promise<Outcome> {
  const attacker = fork(join(__dirname, "attack-main.ts"), [JSON.stringify({ name, target, scale })], {
      execArgv: ["--import", "tsx", "--no-deprecation"],
    }),
    [outcome] = (await once(attacker, "message")) as [Outcome];
  return outcome;
}
async function memoryOf(bot: ChildProcess, at: "idle" | "peak"): Promise<number> {
  bot.send(at);
  const [{ memory }] = (await once(bot, "message")) as [Memory];
  return memory;
}
/** An admin presses a button; the answer is the card. */
async function click(url: string, from: From, token: string): Promise<boolean> {
  const r = await fetch(`${url}/api/messages`, {
    method: "POST",
    signal: AbortSignal.timeout(PATIENCE_MS),
    headers: { "content-type": "application/json", ...(from === "lab" ? {} : { authorization: token }) },
    body: JSON.stringify({
      type: "invoke",
      name: "adaptiveCard/action",
      id: "1",
      channelId: "msteams",
      serviceUrl: from === "lab" ? "http://127.0.0.1:9/" : SERVICE,
      from: { id: "29:ada", aadObjectId: ADA, name: "Ada" },
      recipient: { id: `28:${APP}` },
      conversation: { id: "chat", tenantId: TENANT, conversationType: "personal" },
      channelData: { tenant: { id: TENANT } },
      value: { action: { verb: "diagnosis", data: { id: "case-1" } } },
    }),
  }).catch(() => undefined);
  if (r === undefined) return false;
  const body = (await r.json().catch(() => undefined)) as { statusCode?: number } | undefined;
  return r.status === 200 && body?.statusCode === 200;
}
/** One click after another, with a short rest, until it is stopped. */
class Clicks {
  readonly ms: number[] = [];
  unanswered = 0;
  #going = true;
  readonly #done: Promise<void>;
  constructor(private readonly one: () => Promise<boolean>) {
    this.#done = this.#run();
  }
  async #run(): Promise<void> {
    while (this.#going) {
      const from = performance.now();
      if (await this.one()) this.ms.push(performance.now() - from);
      else this.unanswered++;
      await new Promise((r) => setTimeout(r, CLICK_PAUSE_MS));
    }
  }
  stop(): Promise<void> {
    this.#going = false;
    return this.#done;
  }
}
