/** The cards of a case and of an approval, as they stand now. */
import type { Approval, TriageCase } from "../domain";
import { approvalCard, approvalView } from "../cards/approval";
import { diagnosisCard, diagnosisView } from "../cards/diagnosis";
import { notice } from "../cards/notice";
import type { Card } from "../cards/render";
import type { BotParts } from "./parts";

/** The case with its cause, its evidence and what can be done. */
export const caseCard = (c: TriageCase): Card =>
  c.diagnosis === undefined ? notice("This case has no diagnosis yet") : diagnosisCard(diagnosisView(c, c.diagnosis));
/** The plan, with buttons as long as it waits for a decision. */
export const cardOfApproval = (bot: Pick<BotParts, "channel">, a: Approval): Card =>
  approvalCard(approvalView(a, bot.channel.approvalNote, "en", bot.channel.proof));
/** The case of this tenant with this id; undefined for an unknown one and for a foreign one alike. */
export async function ownCase(bot: BotParts, id: string): Promise<TriageCase | undefined> {
  const c = await bot.service.get(id);
  return c?.tenantId === bot.tenantId ? c : undefined;
}
