/** The report of a case: a file that the person agrees to in personal chat, text elsewhere and where no file may be shown. */
import type { ConversationReference } from "botbuilder";
import { titleOf } from "../triage/words";
import type { TriageCase } from "../domain";
import { showsAll } from "./case-cards";
import { offerReport } from "./files";
import { isPersonal, type BotParts } from "./parts";

type Parts = Pick<BotParts, "service" | "messages" | "channel">;

/** The report as text, where the conversation gets it so. */
export async function sayReport(bot: Parts, c: TriageCase, reference: Partial<ConversationReference>): Promise<void> {
  // Where others read along, whoever wants it presses and is shown it alone.
  if (isPersonal(reference) ? !bot.channel.reportAsText : !showsAll(bot.channel, reference)) return;
  await bot.messages.say(reference, (await bot.service.report(c.id)).markdown);
}
/** The report as a file that is asked for, in personal chat. */
export async function offerFile(bot: Parts, c: TriageCase, reference: Partial<ConversationReference>): Promise<void> {
  if (!isPersonal(reference)) return;
  const { html } = await bot.service.report(c.id),
    about = `Incident report: ${c.diagnosis === undefined ? c.ask : titleOf(c.diagnosis.rootCause.code)}`;
  await bot.messages.inConversation(reference, (t) => offerReport(t, c.id, Buffer.byteLength(html, "utf8"), about));
}
/** Both, as the conversation gets them. */
export async function sendReport(bot: Parts, c: TriageCase, reference: Partial<ConversationReference>): Promise<void> {
  await sayReport(bot, c, reference);
  await offerFile(bot, c, reference);
}
