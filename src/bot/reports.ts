/** The report of a case where it is asked for: as a card, and as a file that is offered to one person in their own chat. */
import type { ConversationReference } from "botbuilder";
import type { Approval, Language, TriageCase } from "../domain";
import { languageOf, speaker, type Words } from "../domain";
import { reportCard, reportView } from "../cards/report";
import type { Card } from "../cards/render";
import { REPORT_FORMS, type ReportFormId } from "../report/forms";
import { showsAll } from "./case-cards";
import { offerReport } from "./files";
import { isPersonal, type BotParts, type Presser } from "./parts";
import { wasRefused } from "./messages";

type Parts = Pick<BotParts, "service" | "messages" | "channel">;

/** The report for a reader of one language. */
export const reportCardOf = async (bot: Pick<BotParts, "service">, c: TriageCase, language: Language): Promise<Card> =>
  reportCard(reportView(c, await bot.service.report(c.id, language)));

/** After a repair, unasked, where it was set so and nobody reads along who may not. */
export async function postReport(
  bot: Parts,
  { requestedBy }: Approval,
  c: TriageCase,
  reference: Partial<ConversationReference>,
): Promise<void> {
  const { reportAfterRepair } = bot.channel;
  if (reportAfterRepair === "never" || (reportAfterRepair === "personal" && !isPersonal(reference))) return;
  if (!showsAll(bot.channel, reference)) return;
  await bot.messages.post(reference, await reportCardOf(bot, c, languageOf(requestedBy)));
}

const WORDS = {
  here: {
    en: "The file is offered below: agree, and it is stored with your files.",
    de: "Die Datei wird unten angeboten: Mit Ihrer Zustimmung wird sie bei Ihren Dateien abgelegt.",
  },
  there: {
    en: "The file is offered in your chat with me: agree there, and it is stored with your files.",
    de: "Die Datei wird in Ihrem Chat mit mir angeboten: Mit Ihrer Zustimmung dort wird sie bei Ihren Dateien abgelegt.",
  },
  absent: {
    en: "I could not write to you alone: I am not installed for you. Add me to your own apps in Teams, then press again.",
    de: "Ich konnte Ihnen nicht allein schreiben: Ich bin für Sie nicht installiert. Fügen Sie mich in Teams Ihren eigenen Apps hinzu und drücken Sie erneut.",
  },
  about: { en: "Incident report of case {id}", de: "Bericht zum Vorfall, Fall {id}" },
} as const satisfies Readonly<Record<string, Words>>;
/** Offers the report as a file to whoever pressed, in their own chat. Returns what is to be said to them. */
export async function offerTo(
  bot: Parts,
  { by, reference }: Presser,
  c: TriageCase,
  form: ReportFormId,
): Promise<string> {
  const language = languageOf(by),
    say = speaker(WORDS, language),
    size = Buffer.byteLength(REPORT_FORMS[form].write(await bot.service.report(c.id, language)), "utf8"),
    offer = { caseId: c.id, form, size, about: say("about", { id: c.id }) };
  if (isPersonal(reference)) {
    await bot.messages.inConversation(reference, (turn) => offerReport(turn, offer));
    return say("here");
  }
  try {
    await bot.messages.toPerson(by, reference, (turn) => offerReport(turn, offer));
  } catch (error) {
    if (wasRefused(error) !== "for-good") throw error;
    return say("absent");
  }
  return say("there");
}
