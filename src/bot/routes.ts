/** What an activity leads to: a message to a word or a triage, a button to its verb. Each invoke is answered at once; the work follows. */
import { languageOf, languageOfLocale, wordsIn, type Words } from "../domain";
import { ActivityTypes, MemoryStorage, TurnContext, type Activity } from "botbuilder";
import { Application } from "@microsoft/teams-ai/lib/Application";
import type { TurnState } from "@microsoft/teams-ai/lib/TurnState";
import { z } from "zod";
import { helpCard } from "../cards/help";
import { noticeIn } from "../cards/notice";
import { MAY_NOT } from "../cases/authority";
import type { Allowance } from "../ports";
import type { Card } from "../cards/render";
import { AT_A_TIME } from "../cards/people";
import type { PeopleAsked } from "../triage/people";
import { VERBS, type Verb } from "../cards/verbs";
import type { StrictAdapter } from "./adapter";
import { badRequest, textAnswer, type Answer } from "./answers";
import { showsAll } from "./case-cards";
import { Deliveries, newCaseId, type Delivery } from "./deliveries";
import { takeUpload } from "./files";
import { approveInWords } from "./handlers/repair";
import { listOf, startPeople } from "./handlers/people";
import { beginTriage, firstCard, sameAsk, triage, type AskedFor } from "./handlers/triage";
import type { BotParts, Caller, Presser } from "./parts";
import { personOf, textFor } from "./person";
import { REPORT_FORMS } from "../report/forms";
import { answerDialog, isOfDialog, type DialogAnswer } from "./sign-in";
import { readMessage as understood } from "../intents/intent";
import { ANSWERS, isAnswered } from "./intents";
import { VERB_TABLE } from "./verbs";

const NOT_ALLOWED: Words = { en: "Not allowed", de: "Nicht erlaubt" };
const WORDS = {
  strange: {
    en: "This button's data is not what the card held; nothing was done. Open the case again with status.",
    de: "Die Daten dieser Schaltfläche sind nicht die der Karte; es wurde nichts getan. Öffnen Sie den Fall erneut mit status.",
  },
  click: { en: "Your click", de: "Ihr Klick" },
  alone: {
    en: "This app cannot show it to you alone here; ask me in a personal chat.",
    de: "Diese App kann es hier nicht Ihnen allein zeigen; fragen Sie mich im persönlichen Chat.",
  },
  busy: { en: "Busy", de: "Beschäftigt" },
  going: {
    en: "I am still looking into that; its card here shows how far it is.",
    de: "Ich sehe das noch an; die Karte hier zeigt, wie weit es ist.",
  },
  much: {
    en: "That is more at a time than I take from one person; ask again in a few minutes.",
    de: "Das ist mehr auf einmal, als ich von einer Person annehme; fragen Sie in einigen Minuten erneut.",
  },
  many: {
    en: "Many people ask at this moment, so I did not start on your message; ask again in a few minutes.",
    de: "Gerade fragen viele, darum habe ich mit Ihrer Nachricht nicht begonnen; fragen Sie in einigen Minuten erneut.",
  },
} as const satisfies Readonly<Record<string, Words>>;

/** The routes of one bot over its adapter; `appId` is empty where nobody is authenticated. */
export function makeRoutes(bot: BotParts, adapter: StrictAdapter, appId: string): Application<TurnState> {
  const app = new Application<TurnState>({
    adapter,
    botAppId: appId,
    storage: new MemoryStorage(),
    startTypingTimer: false,
    longRunningMessages: false,
    removeRecipientMention: false,
  });
  const deliveries = new Deliveries(bot.conversations);
  app.activity(ActivityTypes.Message, (context) => readMessage(bot, deliveries, context.activity));
  app.activity(ActivityTypes.Invoke, async (context) => {
    const body = await answerInvoke(bot, context.activity);
    await context.sendActivity({ type: ActivityTypes.InvokeResponse, value: { status: 200, body } });
  });
  app.conversationUpdate("membersAdded", async ({ activity }) => {
    if ((activity.membersAdded ?? []).some((m) => m.id === activity.recipient.id))
      await bot.messages.post(TurnContext.getConversationReference(activity), helpCard());
  });
  return app;
}

/** Whoever sent the activity; undefined where that is nobody of the bot's tenant. */
function callerOf(bot: BotParts, activity: Activity): Caller | undefined {
  const by = personOf(activity, bot.tenantId, bot.channel.identities);
  if (by === undefined || by.tenantId !== bot.tenantId) return undefined;
  return {
    by,
    reference: TurnContext.getConversationReference(activity),
    conversationId: activity.conversation.id,
    ...teamOf(activity),
  };
}
const ofTeam = z.object({ team: z.object({ id: z.string().min(1) }) });
function teamOf({ channelData }: Activity): Pick<Caller, "teamId"> {
  const { data } = ofTeam.safeParse(channelData);
  return data === undefined ? {} : { teamId: data.team.id };
}
/** The message of a client that falls back to Action.Submit: the button's verb and data, what was typed beside them. */
const submitted = z
  .object({ press: z.object({ verb: z.enum(VERBS), data: z.record(z.unknown()).optional() }) })
  .passthrough();
/** A button pressed by message: answered by a message, since there is no invoke to answer. */
async function readPress(
  bot: BotParts,
  deliveries: Deliveries,
  activity: Activity,
  value: z.output<typeof submitted>,
): Promise<void> {
  if ((await deliveries.take(activity.conversation.id, activity.id, 0)) === undefined) return;
  const { press, ...typed } = value,
    answer = await answerPress(bot, activity, press.verb, { ...typed, ...press.data }),
    reference = TurnContext.getConversationReference(activity);
  const language = languageOfLocale(activity.locale),
    tell = (says: string): Promise<unknown> =>
      bot.messages.post(reference, noticeIn(language, { title: wordsIn(WORDS.click, language), lines: [says] }));
  if (answer.type !== "application/vnd.microsoft.card.adaptive")
    await tell(typeof answer.value === "string" ? answer.value : answer.value.message);
  else if (!showsAll(bot.channel, reference)) await tell(wordsIn(WORDS.alone, language));
  else if (activity.replyToId !== undefined)
    await bot.messages.update({ reference, activityId: activity.replyToId }, answer.value);
}
async function readMessage(bot: BotParts, deliveries: Deliveries, activity: Activity): Promise<void> {
  const pressed = submitted.safeParse(activity.value);
  if (pressed.success) return readPress(bot, deliveries, activity, pressed.data);
  const text = textFor(activity);
  if (text === undefined) return;
  const reference = TurnContext.getConversationReference(activity),
    caller = callerOf(bot, activity),
    message = understood(text),
    { intent } = message,
    asked = isAnswered(intent) ? undefined : bot.service.people(text),
    asks = Math.min(asked?.people.length ?? 0, AT_A_TIME),
    delivery = await deliveries.take(activity.conversation.id, activity.id, asks);
  if (delivery === undefined) return;
  const language = languageOfLocale(activity.locale),
    refuse = (says: Words): Promise<unknown> =>
      bot.messages.post(
        reference,
        noticeIn(language, { title: wordsIn(NOT_ALLOWED, language), lines: [wordsIn(says, language)] }),
      );
  const who = caller?.by.id ?? activity.from?.id ?? "",
    busy = busyWith(bot, who, caller, asked === undefined ? undefined : { text, people: asks });
  if (busy !== undefined) {
    if (bot.budget.mayTell(who))
      await bot.messages.post(
        reference,
        noticeIn(language, { title: wordsIn(WORDS.busy, language), lines: [wordsIn(busy, language)] }),
      );
    return;
  }
  if (!isAnswered(intent)) {
    if (caller === undefined) await refuse(MAY_NOT);
    else await startAsk(bot, caller, text, asked ?? bot.service.people(text), delivery);
    return;
  }
  const answer = ANSWERS[intent];
  if (answer.needs === "nobody") {
    await bot.messages.post(reference, answer.card(message, language));
    return;
  }
  if (caller === undefined) {
    await refuse(MAY_NOT);
    return;
  }
  const post = async (card: Card | undefined): Promise<unknown> =>
      card === undefined ? undefined : bot.messages.post(reference, card),
    may = await bot.service.authorise(answer.needs, caller.by);
  if (may.allowed) await post(await answer.card(bot, caller, message));
  else await refuse(may.says);
}
/** Why a message is not taken now, in words; undefined where it is. A word of ours counts as one ask. */
function busyWith(
  bot: BotParts,
  who: string,
  caller: Caller | undefined,
  ask: { readonly text: string; readonly people: number } | undefined,
): Words | undefined {
  if (caller !== undefined && ask !== undefined && bot.work.isGoing(sameAsk(caller, ask.text))) return WORDS.going;
  const taken = bot.budget.take(who, Math.max(ask?.people ?? 1, 1));
  if (taken === "person") return WORDS.much;
  if (taken === "tenant" || (ask !== undefined && bot.queue.isFull)) return WORDS.many;
  return undefined;
}
/** One person: a card of their own. Several: one card for all. Its first state is posted while the caller's right is read. */
function startAsk(
  bot: BotParts,
  caller: Caller,
  text: string,
  asked: PeopleAsked,
  { ids, over }: Delivery,
): Promise<void> {
  const id = ids[0] ?? newCaseId();
  return asked.people.length > 1
    ? startPeople(bot, caller, id, listOf(caller, asked, [id, ...ids.slice(1)]), { name: sameAsk(caller, text), over })
    : startTriage(bot, caller, { id, text }, bot.service.authorise("open", caller.by), over);
}
/** Resolves when the first card is there, or could not be posted: that is told by the triage which waits for it. */
function startTriage(
  bot: BotParts,
  caller: Caller,
  ask: AskedFor,
  mayOpen: Promise<Allowance>,
  ended: () => Promise<void>,
): Promise<void> {
  const name = sameAsk(caller, ask.text);
  if (bot.work.isGoing(name)) return ended();
  return new Promise((isShown) =>
    bot.work.once(name, caller.reference, async (free) => {
      try {
        if (!(await beginTriage(bot, caller, ask))) return;
        const place = bot.messages.post(caller.reference, firstCard(ask.text, bot.queue.isBusy, languageOf(caller.by)));
        place.then(
          () => isShown(),
          () => isShown(),
        );
        await triage(bot, caller, ask, place, mayOpen, free);
      } finally {
        isShown();
        await ended();
      }
    }),
  );
}

const execute = z.object({ action: z.object({ verb: z.enum(VERBS), data: z.unknown() }) });
/** The answer to a button, a file consent, or anything else that Teams may invoke. */
async function answerInvoke(bot: BotParts, activity: Activity): Promise<Answer | DialogAnswer | Record<string, never>> {
  const caller = callerOf(bot, activity);
  if (activity.name === "fileConsent/invoke") {
    takeConsent(bot, activity, caller);
    return {};
  }
  if (caller !== undefined && isOfDialog(activity.name))
    return answerDialog(bot, presserOf(caller, activity), activity.name!, activity.value, (...decision) =>
      approveInWords(bot, ...decision),
    );
  const parsed = activity.name === "adaptiveCard/action" ? execute.safeParse(activity.value) : undefined;
  if (parsed?.success !== true) return badRequest("Unknown action");
  return answerPress(bot, activity, parsed.data.action.verb, parsed.data.action.data);
}
async function answerPress(bot: BotParts, activity: Activity, verb: Verb, data: unknown): Promise<Answer> {
  const caller = callerOf(bot, activity),
    entry = VERB_TABLE[verb],
    handle = entry.handlerOf(data ?? {});
  if (handle === undefined) return badRequest(wordsIn(WORDS.strange, languageOfLocale(activity.locale)));
  const language = languageOfLocale(activity.locale);
  if (caller === undefined) return textAnswer(wordsIn(MAY_NOT, language));
  const presser = presserOf(caller, activity);
  const key = JSON.stringify([verb, caller.conversationId, caller.by.id, data]);
  return bot.clicks.answer(
    key,
    presser.place,
    async () => {
      const may =
        entry.needs === "service" || entry.needs === "opener"
          ? undefined
          : await bot.service.authorise(entry.needs, caller.by);
      return may?.allowed === false ? textAnswer(may.says, languageOf(caller.by)) : handle(bot, presser);
    },
    language,
  );
}
const presserOf = (caller: Caller, activity: Activity): Presser => ({
  ...caller,
  place: { reference: caller.reference, activityId: activity.replyToId ?? "" },
});
/** Whoever agreed to the file, or did not, is answered at once; the file follows for who may have it. */
function takeConsent(bot: BotParts, activity: Activity, caller: Caller | undefined): void {
  if (caller === undefined) return;
  bot.work.after(caller.reference, async () => {
    if (!(await bot.service.authorise("read", caller.by)).allowed) return;
    const language = languageOf(caller.by);
    await takeUpload(activity, {
      loopback: bot.channel.loopbackUploads,
      language,
      text: async (caseId, form) => REPORT_FORMS[form].write(await bot.service.report(caseId, language)),
      say: (text) => bot.messages.say(caller.reference, text),
    });
  });
}
