/** The cards of a case and of an approval, as they stand now: whole where nobody else reads along, a summary where everybody does. */
import type { ConversationReference } from "botbuilder";
import { languageOf, wordsIn } from "../domain";
import type { Approval, Language, TriageCase, Words } from "../domain";
import type { Progress } from "../cases/contract";
import { approvalCard, approvalView } from "../cards/approval";
import { confirmationCard, confirmationView } from "../cards/confirmation";
import { diagnosisCard, diagnosisView } from "../cards/diagnosis";
import { notice, noticeIn } from "../cards/notice";
import type { Card } from "../cards/render";
import { approvalSummary, caseSummary, outcomeSummary, summaryCard } from "../cards/summary";
import { caseLook } from "../cards/states";
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
/** A case with its last request for approval: what a card of it shows is read together. */
export interface CaseNow {
  readonly c: TriageCase;
  readonly last: Approval | undefined;
}
/** The case as it was read, with its last request as it is now. */
export async function nowOf({ service }: Pick<BotParts, "service">, c: TriageCase): Promise<CaseNow> {
  const id = c.approvalIds.at(-1);
  return { c, last: id === undefined ? undefined : await service.getApproval(id) };
}

const UNDIAGNOSED: Words = { en: "This case has no diagnosis yet", de: "Dieser Fall hat noch keine Diagnose" };
/** The case with its cause, its evidence and what can be done. */
export const caseCard = ({ c, last }: CaseNow, language: Language): Card =>
  c.about === "engine"
    ? engineCard(c, language)
    : c.diagnosis === undefined
      ? notice(wordsIn(UNDIAGNOSED, language))
      : diagnosisCard(diagnosisView(c, c.diagnosis, last, language));
const CYCLE: Words = { en: "A sync cycle", de: "Ein Synchronisierungszyklus" };
/** A cycle that was asked for: how it came out, or how far it is. */
const engineCard = (c: TriageCase, language: Language): Card =>
  c.confirmation !== undefined && c.state === c.confirmation.state
    ? confirmationCard(confirmationView(c, undefined, language))
    : noticeIn(language, { ...caseLook(c, language), title: wordsIn(CYCLE, language), who: c.ask });
/** The plan, with buttons as long as it waits for a decision. */
export const cardOfApproval = (bot: Pick<BotParts, "channel">, a: Approval, language: Language): Card =>
  approvalCard(approvalView(a, bot.channel.approvalNote, language, bot.channel.proof));

/** The language of what everybody in the conversation reads of a case: that of whoever opened it. */
const languageOfCase = (c: TriageCase): Language => languageOf(c.openedBy);
/** The same on a message that stands in this conversation. */
export const caseCardIn = (bot: Pick<BotParts, "channel">, now: CaseNow, where: Where): Card => {
  const language = languageOfCase(now.c);
  return showsAll(bot.channel, where)
    ? caseCard(now, language)
    : summaryCard(caseSummary(now.c, now.last, language), now.c);
};
/** `progress`: how far its run is, in the outcome's place. */
export const approvalCardIn = (
  bot: Pick<BotParts, "channel">,
  a: Approval,
  c: TriageCase,
  where: Where,
  progress?: Progress,
): Card => {
  const language = languageOfCase(c),
    going = (outcome: Words | undefined): Approval => (outcome === undefined ? a : { ...a, outcome });
  return showsAll(bot.channel, where)
    ? cardOfApproval(bot, going(progress?.whole ?? progress?.text), language)
    : summaryCard(approvalSummary(going(progress?.text), c, language));
};
/** `ran`: the plan that ran last, for what may follow it. */
export const outcomeCardIn = (bot: Pick<BotParts, "channel">, c: TriageCase, where: Where, ran?: Approval): Card => {
  const language = languageOfCase(c);
  return showsAll(bot.channel, where)
    ? confirmationCard(confirmationView(c, ran, language))
    : summaryCard(outcomeSummary(c, language));
};

/** Posts a case as it stands; its card follows the others from then on. */
export async function postCase(bot: BotParts, c: TriageCase, where: Where): Promise<void> {
  await bot.messages.remember(c.id, await bot.messages.post(where, caseCardIn(bot, await nowOf(bot, c), where)));
}
/** Shows a case by `show`, and again where it has moved on meanwhile: what was read first must not stand last. */
export async function showLatest(
  bot: BotParts,
  c: TriageCase,
  where: Where,
  show: (card: Card) => Promise<unknown>,
): Promise<void> {
  for (let shown = c; ; ) {
    await show(caseCardIn(bot, await nowOf(bot, shown), where));
    const now = await bot.service.get(c.id);
    if (now === undefined || now.revision === shown.revision) return;
    shown = now;
  }
}
/** Every copy of a request's card shows how it stands. */
export async function updateApproval(bot: BotParts, a: Approval, progress?: Progress): Promise<void> {
  const c = await bot.service.get(a.caseId);
  if (c !== undefined) await bot.messages.updateAll(a.id, (where) => approvalCardIn(bot, a, c, where, progress));
}

/** The case of this tenant with this id; undefined for an unknown one and for a foreign one alike. */
export async function ownCase(bot: BotParts, id: string): Promise<TriageCase | undefined> {
  const c = await bot.service.get(id);
  return c?.tenantId === bot.tenantId ? c : undefined;
}
