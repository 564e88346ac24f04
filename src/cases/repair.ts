/** From a remediation that was offered to a request for approval: facts read now, one plan on them. */
import { UNKNOWN_REQUEST } from "../approvals/decide";
import { openOf, propose } from "../approvals/propose";
import type { Diagnosis, Person, Plan, RemediationId, TriageCase } from "../domain";
import { factsFor } from "../facts/on-demand";
import { planFor } from "../remediations";
import type { ProposeResult } from "./contract";
import { isBusy, lookAgain, mayOpen, NOT_ALLOWED, type CaseContext } from "./context";

const refused = (says: string): ProposeResult => ({ kind: "refused", says });

/** `choice`: the id of an option that an earlier answer offered. */
export async function proposeRepair(
  o: CaseContext,
  caseId: string,
  remediation: RemediationId,
  by: Person,
  choice?: string,
): Promise<ProposeResult> {
  const c = await o.store.getCase(caseId);
  if (c === undefined || c.tenantId !== by.tenantId) return refused(UNKNOWN_REQUEST);
  if (!(await mayOpen(o, by))) return refused(NOT_ALLOWED);
  const open = isBusy(c) ? await openOf(o.approvals, c.approvalIds) : undefined;
  if (open !== undefined) {
    const where = open.state === "pending" ? "waits for a decision" : "is on its way";
    return refused(`Another repair of this case ${where}: ${open.plan.title}.`);
  }
  const d = await lookAgain(o, c);
  if (d.kind === "choose") return refused("It is not clear any more whom this is about. Ask again.");
  const finding = d.diagnosis.findings.find((f) => f.suggests.includes(remediation));
  if (finding === undefined)
    return refused("The facts have changed: this repair is not indicated any more. Check again.");
  const first = planFor(remediation, d.facts, finding, choice);
  const planned =
    "asks" in first ? planFor(remediation, await factsFor(first.asks, d.facts, o), finding, choice) : first;
  if ("asks" in planned) return refused(`This cannot be planned: ${planned.asks.join(", ")} could not be asked for.`);
  if ("refused" in planned) {
    await o.trail("plan-refused", remediation, { caseId, by: by.id });
    return refused(planned.refused);
  }
  if ("choose" in planned) return { kind: "choose", question: planned.question, options: planned.choose, remediation };
  return request(o, c, planned.plan, d.diagnosis, by);
}
/** Stores the request, and the case that waits for it. */
async function request(
  o: CaseContext,
  c: TriageCase,
  plan: Plan,
  diagnosis: Diagnosis,
  by: Person,
): Promise<ProposeResult> {
  const approval = await propose(o.approvals, { plan, caseId: c.id, conversationId: c.conversationId, by });
  const next = await o.records.change(c.id, (x) =>
    o.records.told(
      { ...x, state: "awaiting-approval", diagnosis, approvalIds: [...x.approvalIds, approval.id] },
      `Repair proposed: ${plan.title}.`,
      by,
    ),
  );
  return { kind: "approval", approval, case: next };
}
