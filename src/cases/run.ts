/** The run of an approved repair, or the end of one that was cut off, followed by a look on both sides. */
import { UNKNOWN_REQUEST } from "../approvals/decide";
import { resume, run } from "../approvals/run";
import { inEvery, stepTitle, told, TriageError, type Approval } from "../domain";
import type { CaseContext, OnProgress } from "./context";
import type { Progress, RunEnd } from "./contract";
import { lookAfter } from "./following";
import { lookOwed, settleCase } from "./settle";

/** Whoever calls it for an approval that somebody is bringing to its end already gets its present state. */
export async function runRepair(o: CaseContext, approvalId: string, progress?: OnProgress): Promise<RunEnd> {
  const tell = (a: Approval): void => progress?.(progressOf(a));
  await run(o.approvals, approvalId, tell);
  const ended = await resume(o.approvals, approvalId, tell);
  if (ended === undefined) throw new TriageError("no-approval", UNKNOWN_REQUEST);
  const approval = await lookAfter(o, ended);
  const c = await settleCase(o, await o.records.get(approval.caseId)),
    of = approval.plan.commands.length + 1,
    seen = await lookOwed(o, c, () =>
      progress?.({ step: of, of, text: { en: "Looking at both sides", de: "Beide Seiten werden angesehen" } }),
    );
  return { approval, case: seen };
}
function progressOf(a: Approval): Progress {
  const total = a.plan.commands.length,
    step = (a.steps ?? []).filter((s) => s.state === "done").length,
    command = a.plan.commands[step];
  const text =
    command === undefined
      ? { en: "All steps carried out", de: "Alle Schritte ausgeführt" }
      : told(
          { en: "Step {step} of {total}: {kind}", de: "Schritt {step} von {total}: {kind}" },
          { step: step + 1, total, kind: inEvery((l) => stepTitle(command, l)) },
        );
  return { step, of: total + 1, text };
}
