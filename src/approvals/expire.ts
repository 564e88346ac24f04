/** A request that nobody decided, or that was never dispatched, dies of age. */
import type { Approval } from "../domain/case";
import { inAudit, moveOn, timeOf, type ApprovalContext } from "./context";
import { isExpired } from "./states";

/** Ends it. Does nothing where it moved on meanwhile. */
export async function expire(o: ApprovalContext, a: Approval): Promise<void> {
  const expired = await moveOn(o, a.id, { kind: "expire", at: timeOf(o) });
  if (expired === undefined) return;
  await o.trail("approval-expired", "", inAudit(expired));
  await o.listener.onExpired(expired);
}
/** True where it waited too long for a decision, and is ended now. */
export async function expireIfDue(o: ApprovalContext, a: Approval): Promise<boolean> {
  if (a.state !== "pending" || !isExpired(a, timeOf(o))) return false;
  await expire(o, a);
  return true;
}
