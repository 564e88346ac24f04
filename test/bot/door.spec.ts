import assert from "node:assert/strict";
import http from "node:http";
import https from "node:https";
import { connect } from "node:net";
import { TEAMS } from "../../src/bot/channel";
import { hush } from "../../src/bot/log";
import { startBot, type Bot } from "../../src/bot/server";
import { MemoryConversations } from "../../src/store/conversations";
import { TENANT } from "../support/cases";
import { startIssuer, type Issuer, type TokenChange } from "../support/issuer";
import { capturedStderr } from "../support/stderr";
import { fakeService, type FakeService } from "./fake-service";

const APP = "22222222-2222-4222-8222-222222222222",
  ADA = "33333333-3333-4333-8333-333333333333",
  OTHER = "44444444-4444-4444-8444-444444444444",
  TEAMS_URL = "https://smba.trafficmanager.net/emea/";

/** The door with its real key, against an issuer that signs as Azure Bot Service does. */
describe("the bot's door", () => {
  let issuer: Issuer, bot: Bot, service: FakeService, outgoing: string[];
  const original = { http: http.request, https: https.request };
  let loud: () => void;
  before(async () => {
    issuer = await startIssuer();
    loud = hush();
  });
  after(async () => {
    loud();
    await issuer.stop();
  });
  beforeEach(async () => {
    service = fakeService();
    bot = await startBot({
      host: "127.0.0.1",
      port: 0,
      service,
      tenantId: TENANT,
      channel: TEAMS,
      conversations: new MemoryConversations(),
      auth: {
        kind: "tenant",
        appId: APP,
        appType: "SingleTenant",
        appPassword: "secret",
        tenantId: TENANT,
        keysAt: issuer.url,
      },
    });
    service.asked.length = 0;
    // Whatever the SDK sends goes through these two; the test's own requests are made by fetch and by sockets.
    outgoing = [];
    const spy = (...args: unknown[]): never => {
      outgoing.push(JSON.stringify(args[0]));
      throw new Error("no request is expected here");
    };
    Object.assign(http, { request: spy });
    Object.assign(https, { request: spy });
  });
  afterEach(async () => {
    Object.assign(http, { request: original.http });
    Object.assign(https, { request: original.https });
    await bot.close();
  });

  /** A button of Ada's, in our tenant, over Teams: it is answered without a call to the channel. */
  const click = (more: object = {}): object => ({
    type: "invoke",
    name: "adaptiveCard/action",
    id: "1",
    channelId: "msteams",
    serviceUrl: TEAMS_URL,
    from: { id: "29:ada", aadObjectId: ADA, name: "Ada" },
    recipient: { id: `28:${APP}` },
    conversation: { id: "chat", tenantId: TENANT, conversationType: "personal" },
    channelData: { tenant: { id: TENANT } },
    value: { action: { verb: "diagnosis", data: { id: "case-1" } } },
    ...more,
  });
  const send = (body: object, authorization?: string): Promise<Response> =>
    fetch(`${bot.url}/api/messages`, {
      method: "POST",
      headers: { "content-type": "application/json", ...(authorization === undefined ? {} : { authorization }) },
      body: JSON.stringify(body),
    });
  const bearer = (change?: TokenChange, serviceUrl = TEAMS_URL): string =>
    `Bearer ${issuer.token(APP, serviceUrl, change)}`;
  /** Refused with that status and without a word; nobody was called, nothing was sent. Returns the lines of the log. */
  const refused = async (body: object, authorization: string | undefined, status: number): Promise<any[]> => {
    const lines = await capturedStderr(async () => {
      const r = await send(body, authorization);
      assert.deepEqual([r.status, await r.text()], [status, ""]);
    });
    assert.deepEqual([service.rights, service.asked, outgoing], [[], [], []]);
    return lines.map((l) => JSON.parse(l)).filter((l) => l.at !== "sdk");
  };

  it("opens to a person of the tenant who comes over Teams, and the keys are fetched once", async () => {
    const before = issuer.fetched();
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(click(), bearer())));
    assert.deepEqual(new Set(answers.map((a) => a.status)), new Set([200]));
    assert.deepEqual([...new Set(service.rights)], [ADA]);
    assert.equal(issuer.fetched() - before, 1);
  });

  it("what is sent to the channel is seen by these tests", async () => {
    await capturedStderr(() => send(click({ type: "message", text: "help", value: undefined }), bearer()));
    assert.notDeepEqual(outgoing, []);
  });

  const ENTRA = `https://sts.windows.net/${TENANT}/`;
  const FORGERIES: Record<string, string | TokenChange | undefined> = {
    "no token": undefined,
    "another scheme": "Basic YTpi",
    "not a token": "Bearer garbage",
    "three empty parts": "Bearer a.b.c",
    "two tokens": "Bearer a.b.c a.b.c",
    "alg none": { header: { alg: "none" } },
    "an HMAC with the public key": { header: { alg: "HS256" } },
    "another algorithm": { header: { alg: "RS384" } },
    "another audience": { claims: { aud: OTHER } },
    "no audience": { claims: { aud: undefined } },
    "another issuer": { claims: { iss: "https://api.botframework.com.evil.example" } },
    "no issuer": { claims: { iss: undefined } },
    "expired, beyond the skew": { until: -301 },
    "without an end": { claims: { exp: undefined } },
    "not yet valid, beyond the skew": { from: 310 },
    "an unknown key": { header: { kid: "unknown" } },
    "no key id": { header: { kid: undefined } },
    "signed by somebody else": { foreign: true },
    "a key without endorsements": { key: "unendorsed" },
    "a key that endorses nothing": { key: "endorsesNone" },
    "a key of another channel": { key: "webchat" },
    "Entra's token for the bot itself": { claims: { iss: ENTRA, tid: TENANT, appid: APP, azp: APP, ver: "2.0" } },
    "a skill's token": { claims: { iss: ENTRA, appid: OTHER, ver: "1.0" } },
  };
  for (const [name, forgery] of Object.entries(FORGERIES))
    it(`B1: ${name}: 401, nobody called, nothing sent`, () =>
      refused(click(), typeof forgery === "object" ? bearer(forgery) : forgery, 401));
  for (const [name, change] of Object.entries({ "just expired": { until: -290 }, "valid in a moment": { from: 290 } }))
    it(`B1: ${name}: clocks may differ by five minutes`, async () =>
      assert.equal((await send(click(), bearer(change))).status, 200));
  it("B1: who brings no token gets 401 before the body has come", async () => {
    const socket = connect(Number(new URL(bot.url).port), "127.0.0.1");
    const head = "POST /api/messages HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n";
    socket.write(`${head}expect: 100-continue\r\n\r\n{`);
    const answer = await new Promise<string>((r) => socket.once("data", (d) => r(String(d))));
    socket.destroy();
    assert.match(answer, /^HTTP\/1\.1 401 /);
  });
  it("B1: without the channel's keys nobody is let in, and nobody is called a forger", async () => {
    const blind = await startBot({
      host: "127.0.0.1",
      port: 0,
      service,
      tenantId: TENANT,
      channel: TEAMS,
      conversations: new MemoryConversations(),
      auth: { kind: "tenant", appId: APP, appType: "UserAssignedMSI", tenantId: TENANT, keysAt: issuer.url },
    });
    issuer.well = false;
    const headers = { "content-type": "application/json", authorization: bearer() };
    const r = await fetch(`${blind.url}/api/messages`, { method: "POST", headers, body: JSON.stringify(click()) });
    issuer.well = true;
    assert.deepEqual([r.status, await r.text()], [503, ""]);
    await blind.close();
  });

  for (const serviceUrl of [
    "https://smba.trafficmanager.net.evil.example/emea/",
    "https://evil.trafficmanager.net/emea/",
    "https://smba.trafficmanager.net@evil.example/emea/",
    "https://user@smba.trafficmanager.net/emea/",
    "https://:word@smba.trafficmanager.net/emea/",
    "http://smba.trafficmanager.net/emea/",
    "https://smba.trafficmanager.net:8443/emea/",
    "https://smba.trafficmanager.net./emea/",
    "https://smba.trafficmanager.net\\@evil.example/emea/",
    "https://smbа.trafficmanager.net/emea/", // a Cyrillic a
    "https://smba.trafficmanager.net/emea/?x=https://evil.example",
    "//smba.trafficmanager.net/emea/",
    "http://127.0.0.1/",
    "x",
  ])
    it(`B2: answers never go to ${serviceUrl}, whoever signed it`, () =>
      refused(click({ serviceUrl }), bearer({}, serviceUrl), 403));
  it("B2: the body's address is the token's, and the token has one", async () => {
    await refused(click(), bearer({}, "https://smba.trafficmanager.net/amer/"), 403);
    await refused(click(), bearer({ claims: { serviceurl: undefined } }), 403);
    await refused(click({ serviceUrl: undefined }), bearer(), 403);
    await refused(click({ serviceUrl: undefined }), bearer({ claims: { serviceurl: undefined } }), 403);
  });

  const conversation = (tenantId?: unknown): object => ({ id: "chat", tenantId, conversationType: "personal" });
  const STRANGE: Record<string, object> = {
    "B4: another tenant in the conversation": { conversation: conversation(OTHER) },
    "B4: another tenant in the channel's data": { channelData: { tenant: { id: OTHER } } },
    "B4: another tenant in both": { conversation: conversation(OTHER), channelData: { tenant: { id: OTHER } } },
    "B4: no tenant": { conversation: conversation(), channelData: {} },
    "B4: a tenant that is no text": { channelData: { tenant: { id: 5 } } },
    "B4: a tenant without an id": { channelData: { tenant: TENANT } },
    "B5: nobody presses": { from: { id: "29:ada" } },
    "B5: a name instead of an object id": { from: { id: "29:ada", aadObjectId: "ada@contoso.com" } },
    "B1: an activity of another channel": { channelId: "webchat" },
    "B1: an activity of no channel": { channelId: undefined },
  };
  for (const [name, more] of Object.entries(STRANGE))
    it(`${name}: 403 and one line in the log`, async () => {
      const lines = await refused(click(more), bearer(), 403);
      assert.deepEqual(
        lines.map(({ level, at, status }) => [level, at, status]),
        [["warn", "door", 403]],
      );
    });
  for (const [name, from] of Object.entries({
    "an object id that is a list": { id: "29:ada", aadObjectId: [ADA] },
    "an object id that is an object": { id: "29:ada", aadObjectId: { id: ADA } },
  }))
    it(`B5: ${name}: it is no activity`, () => refused(click({ from }), bearer(), 400));
  it("B5: an id in the card's data is not who presses", async () => {
    const data = { id: "case-1", by: OTHER, aadObjectId: OTHER };
    const r = await send(click({ value: { action: { verb: "diagnosis", data } } }), bearer());
    assert.deepEqual([((await r.json()) as any).statusCode, service.rights, service.asked], [400, [], []]);
  });

  it("S5: whoever is alive says only that", async () => {
    const r = await fetch(`${bot.url}/healthz`);
    assert.equal(await r.text(), '{"status":"ok"}');
    assert.deepEqual([...r.headers.keys()].sort(), [
      "connection",
      "content-length",
      "content-type",
      "date",
      "keep-alive",
    ]);
  });
  it("S5: there is no other place and no other way", async () => {
    for (const [method, path, status] of [
      ["GET", "/", 404],
      ["GET", "/api/messages", 405],
      ["PUT", "/api/messages", 405],
      ["POST", "/healthz", 405],
      ["POST", "/api/messages/", 404],
      ["POST", "/api/messages/../messages%2f", 404],
      ["GET", "/constructor", 404],
    ] as const) {
      const r = await fetch(`${bot.url}${path}`, { method });
      assert.deepEqual([r.status, await r.text()], [status, ""], `${method} ${path}`);
    }
  });
});
