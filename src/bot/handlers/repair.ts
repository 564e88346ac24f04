/** From an offered repair to a decision: the plan on a card of its own, then approve or decline. The case service asks for the rights. */
import { languageOf, speaker, wordsIn } from "../../domain";
import type { Approval, FollowingPurpose, Language, RemediationId, Words } from "../../domain";
import type { CaseService, ProposeResult } from "../../cases/contract";
import { chooseCard, chooseView } from "../../cards/choose";
import { whoOfCase } from "../../cards/who";
import { remedyTitleOf } from "../../triage/words";
import { cardAnswer, textAnswer, type Answer } from "../answers";
import { cardOfApproval, caseCard, nowOf, ownCase, updateApproval } from "../case-cards";
import { catchUpSoon, startRun, tellOpen } from "../catch-up";
import type { BotParts, Caller, Presser } from "../parts";
import { aroundOf } from "../roster";
import { onCase } from "./look";

const WORDS = {
  below: {
    en: "The plan is below; it runs only after approval.",
    de: "Der Plan steht unten; er läuft erst nach einer Genehmigung.",
  },
  asked: {
    en: "The plan is below. {names} may decide it and are told now.",
    de: "Der Plan steht unten. Darüber entscheiden dürfen hier {names}; sie erfahren es jetzt.",
  },
  alone: {
    en: "The plan is below. It needs somebody else with the right to decide it, and nobody of these is in this conversation. It can be decided nowhere else: ask for it again where they are.",
    de: "Der Plan steht unten. Darüber muss jemand anderes mit dem Recht dazu entscheiden, und niemand davon ist in dieser Unterhaltung. Anderswo lässt sich nicht darüber entscheiden: Fragen Sie ihn dort neu an, wo diese Personen sind.",
  },
  noChoice: {
    en: "This choice is no longer open; offer the repair again.",
    de: "Diese Auswahl ist nicht mehr offen; fragen Sie die Reparatur noch einmal an.",
  },
  gone: { en: "This request does not exist (any more).", de: "Diese Anfrage gibt es nicht (mehr)." },
  approved: {
    en: "Approved. It runs now; the card shows how far it is.",
    de: "Genehmigt. Der Plan läuft jetzt; die Karte zeigt, wie weit er ist.",
  },
  counts: {
    en: "Your approval counts. The plan waits for another person.",
    de: "Ihre Genehmigung zählt. Der Plan wartet auf eine weitere Person.",
  },
} as const satisfies Readonly<Record<string, Words>>;

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
  if (taken === undefined) return textAnswer(WORDS.noChoice, languageOf(presser.by));
  const { caseId, remediation } = taken.choice;
  const proposed = await bot.service.propose(caseId, remediation, presser.by, taken.option.id, aroundOf(bot, presser));
  const answer = await offer(bot, presser, caseId, proposed);
  const c = proposed.kind === "approval" ? await ownCase(bot, caseId) : undefined;
  return c === undefined ? answer : cardAnswer(caseCard(await nowOf(bot, c), languageOf(presser.by)));
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
    const c = await ownCase(bot, caseId);
    return cardAnswer(
      chooseCard(
        chooseView(
          {
            title: remedyTitleOf(remediation, language),
            question: wordsIn(question, language),
            verb: "choose-option",
            id: key,
            options: shown,
            caseId,
            ...(c === undefined ? {} : { who: whoOfCase(c, language) }),
          },
          language,
        ),
      ),
    );
  }
  return showPlan(bot, presser, proposed.approval);
}
/** The plan on a card of its own, behind the answer. */
export async function showPlan(bot: BotParts, presser: Caller, approval: Approval): Promise<Answer> {
  // One card for everybody in the conversation, in its own message, so that the diagnosis stays where it is.
  await bot.telling.begin(approval.id, presser.reference);
  bot.work.after(presser.reference, () => bot.telling.tell(approval.id));
  bot.work.behind(() => tellOpen(bot, approval.id)); // an earlier plan may have expired at this click
  return textAnswer(belowText(approval, languageOf(presser.by)));
}
/** Whom the plan waits for, as far as that was found out. */
function belowText({ asked, needed, requesterMayApprove }: Approval, language: Language): string {
  const say = speaker(WORDS, language);
  if (asked === undefined) return say("below");
  if (asked.length > 0) return say("asked", { names: new Intl.ListFormat(language).format(asked.map((p) => p.name)) });
  return say(requesterMayApprove && needed === 1 ? "below" : "alone");
}

/** The plan with its buttons, for whoever pressed on a message that everybody reads. */
export async function planAlone(
  bot: BotParts,
  { by, conversationId }: Presser,
  { id }: { readonly id: string },
): Promise<Answer> {
  const a = await bot.service.getApproval(id);
  return a === undefined || a.tenantId !== bot.tenantId || a.conversationId !== conversationId
    ? textAnswer(WORDS.gone, languageOf(by))
    : cardAnswer(cardOfApproval(bot, a, languageOf(by)));
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
      : cardAnswer(cardOfApproval(bot, decided.approval, languageOf(presser.by)));
  };
/** An approval through the dialog, answered in words. */
export async function approveInWords(
  bot: BotParts,
  presser: Presser,
  data: Decision,
  proof?: string,
): Promise<{ readonly says: string; readonly needsProof: boolean }> {
  const decided = await decideOn(bot, presser, "approved", data, proof),
    language = languageOf(presser.by);
  if (decided.kind === "refused")
    return { says: wordsIn(decided.says, language), needsProof: decided.needs === "proof" };
  return { says: wordsIn(decided.runNow ? WORDS.approved : WORDS.counts, language), needsProof: false };
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
  // Pressed on the plan as it was shown in place of the case, the message stays the case's.
  const ofCase = await bot.messages.copies(decided.approval.caseId);
  if (place.activityId !== "" && !ofCase.some((p) => p.activityId === place.activityId))
    await bot.messages.remember(id, place);
  await bot.telling.begin(id, reference);
  if (decided.runNow) startRun(bot, id, reference);
  bot.work.after(reference, () => bot.telling.tell(id));
  return decided;
}
