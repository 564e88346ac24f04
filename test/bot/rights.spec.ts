/** Row G3, for the bot: what each button and each word asks for before it shows or does anything. */
import assert from "node:assert/strict";
import { TEAMS } from "../../src/bot/channel";
import { startBot, type Bot } from "../../src/bot/server";
import { VERBS, type Verb } from "../../src/cards/verbs";
import { CAPABILITIES, type Action } from "../../src/ports";
import { MemoryConversations } from "../../src/store/conversations";
import { TENANT, triageCase } from "../support/cases";
import { cardOf, startFakeConnector, wordsOf, type FakeConnector } from "../support/fake-connector";
import { fakeService, type FakeService } from "./fake-service";

/** The least that each button takes. `service`: the case service asks, with the plan in hand. `opener`: nobody is asked, since Teams presses it by itself. */
const NEEDS: Readonly<Record<Verb, Action | "service" | "opener">> = {
  pick: "open",
  "ask-again": "open",
  "open-listed": "open",
  "next-people": "open",
  walk: "read",
  "walk-step": "open",
  diagnosis: "read",
  refresh: "opener",
  recheck: "open",
  report: "read",
  "report-file": "read",
  share: "read",
  incident: "open",
  feedback: "open",
  propose: "service",
  "choose-option": "service",
  approve: "service",
  decline: "service",
  "put-back": "service",
  "go-on": "service",
  undo: "service",
  plan: "read",
  outcome: "read",
  say: "read",
  "look-for": "open",
  page: "read",
};
const DATA: Readonly<Record<Verb, object>> = {
  pick: { id: "choice", option: 0 },
  "ask-again": { id: "choice" },
  "open-listed": { id: "list", option: 0 },
  "next-people": { id: "list" },
  walk: { id: "case-1" },
  "walk-step": { id: "case-1", event: "recheck", from: "network.ports" },
  diagnosis: { id: "case-1" },
  refresh: { id: "case-1" },
  recheck: { id: "case-1" },
  report: { id: "case-1" },
  "report-file": { id: "case-1", form: "html" },
  share: { id: "case-1" },
  incident: { id: "case-1", number: "INC1" },
  feedback: { id: "case-1", answer: "yes" },
  propose: { id: "case-1", remediation: "run-delta-sync" },
  "choose-option": { id: "choice", option: 0 },
  approve: { id: "approval-1", rev: 1 },
  decline: { id: "approval-1", rev: 1 },
  "put-back": { id: "approval-1" },
  "go-on": { id: "approval-1" },
  undo: { id: "approval-1" },
  plan: { id: "approval-1" },
  outcome: { id: "case-1" },
  say: { intent: "cases" },
  "look-for": { text: "Dana Petrov" },
  page: { list: "cases", page: 0, scope: "all" },
};
const SAYS = "You may not do this here.";

describe("rights at the bot", () => {
  let bot: Bot, connector: FakeConnector, service: FakeService, asked: Action[], may: readonly Action[];
  let n = 0;
  beforeEach(async () => {
    connector = await startFakeConnector();
    service = fakeService();
    service.cases.set("case-1", triageCase({ id: "case-1", ask: "Dana Petrov is gone" }));
    asked = [];
    may = [];
    service.authorise = async (action) => {
      asked.push(action);
      return may.includes(action) ? { allowed: true } : { allowed: false, code: "right", says: SAYS };
    };
    bot = await startBot({
      host: "127.0.0.1",
      port: 0,
      service,
      auth: { kind: "loopback" },
      tenantId: TENANT,
      channel: TEAMS,
      conversations: new MemoryConversations(),
      paceMs: 0,
    });
    service.asked.length = 0; // what the start asks
  });
  afterEach(async () => {
    await bot.close();
    await connector.stop();
  });
  const send = (more: object): Promise<Response> =>
    fetch(`${bot.url}/api/messages`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        id: `a${++n}`,
        replyToId: "card-1",
        channelId: "msteams",
        serviceUrl: connector.url,
        from: { id: "29:admin", aadObjectId: "admin", name: "admin" },
        recipient: { id: "28:bot", name: "Sync Triage" },
        conversation: { id: "another chat", conversationType: "personal", tenantId: TENANT },
        channelData: { tenant: { id: TENANT } },
        ...more,
      }),
    });
  const press = async (verb: Verb): Promise<any> => {
    const value = { action: { verb, data: DATA[verb] } };
    return (await send({ type: "invoke", name: "adaptiveCard/action", value })).json();
  };

  for (const verb of VERBS) {
    const needed = NEEDS[verb];
    if (needed === "service" || needed === "opener") continue;
    it(`G3: ${verb} asks for ${needed}, shows nothing and does nothing without it`, async () => {
      may = CAPABILITIES.filter((c) => c !== needed);
      const answer = await press(verb);
      await bot.idle();
      assert.deepEqual([answer.type, answer.value], ["application/vnd.microsoft.activity.message", SAYS]);
      assert.deepEqual([asked, service.asked, service.opened], [[needed], [], []]);
      may = [needed];
      assert.notEqual((await press(verb)).value, SAYS);
    });
  }
  it("G3: each other button is the case service's to refuse", () =>
    assert.deepEqual(VERBS.filter((v) => NEEDS[v] === "service").sort(), [
      "approve",
      "choose-option",
      "decline",
      "go-on",
      "propose",
      "put-back",
      "undo",
    ]));
  it("G3: a refresh in another conversation shows nothing, and asks and does nothing", async () => {
    const answer = await press("refresh");
    assert.equal(answer.type, "application/vnd.microsoft.activity.message");
    assert.match(answer.value, /does not exist/);
    assert.deepEqual([asked, service.asked], [[], []]);
  });
  for (const [text, needed] of [
    ["status", "read"],
    ["cases", "read"],
    ["who may approve this?", "read"],
    ["is the sync healthy?", "read"],
    ["run a delta sync", "open"],
    ["which objects have sync errors?", "read"],
    ["approve", "read"],
    ["show me the report", "read"],
    ["guide me through it", "read"],
    ["check again", "open"],
    ["undo", "open"],
    ["cancel my request", "open"],
    ["Dana Petrov is gone", "open"],
    ["Dana Petrov is gone and Sam Second is gone", "open"],
  ] as const)
    it(`G3: "${text}" asks for ${needed}, and tells nothing without it`, async () => {
      may = CAPABILITIES.filter((c) => c !== needed);
      await send({ type: "message", text });
      await bot.idle();
      const said = wordsOf(connector.calls.map((c) => cardOf(c.body)).findLast(Boolean));
      assert.match(said, /Not allowed/);
      assert.doesNotMatch(said, /case-1/);
      assert.deepEqual([[...new Set(asked)], service.opened], [[needed], []]);
    });
  it("G3: a report that Teams uploads is read by whoever may read", async () => {
    may = [];
    await send({
      type: "invoke",
      name: "fileConsent/invoke",
      value: { type: "fileUpload", action: "accept", context: { caseId: "case-1" }, uploadInfo: {} },
    });
    await bot.idle();
    assert.deepEqual([asked, service.asked], [["read"], []]);
  });
});
