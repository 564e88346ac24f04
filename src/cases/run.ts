/** The run of an approved repair, or the end of one that was cut off, followed by a look on both sides. */
import { UNKNOWN_REQUEST } from "../approvals/decide";
import { resume, run } from "../approvals/run";
import { TriageError, type Approval } from "../domain";
import type { CaseContext, OnProgress } from "./context";
import type { CycleSeen } from "../approvals/cycle-watch";
import type { RunEnd } from "./contract";
import { lookAfter } from "./following";
import { lookingProgress, runProgress } from "./run-progress";
import { lookOwed, settleCase } from "./settle";

/** Whoever calls it for an approval that somebody is bringing to its end already gets its present state. */
export async function runRepair(o: CaseContext, approvalId: string, progress?: OnProgress): Promise<RunEnd> {
  const tell = (a: Approval, cycle?: CycleSeen): void => progress?.(runProgress(a, o.clock.now(), cycle));
  await run(o.approvals, approvalId, tell);
  const ended = await resume(o.approvals, approvalId, tell);
  if (ended === undefined) throw new TriageError("no-approval", UNKNOWN_REQUEST.en);
  const approval = await lookAfter(o, ended);
  const c = await settleCase(o, await o.records.get(approval.caseId)),
    seen = await lookOwed(o, c, () => progress?.(lookingProgress(approval)));
  return { approval, case: seen };
}
