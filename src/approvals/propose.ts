/** From a plan to a request that waits for a decision. */
import type { Approval, Person, Purpose } from "../domain/case";
import type { Plan } from "../domain/command";
import { askedFor, type Around } from "./asked";
import { inAudit, NotAudited, type ApprovalContext } from "./context";
import { planDigest } from "../domain/digest";
import { expireIfDue } from "./expire";
import { LONGEST_LIFE_MS, isEnded, policyFor } from "./states";

export interface Request {
  /** The id that the case was reserved with. */
  readonly id: string;
  readonly plan: Plan;
  readonly caseId: string;
  /** The conversation in which it may be decided; nowhere else. */
  readonly conversationId: string;
  readonly by: Person;
  /** What the plan is for, and the id of the approval that it follows; without them, a repair. */
  readonly follows?: { readonly purpose: Exclude<Purpose, "repair">; readonly of: string };
  /** The name of the account that this is about, as its approvers type it. */
  readonly account: string;
  /** Whom it is about, as its card names them. */
  readonly about?: string;
  /** Who is in that conversation, where somebody there can be asked. */
  readonly around?: Around;
}
/** Freezes the plan with its digest, and stores the pending request. Throws NotAudited where the audit could not be written; then nothing is stored. */
export async function propose(
  o: ApprovalContext,
  { id, plan, caseId, conversationId, by, account, about, follows, around }: Request,
): Promise<Approval> {
  const rule = policyFor(o.policy, plan.risk),
    asked = around === undefined ? undefined : await askedFor(o.authority, plan.risk, by, around),
    now = o.clock.now();
  const approval: Approval = {
    id,
    caseId,
    revision: 1,
    state: "pending",
    plan,
    planDigest: planDigest(plan),
    requestedBy: by,
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + Math.min(rule.lifeMs, LONGEST_LIFE_MS)).toISOString(),
    needed: Math.max(1, rule.people),
    requesterMayApprove: rule.requesterMay,
    ...(about === undefined ? {} : { about }),
    ...(asked === undefined ? {} : { asked }),
    ...(rule.typed ? { typed: account } : {}),
    ...(rule.proof ? { proof: true as const } : {}),
    decisions: [],
    tenantId: o.tenantId,
    conversationId,
    ...follows,
  };
  await o
    .trail("approval-requested", `${plan.remediation} ${approval.planDigest}`, { ...inAudit(approval), by: by.id })
    .catch(() => {
      throw new NotAudited();
    });
  await o.store.putApproval(approval);
  return approval;
}
/** The first of these that still waits or runs. One that waited too long expires on the way. */
export async function openOf(o: ApprovalContext, ids: readonly string[]): Promise<Approval | undefined> {
  for (const id of ids) {
    const a = await o.store.getApproval(id);
    if (a === undefined || isEnded(a.state) || (await expireIfDue(o, a))) continue;
    return a;
  }
  return undefined;
}
