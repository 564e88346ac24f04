/** Whom is it about, and why are they missing: one card from the first word to the verdict. */
import { languageOf, speaker, wordsIn, type Language, type Words } from "../../domain";
import { chooseCard, chooseView } from "../../cards/choose";
import { nobodyCard, nobodyView, optionText } from "../../cards/nobody";
import { noticeIn } from "../../cards/notice";
import { progressCard, progressView } from "../../cards/progress";
import type { Card } from "../../cards/render";
import type { OpenResult, SubjectOption } from "../../cases/contract";
import { cardAnswer, textAnswer, type Answer } from "../answers";
import { caseCardIn, showsAll } from "../case-cards";
import { newCaseId } from "../deliveries";
import { endOf } from "../lists";
import type { Place } from "../messages";
import type { Allowance } from "../../ports";
import { namesAskedFor } from "../../triage/people";
import { paceIn, type BotParts, type Caller, type Presser } from "../parts";
import { askProgress } from "../progress";
import { begin, ended, note, type LineOfList, type TriageUnderWay } from "../under-way";

const WORDS = {
  waits: { en: "Waiting for its turn", de: "Wartet, bis es an der Reihe ist" },
  begins: { en: "Working out whom this is about", de: "Ich stelle fest, um wen es geht" },
  reads: { en: "Reading both sides", de: "Ich lese beide Seiten" },
  notAllowed: { en: "Not allowed", de: "Nicht erlaubt" },
  whom: { en: "Whom do you mean?", de: "Wen meinen Sie?" },
  several: { en: "Several people fit. Choose one.", de: "Mehrere Personen passen. Wählen Sie eine." },
  closed: {
    en: "This choice is no longer open; ask again.",
    de: "Diese Auswahl ist nicht mehr offen; fragen Sie erneut.",
  },
} as const satisfies Readonly<Record<string, Words>>;

/** The first card of an ask; it shows nothing but what was asked, so it need not wait for rights. */
export function firstCard(ask: string, waits: boolean, language: Language): Card {
  const say = speaker(WORDS, language);
  return progressCard(progressView(ask, [], say(waits ? "waits" : "begins"), language));
}
/** Who asks the same in the same place asks about the same subject. */
export const sameAsk = ({ by, conversationId }: Caller, text: string): string =>
  JSON.stringify([by.id, conversationId, text.toLowerCase().replace(/\s+/g, " ")]);

/** What is asked for. `id`: of the case that it leads to. `pick`: the one of several people that was chosen. */
export interface AskedFor {
  readonly id: string;
  readonly text: string;
  readonly pick?: string;
  /** The line of a list that it is made for, which shows what comes of it as well. */
  readonly line?: LineOfList;
}
/** Keeps the ask until its end, so that whatever cuts it off, it is taken up again. False where it is under way already, or has its case. `place`: its card, once Teams has answered to it. */
export async function beginTriage(bot: BotParts, caller: Caller, ask: AskedFor, place?: Place): Promise<boolean> {
  if ((await bot.service.get(ask.id)) !== undefined) return false;
  return begin(bot.conversations, ask.id, underWayOf(caller, ask, place));
}
/**
 * Runs one triage that has begun, on the card at `place`. `mayOpen`: the caller's right, read beside the posting of that card;
 * nothing is read for whoever has it not. `judged`: called when the verdict is there, before it is sent; the same ask is a new one from then on.
 */
export async function triage(
  bot: BotParts,
  caller: Caller,
  ask: AskedFor,
  place: Promise<Place>,
  mayOpen: Promise<Allowance>,
  judged: () => void = () => undefined,
): Promise<void> {
  const update = async (card: Card): Promise<unknown> => bot.messages.update(await place, card);
  const noted = place.then((p) => note(bot.conversations, ask.id, { place: p })).catch(() => undefined);
  try {
    const may = await mayOpen;
    if (may.allowed) await bot.queue.run(caller.by.id, () => toVerdict(bot, caller, ask, place, update, judged));
    else await update(notAllowed(may.says, languageOf(caller.by)));
  } finally {
    await noted;
    await ended(bot.conversations, ask.id);
  }
}
async function toVerdict(
  bot: BotParts,
  caller: Caller,
  ask: AskedFor,
  place: Promise<Place>,
  update: (card: Card) => Promise<unknown>,
  judged: () => void,
): Promise<void> {
  const progress = askProgress(ask.text, update, paceIn(bot, caller.reference), languageOf(caller.by));
  const opened = await bot.service.open(
    {
      id: ask.id,
      ask: ask.text,
      by: caller.by,
      tenantId: bot.tenantId,
      conversationId: caller.conversationId,
      allowed: true,
      ...(ask.pick === undefined ? {} : { pick: ask.pick }),
    },
    (p) => progress.tell(p),
  );
  judged();
  if (ask.line !== undefined) await showOnLine(bot, ask.line, opened);
  // Together: a first card that the channel refused fails both, and neither may fail unseen.
  await Promise.all([
    progress.end(await openedCard(bot, opened, ask, caller)),
    opened.kind === "case" ? place.then((p) => bot.messages.remember(opened.case.id, p)) : undefined,
  ]);
}
const underWayOf = ({ by, conversationId, reference }: Caller, ask: AskedFor, place?: Place): TriageUnderWay => ({
  kind: "triage",
  reference,
  ask: ask.text,
  by,
  conversationId,
  again: false,
  ...(place === undefined ? {} : { place }),
  ...(ask.pick === undefined ? {} : { pick: ask.pick }),
  ...(ask.line === undefined ? {} : { line: ask.line }),
});
/** What came of an ask for one of a list stands on its line from now on. */
async function showOnLine(bot: BotParts, line: LineOfList, opened: OpenResult): Promise<void> {
  await bot.lists.note(line, ({ end: _, ...p }) =>
    opened.kind === "case" ? { ...p, id: opened.case.id } : { ...p, end: endOf(opened) },
  );
  const place = (await bot.lists.get(line.list))?.place,
    card = await bot.lists.card(line.list);
  if (place === undefined || card === undefined) return;
  if (opened.kind === "case") await bot.messages.remember(opened.case.id, { ...place, list: line.list });
  await bot.messages.update(place, card);
}
/** That somebody may not ask. */
export const notAllowed = (says: Words, language: Language): Card =>
  noticeIn(language, { title: wordsIn(WORDS.notAllowed, language), lines: [wordsIn(says, language)] });
async function openedCard(bot: BotParts, opened: OpenResult, ask: AskedFor, { by, reference }: Caller): Promise<Card> {
  const language = languageOf(by),
    say = speaker(WORDS, language);
  switch (opened.kind) {
    case "case":
      return caseCardIn(bot, { c: opened.case, last: undefined }, reference);
    case "choose": {
      const { key, shown } = await offered(bot, reference, ask, opened.options);
      return chooseCard(
        chooseView(
          {
            title: say("whom"),
            question: say("several"),
            verb: "pick",
            id: key,
            who: namesAskedFor(ask.text).slice(0, 1).join(""),
            // Of two with the same name, department and sign-in name tell them apart.
            options: shown.map((o) => ({ ...o, title: optionText(o) })),
          },
          language,
        ),
      );
    }
    case "none": {
      const { key, shown } = await offered(bot, reference, ask, opened.nearest);
      return nobodyCard(nobodyView({ ...opened, nearest: shown }, key, language));
    }
    case "refused":
      return notAllowed(opened.says, language);
  }
}
/** Keeps whom an ask may mean, so that one of them can be taken, and the ask be made again. */
async function offered(
  bot: BotParts,
  where: Caller["reference"],
  { text, line }: AskedFor,
  options: readonly SubjectOption[],
): Promise<{ readonly key: string; readonly shown: SubjectOption[] }> {
  const key = await bot.choices.keep({
    kind: "subject",
    ask: text,
    options: [...options],
    ...(line === undefined ? {} : { line }),
  });
  // Where others read along, names tell people apart; what else is known of them stays out.
  const inPublic = ({ department: _, ...o }: SubjectOption): SubjectOption => ({ ...o, detail: o.name });
  return { key, shown: showsAll(bot.channel, where) ? [...options] : options.map(inPublic) };
}

/** One of several people was meant: the triage goes on for that one, once. */
export async function pickSubject(
  bot: BotParts,
  presser: Presser,
  data: { readonly id: string; readonly option: number },
): Promise<Answer> {
  const looked = await bot.choices.look(data.id, "subject", data.option);
  if (looked === undefined) return closed(presser);
  const { choice, option } = looked;
  return goOn(bot, presser, { ...askOf(choice), pick: option.id }, option.title, () =>
    bot.choices.take(data.id, "subject", data.option),
  );
}
/** The same ask again, on its card: both sides are read anew. */
export async function askAgain(bot: BotParts, presser: Presser, { id }: { readonly id: string }): Promise<Answer> {
  const choice = await bot.choices.open(id, "subject");
  if (choice === undefined) return closed(presser);
  return goOn(bot, presser, askOf(choice), choice.ask, () => bot.choices.close(id, "subject"));
}
const askOf = ({ ask, line }: { readonly ask: string; readonly line?: LineOfList | undefined }): AskedFor => ({
  id: newCaseId(),
  text: ask,
  ...(line === undefined ? {} : { line }),
});
const closed = ({ by }: Presser): Answer => textAnswer(wordsIn(WORDS.closed, languageOf(by)));
/** A triage on the card that was pressed. `take`: closes the choice; undefined where somebody else was faster. */
async function goOn(
  bot: BotParts,
  presser: Presser,
  ask: AskedFor,
  who: string,
  take: () => Promise<unknown>,
): Promise<Answer> {
  await beginTriage(bot, presser, ask, presser.place);
  if ((await take()) === undefined) {
    await ended(bot.conversations, ask.id);
    return closed(presser);
  }
  const read = Promise.resolve({ allowed: true } as const), // for this click
    language = languageOf(presser.by);
  bot.work.after(presser.reference, () => triage(bot, presser, ask, Promise.resolve(presser.place), read));
  return cardAnswer(progressCard(progressView(who, [], wordsIn(WORDS.reads, language), language)));
}
