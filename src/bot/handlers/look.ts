/** Looking at a case again: its cause, read anew or not, and its report. Nothing here changes a directory. */
import type { TriageCase } from "../../domain";
import { progressCard, progressView } from "../../cards/progress";
import { cardAnswer, textAnswer, type Answer } from "../answers";
import { caseCard, ownCase } from "../case-cards";
import type { BotParts, Presser } from "../parts";
import { askProgress } from "../progress";
import { sendReport } from "../reports";
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

/** The case as it stands. */
export const showDiagnosis = onCase(async (_bot, _presser, c) => cardAnswer(caseCard(c)));

/** Reads both sides again; a case that is being read already is not read twice. */
export const recheck = onCase(async (bot, { place, reference }, c) => {
  const progress = askProgress(c.ask, (card) => bot.messages.update(place, card), bot.pace.triage);
  bot.work.once(`recheck ${c.id}`, reference, () =>
    keptWhile(bot.conversations, { kind: "reading", place, caseId: c.id }, async () =>
      progress.end(caseCard(await bot.service.recheck(c.id, (p) => progress.tell(p)))),
    ),
  );
  return cardAnswer(progressCard(progressView(c.ask, [], "Reading both sides again")));
});

/** The incident report, behind the answer. */
export const report = onCase(async (bot, { reference }, c) => {
  bot.work.after(reference, () => sendReport(bot, c, reference));
  return textAnswer("The report follows.");
});
