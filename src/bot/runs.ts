/** From an approval to the report: the plan runs, every copy of its card follows, then both sides are looked at and the end is told. */
import { titleOf } from "../triage/words";
import type { ConversationReference } from "botbuilder";
import type { RunEnd } from "../cases/contract";
import type { TriageCase } from "../domain";
import { confirmationCard, confirmationView } from "../cards/confirmation";
import { cardOfApproval, caseCard } from "./case-cards";
import { offerReport } from "./files";
import { isPersonal, type BotParts } from "./parts";
import { LiveCard } from "./progress";

/** Runs an approved plan and shows how far it is; what it came to is told in the conversation where it was approved. */
export async function runApproved(
  bot: BotParts,
  approvalId: string,
  reference: Partial<ConversationReference>,
): Promise<void> {
  const live = new LiveCard((card) => bot.messages.updateAll(approvalId, card), bot.pace.run);
  const end = await bot.service.run(approvalId, ({ text }) =>
    live.show(async () => {
      const now = await bot.service.getApproval(approvalId);
      return now === undefined ? undefined : cardOfApproval(bot, { ...now, outcome: text });
    }),
  );
  await live.end(cardOfApproval(bot, end.approval));
  await tellEnd(bot, end.case, reference);
}
/** A run that a restart cut off: its cards and its conversation learn how it ended. */
export async function showSettled(bot: BotParts, { approval, case: c }: RunEnd): Promise<void> {
  const [place] = await bot.messages.copies(approval.id);
  await bot.messages.updateAll(approval.id, cardOfApproval(bot, approval));
  if (place !== undefined && approval.state !== "stale") await tellEnd(bot, c, place.reference);
}
async function tellEnd(bot: BotParts, c: TriageCase, reference: Partial<ConversationReference>): Promise<void> {
  if (c.confirmation === undefined) return;
  // A channel that refuses one of these may take the other; the report is the fuller record.
  try {
    await bot.messages.post(reference, confirmationCard(confirmationView(c)));
  } finally {
    await bot.messages.updateAll(c.id, caseCard(c));
    await sendReport(bot, c, reference);
  }
}
/** The report of a case: a file that the person agrees to in personal chat, text elsewhere and where no file may be shown. */
export async function sendReport(
  bot: BotParts,
  c: TriageCase,
  reference: Partial<ConversationReference>,
): Promise<void> {
  const { markdown, html } = await bot.service.report(c.id),
    personal = isPersonal(reference);
  if (!personal || bot.channel.reportAsText) await bot.messages.say(reference, markdown);
  if (!personal) return;
  const about = `Incident report: ${c.diagnosis === undefined ? c.ask : titleOf(c.diagnosis.rootCause.code)}`;
  await bot.messages.inConversation(reference, (t) => offerReport(t, c.id, Buffer.byteLength(html, "utf8"), about));
}
