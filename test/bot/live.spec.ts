/** Every card of a case shows how it is now. Expected values: what was asked for, and who holds which role in the default world. */
import assert from "node:assert/strict";
import { PRODUCTION_POLICY } from "../../src/approvals/states";
import { TEAMS } from "../../src/bot/channel";
import { startBot, type Bot } from "../../src/bot/server";
import { MemoryConversations } from "../../src/store/conversations";
import { startCaseLab, type CaseLab } from "../support/case-lab";
import {
  buttonOf,
  buttonsOf,
  cardOf,
  startFakeConnector,
  teamsClient,
  wordsOf,
  type Call,
  type FakeConnector,
  type Teams,
} from "../support/fake-connector";

const FARAH = "farah.siddiqui@contoso.com isn't in Microsoft 365"; // her OU is not selected
const PIOTR = "9bf67aa8-e855-5293-a8c8-8293b2b25382", // Hybrid Identity Administrator
  GRACE = "e752b931-2cc1-51e0-bd68-ab6fd4cdb29e", // Global Administrator
  DESK = "15c08902-85db-5017-b68c-3284106f1e65", // in the group Help Desk
  NADIA = "a4ecae41-3369-5abd-ba88-a5e3ad41728f";
const MINUTE = 60_000;

describe("the present state in a channel", () => {
  let lab: CaseLab, connector: FakeConnector, bot: Bot, channel: Teams;
  const start = async (): Promise<void> => {
    bot = await startBot({
      host: "127.0.0.1",
      port: 0,
      service: lab.service,
      auth: { kind: "loopback" },
      tenantId: lab.tenantId,
      channel: { ...TEAMS, detailsIn: "everywhere" },
      conversations,
      now: () => lab.world.now(),
      catchUpMs: 5,
      paceMs: 0,
    });
    channel = teamsClient(connector, `${bot.url}/api/messages`, lab.tenantId, {
      id: "19:help@thread.tacv2",
      type: "channel",
    });
  };
  let conversations: MemoryConversations;
  beforeEach(async () => {
    lab = await startCaseLab("default.json", PRODUCTION_POLICY);
    connector = await startFakeConnector();
    conversations = new MemoryConversations();
    await start();
  });
  afterEach(async () => {
    await bot.close();
    await connector.stop();
    await lab.close();
  });
  const now = (id: string): string => wordsOf(cardOf(connector.messages.get(id)));
  const verbs = (id: string): string[] => buttonsOf(cardOf(connector.messages.get(id))).map((b) => b.verb);
  const member = (id: string) => ({ id: `29:${id}`, name: id.slice(0, 4), aadObjectId: id });
  const IN_TEAM = { channelData: { team: { id: "19:team@thread.tacv2" } } };
  const mentionsOf = (c: Call): string[] =>
    (c.body.entities ?? []).filter((e: any) => e.type === "mention").map((e: any) => e.mentioned.id);
  const posts = (words: string): Call[] =>
    connector.calls.filter((c) => c.method === "POST" && wordsOf(cardOf(c.body)).includes(words));

  /** Resolves when it was looked so often for what is due. */
  const looks = async (n: number): Promise<void> => {
    const { pending } = lab.service;
    await new Promise<void>((resolve) => {
      let seen = 0;
      lab.service.pending = () => {
        if (++seen > 2 * n) resolve();
        return pending();
      };
    });
    lab.service.pending = pending;
  };
  /** Farah's cause, and the plan that moves her account: the first place that is offered. */
  async function planned(by = DESK): Promise<{ readonly cause: Call; readonly plan: Call }> {
    await channel.say(FARAH, by);
    const cause = await channel.card("Walk the guide");
    await bot.idle();
    const offer = buttonOf(cardOf(connector.messages.get(cause.activityId)), "propose"),
      asked = await channel.press("propose", offer.data, cause.activityId, by, IN_TEAM);
    const option = buttonOf(asked.value, "choose-option");
    await channel.press("choose-option", option.data, cause.activityId, by, IN_TEAM);
    const plan = await channel.card("Waiting for a decision");
    await bot.idle();
    return { cause, plan };
  }

  it("those in the team who may decide are called by name with the plan, and nobody else", async () => {
    connector.people.set("19:team@thread.tacv2", [DESK, NADIA, PIOTR, GRACE].map(member));
    const { plan } = await planned();
    assert.deepEqual(mentionsOf(plan), [`29:${PIOTR}`, `29:${GRACE}`]);
    const [open] = await lab.store.openApprovals();
    assert.deepEqual(
      open?.asked?.map((p) => p.id),
      [PIOTR, GRACE],
    );
  });
  it("where the channel does not tell who is there, nobody is called, and the plan is there all the same", async () => {
    const { plan } = await planned();
    assert.deepEqual(mentionsOf(plan), []);
    const [open] = await lab.store.openApprovals();
    assert.equal(open?.asked, undefined);
  });
  it("where nobody else in the conversation may decide it, whoever asks is told so at once", async () => {
    connector.people.set("19:team@thread.tacv2", [DESK, NADIA].map(member));
    await channel.say(FARAH, DESK);
    const cause = await channel.card("Walk the guide");
    await bot.idle();
    const card = (): any => cardOf(connector.messages.get(cause.activityId)),
      asked = await channel.press("propose", buttonOf(card(), "propose").data, cause.activityId, DESK, IN_TEAM),
      option = buttonOf(asked.value, "choose-option").data;
    await channel.press("choose-option", option, cause.activityId, DESK, IN_TEAM);
    const plan = await channel.card("Waiting for a decision");
    await bot.idle();
    assert.deepEqual(mentionsOf(plan), []);
    const [open] = await lab.store.openApprovals();
    assert.deepEqual(open?.asked, []);
    assert.match(now(cause.activityId), /somebody other than 15c0 with the right to decide it/);
  });
  it("who presses again is told in their language why nothing happens, and the cards stay", async () => {
    const { plan } = await planned(),
      [open] = await lab.store.openApprovals(),
      press = (by: string, more: object = {}) =>
        channel.press("approve", { id: open!.id, rev: 1, reason: "Right." }, plan.activityId, by, more);
    await press(PIOTR);
    await bot.idle();
    const again = await press(PIOTR, { locale: "de-DE" });
    assert.match(String(again.value), /hat sie um .* genehmigt, und sie ist ausgeführt/);
    assert.match(String((await press(GRACE)).value), /approved it at .*, and it has run/);
    await bot.idle();
    assert.match(now(plan.activityId), /✓ Done/);
  });
  /** What `status` answers now. */
  const status = async (by = DESK): Promise<Call> => {
    const before = connector.calls.length;
    await channel.say("status", by);
    return connector.calls.slice(before).find((c) => c.method === "POST")!;
  };
  const decide = async (verb: "approve" | "decline", by: string, on: Call): Promise<void> => {
    const [open] = await lab.store.openApprovals();
    await channel.press(verb, { id: open!.id, rev: open!.revision, reason: "Right." }, on.activityId, by);
    await bot.idle();
  };
  it("status tells whom it waits for and until when, and its card follows: nothing says that it waits once it was declined", async () => {
    connector.people.set("19:team@thread.tacv2", [DESK, PIOTR, GRACE].map(member));
    const { cause, plan } = await planned(),
      told = await status();
    for (const id of [cause.activityId, told.activityId]) {
      assert.match(now(id), /15c0 asked for it on .* It waits for a decision until .*; asked: 9bf6 and e752\./);
      assert.deepEqual(
        verbs(id).filter((v) => v === "plan" || v === "propose"),
        ["plan"],
      );
    }
    await decide("decline", PIOTR, plan);
    for (const id of [cause.activityId, told.activityId]) {
      assert.match(now(id), /9bf6 declined it on .* nothing was changed/);
      assert.doesNotMatch(now(id), /waits/);
      assert.ok(verbs(id).includes("propose"));
    }
    assert.doesNotMatch(verbs(plan.activityId).join(), /approve|decline/);
  });
  it("after a repair every card of the case shows how it is now, and none its old cause", async () => {
    const { cause, plan } = await planned();
    assert.match(now(cause.activityId), /NoSync/);
    await decide("approve", PIOTR, plan);
    const told = await status();
    for (const id of [cause.activityId, told.activityId]) {
      assert.match(now(id), /carried out on .*Looked at again on/s);
      assert.doesNotMatch(now(id), /NoSync|waits|is running/);
    }
    assert.match(now(plan.activityId), /✓ Done/);
  });
  it("the plan decided on the case's own message leaves that message to the case", async () => {
    const { cause, plan } = await planned();
    await channel.press(
      "plan",
      buttonOf(cardOf(connector.messages.get(cause.activityId)), "plan").data,
      cause.activityId,
      PIOTR,
    );
    await decide("approve", PIOTR, cause);
    assert.match(now(plan.activityId), /✓ Done/);
    assert.match(now(cause.activityId), /carried out on/);
    assert.doesNotMatch(now(cause.activityId), /✓ Done/);
  });
  it("before it expires those who were asked are reminded, once; when it expires, its buttons go by themselves", async () => {
    connector.people.set("19:team@thread.tacv2", [DESK, GRACE].map(member));
    const { cause, plan } = await planned();
    assert.ok(verbs(plan.activityId).includes("approve"));
    lab.world.advance(9 * MINUTE);
    await looks(3);
    assert.equal(posts("still waits").length, 0);
    lab.world.advance(2 * MINUTE); // 11 of 15
    await channel.card("still waits");
    await bot.idle();
    assert.deepEqual(posts("still waits").map(mentionsOf), [[`29:${GRACE}`]]);
    lab.world.advance(5 * MINUTE);
    await connector.until((c) => c.activityId === plan.activityId && /Expired/.test(wordsOf(cardOf(c.body))));
    await bot.idle();
    assert.equal(verbs(plan.activityId).includes("approve"), false);
    assert.doesNotMatch(now(cause.activityId), /waits for approval/);
    assert.equal(posts("still waits").length, 1);
  });
});
