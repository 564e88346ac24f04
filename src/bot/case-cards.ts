/** The cards of a case and of an approval, as they stand now: whole where nobody else reads along, a summary where everybody does. */
import type { ConversationReference } from "botbuilder";
import type { Approval, TriageCase } from "../domain";
import { approvalCard, approvalView } from "../cards/approval";
import { confirmationCard, confirmationView } from "../cards/confirmation";
import { diagnosisCard, diagnosisView } from "../cards/diagnosis";
import { notice } from "../cards/notice";
import type { Card } from "../cards/render";
import { approvalSummary, caseSummary, outcomeSummary, summaryCard } from "../cards/summary";
import { isPersonal, type BotParts } from "./parts";

type Where = Partial<ConversationReference>;
/** True where directory values may stand on a message: in a chat with the bot alone, and where it was configured. */
export function showsAll({ detailsIn }: BotParts["channel"], where: Where): boolean {
  return (
    isPersonal(where) ||
    detailsIn === "everywhere" ||
    detailsIn.some((id) => where.conversation?.id.split(";")[0] === id)
  );
}
/** The case with its cause, its evidence and what can be done. */
export const caseCard = (c: TriageCase): Card =>
  c.diagnosis === undefined ? notice("This case has no diagnosis yet") : diagnosisCard(diagnosisView(c, c.diagnosis));
/** The plan, with buttons as long as it waits for a decision. */
export const cardOfApproval = (bot: Pick<BotParts, "channel">, a: Approval): Card =>
  approvalCard(approvalView(a, bot.channel.approvalNote, "en", bot.channel.proof));

/** The same on a message that stands in this conversation. */
export const caseCardIn = (bot: Pick<BotParts, "channel">, c: TriageCase, where: Where): Card =>
  showsAll(bot.channel, where) ? caseCard(c) : summaryCard(caseSummary(c), c);
export const approvalCardIn = (bot: Pick<BotParts, "channel">, a: Approval, c: TriageCase, where: Where): Card =>
  showsAll(bot.channel, where) ? cardOfApproval(bot, a) : summaryCard(approvalSummary(a, c));
/** `ran`: the plan that ran last, for what may follow it. */
export const outcomeCardIn = (bot: Pick<BotParts, "channel">, c: TriageCase, where: Where, ran?: Approval): Card =>
  showsAll(bot.channel, where) ? confirmationCard(confirmationView(c, ran)) : summaryCard(outcomeSummary(c));

/** Shows a case by `show`, and again where it has moved on meanwhile: what was read first must not stand last. */
export async function showLatest(
  bot: BotParts,
  c: TriageCase,
  where: Where,
  show: (card: Card) => Promise<unknown>,
): Promise<void> {
  for (let shown = c; ; ) {
    await show(caseCardIn(bot, shown, where));
    const now = await bot.service.get(c.id);
    if (now === undefined || now.revision === shown.revision) return;
    shown = now;
  }
}
/** Every copy of a request's card shows how it stands. */
export async function updateApproval(bot: BotParts, a: Approval): Promise<void> {
  const c = await bot.service.get(a.caseId);
  if (c !== undefined) await bot.messages.updateAll(a.id, (where) => approvalCardIn(bot, a, c, where));
}

/** The case of this tenant with this id; undefined for an unknown one and for a foreign one alike. */
export async function ownCase(bot: BotParts, id: string): Promise<TriageCase | undefined> {
  const c = await bot.service.get(id);
  return c?.tenantId === bot.tenantId ? c : undefined;
}
