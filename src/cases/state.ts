/** What a case's last request for approval makes of the case, as one table. */
import { isPassing, type ApprovalState, type CaseState } from "../domain";

/** What is owed to a case while its last request is in this state; `none`: there is no request, or it was never stored. */
const OWED: Readonly<Record<ApprovalState | "none", CaseState | "nothing">> = {
  none: "nothing",
  pending: "awaiting-approval",
  approved: "awaiting-approval",
  dispatched: "repairing",
  running: "repairing",
  // Whatever a run came to, both sides are looked at again.
  done: "confirming",
  failed: "confirming",
  unknown: "confirming",
  declined: "nothing",
  expired: "nothing",
  stale: "nothing",
};
/**
 * The state of a case that is in `state` and whose last request is in `last`. While the request lives the case follows it;
 * a case that has already been looked at after the run keeps what was seen.
 */
export function stateWith(state: CaseState, last: ApprovalState | "none"): CaseState {
  const owed = OWED[last];
  if (owed === "awaiting-approval" || owed === "repairing") return owed;
  if (!isPassing(state)) return state;
  return owed === "nothing" ? "diagnosed" : owed;
}
