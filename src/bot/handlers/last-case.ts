/** What is asked about the case opened last where somebody writes: how it stands, its report, a new look, the guide, taking back. */
import { languageOf, speaker, wordsIn, type Approval, type TriageCase, type Words } from "../../domain";
import { sayButton } from "../../cards/intents";
import { noticeIn } from "../../cards/notice";
import { progressCard, progressView } from "../../cards/progress";
import type { Card } from "../../cards/render";
import { rightIn } from "../../intents/details";
import type { Message } from "../../intents/intent";
import type { Answer } from "../answers";
import { approvalCardIn, caseCardIn, nowOf, postCase, showsAll } from "../case-cards";
import type { BotParts, Caller, Presser } from "../parts";
import { recheck } from "./look";
import { feedback, report } from "./report";
import { follow } from "./repair";
import { walk } from "./walk";

const WORDS = {
  none: { en: "No case here yet", de: "Hier gibt es noch keinen Fall" },
  noneDo: {
    en: "Name a person who is missing or wrong in Microsoft 365, and a case begins.",
    de: "Nennen Sie eine Person, die in Microsoft 365 fehlt oder falsch ist; damit beginnt ein Fall.",
  },
  noUndo: { en: "Nothing to take back", de: "Nichts zurückzunehmen" },
  undoing: { en: "Taking back the last repair", de: "Die letzte Reparatur zurücknehmen" },
  noUndoWhy: {
    en: "No repair has run in the last case of this conversation.",
    de: "Im letzten Fall dieser Unterhaltung wurde keine Reparatur ausgeführt.",
  },
  cannotUndo: {
    en: "What ran last cannot be taken back by me: {title}.",
    de: "Was zuletzt lief, kann ich nicht zurücknehmen: {title}.",
  },
  nothingWaits: { en: "Nothing waits here", de: "Hier wartet nichts" },
  nothingWaitsWhy: {
    en: "No request of this conversation waits for a decision. A case needs no closing: nothing runs in it unless somebody asks and somebody approves.",
    de: "Keine Anfrage dieser Unterhaltung wartet auf eine Entscheidung. Ein Fall muss nicht geschlossen werden: Es geschieht nichts darin, ehe jemand es anfragt und jemand es genehmigt.",
  },
  takenBack: { en: "Request taken back", de: "Anfrage zurückgezogen" },
  takenBackWhat: { en: "{title}: nothing was run.", de: "{title}: Nichts wurde ausgeführt." },
  notTakenBack: { en: "Not taken back", de: "Nicht zurückgezogen" },
  press: { en: "Decide on the card", de: "Entscheiden Sie auf der Karte" },
  pressWhy: {
    en: "A word decides nothing, so that it is clear which plan was meant. Press Approve or Decline on the plan: it is below once more.",
    de: "Ein Wort entscheidet nichts, damit klar ist, welcher Plan gemeint ist. Drücken Sie auf dem Plan Genehmigen oder Ablehnen: Er steht noch einmal darunter.",
  },
  alone: { en: "For you alone", de: "Nur für Sie" },
  aloneWhy: {
    en: "It holds values of the directory, and others read along here: the button shows it to you alone.",
    de: "Es enthält Werte des Verzeichnisses, und hier lesen andere mit: Die Schaltfläche zeigt es nur Ihnen.",
  },
  showReport: { en: "Report of this case", de: "Bericht dieses Falls" },
  showWalk: { en: "Guide through this case", de: "Durch diesen Fall führen" },
  incident: { en: "Incident number", de: "Ticketnummer" },
  incidentWhat: {
    en: "Its cards and its report show this number from now on.",
    de: "Die Karten des Falls und sein Bericht zeigen diese Nummer von nun an.",
  },
  kept: { en: "Kept with the case", de: "Mit dem Fall aufbewahrt" },
  keptWhat: {
    en: "What you say of the cause is counted, and shown where the cause comes up again.",
    de: "Was Sie über die Ursache sagen, wird gezählt und gezeigt, wo die Ursache wieder vorkommt.",
  },
  reading: { en: "Reading both sides again", de: "Beide Seiten werden erneut gelesen" },
} as const satisfies Readonly<Record<string, Words>>;

/** A thread of a channel has the channel's id before its own. */
const placeOf = (conversationId: string): string => conversationId.split(";")[0]!;
/** So many cases are looked through for one of the same channel. */
const LOOKED_AT = 100;
/** So many characters of what somebody says of a cause are kept. */
const MOST_WORDS = 500;
/** The case opened last in this conversation, else in another thread of the same channel. */
export async function lastCaseHere(bot: BotParts, conversationId: string): Promise<TriageCase | undefined> {
  const last = await bot.service.latestIn(conversationId);
  if (last !== undefined || !conversationId.includes(";")) return last;
  const isHere = (c: TriageCase): boolean => placeOf(c.conversationId) === placeOf(conversationId);
  return (await bot.service.newest(LOOKED_AT)).filter((c) => c.tenantId === bot.tenantId).find(isHere);
}
type OnLast = (bot: BotParts, caller: Caller, c: TriageCase) => Promise<Card | undefined>;
/** Answers about the last case; without one it says so, with an example. */
const onLast =
  (answer: OnLast) =>
  async (bot: BotParts, caller: Caller): Promise<Card | undefined> => {
    const c = await lastCaseHere(bot, caller.conversationId);
    if (c !== undefined) return answer(bot, caller, c);
    const language = languageOf(caller.by),
      say = speaker(WORDS, language);
    return noticeIn(language, {
      title: say("none"),
      lines: [say("noneDo")],
      buttons: [sayButton("help", language), sayButton("cases", language)],
    });
  };
/** What a button's handler answers, as a card of its own; undefined where the handler has posted already. */
const cardOf = (answer: Answer, title: string, { by }: Caller): Card | undefined => {
  if (answer.type === "application/vnd.microsoft.card.adaptive") return answer.value;
  const says = typeof answer.value === "string" ? answer.value : answer.value.message;
  return noticeIn(languageOf(by), { title, lines: [says] });
};

/** The case as it stands; its card follows the others of the case from then on. */
export const status = onLast(async (bot, caller, c) => {
  await postCase(bot, c, caller.reference);
  return undefined;
});

/** Reads both sides again on a card of its own. */
export const recheckLast = onLast(async (bot, caller, c) => {
  const language = languageOf(caller.by),
    reading = progressCard(progressView(c.ask, [], wordsIn(WORDS.reading, language), language));
  const place = await bot.messages.post(caller.reference, reading);
  await bot.messages.remember(c.id, place);
  await recheck(bot, { ...caller, place }, { id: c.id });
  return undefined;
});
/** The presser's part of a caller who wrote: there is no message that was pressed. */
const asPresser = (caller: Caller): Presser => ({ ...caller, place: { reference: caller.reference, activityId: "" } });

/** What holds values of the directory: on a card here where nobody reads along, else behind a button that shows it to one person alone. */
const forOne = (
  verb: "report" | "walk",
  name: "showReport" | "showWalk",
  show: (bot: BotParts, presser: Presser, data: { readonly id: string }) => Promise<Answer>,
) =>
  onLast(async (bot, caller, c) => {
    if (showsAll(bot.channel, caller.reference))
      return cardOf(await show(bot, asPresser(caller), { id: c.id }), "", caller);
    const language = languageOf(caller.by),
      say = speaker(WORDS, language);
    return noticeIn(language, {
      title: say("alone"),
      lines: [say("aloneWhy")],
      buttons: [{ title: say(name), style: "default", verb, data: { id: c.id } }],
    });
  });
export const reportOfLast = forOne("report", "showReport", report);
export const walkLast = forOne("walk", "showWalk", walk);

/** Whether the cause was right, kept where the message says so; else the question, with its buttons. */
export const feedbackOnLast = (bot: BotParts, caller: Caller, { body }: Message): Promise<Card | undefined> =>
  onLast(async (_, { by, reference }, c) => {
    const right = rightIn(body),
      language = languageOf(by),
      say = speaker(WORDS, language);
    if (right === undefined) return caseCardIn(bot, await nowOf(bot, c), reference);
    const answer = await feedback(
      bot,
      asPresser(caller),
      right ? { id: c.id, answer: "yes" } : { id: c.id, answer: "other", words: body.slice(0, MOST_WORDS) },
    );
    if (showsAll(bot.channel, reference)) return cardOf(answer, say("kept"), caller);
    return noticeIn(language, { tone: "good", title: say("kept"), lines: [say("keptWhat")] });
  })(bot, caller);

/** The number that the case has in the organization's own system, kept with it. */
export const incidentOfLast = (bot: BotParts, caller: Caller, { number = "" }: Message): Promise<Card | undefined> =>
  onLast(async (_, { by }, c) => {
    const language = languageOf(by),
      say = speaker(WORDS, language),
      set = await bot.service.setIncident({ caseId: c.id, number, by });
    return set.kind === "refused"
      ? noticeIn(language, { tone: "warning", title: say("incident"), lines: [wordsIn(set.says, language)] })
      : noticeIn(language, { tone: "good", title: say("kept"), who: number, lines: [say("incidentWhat")] });
  })(bot, caller);

/** The plan that takes back what ran last, on a card of its own; else why there is none. */
export const undoLast = onLast(async (bot, caller, c) => {
  const language = languageOf(caller.by),
    say = speaker(WORDS, language),
    ran = (await approvalsOf(bot, c)).filter((a) => a.startedAt !== undefined);
  const last = ran.findLast((a) => a.aftermath?.offers.some((o) => o === "undo" || o === "put-back") === true);
  if (last === undefined) {
    const [newest] = ran.slice(-1);
    return noticeIn(language, {
      title: say("noUndo"),
      lines:
        newest === undefined
          ? [say("noUndoWhy")]
          : [
              say("cannotUndo", { title: newest.plan.title }),
              ...(newest.aftermath?.says ?? []).map((s) => wordsIn(s, language)),
            ],
    });
  }
  const purpose = last.aftermath!.offers.includes("undo") ? "undo" : "put-back",
    answer = await follow(purpose)(bot, asPresser(caller), { id: last.id });
  return cardOf(answer, say("undoing"), caller);
});
async function approvalsOf(bot: BotParts, c: TriageCase): Promise<Approval[]> {
  const found = await Promise.all(c.approvalIds.map((id) => bot.service.getApproval(id)));
  return found.filter((a): a is Approval => a !== undefined);
}
/** Requests of this conversation that wait, the newest last. */
const waitingHere = async (bot: BotParts, { conversationId }: Caller): Promise<Approval[]> =>
  (await bot.service.pending())
    .filter((a) => a.tenantId === bot.tenantId && a.conversationId === conversationId)
    .sort((a, b) => a.createdAt.localeCompare(b.createdAt));

/** The caller's own request that waits here is taken back. */
export async function cancel(bot: BotParts, caller: Caller): Promise<Card> {
  const language = languageOf(caller.by),
    say = speaker(WORDS, language),
    waiting = await waitingHere(bot, caller),
    a = waiting.findLast((w) => w.requestedBy.id === caller.by.id) ?? waiting.at(-1);
  if (a === undefined) return noticeIn(language, { title: say("nothingWaits"), lines: [say("nothingWaitsWhy")] });
  const refused = await bot.service.takeBack(a.id, caller.by, caller.conversationId);
  if (refused !== undefined)
    return noticeIn(language, { tone: "warning", title: say("notTakenBack"), lines: [wordsIn(refused, language)] });
  bot.work.after(caller.reference, () => bot.telling.tell(a.id));
  return noticeIn(language, {
    tone: "good",
    title: say("takenBack"),
    lines: [say("takenBackWhat", { title: a.plan.title })],
  });
}
/** Typed instead of pressed: the plans that wait here stand on cards once more. */
export async function decideByWord(bot: BotParts, caller: Caller): Promise<Card> {
  const language = languageOf(caller.by),
    say = speaker(WORDS, language),
    waiting = await waitingHere(bot, caller);
  if (waiting.length === 0) return noticeIn(language, { title: say("nothingWaits"), lines: [say("nothingWaitsWhy")] });
  bot.work.after(caller.reference, async () => {
    for (const a of waiting.slice(-3)) {
      const c = await bot.service.get(a.caseId);
      if (c === undefined) continue;
      await bot.messages.remember(
        a.id,
        await bot.messages.post(caller.reference, approvalCardIn(bot, a, c, caller.reference)),
      );
    }
  });
  return noticeIn(language, { tone: "accent", title: say("press"), lines: [say("pressWhy")] });
}
