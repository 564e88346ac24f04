/** What the bot and the command line ask of the case service. */
import type { Approval, Option, Person, RemediationId, TriageCase } from "../domain";
import type { WalkEvent, WalkStep } from "../triage/walk";

export interface Progress {
  readonly step: number;
  readonly of: number;
  readonly text: string;
}
export interface SubjectOption {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly side: "ad" | "entra" | "both";
}
export type OpenResult =
  | { kind: "case"; case: TriageCase }
  | { kind: "choose"; options: SubjectOption[]; ask: string }
  | { kind: "none"; nearest: SubjectOption[]; ask: string }
  | { kind: "refused"; says: string };
export type ProposeResult =
  | { kind: "approval"; approval: Approval; case: TriageCase }
  | { kind: "choose"; question: string; options: readonly Option[]; remediation: RemediationId }
  | { kind: "refused"; says: string };
/** `approval` is absent for an unknown id and for a foreign conversation: one and the same answer. */
export type DecideResult =
  | { kind: "decided"; approval: Approval; runNow: boolean }
  | { kind: "refused"; says: string; approval?: Approval };
export interface CaseService {
  mayOpen(p: Person): Promise<boolean>;
  /** Several people in one message: one ask each. */
  people(ask: string): string[];
  /** `mayOpen`: the caller has just read that right of `by` for this very message, so it is not read again. */
  open(
    i: { ask: string; by: Person; tenantId: string; conversationId: string; pick?: string; mayOpen?: true },
    progress?: (p: Progress) => void,
  ): Promise<OpenResult>;
  get(caseId: string): Promise<TriageCase | undefined>;
  list(conversationId?: string): Promise<TriageCase[]>;
  recheck(caseId: string, progress?: (p: Progress) => void): Promise<TriageCase>;
  walk(caseId: string, event: WalkEvent): Promise<WalkStep>;
  propose(caseId: string, remediation: RemediationId, by: Person, choice?: string): Promise<ProposeResult>;
  /** Fast: authority read and compare-and-set; nothing is run. */
  decide(i: {
    approvalId: string;
    revision: number;
    verdict: "approved" | "declined";
    reason: string;
    by: Person;
    tenantId: string;
    conversationId: string;
  }): Promise<DecideResult>;
  /** Runs, confirms, schedules the follow-up. */
  run(approvalId: string, progress?: (p: Progress) => void): Promise<{ approval: Approval; case: TriageCase }>;
  getApproval(id: string): Promise<Approval | undefined>;
  report(caseId: string): Promise<{ markdown: string; html: string }>;
  /** At start: unfinished runs are settled by asking the agent. */
  settle(): Promise<void>;
  dueFollowUps(now: Date): Promise<{ case: TriageCase; says: string }[]>;
}
