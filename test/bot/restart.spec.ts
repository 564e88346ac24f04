import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TEAMS } from "../../src/bot/channel";
import { startBot, type Bot } from "../../src/bot/server";
import { FileConversations } from "../../src/store/conversations-file";
import { AT, person, TENANT } from "../support/cases";
import {
  buttonOf,
  cardOf,
  startFakeConnector,
  teamsClient,
  wordsOf,
  type Call,
  type FakeConnector,
  type Teams,
} from "../support/fake-connector";
import { fakeService, gate, type FakeService } from "./fake-service";

/** The cases live in their own store; here only the bot is another one, on the folder of the first. */
describe("the bot after a restart", () => {
  let folder: string,
    conversations: FileConversations,
    bot: Bot,
    connector: FakeConnector,
    service: FakeService,
    chat: Teams,
    channel = TEAMS;
  const start = async (followUpMs?: number): Promise<void> => {
    conversations = await FileConversations.open(folder);
    bot = await startBot({
      host: "127.0.0.1",
      port: 0,
      service,
      auth: { kind: "loopback" },
      tenantId: TENANT,
      channel,
      conversations,
      ...(followUpMs === undefined ? {} : { followUpMs }),
    });
    chat = teamsClient(connector, `${bot.url}/api/messages`, TENANT, { id: "chat", type: "personal" });
  };
  const stop = async (): Promise<void> => {
    await bot.close();
    await conversations.close();
  };
  const restart = async (followUpMs?: number): Promise<void> => {
    await stop();
    await start(followUpMs);
  };
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "bot-"));
    connector = await startFakeConnector();
    service = fakeService();
    channel = TEAMS;
    await start();
  });
  afterEach(async () => {
    await stop();
    await connector.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const now = (id: string): string => wordsOf(cardOf(connector.messages.get(id)));

  it("an open choice can still be taken, once", async () => {
    service.answer.open = (ask, pick) =>
      pick === undefined
        ? { kind: "choose", ask, options: [{ id: "ad:1", title: "Dana One", name: "", detail: "CN=One", side: "ad" }] }
        : undefined;
    await chat.say("dana", "admin");
    const asked = await chat.card("Whom do you mean?"),
      pick = buttonOf(cardOf(asked.body), "pick");
    await restart();
    await chat.press("pick", pick.data, asked.activityId, "admin");
    await bot.idle();
    assert.match(now(asked.activityId), /Evidence/);
    assert.deepEqual(
      service.opened.map((o) => [o.ask, o.pick]),
      [
        ["dana", undefined],
        ["dana", "ad:1"],
      ],
    );
    await restart();
    const late = await chat.press("pick", pick.data, asked.activityId, "second");
    assert.match(String(late.value), /no longer open/);
    assert.equal(service.opened.length, 2);
  });
  it("a list of people goes on where it was cut off, on its card", async () => {
    const hold = gate();
    service.hold.open = hold.opened;
    await chat.say("dana and omar", "admin");
    const list = await chat.card("0 of 2");
    const stopped = stop();
    hold.open();
    await stopped;
    const opened = service.opened.length;
    await start();
    await bot.idle();
    assert.match(now(list.activityId), /2 people.*dana\s+✗ Not in order.*omar\s+✗ Not in order/s);
    assert.ok(service.opened.length <= opened + 2);
    assert.equal(connector.calls.filter((c) => c.method === "POST").length, 1);
  });
  it("the way of a repair can still be chosen", async () => {
    await chat.say("dana", "admin");
    const shown = await chat.card("Evidence");
    service.answer.propose = (choice) =>
      choice === undefined
        ? {
            kind: "choose",
            question: "Which one?",
            remediation: "hard-match",
            options: [{ id: "w1", title: "This one", name: "", detail: "d" }],
          }
        : undefined;
    const asked = await chat.press("propose", buttonOf(cardOf(shown.body), "propose").data, shown.activityId, "admin");
    await restart();
    await chat.press("choose-option", buttonOf(asked.value, "choose-option").data, shown.activityId, "admin");
    await chat.card("Waiting for a decision");
    assert.deepEqual(
      service.asked.filter((a) => a.startsWith("propose")),
      ["propose", "propose w1"],
    );
  });
  it("A11: a decision reaches the copies of the card that were sent before", async () => {
    await chat.say("dana", "admin");
    const shown = await chat.card("Evidence");
    await chat.press("propose", buttonOf(cardOf(shown.body), "propose").data, shown.activityId, "admin");
    const plan = await chat.card("Waiting for a decision");
    await restart();
    // Pressed on a copy elsewhere in the chat: the first card must follow all the same.
    await chat.press("approve", buttonOf(cardOf(plan.body), "approve").data, "another-copy", "second");
    await bot.idle();
    assert.deepEqual(service.runs, ["approval-1"]);
    assert.match(now(plan.activityId), /✓ Done/);
    assert.match(now(shown.activityId), /Evidence/);
    assert.equal(await bot.cardOf("approval-1"), "another-copy");
  });
  /** A plan that was proposed and shown; returns its card. */
  const planned = async (): Promise<Call> => {
    await chat.say("dana", "admin");
    const shown = await chat.card("Evidence");
    await chat.press("propose", buttonOf(cardOf(shown.body), "propose").data, shown.activityId, "admin");
    const plan = await chat.card("Waiting for a decision");
    await bot.idle();
    return plan;
  };
  /** Every message with these words that Teams took. */
  const sent = (words: RegExp): Call[] =>
    connector.calls.filter(
      (c) => c.method === "POST" && c.status === 200 && words.test(`${wordsOf(cardOf(c.body))}${c.body.text ?? ""}`),
    );
  const ended = (state: "done" | "stale"): void => {
    service.approval = {
      ...service.approval,
      revision: 5,
      state,
      endedAt: AT,
      outcome: "As the agent says.",
      ...(state === "done" ? { startedAt: AT } : {}),
    };
    const c = service.cases.get("case-1")!;
    if (state === "done")
      service.cases.set(c.id, {
        ...c,
        revision: 5,
        state: "resolved",
        confirmation: { at: AT, state: "resolved", better: ["The user has arrived."], left: [], notes: [] },
      });
  };
  for (const state of ["done", "stale"] as const)
    it(`A12: a run that had its end before the restart, and is ${state}: the cards follow, and the outcome is told once`, async () => {
      const plan = await planned();
      ended(state);
      await restart();
      await bot.idle();
      await restart();
      await bot.idle();
      assert.match(now(plan.activityId), state === "done" ? /✓ Done[^]*As the agent says/ : /nothing was run/);
      assert.equal(sent(/✓ Resolved/).length, state === "done" ? 1 : 0);
      assert.deepEqual(await conversations.keys("untold"), []);
    });
  it("A12: a run that was cut off is brought to its end behind the open door, and told", async () => {
    const plan = await planned();
    service.approval = { ...service.approval, revision: 4, state: "running", startedAt: AT };
    service.cutOff.add("approval-1");
    const hold = gate();
    service.hold = { run: hold.opened };
    await restart();
    await chat.say("help", "admin");
    hold.open();
    await bot.idle();
    assert.deepEqual(service.runs, ["approval-1"]);
    assert.match(now(plan.activityId), /✓ Done/);
    assert.equal(sent(/✓ Resolved/).length, 1);
  });
  it("A12: a request whose card was never posted gets it", async () => {
    await chat.say("dana", "admin");
    const shown = await chat.card("Evidence");
    connector.fail = (method) => (method === "POST" ? { status: 501, code: "Lost" } : undefined);
    await chat.press("propose", buttonOf(cardOf(shown.body), "propose").data, shown.activityId, "admin");
    await bot.idle();
    assert.equal(sent(/Waiting for a decision/).length, 0);
    connector.fail = () => undefined;
    await restart();
    await bot.idle();
    await restart();
    await bot.idle();
    assert.equal(sent(/Waiting for a decision/).length, 1);
  });
  it("A12: … also where the program ended before it was noted where to post it; without such a place it is withdrawn", async () => {
    await planned();
    await conversations.change("untold", "approval-1", () => undefined);
    await conversations.change("cards", "approval-1", () => undefined);
    await restart();
    await bot.idle();
    assert.equal(sent(/Waiting for a decision/).length, 2); // where the first one is, is not known any more
    for (const key of ["approval-1", "case-1"]) {
      await conversations.change("untold", key, () => undefined);
      await conversations.change("cards", key, () => undefined);
    }
    await restart();
    await bot.idle();
    assert.ok(service.asked.includes("withdraw approval-1"));
  });
  it("A11: a message whose answer was lost comes once more at most, and one that was refused for good does not come again", async () => {
    for (const [status, copies] of [
      [501, 2],
      [403, 1],
    ] as const) {
      const before = connector.calls.length;
      service.approval = { ...service.approval, revision: 1, state: "pending" };
      await conversations.change("cards", "approval-1", () => undefined); // another request, under the same id
      const plan = await planned();
      ended("done");
      connector.fail = (method) => (method === "POST" ? { status, code: "lost" } : undefined);
      for (let i = 0; i < 4; i++) {
        await restart();
        await bot.idle();
      }
      connector.fail = () => undefined;
      const outcomes = connector.calls
        .slice(before)
        .filter((c) => c.method === "POST" && /✓ Resolved/.test(wordsOf(cardOf(c.body))));
      assert.equal(outcomes.length, copies, String(status));
      assert.match(now(plan.activityId), /✓ Done/);
      assert.deepEqual(await conversations.keys("untold"), []);
    }
  });
  it("A12: a plan whose place was stored before the end does not come twice", async () => {
    await planned();
    await conversations.change("untold", "approval-1", (before) => ({ ...(before as object), posts: {} }));
    await restart();
    await bot.idle();
    assert.equal(sent(/Waiting for a decision/).length, 1);
  });
  it("A12: what Teams has answered does not come again while the rest is tried again", async () => {
    channel = { ...TEAMS, reportAfterRepair: "personal" };
    await planned();
    ended("done");
    let posts = 0;
    connector.fail = (method) => (method === "POST" && ++posts === 2 ? { status: 501, code: "Lost" } : undefined);
    for (let i = 0; i < 2; i++) {
      await restart();
      await bot.idle();
    }
    assert.deepEqual([sent(/The user has arrived/).length, posts], [1, 3]); // the outcome, and the report twice
    assert.deepEqual(await conversations.keys("untold"), []);
  });
  it("A11: a copy that could not be updated is right after the channel has recovered", async () => {
    const plan = await planned();
    connector.fail = (method) => (method === "PUT" ? { status: 501, code: "Lost" } : undefined);
    await chat.press("decline", buttonOf(cardOf(plan.body), "decline").data, "another-copy", "second");
    await bot.idle();
    assert.match(now(plan.activityId), /Waiting/);
    connector.fail = () => undefined;
    await conversations.change("cards", "approval-1", (places) => (places as unknown[]).slice(0, 1));
    await restart();
    await bot.idle();
    assert.match(now(plan.activityId), /✗ Declined/);
    assert.deepEqual(await conversations.keys("untold"), []);
  });
  it("A12: a follow-up is told once, also where the program ended between the look and the message", async () => {
    await chat.say("dana", "admin");
    await chat.card("Evidence");
    await bot.idle();
    const c = { ...service.cases.get("case-1")!, state: "resolved" as const, followUpAt: AT },
      confirmation = { at: AT, state: "unresolved" as const, better: [], left: ["It is gone again."], notes: [] };
    service.cases.set(c.id, c);
    service.dueFollowUps = async (_at, before) => {
      await before?.(c);
      return new Promise<never>(() => undefined); // it ends here
    };
    await restart(20);
    while ((await conversations.keys("untold")).length === 0) await new Promise((r) => setImmediate(r));
    service.dueFollowUps = async () => [];
    await restart();
    await bot.idle();
    assert.equal(sent(/It is gone again/).length, 0); // the look is not done yet
    const { followUpAt: _, ...looked } = { ...c, revision: 2, state: "unresolved" as const, confirmation };
    service.cases.set(c.id, looked);
    for (let i = 0; i < 2; i++) {
      await restart();
      await bot.idle();
    }
    assert.equal(sent(/It is gone again/).length, 1);
    assert.match(sent(/It is gone again/)[0]?.body.text, /<at>/);
    assert.deepEqual(await conversations.keys("untold"), []);
  });
  it("B7: a message that is delivered again is no second triage", async () => {
    await chat.say("dana", "admin", { id: "once" });
    await chat.card("Evidence");
    await restart();
    await chat.say("dana", "admin", { id: "once" });
    await bot.idle();
    assert.equal(service.opened.length, 1);
  });

  describe("that came in the middle of the work", () => {
    let dead: (() => Promise<void>)[];
    beforeEach(() => {
      dead = [];
    });
    afterEach(() => Promise.all(dead.map((end) => end())));
    /** The process is gone without a word: what it still does reaches no file, and another one starts on the folder. */
    const crash = async (go: () => void): Promise<void> => {
      const before = { bot, conversations };
      for (const key of await conversations.keys("underWay")) await conversations.change("underWay", key, (b) => b);
      dead.push(async () => {
        go();
        await before.bot.close();
        await before.conversations.close();
      });
      service.hold = {};
      await start();
    };
    const kept = async (): Promise<void> => {
      while ((await conversations.keys("underWay")).length === 0) await new Promise((r) => setImmediate(r));
    };
    const heldBack = (at: "open" | "recheck"): (() => void) => {
      const hold = gate();
      service.hold = { [at]: hold.opened };
      return hold.open;
    };

    it("a triage goes on, on its card, with the rights as they are now", async () => {
      const go = heldBack("open");
      await chat.say("dana", "admin");
      const first = await chat.card("Looking into it");
      await kept();
      await crash(go);
      await bot.idle();
      assert.match(now(first.activityId), /Evidence/);
      assert.deepEqual([service.rights, service.opened.length], [["admin", "admin"], 2]);
      assert.deepEqual(await conversations.keys("underWay"), []);
    });
    for (const [when, stored] of [
      ["before its first card", false],
      ["after its case was stored", true],
    ] as const)
      it(`A12: a triage that was cut off ${when} ends on one card, with one case`, async () => {
        await chat.say("dana", "admin");
        await chat.card("Evidence");
        await bot.idle();
        const [place] = (await conversations.get("cards", "case-1")) as { reference: unknown }[],
          before = connector.calls.length;
        await conversations.change("underWay", stored ? "case-1" : "cut", () => ({
          kind: "triage",
          reference: place!.reference,
          ask: "dana",
          by: person("admin"),
          conversationId: "chat",
          again: false,
        }));
        await crash(() => undefined);
        await bot.idle();
        const posted = connector.calls.slice(before).filter((c) => c.method === "POST");
        assert.equal(posted.length, 1);
        assert.match(now(posted[0]!.activityId), /Evidence/);
        assert.equal(service.opened.length, stored ? 1 : 2);
        assert.deepEqual(await conversations.keys("underWay"), []);
      });
    it("whoever lost the right meanwhile is refused", async () => {
      const go = heldBack("open");
      await chat.say("dana", "admin");
      const first = await chat.card("Looking into it");
      await kept();
      service.strangers.add("admin");
      await crash(go);
      await bot.idle();
      assert.match(now(first.activityId), /may not/);
      assert.equal(service.opened.length, 1);
    });
    it("a triage that is cut off twice is not tried a third time", async () => {
      await chat.say("omar", "admin");
      const { activityId } = await chat.card("Evidence");
      await bot.idle();
      const [place] = (await conversations.get("cards", "case-1")) as unknown[];
      await conversations.change("underWay", "cut", () => ({
        kind: "triage",
        reference: (place as { reference: unknown }).reference,
        place,
        ask: "omar",
        by: person("admin"),
        conversationId: "chat",
        again: true,
      }));
      await crash(() => undefined);
      await bot.idle();
      assert.match(now(activityId), /restarted twice/);
      assert.equal(service.opened.length, 1);
    });
    it("a case that was being read again shows what was read last", async () => {
      await chat.say("dana", "admin");
      const shown = await chat.card("Evidence");
      await bot.idle();
      const go = heldBack("recheck"),
        again = buttonOf(cardOf(shown.body), "recheck"),
        answer = await chat.press("recheck", again.data, shown.activityId, "admin");
      assert.match(wordsOf(answer.value), /Reading both sides again/);
      await kept();
      const before = connector.calls.length;
      await crash(go);
      await bot.idle();
      const [update] = connector.calls.slice(before);
      assert.equal(update?.activityId, shown.activityId);
      assert.match(wordsOf(cardOf(update?.body)), /Evidence/);
    });
  });
});
