/** The lab's people approve over the same door as everybody: for the CLI's `--approve`. */
import type { Approval, Person } from "../domain";
import type { DecideResult } from "../approvals/decide";
import type { CaseService } from "../cases/contract";

/** Approves as one person after the other until nobody more is needed. Returns the last answer; undefined where the list is empty. */
export async function approveAsLab(
  service: Pick<CaseService, "decide">,
  approval: Approval,
  people: readonly Person[],
  reason = "Approved in the lab.",
): Promise<DecideResult | undefined> {
  let last: DecideResult | undefined;
  for (const by of people) {
    last = await service.decide({
      approvalId: approval.id,
      revision: last?.approval?.revision ?? approval.revision,
      tenantId: approval.tenantId,
      verdict: "approved",
      reason,
      by,
      conversationId: approval.conversationId,
    });
    if (last.kind === "decided" && last.approval.state !== "pending") return last;
  }
  return last;
}
