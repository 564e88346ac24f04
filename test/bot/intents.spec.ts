/** Messages that are about nobody: each is answered by its card, and starts no triage. */
import assert from "node:assert/strict";
import { TEAMS } from "../../src/bot/channel";
import { startBot, type Bot } from "../../src/bot/server";
import { MemoryConversations } from "../../src/store/conversations";
import { approval, diagnosis, person, TENANT, triageCase } from "../support/cases";
import { buttonsOf, cardOf, startFakeConnector, wordsOf, type FakeConnector } from "../support/fake-connector";
import { fakeService, type FakeService } from "./fake-service";

const NAMES = ["Anton", "Bela", "Bruno", "Cyril", "Dana", "Egon", "Fedor", "Gita", "Hugo", "Ivo"];

describe("what is asked beside people", () => {
  let bot: Bot, connector: FakeConnector, service: FakeService;
  let n = 0;
  beforeEach(async () => {
    connector = await startFakeConnector();
    service = fakeService();
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
  const send = async (more: object): Promise<Response> => {
    const response = await fetch(`${bot.url}/api/messages`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        id: `a${++n}`,
        channelId: "msteams",
        serviceUrl: connector.url,
        from: { id: "29:admin", aadObjectId: "admin", name: "admin" },
        recipient: { id: "28:bot", name: "Sync Triage" },
        conversation: { id: "chat", conversationType: "personal", tenantId: TENANT },
        channelData: { tenant: { id: TENANT } },
        ...more,
      }),
    });
    await bot.idle();
    return response;
  };
  const last = (): ReturnType<typeof cardOf> => connector.calls.map((c) => cardOf(c.body)).findLast(Boolean);
  const said = async (text: string, more: object = {}): Promise<string> => {
    await send({ type: "message", text, ...more });
    return wordsOf(last());
  };
  const pressed = async (b: { verb: string; data: object }): Promise<any> =>
    (
      await send({
        type: "invoke",
        name: "adaptiveCard/action",
        replyToId: "card-1",
        value: { action: { verb: b.verb, data: b.data } },
      })
    ).json();
  const mine = (id: string, more: object = {}) =>
    triageCase({ id, conversationId: "chat", openedBy: person("admin"), ...more });

  it("what is not understood is no claim about people, and offers three meanings", async () => {
    const words = await said("the blue whale sleeps");
    assert.match(words, /did not understand/);
    assert.match(words, /looked for nobody/);
    assert.equal(buttonsOf(last()).length, 3);
    assert.deepEqual(service.opened, []);
  });
  it("… and in the language of whoever wrote", async () =>
    assert.match(await said("der blaue Wal schläft", { locale: "de-DE" }), /nicht verstanden/));
  it("a word that may be a name can be looked for by its button", async () => {
    await said("sdfghjkl");
    const look = buttonsOf(last()).find((b) => b.verb === "look-for")!;
    assert.equal(service.opened.length, 0);
    await pressed(look as never);
    assert.deepEqual(
      service.opened.map((o) => o.ask),
      ["sdfghjkl"],
    );
  });
  it("a wish that is not granted says what does it, and starts nothing", async () => {
    assert.match(await said("reset the password of Hana Sato"), /do not reset[\s\S]*Reset password/);
    assert.deepEqual(service.opened, []);
    assert.ok(buttonsOf(last()).some((b) => b.title.includes("Hana Sato")));
  });
  it("a code is explained with its causes; an unknown one is said to be unknown", async () => {
    assert.match(await said("what does 8344 mean"), /insufficient access rights[\s\S]*connector account/);
    assert.match(await said("stopped-by-the-moon"), /do not know it/);
  });
  it("who may approve, as it is set", async () =>
    assert.match(await said("who can approve this?"), /Hybrid Identity Administrator[\s\S]*not whoever asked/));
  it("health and errors are read once, on one card each", async () => {
    assert.match(await said("is the sync healthy?"), /Health of the synchronization/);
    assert.match(await said("which objects have sync errors?"), /None listed[\s\S]*never reached/);
    assert.deepEqual(
      service.asked.filter((a) => a === "health" || a === "faults"),
      ["health", "faults"],
    );
    assert.deepEqual(service.opened, []);
  });
  it("a cycle is asked for on a plan; why there is none is said", async () => {
    assert.match(await said("run a full sync now"), /No cycle was started[\s\S]*A cycle is running/);
    assert.deepEqual(service.asked, ["cycle full for admin"]);
  });
  it("without a case, what is about one says so", async () => {
    for (const text of ["status", "check again", "show me the report", "guide me through it", "undo"])
      assert.match(await said(text), /No case here yet/, text);
    assert.deepEqual(service.asked, []);
  });
  it("a new look at the last case", async () => {
    service.cases.set("case-1", mine("case-1"));
    await said("check again please");
    assert.deepEqual(service.asked, ["recheck"]);
  });
  it("the number of an incident is kept with the last case", async () => {
    assert.match(await said("incident INC0012345"), /No case here yet/);
    await said("Dana Petrov is missing");
    assert.match(await said("incident INC0012345"), /Kept with the case[^]*INC0012345/);
    assert.match(await said("status"), /INC0012345/);
  });
  it("nothing that ran, nothing to take back", async () => {
    service.cases.set("case-1", mine("case-1"));
    assert.match(await said("undo that"), /Nothing to take back[\s\S]*No repair has run/);
  });
  it("what ran last is asked to be taken back by a plan of its own", async () => {
    service.cases.set("case-1", mine("case-1", { approvalIds: ["approval-1"] }));
    service.approval = approval({
      conversationId: "chat",
      state: "done",
      startedAt: "2026-11-23T09:00:00Z",
      aftermath: { at: "2026-11-23T09:00:00Z", says: [], offers: ["undo"] },
    });
    assert.doesNotMatch(await said("please revert the change you just made"), /Nothing to take back/);
    assert.deepEqual(
      service.asked.filter((a) => a === "undo"),
      ["undo"],
    );
  });
  it("a request that waits is taken back by whoever asked; a word approves nothing", async () => {
    service.cases.set("case-1", mine("case-1", { approvalIds: ["approval-1"] }));
    service.isStored = true;
    service.approval = approval({ conversationId: "chat", requestedBy: person("admin") });
    await said("approve");
    assert.ok(connector.calls.some((c) => /decides nothing/.test(wordsOf(cardOf(c.body)))));
    assert.equal(service.approval.state, "pending");
    assert.match(
      await said("I want to withdraw my request").then(() =>
        connector.calls.map((c) => wordsOf(cardOf(c.body))).join(),
      ),
      /taken back/,
    );
    assert.ok(service.asked.includes("take back approval-1"));
  });
  it("cases: mine in a chat, one line a person, page by page, by name", async () => {
    for (let i = 0; i < 20; i++)
      service.cases.set(
        `case-${i}`,
        mine(`case-${i}`, {
          conversationId: "elsewhere",
          openedBy: person(i === 19 ? "second" : "admin"),
          openedAt: `2026-11-${10 + i}T09:00:00Z`,
          diagnosis: diagnosis({
            subject: { ...diagnosis().subject, objectGUID: `g${i % 10}`, displayName: `${NAMES[i % 10]} Novak` },
          }),
        }),
      );
    const words = await said("show my cases");
    assert.match(words, /Page 1 of 2, 10 in all/);
    assert.doesNotMatch(words, /Ivo Novak[\s\S]*Ivo Novak/);
    const next = buttonsOf(last()).find((b) => b.verb === "page")!;
    assert.match(wordsOf((await pressed(next as never)).value), /Page 2 of 2/);
    const named = await said("cases of Cyril Novak");
    assert.match(named, /Cyril/);
    assert.doesNotMatch(named, /Dana/);
  });
  it("cases in a channel: this channel's alone, its other threads too", async () => {
    service.cases.set("case-1", mine("case-1", { conversationId: "19:a@thread;messageid=1" }));
    service.cases.set("case-2", mine("case-2", { conversationId: "chat" }));
    const channel = {
      conversation: { id: "19:a@thread;messageid=2", conversationType: "channel", tenantId: TENANT },
      text: "<at>Sync Triage</at> list all cases",
      entities: [{ type: "mention", mentioned: { id: "28:bot", name: "Sync Triage" }, text: "<at>Sync Triage</at>" }],
    };
    await send({ type: "message", ...channel });
    assert.deepEqual(
      buttonsOf(last())
        .filter((b) => b.verb === "diagnosis")
        .map((b) => b.data),
      [{ id: "case-1" }],
    );
    await send({ type: "message", ...channel, text: "<at>Sync Triage</at> status" });
    assert.doesNotMatch(wordsOf(last()), /No case here yet/);
  });
});
