/** What a stored case and a stored approval must hold, as far as it is used: a file that holds less is broken. What stands in it besides is kept as it is. */
import { z } from "zod";
import type { Approval, ApprovalState, CaseState, TriageCase } from "../domain";

/** The keys of a table that the compiler asks to be complete. */
const oneOf = <T extends string>(table: Record<T, true>) => z.enum(Object.keys(table) as [T, ...T[]]);
const CASE_STATE = oneOf<CaseState>({
  open: true,
  diagnosed: true,
  "awaiting-approval": true,
  repairing: true,
  confirming: true,
  resolved: true,
  partly: true,
  unresolved: true,
  closed: true,
});
const APPROVAL_STATE = oneOf<ApprovalState>({
  pending: true,
  approved: true,
  dispatched: true,
  running: true,
  done: true,
  failed: true,
  unknown: true,
  declined: true,
  expired: true,
  stale: true,
});
const time = z.string().datetime({ offset: true });
const person = z.object({ id: z.string(), tenantId: z.string(), name: z.string() }).passthrough();
/** A text as it was told: in every language, or as older versions kept it. */
const words = z.union([z.string(), z.object({ en: z.string(), de: z.string() })]);
const record = {
  id: z.string().min(1),
  revision: z.number().int().min(0),
  tenantId: z.string(),
  conversationId: z.string(),
};

export const caseRecord = z
  .object({
    ...record,
    state: CASE_STATE,
    openedBy: person,
    openedAt: time,
    ask: z.string(),
    diagnosis: z
      .object({ subject: z.object({}).passthrough(), rootCause: z.object({ code: z.string() }).passthrough() })
      .passthrough()
      .optional(),
    approvalIds: z.array(z.string()),
    timeline: z.array(z.object({ at: time, what: words }).passthrough()),
    followUpAt: time.optional(),
    incident: z.string().optional(),
    feedback: z
      .array(z.object({ by: person, at: time, cause: z.string(), isRight: z.boolean() }).passthrough())
      .optional(),
  })
  .passthrough();
export const approvalRecord = z
  .object({
    ...record,
    caseId: z.string(),
    state: APPROVAL_STATE,
    plan: z
      .object({
        remediation: z.string(),
        risk: z.string(),
        commands: z.array(z.object({ kind: z.string(), system: z.string() }).passthrough()),
        expects: z.array(z.object({}).passthrough()),
      })
      .passthrough(),
    planDigest: z.string(),
    requestedBy: person,
    createdAt: time,
    expiresAt: time,
    needed: z.number().int().min(1),
    requesterMayApprove: z.boolean(),
    asked: z.array(person).optional(),
    decisions: z.array(z.object({ by: person, at: time, verdict: z.enum(["approved", "declined"]) }).passthrough()),
    steps: z
      .array(z.object({ command: z.number(), commandId: z.string(), state: z.string() }).passthrough())
      .optional(),
    endedAt: time.optional(),
  })
  .passthrough();
/** The same file, told what it holds by the schema that it met. */
export interface RecordKind<T> {
  /** The folder. */
  readonly folder: string;
  readonly holds: (value: unknown) => value is T;
}
export const CASES: RecordKind<TriageCase> = {
  folder: "cases",
  holds: (v): v is TriageCase => caseRecord.safeParse(v).success,
};
export const APPROVALS: RecordKind<Approval> = {
  folder: "approvals",
  holds: (v): v is Approval => approvalRecord.safeParse(v).success,
};
