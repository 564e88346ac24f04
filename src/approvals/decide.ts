/** One person's decision: rights read now, one compare-and-set, nothing is run. */
import type { Approval, Person } from "../domain/case";
import { StoreConflict } from "../ports";
import { inAudit, timeOf, type ApprovalContext } from "./context";
import { planDigest } from "./digest";
import { expireIfDue } from "./expire";
import { cleanReason, policyFor, transition } from "./states";

export interface DecideInput {
  readonly approvalId: string;
  /** The revision that the card showed. */
  readonly revision: number;
  readonly verdict: "approved" | "declined";
  readonly reason: string;
  readonly by: Person;
  readonly tenantId: string;
  readonly conversationId: string;
}
/** `approval` is absent for an unknown id and for a foreign conversation: one and the same answer. */
export type DecideResult =
  | { readonly kind: "decided"; readonly approval: Approval; readonly runNow: boolean }
  | { readonly kind: "refused"; readonly says: string; readonly approval?: Approval };

/** The one answer to ids that are unknown, guessed or of another conversation. */
export const UNKNOWN_REQUEST = "This request does not exist (any more).";

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
  for (;;) {
    const a = (await o.store.getApproval(d.approvalId)) ?? first;
    if (await expireIfDue(o, a)) continue;
    const turn = await turnOf(o, a, d);
    if ("kind" in turn) return turn;
    try {
      await o.store.putApproval(turn.next);
    } catch (error) {
      if (error instanceof StoreConflict) continue;
      throw error;
    }
    await o.trail(`approval-${d.verdict}`, turn.next.state, {
      ...inAudit(a),
      by: d.by.id,
      reason: cleanReason(d.reason),
    });
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
): Promise<{ readonly next: Approval } | Extract<DecideResult, { kind: "refused" }>> {
  if (policyFor(o.policy, a.plan.risk).reasonNeeded && cleanReason(d.reason) === "")
    return { kind: "refused", says: "Please give a reason.", approval: a };
  const kind = d.verdict === "approved" ? "approve" : "decline";
  const t = transition(a, { kind, by: d.by, at: timeOf(o), reason: d.reason });
  if (!t.ok) return { kind: "refused", says: t.refusal.says, approval: a };
  // An earlier revision is an earlier copy of the same frozen plan; one that never was is not ours.
  if (!Number.isInteger(d.revision) || d.revision < 1 || d.revision > a.revision)
    return { kind: "refused", says: "This card is out of date; here is the present one.", approval: a };
  const digest = planDigest(a.plan);
  if (digest === a.planDigest) return { next: t.next };
  await o.trail("digest-differs", `${a.planDigest} ${digest}`, inAudit(a));
  return { kind: "refused", says: "The stored plan is not the one that was shown; nothing will be run." };
}
