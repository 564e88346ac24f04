/** What an approval's turns mean for its case: one line in the timeline, and the state that follows. */
import type { ApprovalListener } from "../approvals/context";
import type { Approval, ApprovalState, CaseState } from "../domain";
import type { CaseRecords } from "./records";

const OUTCOME: { readonly [S in ApprovalState]?: string } = {
  done: "Repair carried out",
  failed: "Repair failed",
  unknown: "Repair ended in an unknown way; a person must look",
  stale: "Nothing was run",
};
function stateAfter(a: Approval): CaseState {
  if (a.state === "stale" || a.state === "expired") return "diagnosed";
  return a.state === "done" ? "confirming" : "repairing";
}

export const turnsIn = (records: CaseRecords): ApprovalListener => ({
  async onResolved(a, by) {
    const declined = a.state === "declined";
    await records.change(a.caseId, (c) =>
      records.told(
        { ...c, state: declined ? "diagnosed" : c.state },
        `${declined ? "Declined" : "Approved"}: ${a.plan.title}.`,
        by,
      ),
    );
  },
  async onExpired(a) {
    await records.change(a.caseId, (c) =>
      records.told(
        { ...c, state: c.state === "awaiting-approval" ? "diagnosed" : c.state },
        `Expired without a decision: ${a.plan.title}.`,
      ),
    );
  },
  async onDispatched(a) {
    await records.change(a.caseId, (c) =>
      records.told({ ...c, state: "repairing" }, `Repair started: ${a.plan.title}.`),
    );
  },
  async onEnded(a) {
    await records.change(a.caseId, (c) =>
      records.told(
        { ...c, state: stateAfter(a) },
        `${OUTCOME[a.state] ?? a.state}: ${a.plan.title}. ${a.outcome ?? ""}`.trim(),
      ),
    );
  },
});
