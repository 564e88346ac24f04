import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { TEAMS } from "../../src/bot/channel";
import { Choices } from "../../src/bot/choices";
import { startBot, type Bot, type BotOptions } from "../../src/bot/server";
import type { Nobody, OpenResult } from "../../src/cases/contract";
import { TriageError } from "../../src/domain";
import type { ConversationStore } from "../../src/ports";
import { MemoryConversations } from "../../src/store/conversations";
import { approvalCard, approvalView } from "../../src/cards/approval";
import { AT, TENANT, triageCase } from "../support/cases";
import {
  buttonsOf,
  cardOf,
  startFakeConnector,
  wordsOf,
  type Call,
  type FakeConnector,
} from "../support/fake-connector";
import { fakeService, gate, type FakeService } from "./fake-service";

const BOT = { id: "28:bot", name: "Sync Triage" };
const PLACES = [
  { place: { en: "Active Directory", de: "Active Directory" } },
  { place: { en: "Users in Microsoft Entra ID", de: "Benutzer in Microsoft Entra ID" } },
];
let n = 0;

describe("the bot over HTTP", () => {
  let bot: Bot, connector: FakeConnector, service: FakeService, conversations: ConversationStore;
  const start = (more: Partial<BotOptions> = {}): Promise<Bot> =>
    startBot({
      host: "127.0.0.1",
      port: 0,
      service,
      auth: { kind: "loopback" },
      tenantId: TENANT,
      channel: { ...TEAMS, loopbackUploads: true },
      conversations,
      paceMs: 0,
      ...more,
    });
  beforeEach(async () => {
    connector = await startFakeConnector();
    service = fakeService();
    conversations = new MemoryConversations();
    bot = await start();
  });
  afterEach(async () => {
    connector.fail = () => undefined;
    await bot.close();
    await connector.stop();
  });

  type Where = { chat?: string; kind?: "personal" | "groupChat" | "channel"; by?: string };
  const activity = ({ chat = "chat", kind = "personal", by = "admin" }: Where, more: object): any => ({
    id: `a${++n}`,
    channelId: "msteams",
    serviceUrl: connector.url,
    from: { id: `29:${by}`, aadObjectId: by, name: by },
    recipient: BOT,
    conversation: { id: chat, conversationType: kind, tenantId: TENANT, isGroup: kind !== "personal" },
    channelData: { tenant: { id: TENANT } },
    timestamp: new Date(0).toISOString(),
    ...more,
  });
  const send = (body: object): Promise<Response> =>
    fetch(`${bot.url}/api/messages`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  const message = (text: string, where: Where = {}, more: object = {}): any =>
    activity(where, {
      type: "message",
      text,
      ...(where.kind === undefined || where.kind === "personal"
        ? {}
        : {
            text: `<at>Sync Triage</at>&nbsp;${text}`,
            entities: [{ type: "mention", mentioned: BOT, text: "<at>Sync Triage</at>" }],
          }),
      ...more,
    });
  const press = async (
    button: { verb: string; data: object },
    on: string,
    where: Where = {},
    more: object = {},
  ): Promise<any> => {
    const r = await send(
      activity(where, {
        type: "invoke",
        name: "adaptiveCard/action",
        replyToId: on,
        value: { action: { type: "Action.Execute", ...button, data: { ...button.data, ...more } } },
      }),
    );
    assert.equal(r.status, 200);
    return r.json();
  };
  const cardCall = (words: string | RegExp, conversation = "chat") =>
    connector.until(
      (c) =>
        c.status === 200 &&
        c.conversation === conversation &&
        (typeof words === "string" ? wordsOf(cardOf(c.body)).includes(words) : words.test(wordsOf(cardOf(c.body)))),
    );
  const button = (card: unknown, verb: string) => {
    const b = buttonsOf(card).find((x) => x.verb === verb);
    assert.ok(b, `no button ${verb}`);
    return b;
  };
  /** Opens a case and answers with its card. */
  const opened = async (where: Where = {}): Promise<Call> => {
    await send(message("dana", where));
    const call = await cardCall("Evidence", where.chat);
    await bot.idle();
    return call;
  };
  const proposed = async (where: Where = {}): Promise<Call> => {
    const d = await opened(where);
    await press(button(cardOf(d.body), "propose"), d.activityId, where);
    return cardCall("Waiting for a decision", where.chat);
  };
  const now = (id: string): string => wordsOf(cardOf(connector.messages.get(id)));

  const nobody = (asked: readonly string[], more: Partial<Nobody> = {}): OpenResult => ({
    kind: "none",
    ask: asked[0] ?? "",
    asked,
    places: PLACES,
    unread: 0,
    nearest: [],
    ...more,
  });

  it("settles unfinished runs before it listens", () => assert.deepEqual(service.asked, ["settle"]));
  it("is alive without telling more", async () =>
    assert.deepEqual(await (await fetch(`${bot.url}/healthz`)).json(), { status: "ok" }));
  for (const kind of ["personal", "groupChat", "channel"] as const)
    it(`${kind}: answers at once, in at most four messages of one card, and ends with the cause`, async () => {
      const hold = gate();
      service.hold.open = hold.opened;
      const chat = kind === "channel" ? "19:x@thread.tacv2;messageid=17" : "chat";
      await send(message("dana", { kind, chat }));
      const first = connector.calls[0]!;
      assert.equal(first.method, "POST");
      assert.match(wordsOf(cardOf(first.body)), /Looking into it/);
      hold.open();
      const last = await cardCall(kind === "personal" ? "Evidence" : "The details are shown", chat);
      await bot.idle();
      assert.equal(last.activityId, first.activityId);
      const updates = connector.calls.filter((c) => c.method === "PUT");
      assert.ok(updates.length <= 3 && updates.every((c) => c.activityId === first.activityId));
      assert.match(now(first.activityId), /sourceAnchor/);
      assert.deepEqual(
        service.opened.map((o) => [o.ask, o.by.id, o.by.tenantId, o.conversationId]),
        [["dana", "admin", TENANT, chat]],
      );
    });
  it("the verdict waits behind no progress card; one that arrives after it is overwritten again", async () => {
    const verdict = gate(),
      work = gate();
    service.hold.open = work.opened;
    const isVerdict = (body: unknown): boolean => wordsOf(cardOf(body)).includes("Evidence");
    // The sign of life is with the channel until the verdict has been there.
    connector.hold = (method, _, body) => {
      if (method !== "PUT" || isVerdict(body)) return undefined;
      work.open();
      return verdict.opened;
    };
    await send(message("dana"));
    const first = await cardCall("Evidence");
    verdict.open();
    await bot.idle();
    const updates = connector.calls.filter((c) => c.method === "PUT").map((c) => isVerdict(c.body));
    assert.deepEqual(updates, [true, false, true]);
    assert.match(now(first.activityId), /another sourceAnchor/);
  });
  it("no progress card is sent when the verdict is there before its time", async () => {
    await bot.close();
    bot = await start({ paceMs: 60_000 });
    await opened();
    assert.deepEqual(
      connector.calls.map((c) => c.method),
      ["POST", "PUT"],
    );
  });
  it("the first card is there while the right is read, which is read once; the facts wait for it", async () => {
    const right = gate();
    service.hold.authorise = right.opened;
    const sent = send(message("dana"));
    await cardCall("Looking into it");
    await sent;
    assert.deepEqual([service.rights, service.opened.length, connector.calls.length], [["admin"], 0, 1]);
    right.open();
    await cardCall("Evidence");
    await bot.idle();
    assert.deepEqual(service.rights, ["admin"]);
  });
  it("without a mention it is silent in a group", async () => {
    await send(activity({ kind: "groupChat" }, { type: "message", text: "dana is missing" }));
    await bot.idle();
    assert.equal(connector.calls.length, 0);
  });
  it("a mention of the missing person stays as the name", async () => {
    await send(message("<at>Hana Novak</at> is missing", { kind: "groupChat" }));
    await bot.idle();
    assert.equal(service.opened[0]!.ask, "Hana Novak is missing");
  });
  describe("several people in one message", () => {
    const listed = async (text: string): Promise<Call> => {
      await send(message(text));
      const call = await cardCall(/\d+ people/);
      await bot.idle();
      return call;
    };
    const buttonFor = (card: unknown, name: string) => {
      const b = buttonsOf(card).find((x) => x.verb === "open-listed" && x.title.includes(name));
      assert.ok(b, `no button for ${name}`);
      return b;
    };
    it("are one card with a line each, which opens them on a card of their own", async () => {
      const list = await listed("dana and omar");
      assert.deepEqual(service.opened.map((o) => o.ask).sort(), ["dana", "omar"]);
      assert.equal(new Set(connector.calls.map((c) => c.activityId)).size, 1);
      await press(buttonFor(cardOf(connector.messages.get(list.activityId)), "omar"), list.activityId);
      const own = await cardCall("Evidence");
      assert.notEqual(own.activityId, list.activityId);
    });
    it("show each as it comes", async () => {
      const hold = gate();
      service.answer.open = (ask) => (ask === "dana" ? nobody(["dana"]) : undefined);
      service.hold.open = hold.opened;
      await send(message("dana and omar"));
      const first = await cardCall("0 of 2");
      assert.match(wordsOf(cardOf(first.body)), /dana.*waiting.*omar.*waiting/s);
      hold.open();
      await bot.idle();
      assert.match(now(first.activityId), /dana\s+✗ Not found on either side/);
      assert.match(now(first.activityId), /omar\s+✗ Not in order/);
    });
    it("over ten: the others are named, and looked into when somebody goes on", async () => {
      const names = Array.from({ length: 23 }, (_, i) => `p${i}@contoso.com`),
        list = await listed(names.join(" and "));
      assert.deepEqual(service.opened.map((o) => o.ask).sort(), names.slice(0, 10).sort());
      for (const name of names) assert.ok(now(list.activityId).includes(name), name);
      const goOn = button(cardOf(connector.messages.get(list.activityId)), "next-people");
      await Promise.all([press(goOn, list.activityId), press(goOn, list.activityId, { by: "second" })]);
      await bot.idle();
      assert.deepEqual(service.opened.map((o) => o.ask).sort(), names.slice(0, 20).sort());
      const cards = new Set(connector.calls.map((c) => c.activityId));
      assert.equal(cards.size, 2);
      assert.equal(
        buttonsOf(cardOf(connector.messages.get(list.activityId))).some((b) => b.verb === "next-people"),
        false,
      );
    });
    it("whoever fits several is chosen on a card of its own, and stands on the list then", async () => {
      const omar = { id: "ad:1", title: "Omar One", name: "o@contoso.com", detail: "", side: "ad" as const };
      service.answer.open = (ask, pick) =>
        ask === "omar" && pick === undefined
          ? { kind: "choose", ask, options: [omar, { ...omar, id: "ad:2" }] }
          : undefined;
      const list = await listed("dana and omar");
      assert.match(now(list.activityId), /omar\s+\? Several people fit/);
      await press(buttonFor(cardOf(connector.messages.get(list.activityId)), "omar"), list.activityId);
      const choose = await cardCall("Whom do you mean?");
      await bot.idle();
      await press(button(cardOf(choose.body), "pick"), choose.activityId);
      await bot.idle();
      assert.match(now(list.activityId), /omar\s+✗ Not in order/);
      assert.match(now(choose.activityId), /Evidence/);
    });
    it("a line follows its case", async () => {
      const list = await listed("dana and omar");
      await press(buttonFor(cardOf(connector.messages.get(list.activityId)), "omar"), list.activityId);
      const own = await cardCall("Evidence");
      await press(button(cardOf(own.body), "propose"), own.activityId);
      const plan = await cardCall("Waiting for a decision");
      await press(button(cardOf(plan.body), "approve"), plan.activityId, { by: "second" });
      await bot.idle();
      assert.match(now(list.activityId), /omar\s+✓ Resolved/);
    });
    it("a fault is told on its line, the others go on", async () => {
      const { open } = service;
      service.open = (i, p) => (i.ask === "dana" ? Promise.reject(new Error("x")) : open(i, p));
      const list = await listed("dana and omar");
      assert.match(now(list.activityId), /dana\s+\? Not looked into: Something failed on our side/);
      assert.match(now(list.activityId), /omar\s+✗ Not in order/);
    });
    it("whoever may not ask learns it on the one card, and nothing is read", async () => {
      await send(message("dana and omar", { by: "stranger" }));
      await bot.idle();
      assert.match(wordsOf(cardOf(connector.calls.at(-1)!.body)), /You may not do this here/);
      assert.deepEqual([service.opened.length, new Set(connector.calls.map((c) => c.activityId)).size], [0, 1]);
    });
  });
  it("B7: the same message delivered often is one triage; the same id elsewhere is another", async () => {
    const m = message("dana");
    await Promise.all(Array.from({ length: 20 }, () => send(m)));
    await send({ ...m, conversation: { ...m.conversation, id: "elsewhere" } });
    await bot.idle();
    assert.deepEqual(service.opened.map((o) => o.conversationId).sort(), ["chat", "elsewhere"]);
  });
  const RATES = { person: { burst: 5, perMinute: 0 }, tenant: { burst: 12, perMinute: 0 } };
  it("B6: who asks more than the budget is told so once, and the rest starts nothing; others are served", async () => {
    await bot.close();
    bot = await start({ askRates: RATES });
    await Promise.all(Array.from({ length: 100 }, (_, i) => send(message(`user.no${i}`))));
    await send(message("dana", { by: "second", chat: "other" }));
    await bot.idle();
    assert.deepEqual([service.opened.length, service.opened.filter((o) => o.by.id === "second").length], [6, 1]);
    const said = connector.calls.filter((c) => c.method === "POST").map((c) => wordsOf(cardOf(c.body)));
    assert.equal(said.filter((w) => /more at a time than I take/.test(w)).length, 1);
    assert.equal(said.length, 6 + 1);
  });
  it("B6: a list that is over the budget is not begun; words count as well", async () => {
    await bot.close();
    bot = await start({ askRates: RATES });
    await send(message("al.one and bo.two and cy.three and di.four and ed.five and fi.six"));
    for (let i = 0; i < 8; i++) await send(message("help", { by: "stranger", chat: "other" }));
    await bot.idle();
    const said = connector.calls.map((c) => wordsOf(cardOf(c.body)));
    assert.deepEqual([service.opened.length, said.filter((w) => /^Busy/.test(w)).length, said.length], [0, 2, 7]);
  });
  it("B6: when all ask at once, that is said; buttons are answered", async () => {
    await bot.close();
    bot = await start({ askRates: { ...RATES, tenant: { burst: 3, perMinute: 0 } } });
    const d = await opened();
    for (let i = 0; i < 4; i++) await send(message("help", { by: `p${i}`, chat: "other" }));
    assert.match(wordsOf(cardOf(connector.calls.at(-1)!.body)), /Many people ask at this moment/);
    assert.match(wordsOf((await press(button(cardOf(d.body), "walk"), d.activityId)).value), /chapter by chapter/);
  });
  it("B6: of fifty people who ask at once eight are looked into; the others see that they wait, and a click is answered meanwhile", async () => {
    const d = await opened(),
      hold = gate();
    service.hold.open = hold.opened;
    const before = service.opened.length,
      posted = connector.calls.length;
    for (let i = 0; i < 50; i++) await send(message("omar", { by: `p${i}`, chat: `chat-${i}` }));
    const [going, cards] = [service.opened.length - before, connector.calls.slice(posted)],
      waiting = cards.filter((c) => wordsOf(cardOf(c.body)).includes("Waiting for its turn")),
      clicked = await press(button(cardOf(d.body), "walk"), d.activityId);
    hold.open();
    await bot.idle();
    assert.deepEqual([going, waiting.length, new Set(cards.map((c) => c.conversation)).size], [8, 42, 50]);
    assert.match(wordsOf(clicked.value), /chapter by chapter/);
    assert.equal(service.opened.length - before, 50);
  });
  it("the same ask while it is looked into is one triage, told once", async () => {
    const hold = gate();
    service.hold.open = hold.opened;
    for (const text of ["Dana", "dana", "dana", "omar"]) await send(message(text));
    hold.open();
    await bot.idle();
    assert.deepEqual(service.opened.map((o) => o.ask).sort(), ["Dana", "omar"]);
    assert.equal(connector.calls.filter((c) => /still looking into that/.test(wordsOf(cardOf(c.body)))).length, 1);
  });
  it("a first card that the channel refuses is told, and nothing is left unhandled", async () => {
    const unhandled: unknown[] = [],
      note = (error: unknown): void => void unhandled.push(error);
    process.on("unhandledRejection", note);
    let first = true;
    connector.fail = (method) => {
      const fails = method === "POST" && first;
      if (fails) first = false;
      return fails ? { status: 502, code: "BadGateway" } : undefined;
    };
    await send(message("dana"));
    await cardCall("That did not work");
    await bot.idle();
    await new Promise((r) => setImmediate(r));
    process.off("unhandledRejection", note);
    assert.deepEqual([unhandled, service.opened.length], [[], 1]);
  });
  it("help, status, cases", async () => {
    await send(message("Help!"));
    await cardCall("What Sync Triage does");
    await send(message("status"));
    await cardCall("No case here yet");
    await send(message("cases"));
    await cardCall("No cases");
    await opened();
    const before = connector.calls.length;
    await send(message("status"));
    await send(message("cases"));
    assert.deepEqual(
      connector.calls.slice(before).map((c) => /Evidence/.test(wordsOf(cardOf(c.body)))),
      [true, false],
    );
    assert.ok(buttonsOf(cardOf(connector.calls.at(-1)!.body)).some((b) => b.verb === "diagnosis"));
    assert.equal(service.opened.length, 1);
  });
  it("who may not is refused in one sentence, and nothing is read", async () => {
    await send(message("dana", { by: "stranger" }));
    await bot.idle();
    const [first] = connector.calls;
    assert.doesNotMatch(wordsOf(cardOf(first!.body)), /Evidence/);
    assert.match(now(first!.activityId), /may not/);
    await send(message("dana and omar", { by: "stranger" }));
    await send(
      message("dana", {}, { conversation: { id: "chat", conversationType: "personal", tenantId: "foreign" } }),
    );
    await bot.idle();
    const said = [...connector.messages.values()].map((m) => wordsOf(cardOf(m)));
    assert.deepEqual(
      said.map((words) => /may not/.test(words)),
      [true, true, true],
    );
    assert.equal(service.opened.length, 0);
  });
  it("who may not presses in vain, on every button", async () => {
    service.cases.set("case-1", triageCase());
    const options = [{ id: "o1", title: "One" }],
      choices = new Choices(conversations),
      subject = await choices.keep({ kind: "subject", ask: "dana", options }),
      way = await choices.keep({ kind: "option", caseId: "case-1", remediation: "hard-match", options });
    const data: Record<string, object> = {
      pick: { id: subject, option: 0 },
      "choose-option": { id: way, option: 0 },
      propose: { id: "case-1", remediation: "hard-match" },
      approve: { id: "approval-1", rev: 1 },
      decline: { id: "approval-1", rev: 1 },
      "put-back": { id: "approval-1" },
      "go-on": { id: "approval-1" },
      undo: { id: "approval-1" },
      "walk-step": { id: "case-1", event: "next", from: "overview" },
      walk: { id: "case-1" },
      diagnosis: { id: "case-1" },
      recheck: { id: "case-1" },
      report: { id: "case-1" },
      plan: { id: "approval-1" },
      outcome: { id: "case-1" },
    };
    for (const [verb, d] of Object.entries(data))
      assert.match(
        (await press({ verb, data: d }, "m", { by: "stranger" })).value,
        /may not|Only an identity administrator|No such request/,
        verb,
      );
    // A card that refreshes by itself shows a stranger what everybody sees in its own conversation, and elsewhere that there is none.
    const refresh = { verb: "refresh", data: { id: "case-1" } };
    assert.match((await press(refresh, "m", { by: "stranger", chat: "elsewhere" })).value, /does not exist/);
    assert.doesNotMatch(JSON.stringify(await press(refresh, "m", { by: "stranger" })), /CN=Dana/);
    await bot.idle();
    assert.deepEqual([service.asked, service.runs, connector.calls.length], [["settle"], [], 0]);
    assert.ok(await choices.take(subject, "subject", 0), "the choice is still open");
  });
  it("several matches: a card to choose from; a double click opens once", async () => {
    service.answer.open = (ask, pick) =>
      pick === undefined
        ? {
            kind: "choose",
            ask,
            options: [
              { id: "ad:1", title: "Dana One", name: "", detail: "CN=One", side: "ad" },
              { id: "ad:2", title: "Dana Two", name: "", detail: "CN=Two", side: "ad" },
            ],
          }
        : undefined;
    await send(message("dana"));
    const choose = await cardCall("Whom do you mean?"),
      second = buttonsOf(cardOf(choose.body))[1]!;
    assert.equal(JSON.stringify(second).includes("ad:2"), false);
    const answers = await Promise.all([
      press(second, choose.activityId),
      press(second, choose.activityId),
      press(second, choose.activityId),
    ]);
    assert.ok(answers.every((a) => a.value !== undefined));
    const d = await cardCall("Evidence");
    await bot.idle();
    assert.deepEqual(
      service.opened.map((o) => o.pick),
      [undefined, "ad:2"],
    );
    assert.equal(d.activityId, choose.activityId);
  });
  it("nobody: the name as given, and the nearest on both sides, who can be taken", async () => {
    const dana = { id: "ad:1", title: "Dana One", name: "d@contoso.com", detail: "", side: "ad" as const };
    service.answer.open = (_, pick) => (pick === undefined ? nobody(["Dena ODIN"], { nearest: [dana] }) : undefined);
    await send(message("Dena ODIN"));
    const call = await cardCall("Nobody by that name"),
      near = button(cardOf(call.body), "pick");
    assert.match(wordsOf(cardOf(call.body)), /Dena ODIN/);
    assert.equal(near.title, "Dana One – d@contoso.com");
    await press(near, call.activityId);
    await cardCall("Evidence");
    await bot.idle();
    assert.deepEqual(
      service.opened.map((o) => o.pick),
      [undefined, "ad:1"],
    );
  });
  it("nobody: where a side was not read nobody is said to be absent; it is read again by a button, once a press", async () => {
    service.answer.open = (_, pick) => {
      if (pick !== undefined || service.opened.length > 1) return undefined;
      const silent = { en: "the agent does not answer", de: "der Agent antwortet nicht" },
        help = { en: "Start it", de: "Starten Sie ihn" };
      return nobody(["zora"], { places: [{ ...PLACES[0]!, unread: { why: silent, help } }, PLACES[1]!] });
    };
    await send(message("zora"));
    const call = await cardCall("One part could not be searched"),
      said = wordsOf(cardOf(call.body)),
      again = button(cardOf(call.body), "ask-again");
    assert.match(said, /Active Directory: the agent does not answer. Start it/);
    assert.doesNotMatch(said, /Nobody by that name/);
    await press(again, call.activityId);
    const last = await cardCall("Evidence");
    await bot.idle();
    assert.deepEqual([last.activityId, service.opened.map((o) => o.ask)], [call.activityId, ["zora", "zora"]]);
    assert.match(JSON.stringify(await press(again, call.activityId)), /no longer open/);
  });
  it("nobody: in the language of who asks; a message that names nobody claims nothing", async () => {
    service.answer.open = () => nobody([]);
    await send(message("Dena", {}, { locale: "de-DE" }));
    const call = await cardCall("Um wen geht es?");
    assert.doesNotMatch(wordsOf(cardOf(call.body)), /Niemand mit diesem Namen/);
  });
  it("a fault is told in one sentence; ours keep their inside to themselves", async () => {
    service.answer.throws = new Error("password=hunter2");
    await send(message("dana"));
    await cardCall("That did not work");
    await bot.idle();
    service.answer.throws = new TriageError("x", "The relay is not configured.");
    await send(message("dana"));
    await cardCall("The relay is not configured.");
    await bot.idle();
    assert.equal(JSON.stringify(connector.calls.map((c) => c.body)).includes("hunter2"), false);
  });

  it("walks: the overview, next, back, a chapter, re-check, and back to the cause", async () => {
    const d = await opened(),
      id = d.activityId,
      overview = await press(button(cardOf(d.body), "walk"), id);
    assert.match(wordsOf(overview.value), /chapter by chapter/);
    const titled = (card: unknown, title: RegExp) => buttonsOf(card).find((b) => title.test(b.title))!;
    const first = await press(titled(overview.value, /^Start/), id);
    assert.match(wordsOf(first.value), /The person exists on at least one side[^]*Chapter 1 of 13/);
    const second = await press(titled(first.value, /^Next step/), id);
    assert.match(wordsOf(second.value), /The object is in scope/);
    assert.match(wordsOf((await press(titled(second.value, /^Step back$/), id)).value), /The person exists on/);
    const chapter = await press(titled(overview.value, /^Go to/), id, {}, { target: "network.ports" });
    assert.match(wordsOf(chapter.value), /Chapter 2 of 13/);
    assert.match(wordsOf((await press(titled(second.value, /again/), id)).value), /again/);
    await bot.idle();
    assert.match(now(id), /The object is in scope/);
    assert.ok(service.asked.includes("walk recheck"));
    assert.match(wordsOf((await press(button(second.value, "diagnosis"), id)).value), /Evidence/);
  });
  it("approve: answered at once, run once, every copy follows, then confirmed and reported", async () => {
    const hold = gate();
    service.hold.run = hold.opened;
    await bot.close();
    bot = await start({ channel: { ...TEAMS, detailsIn: ["chat"], reportAfterRepair: "always" } });
    const a = await proposed({ kind: "groupChat" }),
      where: Where = { kind: "groupChat", by: "second" };
    const answer = await press(button(cardOf(a.body), "approve"), a.activityId, where, { reason: "compared" });
    assert.match(wordsOf(answer.value), /second.*compared/);
    hold.open();
    await cardCall("Resolved");
    await bot.idle();
    assert.deepEqual(service.runs, ["approval-1"]);
    assert.match(now(a.activityId), /✓ Done/);
    assert.ok(connector.calls.filter((c) => c.method === "PUT" && c.activityId === a.activityId).length <= 5);
    assert.ok(connector.calls.some((c) => /Incident report[^]*case-1/.test(wordsOf(cardOf(c.body)))));
  });
  it("the outcome waits behind no step that the channel has not taken, and the card shows the end", async () => {
    const told = gate(),
      onItsWay = gate();
    connector.hold = (method, _, body) => {
      if (method !== "PUT" || !wordsOf(cardOf(body)).includes("Step number")) return undefined;
      onItsWay.open();
      return told.opened;
    };
    const a = await proposed(),
      hold = gate();
    service.hold.run = hold.opened;
    await press(button(cardOf(a.body), "approve"), a.activityId);
    await onItsWay.opened;
    hold.open();
    await cardCall("Resolved");
    told.open();
    await bot.idle();
    assert.match(now(a.activityId), /✓ Done/);
    assert.doesNotMatch(now(a.activityId), /Step number/);
  });
  for (const kind of ["channel", "groupChat"] as const)
    it(`${kind}: at most three posts and updates a triage, however much there is to tell`, async () => {
      const where: Where = { kind, chat: kind === "channel" ? "19:x@thread.tacv2;messageid=17" : "chat" },
        hold = gate();
      service.hold.open = hold.opened;
      await send(message("dana", where));
      for (let turn = 0; turn < 100; turn++) await new Promise((r) => setImmediate(r)); // all steps have been told
      assert.equal(service.opened.length, 1);
      hold.open();
      await cardCall(/Details/, where.chat);
      await bot.idle();
      assert.deepEqual(
        connector.calls.map((c) => c.method),
        ["POST", "PUT"],
      );
    });
  it("C5: in a channel everybody sees person and cause; whoever presses sees the rest, and decides on it, alone", async () => {
    const where: Where = { kind: "channel", chat: "19:x@thread.tacv2" },
      values = /AAA=|BBB=|CN=Dana|objectGUID/;
    await send(message("dana", where));
    const shown = await cardCall("The details are shown", where.chat);
    await bot.idle();
    assert.match(now(shown.activityId), /Dana Petrov · dana@contoso\.com/);
    const whole = await press(button(cardOf(shown.body), "diagnosis"), shown.activityId, where);
    assert.match(wordsOf(whole.value), /CN=Dana.*AAA=/s);
    await press(button(whole.value, "propose"), shown.activityId, where);
    const asked = await cardCall("Waiting for a decision", where.chat);
    await bot.idle();
    assert.deepEqual(
      buttonsOf(cardOf(asked.body)).map((b) => b.verb),
      ["plan"],
    );
    const plan = await press(button(cardOf(asked.body), "plan"), asked.activityId, where);
    await press(button(plan.value, "approve"), asked.activityId, { ...where, by: "second" }, { reason: "compared" });
    await bot.idle();
    const told = await connector.until((c) => buttonsOf(cardOf(c.body)).some((b) => b.verb === "outcome"));
    assert.match(now(asked.activityId), /✓ Done.*Approved by second/s);
    const outcome = await press(button(cardOf(told.body), "outcome"), told.activityId, where);
    assert.match(wordsOf(outcome.value), /The user has arrived/);
    const report = await press(button(cardOf(told.body), "report"), told.activityId, where);
    assert.match(wordsOf(report.value), /Incident report[^]*case-1/);
    for (const { body } of connector.calls) assert.doesNotMatch(JSON.stringify(body), values);
  });
  it("C5: the plan of another conversation is not shown", async () => {
    const where: Where = { kind: "channel", chat: "19:x@thread.tacv2" };
    await send(message("dana", where));
    const shown = await cardCall("The details are shown", where.chat);
    const whole = await press(button(cardOf(shown.body), "diagnosis"), shown.activityId, where);
    await press(button(whole.value, "propose"), shown.activityId, where);
    const asked = await cardCall("Waiting for a decision", where.chat);
    const answer = await press(button(cardOf(asked.body), "plan"), asked.activityId, { ...where, chat: "19:y" });
    assert.match(answer.value, /does not exist/);
  });
  it("C7: Teams refreshes the card for whoever opened the case, and nothing is read or stored for it", async () => {
    const where: Where = { kind: "channel", chat: "19:x@thread.tacv2" };
    await send(message("dana", where));
    const shown = await cardCall("The details are shown", where.chat);
    await bot.idle();
    const { refresh } = cardOf(shown.body);
    assert.deepEqual(refresh.userIds, ["29:admin"]);
    const before = [service.asked.length, connector.calls.length];
    const { authorise } = service;
    let rights = 0;
    service.authorise = async (action, p) => {
      rights++;
      return authorise(action, p);
    };
    for (let i = 0; i < 1_000; i++) {
      const mine = await press(refresh.action, shown.activityId, where);
      if (i === 999) assert.match(wordsOf(mine.value), /CN=Dana/);
    }
    assert.equal(rights, 1);
    for (let i = 0; i < 50; i++) {
      const theirs = await press(refresh.action, shown.activityId, { ...where, by: "second" });
      assert.doesNotMatch(wordsOf(theirs.value), /CN=Dana/);
    }
    assert.deepEqual([service.asked.length, connector.calls.length], before);
  });
  it("C7, G3: whoever opened the case and may not read any more sees what everybody sees", async () => {
    const where: Where = { kind: "channel", chat: "19:x@thread.tacv2" };
    await send(message("dana", where));
    const shown = await cardCall("The details are shown", where.chat);
    await bot.idle();
    service.strangers.add("admin");
    const mine = await press(cardOf(shown.body).refresh.action, shown.activityId, where);
    assert.doesNotMatch(wordsOf(mine.value), /CN=Dana/);
  });
  it("a phone that knows no Action.Execute presses by message: decided once, and never shown to all", async () => {
    const a = await proposed(),
      submit = (where: Where, verb: string, data: object, on: string, more: object = {}) =>
        send(activity(where, { type: "message", replyToId: on, value: { press: { verb, data }, ...more } }));
    const b = button(cardOf(a.body), "approve");
    await submit({}, "approve", b.data, a.activityId, { reason: "compared" });
    await cardCall("Resolved");
    await submit({}, "approve", b.data, a.activityId, { reason: "compared" });
    await bot.idle();
    assert.deepEqual(service.runs, ["approval-1"]);
    const where: Where = { kind: "channel", chat: "19:x@thread.tacv2" };
    await submit(where, "diagnosis", { id: "case-1" }, "m1");
    await cardCall("ask me in a personal chat", where.chat);
    await submit({}, "approve", { ...b.data, remediation: "hard-match" }, a.activityId);
    await cardCall("is not what the card held");
  });
  it("A5, B7: fifty clicks of three people: one run, fifty answers, and the later ones see who decided", async () => {
    const a = await proposed(),
      b = button(cardOf(a.body), "approve");
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) => press(b, a.activityId, { by: ["admin", "second", "nobody"][i % 3]! })),
    );
    await bot.idle();
    assert.equal(service.runs.length, 1);
    assert.ok(answers.every((x) => x.value !== undefined && x.value !== ""));
    assert.ok(answers.some((x) => /Already decided/.test(String(x.value))));
    assert.match(now(a.activityId), /✓ Done/);
  });
  it("what follows a broken plan is a request of its own, on a card of its own", async () => {
    const a = await proposed();
    service.approval = {
      ...service.approval,
      state: "failed",
      aftermath: { at: AT, says: ["mail was a, is b."], offers: ["put-back", "go-on"] },
    };
    for (const verb of ["put-back", "go-on"] as const) {
      const shown = approvalCard(approvalView(service.approval));
      assert.match((await press(button(shown, verb), a.activityId)).value, /The plan is below/);
    }
    await bot.idle();
    assert.deepEqual(service.asked.slice(-2), ["put-back", "go-on"]);
    assert.equal(service.runs.length, 0);
  });
  it("decline runs nothing and says who declined", async () => {
    const a = await proposed();
    assert.match(
      wordsOf((await press(button(cardOf(a.body), "decline"), a.activityId, {}, { reason: "not now" })).value),
      /Declined[^]*admin[^]*not now/,
    );
    await bot.idle();
    assert.equal(service.runs.length, 0);
  });
  it("A1, A4: somebody without the role, and somebody in another conversation, decide nothing", async () => {
    const a = await proposed(),
      b = button(cardOf(a.body), "approve");
    assert.match((await press(b, a.activityId, { by: "helpdesk" })).value, /Only an identity administrator/);
    const foreign = await press(b, a.activityId, { chat: "elsewhere" }),
      unknown = await press({ ...b, data: { ...b.data, id: "guessed" } }, a.activityId);
    assert.deepEqual(foreign, unknown);
    await bot.idle();
    assert.deepEqual([service.runs.length, service.approval.state], [0, "pending"]);
  });
  it("A3: a card edited by hand is refused", async () => {
    const a = await proposed();
    for (const data of [
      { id: "approval-1", rev: 1, remediation: "purge-deleted-user" },
      { id: "approval-1", rev: 1, by: "admin" },
      { id: "approval-1" },
      { rev: 1 },
      { id: ["approval-1"], rev: 1 },
      { id: "approval-1", rev: -1 },
      { id: "approval-1", rev: "x" },
      [],
      "x",
    ]) {
      const r = await send(
        activity(
          {},
          {
            type: "invoke",
            name: "adaptiveCard/action",
            replyToId: a.activityId,
            value: { action: { type: "Action.Execute", verb: "approve", data } },
          },
        ),
      );
      assert.equal(((await r.json()) as any).statusCode, 400, JSON.stringify(data));
    }
    assert.equal(service.approval.state, "pending");
  });
  it("a slow plan is answered in time and shown when it is there; two clicks make one plan", async () => {
    await bot.close();
    bot = await start({ answerMs: 5 });
    const hold = gate(),
      d = await opened(),
      b = button(cardOf(d.body), "propose");
    service.hold.propose = hold.opened;
    const answers = await Promise.all([press(b, d.activityId), press(b, d.activityId)]);
    assert.ok(answers.every((x) => /follows/.test(x.value)));
    hold.open();
    await cardCall("Waiting for a decision");
    await bot.idle();
    assert.equal(service.asked.filter((x) => x === "propose").length, 1);
    assert.equal(
      connector.calls.filter((c) => c.method === "POST" && /Waiting for a decision/.test(wordsOf(cardOf(c.body))))
        .length,
      1,
    );
  });
  for (const status of [403, 404, 429, 502])
    it(`A11: a channel that answers ${status} to updates undoes no decision`, async () => {
      const a = await proposed();
      let failed = 0;
      connector.fail = (method) =>
        method === "PUT" && failed++ < 1 ? { status, code: "Refused", retryAfter: 0 } : undefined;
      await press(button(cardOf(a.body), "approve"), a.activityId);
      await bot.idle();
      assert.deepEqual([service.runs.length, service.approval.state], [1, "done"]);
      assert.match(now(a.activityId), /✓ Done/);
    });
  it("an unknown verb and an invoke without a verb get an answer", async () => {
    assert.equal((await press({ verb: "format-disk", data: {} }, "m")).statusCode, 400);
    assert.equal(
      ((await (await send(activity({}, { type: "invoke", name: "adaptiveCard/action", value: {} }))).json()) as any)
        .statusCode,
      400,
    );
  });
  it("personal chat: the report is a card; a file in any form is offered and uploaded on consent", async () => {
    const stored: string[] = [],
      place = createServer((req, res) => {
        let t = "";
        req
          .on("data", (x) => {
            t += x;
          })
          .on("end", () => {
            stored.push(`${req.headers["content-type"]} ${req.headers["content-range"]}\n${t}`);
            res.statusCode = 201;
            res.end();
          });
      });
    await new Promise<void>((r) => place.listen(0, "127.0.0.1", () => r()));
    const d = await opened(),
      card = await press(button(cardOf(d.body), "report"), d.activityId);
    const before = connector.calls.length;
    assert.match(wordsOf(card.value), /Incident report[^]*case-1/);
    const consent = (offer: any, uploadUrl: string, action = "accept") =>
      send(
        activity(
          {},
          {
            type: "invoke",
            name: "fileConsent/invoke",
            value: {
              type: "fileUpload",
              action,
              context: offer.content.acceptContext,
              uploadInfo: { uploadUrl, name: offer.name },
            },
          },
        ),
      );
    for (const [form, type, begins, name] of [
      ["html", "text/html", /^<!doctype html>/, "sync-triage-case-1.html"],
      ["markdown", "text/markdown", /^# Incident report/, "sync-triage-case-1.md"],
      ["csv", "text/csv", /^\uFEFF"part","item"/, "sync-triage-case-1.csv"],
      ["json", "application/json", /^\{/, "sync-triage-case-1.json"],
      ["share", "text/markdown", /^# Incident report/, "sync-triage-case-1-without-names.md"],
    ] as const) {
      const said = await press(button(card.value, "report-file"), d.activityId, {}, { form, number: "" });
      assert.match(said.value, /offered below/);
      const offer = connector.calls.at(-1)!.body.attachments[0];
      assert.equal(offer.contentType, "application/vnd.microsoft.teams.card.file.consent");
      assert.equal(offer.name, name);
      await consent(offer, `http://127.0.0.1:${(place.address() as AddressInfo).port}/x`);
      await bot.idle();
      const [head = "", ...text] = stored.pop()!.split("\n"),
        size = offer.content.sizeInBytes as number;
      assert.equal(head, `${type} bytes 0-${size - 1}/${size}`);
      assert.match(text.join("\n"), begins);
      assert.match(connector.calls.at(-1)!.body.text, /is stored/);
    }
    const last = connector.calls.filter((c) => c.body?.attachments?.[0]?.name !== undefined).at(-1)!.body
      .attachments[0];
    await consent(last, "https://sharepoint.com.evil.example/x");
    await bot.idle();
    assert.match(connector.calls.at(-1)!.body.text, /not one of Teams/);
    await consent(last, "https://x.sharepoint.com/x", "decline");
    await bot.idle();
    assert.match(connector.calls.at(-1)!.body.text, /was not stored/);
    assert.equal(stored.length, 0);
    for (const c of connector.calls.slice(before)) assert.doesNotMatch(c.body?.text ?? "", /\|/);
    place.close();
  });
  it("channel: the file is offered in the presser's own chat, and where the app is not installed for them, that is said", async () => {
    const where: Where = { kind: "channel", chat: "19:x@thread.tacv2" },
      pressed = (verb: string, on: string) => press({ verb, data: { id: "case-1" } }, on, where);
    await send(message("dana", where));
    const d = await cardCall("The details are shown", where.chat);
    await bot.idle();
    const card = await pressed("report", d.activityId),
      ask = () => press(button(card.value, "report-file"), d.activityId, where, { form: "html" });
    assert.match((await ask()).value, /offered in your chat with me/);
    const offer = connector.calls.at(-1)!;
    assert.deepEqual(
      [offer.conversation, offer.body.attachments[0].contentType],
      ["alone with 29:admin", "application/vnd.microsoft.teams.card.file.consent"],
    );
    const before = connector.calls.length;
    connector.fail = (_, conversation) =>
      conversation === "" ? { status: 403, code: "ForbiddenOperationException" } : undefined;
    assert.match((await ask()).value, /not installed for you/);
    assert.equal(connector.calls.length, before);
  });
  it("after a repair nothing is posted unasked but the outcome, unless it is set so", async () => {
    const kinds = async (): Promise<string[]> => {
      const plan = await proposed();
      await press(button(cardOf(plan.body), "approve"), plan.activityId, { by: "second" }, { reason: "compared" });
      await bot.idle();
      return connector.calls
        .filter((c) => c.method === "POST" && c.status === 200)
        .map((c) => wordsOf(cardOf(c.body)))
        .flatMap((words) => [/Incident report/.test(words) ? "report" : [], /✓ Resolved/.test(words) ? "outcome" : []])
        .flat();
    };
    assert.deepEqual(await kinds(), ["outcome"]);
  });
  it("set so, the report follows the outcome as a card", async () => {
    await bot.close();
    bot = await start({ channel: { ...TEAMS, reportAfterRepair: "personal" } });
    const plan = await proposed();
    await press(button(cardOf(plan.body), "approve"), plan.activityId, { by: "second" }, { reason: "compared" });
    await bot.idle();
    const last = connector.calls.filter((c) => c.method === "POST").at(-1)!;
    assert.match(wordsOf(cardOf(last.body)), /Incident report/);
  });
  it("an incident number is kept and shown; one that is none is refused in words", async () => {
    const d = await opened(),
      card = await press(button(cardOf(d.body), "report"), d.activityId),
      keep = button(card.value, "incident");
    const kept = await press(keep, d.activityId, {}, { number: "INC0012345", form: "html" });
    assert.match(wordsOf(kept.value), /INC0012345/);
    assert.match((await press(keep, d.activityId, {}, { number: "x".repeat(65) })).value, /no incident number/);
    assert.deepEqual(
      service.asked.filter((a) => a.startsWith("incident ")),
      ["incident INC0012345", `incident ${"x".repeat(65)}`],
    );
  });
  it("feedback: yes, no, and what it was instead; only asking for the form keeps nothing", async () => {
    const d = await opened(),
      card = await press(button(cardOf(d.body), "report"), d.activityId),
      said = (answer: string) =>
        buttonsOf(card.value).find((b) => b.verb === "feedback" && b.data["answer"] === answer)!;
    const form = await press(said("other"), d.activityId);
    assert.match(wordsOf(form.value), /Was this the cause/);
    assert.deepEqual(service.asked, ["settle"]);
    assert.match(wordsOf((await press(said("yes"), d.activityId)).value), /You said that this was the cause/);
    assert.match(wordsOf((await press(said("no"), d.activityId)).value), /You said that this was not the cause/);
    const tell = buttonsOf(form.value).find((b) => b.data["answer"] === "other")!,
      told = await press(tell, d.activityId, {}, { was: "sync-pending", words: "" });
    assert.match(wordsOf(told.value), /it was: The change is newer than the last sync cycle/);
    await press(tell, d.activityId, {}, { was: "", words: "The router." });
    await press(tell, d.activityId, {}, { was: "anchor-mismatch", words: "" });
    assert.deepEqual(service.asked.slice(1), [
      "feedback right",
      "feedback wrong",
      "feedback wrong sync-pending",
      "feedback wrong The router.",
      "feedback right",
    ]);
    assert.equal((await press(tell, d.activityId, {}, { was: "gremlins" })).statusCode, 400);
  });
  it("without names, the report is shown to be copied", async () => {
    const d = await opened(),
      card = await press(button(cardOf(d.body), "report"), d.activityId),
      shared = await press(button(card.value, "share"), d.activityId);
    const text = shared.value.body.find((e: any) => e.type === "Input.Text").value;
    assert.match(text, /# Incident report/);
    assert.doesNotMatch(text, /Dana|dana|contoso/);
  });
  it("B5: people are the directory's; the channel's own ids count only where it is said to name them", async () => {
    const from = { id: "admin", name: "Ada" };
    await send(message("dana", {}, { from }));
    await cardCall("Not allowed");
    await bot.idle();
    assert.equal(service.opened.length, 0);
    await bot.close();
    bot = await start({ channel: { ...TEAMS, identities: "channel" } });
    await send(message("dana", {}, { from, conversation: { id: "chat", conversationType: "personal" } }));
    await cardCall("Evidence");
    assert.deepEqual(
      service.opened.map((o) => [o.by.id, o.by.tenantId]),
      [["admin", TENANT]],
    );
  });
  it("a file goes to this machine only where that is allowed", async () => {
    await bot.close();
    bot = await start({ channel: TEAMS });
    await opened();
    const value = {
      type: "fileUpload",
      action: "accept",
      context: { caseId: "case-1", form: "html" },
      uploadInfo: { uploadUrl: "http://127.0.0.1:9/x", name: "x" },
    };
    await send(activity({}, { type: "invoke", name: "fileConsent/invoke", value }));
    await bot.idle();
    assert.match(connector.calls.at(-1)!.body.text, /not one of Teams/);
  });
  it("the approvers read the channel's note", async () => {
    await bot.close();
    bot = await start({ channel: { ...TEAMS, approvalNote: "The second one approves elsewhere." } });
    service.approval = { ...service.approval, needed: 2 };
    const plan = await proposed();
    assert.match(wordsOf(cardOf(plan.body)), /approves elsewhere/);
  });

  it("refuses a body that is too large, is not JSON, or names no type", async () => {
    assert.equal((await send({ type: "message", text: "x".repeat(300 * 1024) })).status, 413);
    assert.equal(
      (
        await fetch(`${bot.url}/api/messages`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: "{",
        })
      ).status,
      400,
    );
    assert.equal((await send({})).status, 400);
  });
  it("in the lab only a loopback channel is answered", async () => {
    for (const serviceUrl of [
      "https://smba.trafficmanager.net/emea",
      "http://localhost.evil.example/",
      "http://10.0.0.1/",
      "x",
    ])
      assert.equal((await send(message("dana", {}, { serviceUrl }))).status, 403, serviceUrl);
    assert.equal(service.opened.length, 0);
  });
});

describe("the bot's door", () => {
  const start = (more: object) =>
    startBot({
      host: "127.0.0.1",
      port: 0,
      service: fakeService(),
      tenantId: TENANT,
      channel: TEAMS,
      conversations: new MemoryConversations(),
      ...more,
    } as never);
  it("B3: refuses the lab on anything but loopback", async () => {
    for (const host of ["0.0.0.0", "::", "example.com"])
      await assert.rejects(start({ host, auth: { kind: "loopback" } }), /loopback/);
  });
  it("B3: refuses to start unauthenticated", async () => {
    const auth = { kind: "tenant", appId: "app", appType: "SingleTenant", appPassword: "secret", tenantId: TENANT };
    for (const less of [{ appId: "" }, { tenantId: "" }, { appPassword: "" }])
      await assert.rejects(start({ auth: { ...auth, ...less } }), /unauthenticated/);
  });
  it("B1: whoever brings no valid token gets 401 and no word", async () => {
    const service = fakeService(),
      bot = await startBot({
        host: "127.0.0.1",
        port: 0,
        service,
        tenantId: TENANT,
        channel: TEAMS,
        conversations: new MemoryConversations(),
        auth: {
          kind: "tenant",
          appId: "22222222-2222-4222-8222-222222222222",
          appType: "SingleTenant",
          appPassword: "secret",
          tenantId: TENANT,
        },
      });
    const body = JSON.stringify({
      type: "message",
      id: "1",
      channelId: "msteams",
      serviceUrl: "https://smba.trafficmanager.net/emea",
      from: { id: "29:x", aadObjectId: "admin" },
      recipient: BOT,
      conversation: { id: "chat", tenantId: TENANT },
      text: "dana",
    });
    const none = Buffer.from(JSON.stringify({ alg: "none" })).toString("base64url"),
      claims = Buffer.from(JSON.stringify({ iss: "https://elsewhere.example", aud: "x", exp: 9_999_999_999 })).toString(
        "base64url",
      );
    for (const authorization of [
      undefined,
      "Bearer garbage",
      "Basic eA==",
      "Bearer a.b.c",
      `Bearer ${none}.${claims}.`,
    ]) {
      const r = await fetch(`${bot.url}/api/messages`, {
        method: "POST",
        headers: { "content-type": "application/json", ...(authorization === undefined ? {} : { authorization }) },
        body,
      });
      assert.equal(r.status, 401, authorization);
    }
    assert.equal(service.opened.length, 0);
    await bot.close();
  });
});
