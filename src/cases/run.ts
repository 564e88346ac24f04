/** The run of an approved repair, followed by a look on both sides. */
import { UNKNOWN_REQUEST } from "../approvals/decide";
import { run } from "../approvals/run";
import { isEnded } from "../approvals/states";
import { settle } from "../approvals/settle";
import { TriageError, type Approval } from "../domain";
import type { CaseContext, OnProgress } from "./context";
import type { Progress, RunEnd } from "./contract";
import { lookOwed, settleCase } from "./settle";

/** Whoever calls it for an approval that is not `approved` any more gets its present state. */
export async function runRepair(o: CaseContext, approvalId: string, progress?: OnProgress): Promise<RunEnd> {
  const approval = await run(o.approvals, approvalId, (a) => progress?.(progressOf(a)));
  if (approval === undefined) throw new TriageError("no-approval", UNKNOWN_REQUEST);
  const c = await o.records.get(approval.caseId),
    of = approval.plan.commands.length + 1,
    seen = await lookOwed(o, c, () => progress?.({ step: of, of, text: "Looking at both sides" }));
  return { approval, case: seen };
}
function progressOf(a: Approval): Progress {
  const total = a.plan.commands.length,
    step = (a.steps ?? []).filter((s) => s.state === "done").length,
    command = a.plan.commands[step];
  const text = command === undefined ? "All steps carried out" : `Step ${step + 1} of ${total}: ${command.kind}`;
  return { step, of: total + 1, text };
}
/** After a start: every request and every case that an earlier process left on its way gets its end. The runs among them, as they ended. */
export async function settleRuns(o: CaseContext): Promise<RunEnd[]> {
  const left = await o.store.passing();
  await settle(o.approvals);
  const ends: RunEnd[] = [];
  for (const { id, approvalIds } of left) {
    const c = await lookOwed(o, await settleCase(o, await o.records.get(id))),
      last = approvalIds.at(-1),
      approval = last === undefined ? undefined : await o.store.getApproval(last);
    if (approval !== undefined && isEnded(approval.state)) ends.push({ approval, case: c });
  }
  return ends;
}
