/** Looking at a case again: its cause, read anew or not. Nothing here changes a directory. */
import { languageOf, wordsIn, type TriageCase, type Words } from "../../domain";
import { progressCard, progressView } from "../../cards/progress";
import { cardAnswer, textAnswer, type Answer } from "../answers";
import { confirmationCard, confirmationView } from "../../cards/confirmation";
import { caseSummary, summaryCard } from "../../cards/summary";
import { caseCard, nowOf, ownCase, showLatest } from "../case-cards";
import { paceIn, type BotParts, type Presser } from "../parts";
import { askProgress } from "../progress";
import { keptWhile } from "../under-way";

/** One answer for an unknown case and for a foreign one. */
const GONE: Words = {
  en: "This case does not exist (any more). Write cases to see what there is.",
  de: "Diesen Fall gibt es nicht (mehr). Schreiben Sie cases, um zu sehen, welche es gibt.",
};

type OfCase<D> = (bot: BotParts, presser: Presser, c: TriageCase, data: D) => Promise<Answer>;
/** A handler for buttons of a case: the case is there and ours. */
export const onCase =
  <D extends { readonly id: string }>(handle: OfCase<D>) =>
  async (bot: BotParts, presser: Presser, data: D): Promise<Answer> => {
    const c = await ownCase(bot, data.id);
    return c === undefined ? textAnswer(GONE, languageOf(presser.by)) : handle(bot, presser, c, data);
  };

/** The case as it stands, whole, for whoever pressed. */
export const showDiagnosis = onCase(async (bot, { by }, c) =>
  cardAnswer(caseCard(await nowOf(bot, c), languageOf(by))),
);

const AGAIN: Words = { en: "Reading both sides again", de: "Beide Seiten werden wieder gelesen" };
/** Reads both sides again; a case that is being read already is not read twice. */
export const recheck = onCase(async (bot, { by, place, reference }, c) => {
  const progress = askProgress(
    c.ask,
    (card) => bot.messages.update(place, card),
    paceIn(bot, reference),
    languageOf(c.openedBy),
  );
  bot.work.once(`recheck ${c.id}`, reference, () =>
    keptWhile(bot.conversations, { kind: "reading", place, caseId: c.id }, async () =>
      showLatest(bot, await bot.service.recheck(c.id, (p) => progress.tell(p)), reference, (card) =>
        progress.end(card),
      ),
    ),
  );
  return cardAnswer(progressCard(progressView(c.ask, [], wordsIn(AGAIN, languageOf(by)), languageOf(by))));
});

/**
 * The case as it is stored, in its own conversation: whole for whoever opened it and may still read; for anybody else as everybody there sees it.
 * Teams asks by itself, so neither side of the case is read, and nothing is written.
 */
export const refreshed = onCase(async (bot, { by, conversationId }, c) => {
  if (conversationId !== c.conversationId) return textAnswer(GONE, languageOf(by));
  const isWhole = by.id === c.openedBy.id && (await bot.recentRights.mayRead(by));
  const now = await nowOf(bot, c),
    language = languageOf(by);
  return cardAnswer(isWhole ? caseCard(now, language) : summaryCard(caseSummary(c, now.last, language), c));
});

/** What a repair came to, for whoever pressed. */
export const outcome = onCase(async (bot, { by }, c) => {
  const { last } = await nowOf(bot, c);
  return cardAnswer(confirmationCard(confirmationView(c, last, languageOf(by))));
});
