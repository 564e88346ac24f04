/** The run of an approved repair, followed by a look on both sides. */
import { UNKNOWN_REQUEST } from "../approvals/decide";
import { run } from "../approvals/run";
import { settle } from "../approvals/settle";
import { isEnded } from "../approvals/states";
import { TriageError, type Approval } from "../domain";
import { confirmCase } from "./confirm";
import type { CaseContext, OnProgress } from "./context";
import type { Progress, RunEnd } from "./contract";

/** Whoever calls it for an approval that is not `approved` any more gets its present state. */
export async function runRepair(o: CaseContext, approvalId: string, progress?: OnProgress): Promise<RunEnd> {
  const approval = await run(o.approvals, approvalId, (a) => progress?.(progressOf(a)));
  if (approval === undefined) throw new TriageError("no-approval", UNKNOWN_REQUEST);
  const c = await o.records.get(approval.caseId);
  const hasRun = c.state === "repairing" && isEnded(approval.state) && approval.state !== "stale";
  if (c.state !== "confirming" && !hasRun) return { approval, case: c };
  const of = approval.plan.commands.length + 1;
  progress?.({ step: of, of, text: "Looking at both sides" });
  return { approval, case: await confirmCase(o, approval.caseId) };
}
function progressOf(a: Approval): Progress {
  const total = a.plan.commands.length,
    step = (a.steps ?? []).filter((s) => s.state === "done").length,
    command = a.plan.commands[step];
  const text = command === undefined ? "All steps carried out" : `Step ${step + 1} of ${total}: ${command.kind}`;
  return { step, of: total + 1, text };
}
/** After a start: runs that were cut off get their end, and the case of each that had begun a look. */
export async function settleRuns(o: CaseContext): Promise<RunEnd[]> {
  const ends: RunEnd[] = [];
  for (const approval of await settle(o.approvals)) {
    const begun = approval.state !== "stale";
    ends.push({
      approval,
      case: begun ? await confirmCase(o, approval.caseId) : await o.records.get(approval.caseId),
    });
  }
  return ends;
}
