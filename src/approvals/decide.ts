/** One person's decision: rights read now, one compare-and-set, nothing is run. */
import type { Approval, Person } from "../domain/case";
import { told, type Words } from "../domain/words";
import { StoreConflict } from "../ports";
import { inAudit, timeOf, type ApprovalContext } from "./context";
import { planDigest } from "../domain/digest";
import { expireIfDue } from "./expire";
import { cleanReason, policyFor, transition, type Transition } from "./states";

export interface DecideInput {
  readonly approvalId: string;
  /** The revision that the card showed. */
  readonly revision: number;
  readonly verdict: "approved" | "declined";
  readonly reason: string;
  /** The account's name as the person typed it. */
  readonly typed?: string;
  /** A token that proves anew who they are. */
  readonly proof?: string;
  readonly by: Person;
  readonly tenantId: string;
  readonly conversationId: string;
}
/** `approval` is absent for an unknown id and for a foreign conversation: one and the same answer. */
export type DecideResult =
  | { readonly kind: "decided"; readonly approval: Approval; readonly runNow: boolean }
  /** `needs`: all else is well, and the same decision with a fresh proof would do. */
  | { readonly kind: "refused"; readonly says: Words; readonly approval?: Approval; readonly needs?: "proof" };
type Refused = Extract<DecideResult, { kind: "refused" }>;

/** The one answer to ids that are unknown, guessed or of another conversation. */
export const UNKNOWN_REQUEST = {
  en: "This request does not exist (any more).",
  de: "Diese Anfrage gibt es nicht (mehr).",
} as const satisfies Words;

const WORDS = {
  notInAudit: {
    en: "The audit cannot be written, so nothing was decided. Tell whoever runs this bot, and try again.",
    de: "Das Audit lässt sich nicht schreiben, also wurde nichts entschieden. Sagen Sie es denen, die diesen Bot betreiben, und versuchen Sie es noch einmal.",
  },
  reason: { en: "Please give a reason.", de: "Bitte geben Sie einen Grund an." },
  typed: {
    en: "To approve this, type the name of the account as it stands on the card: {account}",
    de: "Um das zu genehmigen, geben Sie den Namen des Kontos so ein, wie er auf der Karte steht: {account}",
  },
  outOfDate: {
    en: "This card is out of date; here is the present one.",
    de: "Diese Karte ist veraltet; hier ist die aktuelle.",
  },
  otherPlan: {
    en: "The stored plan is not the one that was shown; nothing will be run.",
    de: "Der gespeicherte Plan ist nicht der, der gezeigt wurde; nichts wird ausgeführt.",
  },
  noProofs: {
    en: "This needs a fresh sign-in of whoever approves it, and none is set up here.",
    de: "Wer das genehmigt, muss sich neu anmelden, und das ist hier nicht eingerichtet.",
  },
  signIn: { en: "Sign in to approve this.", de: "Melden Sie sich an, um das zu genehmigen." },
  notProved: {
    en: "Your sign-in does not prove who you are; nothing was approved.",
    de: "Ihre Anmeldung beweist nicht, wer Sie sind; nichts wurde genehmigt.",
  },
} as const satisfies Readonly<Record<string, Words>>;

/** Tries again where somebody else decided at the same moment. */
export async function decide(o: ApprovalContext, d: DecideInput): Promise<DecideResult> {
  const first = await o.store.getApproval(d.approvalId);
  if (first === undefined || !isAtHome(o, first, d)) return { kind: "refused", says: UNKNOWN_REQUEST };
  const may = await o.authority.authorise(first.plan.risk, d.by);
  if (!may.allowed) {
    await o.trail("decision-refused", may.code, { ...inAudit(first), by: d.by.id });
    return { kind: "refused", says: may.says };
  }
  const sealed = d.verdict === "approved" ? o.audit.refusesWrites() : undefined;
  if (sealed !== undefined) return { kind: "refused", says: sealed, approval: first };
  let provedAt: string | undefined;
  for (;;) {
    const a = (await o.store.getApproval(d.approvalId)) ?? first;
    if (await expireIfDue(o, a)) continue;
    const turn = await turnOf(o, a, d, provedAt);
    if ("kind" in turn) return turn;
    if (a.proof === true && d.verdict === "approved" && provedAt === undefined) {
      const proved = await prove(o, a, d);
      if ("kind" in proved) return proved;
      provedAt = proved.at;
      continue;
    }
    // In the audit before it counts; a decision that lost to a faster one stands there as what was wanted.
    try {
      await o.trail(`approval-${d.verdict}`, turn.next.state, {
        ...inAudit(a),
        by: d.by.id,
        reason: cleanReason(d.reason),
      });
      if (turn.next.decisions.at(-1)?.breakGlass === true)
        await o.trail("break-glass", "the requester approved", { ...inAudit(a), by: d.by.id });
    } catch {
      return { kind: "refused", says: WORDS.notInAudit, approval: a };
    }
    try {
      await o.store.putApproval(turn.next);
    } catch (error) {
      if (error instanceof StoreConflict) continue;
      throw error;
    }
    await o.listener.onResolved(turn.next, d.by);
    return { kind: "decided", approval: turn.next, runNow: turn.next.state === "approved" };
  }
}
const isAtHome = (o: ApprovalContext, a: Approval, d: DecideInput): boolean =>
  a.tenantId === d.by.tenantId &&
  a.tenantId === d.tenantId &&
  a.tenantId === o.tenantId &&
  a.conversationId === d.conversationId;

/** The state that this decision leads to, or the refusal. */
async function turnOf(
  o: ApprovalContext,
  a: Approval,
  d: DecideInput,
  provedAt: string | undefined,
): Promise<{ readonly next: Approval } | Refused> {
  const t = await transitionOf(o, a, d, provedAt);
  if (!t.ok) return { kind: "refused", says: t.refusal.says, approval: a };
  if (policyFor(o.policy, a.plan.risk).reasonNeeded && cleanReason(d.reason) === "")
    return { kind: "refused", says: WORDS.reason, approval: a };
  if (d.verdict === "approved" && a.typed !== undefined && nameOf(d.typed ?? "") !== nameOf(a.typed))
    return {
      kind: "refused",
      says: told(WORDS.typed, { account: a.typed }),
      approval: a,
    };
  // An earlier revision is an earlier copy of the same frozen plan; one that never was is not ours.
  if (!Number.isInteger(d.revision) || d.revision < 1 || d.revision > a.revision)
    return { kind: "refused", says: WORDS.outOfDate, approval: a };
  const digest = planDigest(a.plan);
  if (digest === a.planDigest) return { next: t.next };
  await o.trail("digest-differs", `${a.planDigest} ${digest}`, inAudit(a));
  return { kind: "refused", says: WORDS.otherPlan };
}

/** A name as it is compared: what cannot be seen and the letter case do not count. */
const nameOf = (text: string): string => cleanReason(text.normalize("NFC")).toLowerCase();
/** The requester may decide their own request only where the rule or the right to break the glass says so. */
async function transitionOf(
  o: ApprovalContext,
  a: Approval,
  d: DecideInput,
  provedAt: string | undefined,
): Promise<Transition> {
  const common = { by: d.by, at: timeOf(o), reason: d.reason };
  if (d.verdict === "declined") return transition(a, { kind: "decline", ...common });
  const approve = { kind: "approve", ...common, ...(provedAt === undefined ? {} : { provedAt }) } as const,
    t = transition(a, approve);
  if (t.ok || t.refusal.code !== "requester") return t;
  return (await o.authority.authorise("break-glass", d.by)).allowed
    ? transition(a, { ...approve, breakGlass: true })
    : t;
}
/** When the person proved who they are; it is asked for last, since it costs them a sign-in. */
async function prove(o: ApprovalContext, a: Approval, d: DecideInput): Promise<{ readonly at: string } | Refused> {
  if (o.proofs === undefined)
    return {
      kind: "refused",
      says: WORDS.noProofs,
      approval: a,
    };
  if (d.proof === undefined) return { kind: "refused", says: WORDS.signIn, approval: a, needs: "proof" };
  const result = await o.proofs.verify(d.proof, d.by);
  if (result.proved) return result;
  await o.trail("proof-refused", result.code, { ...inAudit(a), by: d.by.id });
  return {
    kind: "refused",
    says: WORDS.notProved,
    approval: a,
    needs: "proof",
  };
}
