/** Row A15 over HTTP: the bot, the decision and the check of the token are the real ones; Teams, the person's sign-in and the issuer are fakes. */
import assert from "node:assert/strict";
import { createContext, runInContext } from "node:vm";
import { decide } from "../../src/approvals/decide";
import { TEAMS } from "../../src/bot/channel";
import { startBot, type Bot, type BotOptions } from "../../src/bot/server";
import { SIGN_IN_SCRIPT, signInPage } from "../../src/bot/sign-in-page";
import { SignIns } from "../../src/bot/sign-in";
import type { Presser } from "../../src/bot/parts";
import type { Approval } from "../../src/domain";
import { EntraProofs } from "../../src/proof/entra";
import { MemoryConversations } from "../../src/store/conversations";
import { ACCOUNT, asker, desk, other, third, type Desk } from "../approvals/desk";
import { TENANT, triageCase } from "../support/cases";
import { startFakeConnector, wordsOf, type FakeConnector } from "../support/fake-connector";
import { startIssuer, type Issuer } from "../support/issuer";
import { capturedStderr } from "../support/stderr";
import { fakeService } from "./fake-service";

const CLIENT = "33333333-3333-4333-8333-333333333333",
  ADDRESS = "https://bot.contoso.com/sign-in";
let n = 0;

describe("signing in again to approve", () => {
  let issuer: Issuer, bot: Bot, connector: FakeConnector, d: Desk, a: Approval;
  before(async () => {
    issuer = await startIssuer();
  });
  after(() => issuer.stop());
  const start = (more: Partial<BotOptions> = {}): Promise<Bot> => {
    const proofs = new EntraProofs({
      tenantId: TENANT,
      clientId: CLIENT,
      contextId: "c1",
      keysAt: issuer.url.replace(/[^/]*$/, "keys"),
    });
    const service = fakeService();
    service.cases.set("case-1", triageCase({ id: "case-1" }));
    return startBot({
      host: "127.0.0.1",
      port: 0,
      service: {
        ...service,
        decide: (input) => decide({ ...d.o, proofs }, input),
        getApproval: (id) => d.store.getApproval(id),
        run: async () => ({ approval: (await d.store.getApproval(a.id))!, case: service.cases.get("case-1")! }),
      },
      auth: { kind: "loopback" },
      tenantId: TENANT,
      channel: TEAMS,
      conversations: new MemoryConversations(),
      paceMs: 0,
      signIn: { address: ADDRESS, contextId: "c1" },
      ...more,
    });
  };
  beforeEach(async () => {
    d = desk();
    a = await d.request({ risk: "grave" });
    connector = await startFakeConnector();
    bot = await start();
  });
  afterEach(async () => {
    await bot.close();
    await connector.stop();
  });

  const invoke = async (name: string, value: object, by = other.id, chat = "chat"): Promise<any> => {
    const answer = await fetch(`${bot.url}/api/messages`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        type: "invoke",
        name,
        value,
        id: `i${++n}`,
        replyToId: "card-1",
        channelId: "msteams",
        serviceUrl: connector.url,
        from: { id: `29:${by}`, aadObjectId: by, name: by },
        recipient: { id: "28:bot", name: "Sync Triage" },
        conversation: { id: chat, conversationType: "groupChat", tenantId: TENANT, isGroup: true },
        channelData: { tenant: { id: TENANT } },
      }),
    });
    return answer.json();
  };
  const data = (more: object = {}): object => ({
    msteams: { type: "task/fetch" },
    verb: "approve",
    id: a.id,
    rev: a.revision,
    reason: "Checked.",
    typed: ACCOUNT,
    ...more,
  });
  const open = (more: object = {}, by?: string): Promise<any> =>
    invoke("task/fetch", { data: data(more), context: { theme: "default" } }, by);
  const stateOf = (answer: any): string => new URL(answer.task.value.url).searchParams.get("state")!;
  const submit = (state: string, token: string, by?: string, chat?: string): Promise<any> =>
    invoke("task/submit", { data: { state, token } }, by, chat);
  const tokenOf = (oid: string, claims: object = {}): string => {
    const iss = `https://login.microsoftonline.com/${TENANT}/v2.0`,
      iat = Math.floor(Date.now() / 1000) - 5;
    return issuer.token(CLIENT, "", {
      claims: { iss, iat, oid, tid: TENANT, acrs: ["c1"], uti: String(n), ...claims },
    });
  };
  const decisions = async () => (await d.store.getApproval(a.id))!.decisions;

  it("A15: Approve opens the dialog, and the token that it brings approves", async () => {
    const answer = await open();
    assert.equal(answer.task.type, "continue");
    const url = new URL(answer.task.value.url);
    assert.deepEqual([url.origin + url.pathname, url.searchParams.get("context")], [ADDRESS, "c1"]);
    assert.match(url.searchParams.get("state")!, /^[\w-]{22}$/);
    assert.deepEqual([...url.searchParams.keys()].sort(), ["context", "state"]);
    const said = await submit(stateOf(answer), tokenOf(other.id));
    assert.deepEqual(said.task.type, "message");
    assert.match(said.task.value, /waits for another person/);
    const second = await submit(stateOf(await open({}, third.id)), tokenOf(third.id), third.id);
    assert.match(second.task.value, /^Approved/);
    const kept = await decisions();
    assert.deepEqual(
      kept.map((x) => [x.by.id, x.provedAt !== undefined, x.reason]),
      [
        [other.id, true, "Checked."],
        [third.id, true, "Checked."],
      ],
    );
  });
  it("A15: without a token, with a foreign, an old or a bare one, nothing is approved", async () => {
    const bad = [
      "none",
      tokenOf(third.id),
      tokenOf(other.id, { iat: Math.floor(Date.now() / 1000) - 3600 }),
      tokenOf(other.id, { acrs: [] }),
      tokenOf(other.id, { tid: "22222222-2222-4222-8222-222222222222" }),
    ];
    for (const token of bad)
      assert.match((await submit(stateOf(await open()), token)).task.value, /nothing was approved/);
    assert.deepEqual(await decisions(), []);
  });
  it("A15: a sign-in counts for the person, the conversation and the click that it was opened for, once", async () => {
    const state = stateOf(await open());
    for (const [by, chat] of [
      [third.id, "chat"],
      [other.id, "elsewhere"],
    ] as const)
      assert.match((await submit(state, tokenOf(by), by, chat)).task.value, /not open any more/);
    assert.deepEqual(await decisions(), []);
    const token = tokenOf(other.id);
    assert.match((await submit(state, token)).task.value, /Your approval counts/);
    assert.match((await submit(state, token)).task.value, /not open any more/);
    assert.match((await submit("AAAAAAAAAAAAAAAAAAAAAA", tokenOf(other.id))).task.value, /not open any more/);
    assert.equal((await decisions()).length, 1);
  });
  it("A15: nobody signs in for what is refused anyway", async () => {
    for (const [more, says] of [
      [{ typed: "b@contoso.com" }, /type the name of the account/],
      [{ reason: " " }, /give a reason/],
      [{ id: "guess" }, /does not exist/],
      [{ rev: 9 }, /out of date/],
    ] as const) {
      const answer = await open(more);
      assert.equal(answer.task.type, "message");
      assert.match(answer.task.value, says);
    }
  });
  it("A3: the dialog's data hold what the card held, and nothing else", async () => {
    for (const more of [{ operation: "purge" }, { verb: "decline" }, { id: 7 }, { by: asker.id }])
      assert.match((await open(more)).task.value, /not what the card held/);
    const state = stateOf(await open());
    assert.match((await invoke("task/submit", { data: { state } })).task.value, /not open any more/);
    assert.match(
      (await invoke("task/submit", { data: { state, token: tokenOf(other.id), id: "x" } })).task.value,
      /not open any more/,
    );
    assert.deepEqual(await decisions(), []);
  });
  it("A15: a button that opens no dialog approves nothing, whatever it brings", async () => {
    const { msteams: _, verb: __, ...bare } = data() as Record<string, unknown>;
    for (const more of [{}, { code: tokenOf(other.id) }, { code: "123456" }]) {
      const answer = await invoke("adaptiveCard/action", { action: { verb: "approve", data: { ...bare, ...more } } });
      assert.match(JSON.stringify(answer.value), /Sign in to approve|not what the card held/);
    }
    assert.deepEqual(await decisions(), []);
  });
  it("A15: where signing in is not set up, that is said and nothing is approved", async () => {
    await bot.close();
    bot = await start({ signIn: undefined as never });
    assert.match((await open()).task.value, /not set up/);
    assert.equal((await fetch(`${bot.url}/sign-in`)).status, 404);
  });
  it("A15: the token is in no log, no record and no card", async () => {
    const tokens = [tokenOf(third.id), tokenOf(other.id)];
    const lines = await capturedStderr(async () => {
      for (const token of tokens) await submit(stateOf(await open()), token);
      await bot.idle();
    });
    assert.equal((await decisions()).length, 1);
    const all = JSON.stringify([lines, await d.store.getApproval(a.id), d.audit, connector.calls]);
    for (const token of tokens) for (const part of token.split(".")) assert.ok(!all.includes(part));
    assert.ok(!all.includes("eyJ"));
  });
  it("A2: break-glass is told to the conversation", async () => {
    d.world.breaksGlass.add(asker.id);
    a = await d.request();
    const { msteams: _, verb: __, ...bare } = data() as Record<string, unknown>;
    await invoke("adaptiveCard/action", { action: { verb: "approve", data: bare } }, asker.id);
    await bot.idle();
    const said = connector.calls.filter((c) => c.method === "POST").map((c) => wordsOf(c.body));
    assert.equal(said.filter((w) => /Break-glass/.test(w) && /approved their own request/.test(w)).length, 1);
  });

  describe("the page", () => {
    it("is the same for everybody, and runs nothing but Teams' library and itself", async () => {
      const answer = await fetch(`${bot.url}/sign-in?state=x&context=c1`),
        policy = answer.headers.get("content-security-policy")!;
      assert.equal(answer.status, 200);
      assert.equal(await answer.text(), signInPage().html);
      assert.match(policy, /default-src 'none'; script-src 'sha256-[^']+' https:\/\/res\.cdn\.office\.net;/);
      assert.doesNotMatch(policy, /unsafe|\*;/);
      assert.equal((await fetch(`${bot.url}/sign-in`, { method: "POST" })).status, 405);
    });
    it("A15: asks for the context, and hands the token to the dialog alone", async () => {
      const asked: any[] = [],
        handed: any[] = [],
        says = { textContent: "" };
      const run = (getAuthToken: (o: object) => Promise<string>): Promise<unknown> =>
        runInContext(
          SIGN_IN_SCRIPT,
          createContext({
            URLSearchParams,
            location: { search: "?state=abc&context=c1" },
            document: { getElementById: () => says },
            microsoftTeams: {
              app: { initialize: async () => undefined },
              authentication: { getAuthToken },
              dialog: { url: { submit: (x: unknown) => handed.push(x) } },
            },
          }),
        ) as Promise<unknown>;
      await run(async (o) => {
        asked.push(o);
        return "the-token";
      });
      assert.deepEqual(JSON.parse(asked[0].claims[0]), { access_token: { acrs: { essential: true, value: "c1" } } });
      assert.deepEqual(JSON.parse(JSON.stringify(handed)), [{ state: "abc", token: "the-token" }]);
      await run(() => Promise.reject(new Error("CancelledByUser")));
      assert.match(says.textContent, /nothing was approved: CancelledByUser/);
      assert.equal(handed.length, 1);
    });
  });
  it("A15: a sign-in that is not used within five minutes is not open any more, and few are kept", () => {
    let at = 0;
    const signIns = new SignIns({ address: ADDRESS, contextId: "c1" }, () => at),
      presser = { by: other, conversationId: "chat" } as Presser,
      keep = (): string => new URL(signIns.keep(presser, { id: a.id, rev: 1 })).searchParams.get("state")!;
    const first = keep();
    at = 5 * 60_000;
    assert.ok(signIns.take(first, presser));
    const late = keep();
    at += 5 * 60_000 + 1;
    assert.equal(signIns.take(late, presser), undefined);
    const oldest = keep();
    for (let i = 0; i < 500; i++) keep();
    assert.equal(signIns.take(oldest, presser), undefined);
    assert.ok(signIns.take(keep(), presser));
  });
});
