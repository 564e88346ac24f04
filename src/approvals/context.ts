/** What the life of an approval needs: its ports, and whom it tells. */
import type { Approval, Person } from "../domain/case";
import type { AgentLink, Audit, AuditEntry, Authority, CaseStore, Clock, CloudDirectory, Proofs } from "../ports";
import { StoreConflict } from "../ports";
import type { CycleWatch } from "./cycle-watch";
import { transition, type ApprovalEvent, type ApprovalPolicy } from "./states";

/** Whoever keeps the case is told of each turn, once the new state is stored. */
export interface ApprovalListener {
  /** One person has decided: approved (it may still wait for the second one) or declined. */
  onResolved(a: Approval, by: Person): Promise<void>;
  /** Nobody decided in time. */
  onExpired(a: Approval): Promise<void>;
  /** The run begins. */
  onDispatched(a: Approval): Promise<void>;
  /** The run has ended, or was called off before it began. */
  onEnded(a: Approval): Promise<void>;
}
/** Writes one line of the audit; ids and codes only, never a name or a value. */
export type AuditTrail = (
  kind: string,
  detail: string,
  more?: Partial<Pick<AuditEntry, "caseId" | "approvalId" | "by" | "reason" | "planDigest">>,
) => Promise<void>;

export interface ApprovalContext {
  readonly cloud: CloudDirectory;
  readonly agent: AgentLink;
  readonly store: Pick<CaseStore, "getApproval" | "putApproval" | "openApprovals">;
  readonly authority: Authority;
  /** Where it is not set, nothing can be proved, and what needs a proof is not approved. */
  readonly proofs?: Proofs;
  /** The clock that approvals live by. */
  readonly clock: Clock;
  /** The machine's clock, for transport deadlines; `clock` may stand in another year. */
  readonly machineNow: () => Date;
  readonly newId: () => string;
  readonly tenantId: string;
  readonly policy: ApprovalPolicy;
  readonly watch: CycleWatch;
  readonly audit: Pick<Audit, "refusesWrites">;
  readonly trail: AuditTrail;
  readonly listener: ApprovalListener;
  /** Ids of the approvals that this process is running now. */
  readonly active: Set<string>;
}
/** The clock's time, ISO 8601. */
export const timeOf = (o: Pick<ApprovalContext, "clock">): string => o.clock.now().toISOString();
/** How the audit names an approval. */
export const inAudit = (a: Approval): { caseId: string; approvalId: string; planDigest: string } => ({
  caseId: a.caseId,
  approvalId: a.id,
  planDigest: a.planDigest,
});

/** One compare-and-set step. Undefined where the table refuses it or somebody else was faster: then nothing was changed. */
export async function moveOn(
  o: Pick<ApprovalContext, "store">,
  id: string,
  event: ApprovalEvent,
): Promise<Approval | undefined> {
  const a = await o.store.getApproval(id);
  if (a === undefined) return undefined;
  const t = transition(a, event);
  if (!t.ok) return undefined;
  try {
    await o.store.putApproval(t.next);
    return t.next;
  } catch (error) {
    if (error instanceof StoreConflict) return undefined;
    throw error;
  }
}
