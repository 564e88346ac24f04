/** What the life of an approval needs: its ports, and whom it tells. */
import type { Approval, Person } from "../domain/case";
import type { AgentLink, Audit, AuditEntry, Authority, CaseStore, Clock, CloudDirectory, Proofs } from "../ports";
import { StoreConflict } from "../ports";
import type { Asking } from "./became";
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
  readonly asking: Asking;
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

/** The audit could not be written, so what it was to hold is not done. */
export class NotAudited extends Error {
  constructor() {
    super("The audit could not be written");
    this.name = "NotAudited";
  }
}
/** Events after which something is carried out. */
const leadsOn = (e: ApprovalEvent): boolean =>
  e.kind === "dispatch" || e.kind === "start" || (e.kind === "step" && e.step.state === "running");
/** What the audit calls an event. */
const AUDIT_KIND: Readonly<Record<ApprovalEvent["kind"], string>> = {
  approve: "approval-approved",
  decline: "approval-declined",
  expire: "approval-expired",
  dispatch: "run-dispatched",
  start: "run-start",
  step: "run-step",
  stale: "run-stale",
  finish: "run-finish",
  look: "run-looked-after",
};
const auditDetail = (a: Approval, e: ApprovalEvent): string => {
  switch (e.kind) {
    case "dispatch":
      return a.planDigest;
    case "step":
      return `step ${e.step.command} ${e.step.state}`;
    case "finish":
      return e.state;
    default:
      return e.kind;
  }
};
/**
 * One compare-and-set step, and its line in the audit. Undefined where the table refuses it or somebody else was faster: then nothing was changed.
 * What leads to an effect is in the audit before it is stored, else NotAudited is thrown. What has happened is stored whatever the audit does:
 * its intent stands there, and an intent without an outcome says that the outcome is to be looked for.
 */
export async function moveOn(
  o: Pick<ApprovalContext, "store" | "trail">,
  id: string,
  event: ApprovalEvent,
): Promise<Approval | undefined> {
  const a = await o.store.getApproval(id);
  if (a === undefined) return undefined;
  const t = transition(a, event);
  if (!t.ok) return undefined;
  const write = (): Promise<void> => o.trail(AUDIT_KIND[event.kind], auditDetail(a, event), inAudit(a));
  if (leadsOn(event))
    await write().catch(() => {
      throw new NotAudited();
    });
  try {
    await o.store.putApproval(t.next);
  } catch (error) {
    if (error instanceof StoreConflict) return undefined;
    throw error;
  }
  if (!leadsOn(event)) await write().catch(() => undefined);
  return t.next;
}
