/** What an approval's turns mean for its case: one line in the timeline, and the state that follows. */
import type { ApprovalListener } from "../approvals/context";
import type { Approval, ApprovalState, Person, TriageCase } from "../domain";
import type { CaseRecords } from "./records";
import { stateWith } from "./state";

const OUTCOME: { readonly [S in ApprovalState]?: string } = {
  done: "Repair carried out",
  failed: "Repair failed",
  unknown: "Repair ended in an unknown way; a person must look",
  stale: "Nothing was run",
};

export const turnsIn = (records: CaseRecords): ApprovalListener => {
  /** A request that is not the last one of its case changes nothing but the timeline. */
  const turn = async (a: Approval, what: string, by?: Person): Promise<void> => {
    await records.change(a.caseId, (c) => records.told({ ...c, state: stateAfter(c, a) }, what, by));
  };
  return {
    onResolved: (a, by) => turn(a, `${a.state === "declined" ? "Declined" : "Approved"}: ${a.plan.title}.`, by),
    onExpired: (a) => turn(a, `Expired without a decision: ${a.plan.title}.`),
    onDispatched: (a) => turn(a, `Repair started: ${a.plan.title}.`),
    onEnded: (a) => turn(a, `${OUTCOME[a.state] ?? a.state}: ${a.plan.title}. ${a.outcome ?? ""}`.trim()),
  };
};
const stateAfter = (c: TriageCase, a: Approval): TriageCase["state"] =>
  c.approvalIds.at(-1) === a.id ? stateWith(c.state, a.state) : c.state;
