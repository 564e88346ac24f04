/** From an offered repair to a decision: the plan on a card of its own, then approve or decline. The case service asks for the rights. */
import { languageOf, wordsIn } from "../../domain";
import type { Approval, FollowingPurpose, RemediationId } from "../../domain";
import type { CaseService, ProposeResult } from "../../cases/contract";
import { chooseCard, chooseView } from "../../cards/choose";
import { cardAnswer, textAnswer, type Answer } from "../answers";
import { cardOfApproval, caseCard, ownCase, updateApproval } from "../case-cards";
import { catchUpSoon, startRun, tellOpen } from "../catch-up";
import type { BotParts, Presser } from "../parts";
import { aroundOf } from "../roster";
import { onCase } from "./look";

const PLAN_BELOW = textAnswer("The plan is below; it runs only after approval.");

/** A repair was asked for: its plan on facts read now, or what has to be decided first. */
export const propose = onCase<{ readonly id: string; readonly remediation: RemediationId }>(
  async (bot, presser, c, { remediation }) =>
    offer(
      bot,
      presser,
      c.id,
      await bot.service.propose(c.id, remediation, presser.by, undefined, aroundOf(bot, presser)),
    ),
);
/** What follows a plan that has run was asked for: a plan of its own, on a card of its own. */
export const follow =
  (purpose: FollowingPurpose) =>
  async (bot: BotParts, presser: Presser, { id }: { readonly id: string }): Promise<Answer> => {
    const { by, conversationId } = presser;
    const proposed = await bot.service.proposeFollowing({
      approvalId: id,
      purpose,
      by,
      conversationId,
      around: aroundOf(bot, presser),
    });
    if (proposed.kind !== "refused") return showPlan(bot, presser, proposed.approval);
    catchUpSoon(bot); // an earlier plan may have expired at this click
    return textAnswer(proposed.says, languageOf(presser.by));
  };
/** An open question of the plan was answered. Once a plan stands, the card goes back to the diagnosis and the plan stands below it. */
export async function chooseOption(
  bot: BotParts,
  presser: Presser,
  data: { readonly id: string; readonly option: number },
): Promise<Answer> {
  const taken = await bot.choices.look(data.id, "option", data.option);
  if (taken === undefined) return textAnswer("This choice is no longer open; offer the repair again.");
  const { caseId, remediation } = taken.choice;
  const proposed = await bot.service.propose(caseId, remediation, presser.by, taken.option.id, aroundOf(bot, presser));
  const answer = await offer(bot, presser, caseId, proposed);
  const c = proposed.kind === "approval" ? await ownCase(bot, caseId) : undefined;
  return c === undefined ? answer : cardAnswer(caseCard(c));
}
async function offer(bot: BotParts, presser: Presser, caseId: string, proposed: ProposeResult): Promise<Answer> {
  if (proposed.kind !== "approval") catchUpSoon(bot); // an earlier plan may have expired at this click
  if (proposed.kind === "refused") return textAnswer(proposed.says, languageOf(presser.by));
  if (proposed.kind === "choose") {
    const { question, options, remediation } = proposed,
      language = languageOf(presser.by),
      shown = options.map((o) => ({
        id: o.id,
        title: wordsIn(o.title, language),
        detail: wordsIn(o.detail, language),
      }));
    const key = await bot.choices.keep({ kind: "option", caseId, remediation, options: shown });
    return cardAnswer(
      chooseCard(
        chooseView("One thing to decide first", wordsIn(question, language), "choose-option", key, shown, language),
      ),
    );
  }
  return showPlan(bot, presser, proposed.approval);
}
async function showPlan(bot: BotParts, presser: Presser, approval: Approval): Promise<Answer> {
  // One card for everybody in the conversation, in its own message, so that the diagnosis stays where it is.
  await bot.telling.begin(approval.id, presser.reference);
  bot.work.after(presser.reference, () => bot.telling.tell(approval.id));
  bot.work.behind(() => tellOpen(bot, approval.id)); // an earlier plan may have expired at this click
  return PLAN_BELOW;
}

/** The plan with its buttons, for whoever pressed on a message that everybody reads. */
export async function planAlone(
  bot: BotParts,
  { conversationId }: Presser,
  { id }: { readonly id: string },
): Promise<Answer> {
  const a = await bot.service.getApproval(id);
  return a === undefined || a.tenantId !== bot.tenantId || a.conversationId !== conversationId
    ? textAnswer("This request does not exist (any more).")
    : cardAnswer(cardOfApproval(bot, a));
}

/** What a decision's button holds. */
export interface Decision {
  readonly id: string;
  readonly rev: number;
  readonly reason?: string | undefined;
  readonly typed?: string | undefined;
  /** Where the channel's approvers prove by a code who they are. */
  readonly code?: string | undefined;
}
type Verdict = "approved" | "declined";
type DecideResult = Awaited<ReturnType<CaseService["decide"]>>;
/** A click on Approve or Decline, answered on the card. */
export const decide =
  (verdict: Verdict) =>
  async (bot: BotParts, presser: Presser, data: Decision): Promise<Answer> => {
    const code = bot.channel.proof === "code" && data.code !== "" ? data.code : undefined,
      decided = await decideOn(bot, presser, verdict, data, code);
    return decided.kind === "refused"
      ? textAnswer(decided.says, languageOf(presser.by))
      : cardAnswer(cardOfApproval(bot, decided.approval));
  };
/** An approval through the dialog, answered in words. */
export async function approveInWords(
  bot: BotParts,
  presser: Presser,
  data: Decision,
  proof?: string,
): Promise<{ readonly says: string; readonly needsProof: boolean }> {
  const decided = await decideOn(bot, presser, "approved", data, proof);
  if (decided.kind === "refused")
    return { says: wordsIn(decided.says, languageOf(presser.by)), needsProof: decided.needs === "proof" };
  const says = decided.runNow
    ? "Approved. It runs now; the card shows how far it is."
    : "Your approval counts. The plan waits for another person.";
  return { says, needsProof: false };
}
/** One person's decision; where it was the last one needed, the run starts behind the answer. `proof`: a token that shows who they are. */
async function decideOn(
  bot: BotParts,
  { by, place, reference, conversationId }: Presser,
  verdict: Verdict,
  data: Decision,
  proof: string | undefined,
): Promise<DecideResult> {
  const decided = await bot.service.decide({
    approvalId: data.id,
    revision: data.rev,
    verdict,
    reason: data.reason ?? "",
    ...(data.typed === undefined ? {} : { typed: data.typed }),
    ...(proof === undefined ? {} : { proof }),
    by,
    tenantId: bot.tenantId,
    conversationId,
  });
  const { approval } = decided;
  if (decided.kind === "refused") {
    if (approval !== undefined && decided.needs === undefined)
      bot.work.after(reference, () => updateApproval(bot, approval));
    catchUpSoon(bot); // it may have expired at this click
    return decided;
  }
  const { id } = decided.approval;
  if (place.activityId !== "") await bot.messages.remember(id, place);
  await bot.telling.begin(id, reference);
  if (decided.runNow) startRun(bot, id, reference);
  bot.work.after(reference, () => bot.telling.tell(id));
  return decided;
}
