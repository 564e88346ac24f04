/** What every step in the life of a case works with. */
import type { ApprovalContext, AuditTrail } from "../approvals/context";
import type { Asking } from "../approvals/became";
import type { CycleWatch } from "../approvals/cycle-watch";
import type { ApprovalPolicy } from "../approvals/states";
import { isPassing, type Approval, type TriageCase } from "../domain";
import type { AgentLink, Audit, Authority, CaseStore, Clock, CloudDirectory, Proofs } from "../ports";
import type { Progress } from "./contract";
import { diagnose, type DiagnoseResult } from "./diagnose";
import { CaseRecords } from "./records";
import { turnsIn } from "./turns";

export type OnProgress = (p: Progress) => void;
export interface CaseServiceOptions {
  readonly cloud: CloudDirectory;
  readonly agent: AgentLink;
  readonly store: CaseStore;
  readonly audit: Audit;
  readonly authority: Authority;
  /** Where it is not set, nothing can be proved, and what needs a proof is not approved. */
  readonly proofs?: Proofs;
  /** The clock that cases live by. */
  readonly clock: Clock;
  /** 128 random bits as text. */
  readonly newId: () => string;
  readonly tenantId: string;
  readonly policy: ApprovalPolicy;
  /** Its `sleep` is what everything here waits by. */
  readonly watch: CycleWatch;
  /** How often and how long it is asked what became of a command. */
  readonly asking: Asking;
  /** Ends all waiting, so that what waits rejects with Stopped. */
  readonly stop: () => void;
  /** How long after the end of a run the follow-ups look again, ms, in rising order. */
  readonly followUpsMs: readonly number[];
}
export interface CaseContext extends CaseServiceOptions {
  readonly records: CaseRecords;
  readonly trail: AuditTrail;
  readonly approvals: ApprovalContext;
  /** Ids of the cases that this process is bringing on now: a request is being written, or a look is under way. */
  readonly atWork: Set<string>;
}
/** The context over its ports. The audit is written by the machine's clock, since `clock` may stand in another year. */
export function contextOver(o: CaseServiceOptions): CaseContext {
  const records = new CaseRecords(o.store, o.clock),
    machineNow = (): Date => new Date(),
    trail: AuditTrail = (kind, detail, more = {}) =>
      o.audit.append({ at: machineNow().toISOString(), kind, detail, ...more });
  return {
    ...o,
    records,
    trail,
    approvals: { ...o, machineNow, trail, listener: turnsIn(records), active: new Set() },
    atWork: new Set(),
  };
}

/** A case with a repair under way keeps its state whatever is read meanwhile. */
export const isBusy = (c: TriageCase): boolean => isPassing(c.state);

/** The approvals of a case, oldest first; one that is not there any more is left out. */
export async function approvalsOf(o: CaseContext, c: TriageCase): Promise<Approval[]> {
  const found = await Promise.all(c.approvalIds.map((id) => o.store.getApproval(id)));
  return found.filter((a): a is Approval => a !== undefined);
}

/** Reads and judges the same person again: by the id that the case already holds, whatever the ask would find today. */
export function lookAgain(o: CaseContext, c: TriageCase, progress?: OnProgress): Promise<DiagnoseResult> {
  if (c.about === "engine") return diagnose({ ask: "" }, o, progress);
  const s = c.diagnosis?.subject;
  const pick = s?.objectGUID ? `ad:${s.objectGUID}` : s?.cloudId ? `entra:${s.cloudId}` : undefined;
  return diagnose(pick === undefined ? { ask: c.ask } : { ask: c.ask, pick }, o, progress);
}
