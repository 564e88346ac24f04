/** A request that nobody decided, or that was never dispatched, dies of age. */
import type { Approval } from "../domain/case";
import { moveOn, timeOf, type ApprovalContext } from "./context";
import { isExpired } from "./states";

/** Ends it. Does nothing where it moved on meanwhile. */
export async function expire(o: ApprovalContext, a: Approval): Promise<void> {
  const expired = await moveOn(o, a.id, { kind: "expire", at: timeOf(o) });
  if (expired === undefined) return;
  await o.listener.onExpired(expired);
}
/** True where it waited too long, for a decision or for its run, and is ended now. */
export async function expireIfDue(o: ApprovalContext, a: Approval): Promise<boolean> {
  if ((a.state !== "pending" && a.state !== "approved") || !isExpired(a, timeOf(o))) return false;
  await expire(o, a);
  return true;
}
