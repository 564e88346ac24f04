/** Looking at a case again: its cause, read anew or not. Nothing here changes a directory. */
import type { TriageCase } from "../../domain";
import { progressCard, progressView } from "../../cards/progress";
import { cardAnswer, textAnswer, type Answer } from "../answers";
import { confirmationCard, confirmationView } from "../../cards/confirmation";
import { caseSummary, summaryCard } from "../../cards/summary";
import { caseCard, ownCase, showLatest } from "../case-cards";
import type { BotParts, Presser } from "../parts";
import { askProgress } from "../progress";
import { keptWhile } from "../under-way";

/** One answer for an unknown case and for a foreign one. */
const GONE = textAnswer("This case does not exist (any more). Write cases to see what there is.");

type OfCase<D> = (bot: BotParts, presser: Presser, c: TriageCase, data: D) => Promise<Answer>;
/** A handler for buttons of a case: the case is there and ours. */
export const onCase =
  <D extends { readonly id: string }>(handle: OfCase<D>) =>
  async (bot: BotParts, presser: Presser, data: D): Promise<Answer> => {
    const c = await ownCase(bot, data.id);
    return c === undefined ? GONE : handle(bot, presser, c, data);
  };

/** The case as it stands, whole, for whoever pressed. */
export const showDiagnosis = onCase(async (_bot, _presser, c) => cardAnswer(caseCard(c)));

/** Reads both sides again; a case that is being read already is not read twice. */
export const recheck = onCase(async (bot, { place, reference }, c) => {
  const progress = askProgress(c.ask, (card) => bot.messages.update(place, card), bot.pace.triage);
  bot.work.once(`recheck ${c.id}`, reference, () =>
    keptWhile(bot.conversations, { kind: "reading", place, caseId: c.id }, async () =>
      showLatest(bot, await bot.service.recheck(c.id, (p) => progress.tell(p)), reference, (card) =>
        progress.end(card),
      ),
    ),
  );
  return cardAnswer(progressCard(progressView(c.ask, [], "Reading both sides again")));
});

/**
 * The case as it is stored, in its own conversation: whole for whoever opened it and may still read; for anybody else as everybody there sees it.
 * Teams asks by itself, so neither side of the case is read, and nothing is written.
 */
export const refreshed = onCase(async (bot, { by, conversationId }, c) => {
  if (conversationId !== c.conversationId) return GONE;
  const isWhole = by.id === c.openedBy.id && (await bot.recentRights.mayRead(by));
  return cardAnswer(isWhole ? caseCard(c) : summaryCard(caseSummary(c), c));
});

/** What a repair came to, for whoever pressed. */
export const outcome = onCase(async (bot, _presser, c) => {
  const last = c.approvalIds.at(-1),
    ran = last === undefined ? undefined : await bot.service.getApproval(last);
  return cardAnswer(confirmationCard(confirmationView(c, ran)));
});
