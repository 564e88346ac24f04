/** The report of a case and what people add to it: its ticket's number, and what they say of its cause. Nothing here changes a directory. */
import { languageOf, type RootCause, wordsIn } from "../../domain";
import { feedbackCard, feedbackView } from "../../cards/feedback";
import { shareCard } from "../../cards/share";
import { REPORT_FORMS, type ReportFormId } from "../../report/forms";
import { cardAnswer, textAnswer } from "../answers";
import { offerTo, reportCardOf } from "../reports";
import { onCase } from "./look";

interface OfCase {
  readonly id: string;
}
/** For whoever pressed, alone. */
export const report = onCase(async (bot, { by }, c) => cardAnswer(await reportCardOf(bot, c, languageOf(by))));

/** As a file, in the presser's own chat. */
export const reportFile = onCase<OfCase & { readonly form: ReportFormId }>(async (bot, presser, c, { form }) =>
  textAnswer(await offerTo(bot, presser, c, form)),
);

/** Without names, to be copied. */
export const share = onCase(async (bot, { by }, c) => {
  const language = languageOf(by),
    text = REPORT_FORMS.share.write(await bot.service.report(c.id, language));
  return cardAnswer(shareCard(c.id, text, language));
});

/** Keeps the ticket's number, and shows the report that names it. */
export const incident = onCase<OfCase & { readonly number: string }>(async (bot, { by }, c, { number }) => {
  const set = await bot.service.setIncident({ caseId: c.id, number, by });
  return set.kind === "refused"
    ? textAnswer(wordsIn(set.says, languageOf(by)))
    : cardAnswer(await reportCardOf(bot, set.case, languageOf(by)));
});

/** What somebody says of the cause: kept at once; "something else" without a word is the form to say what. */
export interface Said extends OfCase {
  readonly answer: "yes" | "no" | "other";
  readonly was?: RootCause | undefined;
  readonly words?: string | undefined;
}
export const feedback = onCase<Said>(async (bot, { by }, c, { id, answer, was, words }) => {
  const isTold = was !== undefined || words !== undefined,
    cause = (c.found ?? c.diagnosis)?.rootCause.code;
  const given =
    answer === "other" && !isTold
      ? c
      : await bot.service.giveFeedback({
          caseId: id,
          by,
          // Whoever picks the very cause that was named says that it was right.
          isRight: answer === "yes" || (answer === "other" && was !== undefined && was === cause),
          ...(answer !== "other" || was === undefined || was === cause ? {} : { was }),
          ...(answer !== "other" || words === undefined ? {} : { words }),
        });
  const before = given.feedback?.find((f) => f.by.id === by.id);
  return cardAnswer(feedbackCard(feedbackView(given, before, languageOf(by))));
});
