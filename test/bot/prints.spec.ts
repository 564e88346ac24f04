import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { SeldomLog, type LogLine } from "../../src/bot/log";
import { TENANT } from "../support/cases";
import { startFakeConnector } from "../support/fake-connector";
import { startIssuer } from "../support/issuer";

const FIELDS = ["level", "at", "what", "error", "status", "by", "times", "says"];

describe("the log of what anybody can cause", () => {
  it("is a line a minute of each kind, with how often it was", () => {
    const lines: LogLine[] = [],
      clock = { ms: 0 },
      seldom = new SeldomLog(
        (l) => lines.push(l),
        () => clock.ms,
      );
    const line = { level: "warn", at: "door" } as const;
    for (let i = 0; i < 5_000; i++) seldom.tell("no-token", line);
    seldom.tell("token", line);
    clock.ms += 60_000;
    seldom.tell("no-token", line);
    assert.deepEqual(lines, [line, line, { ...line, times: 5_000 }]);
  });
});

/** A bot as a process of its own, with all that its SDKs can say switched on, through every road; and all that it printed. */
describe("B8, D3: what the bot prints", function () {
  this.timeout(60_000);
  const APP = "22222222-2222-4222-8222-222222222222",
    ADA = "33333333-3333-4333-8333-333333333333",
    CANARY = "Canaria",
    SERVICE = "https://smba.trafficmanager.net/emea/";
  async function printed(keysAt: string | undefined, work: (send: Send) => Promise<void>): Promise<string> {
    const bot = fork(join(__dirname, "..", "hostile", "bot-main.ts"), [JSON.stringify({ appId: APP, keysAt })], {
      execArgv: ["--import", "tsx", "--no-deprecation"],
      env: { ...process.env, DEBUG: "*", AZURE_LOG_LEVEL: "verbose" },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    let text = "";
    for (const out of [bot.stdout!, bot.stderr!]) out.on("data", (d) => (text += String(d)));
    const [{ url }] = (await once(bot, "message")) as [{ url: string }];
    text = ""; // what was loaded before the first line of ours
    await work((body, authorization) =>
      fetch(`${url}/api/messages`, {
        method: "POST",
        headers: { "content-type": "application/json", ...(authorization === undefined ? {} : { authorization }) },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
    );
    bot.kill();
    await once(bot, "close");
    return text;
  }
  type Send = (body: object | string, authorization?: string) => Promise<Response>;
  const activity = (serviceUrl: string, more: object): object => ({
    id: `${CANARY}-id`,
    channelId: "msteams",
    serviceUrl,
    from: { id: `29:${CANARY}`, aadObjectId: ADA, name: `${CANARY} Ada` },
    recipient: { id: `28:${APP}` },
    conversation: { id: `${CANARY}-chat`, tenantId: TENANT, conversationType: "personal" },
    channelData: { tenant: { id: TENANT } },
    ...more,
  });
  const message = (text: string) => ({ type: "message", text, id: `${CANARY}-${text}` });
  const click = (verb: string, data: object) => ({
    type: "invoke",
    name: "adaptiveCard/action",
    replyToId: `${CANARY}-card`,
    value: { action: { verb, data } },
  });
  const clean = (text: string): void => {
    const lines = text.split("\n").filter((l) => l !== "");
    for (const line of lines) {
      assert.doesNotMatch(line, new RegExp(`${CANARY}|${ADA}|${TENANT}|eyJ|smba|Bearer`, "i"));
      assert.deepEqual(
        Object.keys(JSON.parse(line) as object).filter((k) => !FIELDS.includes(k)),
        [],
      );
    }
  };

  it("a channel that answers, refuses and goes away: lines of the list, without a name, an id or a stack", async () => {
    const connector = await startFakeConnector(),
      of = (more: object): object => activity(connector.url, more);
    const text = await printed(undefined, async (send) => {
      await send(of(message(`${CANARY} Dana is missing`)));
      await send(of(click("diagnosis", { id: "case-1" })));
      await send(of(click("approve", { id: "approval-1", rev: 1, reason: `${CANARY} reason` })));
      await send(of(click(`${CANARY}-verb`, {})));
      await send(`{"${CANARY}":`);
      await send(activity(`https://${CANARY}.example/`, message("x")));
      connector.fail = () => ({ status: 500, code: `${CANARY}Code` });
      await send(of(message(`${CANARY} Omar is missing`)));
      await send(of(message("help")));
      await connector.stop();
      await send(of(message("status")));
    });
    clean(text);
    assert.match(text, /"at":"(turn|work|update-card)"/);
  });
  it("good tokens, forged ones, and a bot that cannot get a token of its own", async () => {
    const issuer = await startIssuer(),
      good = `Bearer ${issuer.token(APP, SERVICE)}`;
    const text = await printed(issuer.url, async (send) => {
      const body = activity(SERVICE, click("diagnosis", { id: "case-1" }));
      assert.equal((await send(body, good)).status, 200);
      for (const change of [{ until: -900 }, { foreign: true }, { header: { alg: "none" } }] as const)
        assert.equal((await send(body, `Bearer ${issuer.token(APP, SERVICE, change)}`)).status, 401);
      assert.equal((await send({ ...body, conversation: { id: CANARY, tenantId: CANARY } }, good)).status, 403);
    });
    await issuer.stop();
    clean(text);
    assert.match(text, /"at":"door"/);
  });
});
