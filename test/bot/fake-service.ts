/** The case service as the bot sees it, in memory: answers when the test lets it, and counts what is asked of it. */
import { seen } from "../../src/domain";
import type { Approval, Person, TriageCase } from "../../src/domain";
import type { CaseService, OpenResult, Progress, ProposeResult } from "../../src/cases/contract";
import { OVERVIEW, step } from "../../src/triage/walk";
import { AT, approval, diagnosis, triageCase } from "../support/cases";
import { reportOf } from "../../src/report/model";

export interface Gate {
  readonly opened: Promise<void>;
  open(): void;
}
export const gate = (): Gate => {
  let open = (): void => undefined;
  const opened = new Promise<void>((r) => {
    open = r;
  });
  return { opened, open: () => open() };
};
export interface FakeService extends CaseService {
  readonly asked: string[];
  readonly runs: string[];
  /** Whose rights were asked for, each time. */
  readonly rights: string[];
  readonly opened: { by: Person; ask: string; conversationId: string; pick?: string }[];
  readonly cases: Map<string, TriageCase>;
  approval: Approval;
  /** Whether the approval was asked for. */
  isStored: boolean;
  /** Approvals whose end nobody brings about. */
  readonly cutOff: Set<string>;
  /** Persons who may do nothing. */
  readonly strangers: Set<string>;
  readonly approvers: Set<string>;
  hold: Partial<Record<"authorise" | "open" | "propose" | "run" | "recheck", Promise<void>>>;
  /** What is answered instead of the usual; undefined = the usual. */
  answer: {
    open?: (ask: string, pick?: string) => OpenResult | undefined;
    propose?: (choice?: string) => ProposeResult | undefined;
    throws?: Error;
  };
}
const STEPS: readonly Progress[] = [1, 2, 3, 4, 5, 6].map((step) => ({ step, of: 6, text: `Step number ${step}` }));
export function fakeService(): FakeService {
  const s: FakeService = {
    asked: [],
    runs: [],
    rights: [],
    opened: [],
    cases: new Map(),
    approval: approval({ conversationId: "chat" }),
    isStored: false,
    cutOff: new Set(),
    strangers: new Set(["stranger"]),
    approvers: new Set(["admin", "second"]),
    hold: {},
    answer: {},
    authorise: async (_action, p) => {
      s.rights.push(p.id);
      await s.hold.authorise;
      return s.strangers.has(p.id)
        ? { allowed: false, code: "right", says: "You may not do this here." }
        : { allowed: true };
    },
    people: (text) => ({ people: text.split(" and ").map((name) => ({ name, isSure: true, text: name })), unread: 0 }),
    async open(i, progress) {
      s.opened.push({
        by: i.by,
        ask: i.ask,
        conversationId: i.conversationId,
        ...(i.pick === undefined ? {} : { pick: i.pick }),
      });
      if (i.allowed !== true && !(await s.authorise("open", i.by)).allowed)
        return { kind: "refused", says: "You may not do this here." };
      for (const p of STEPS) progress?.(p);
      await s.hold.open;
      if (s.answer.throws !== undefined) throw s.answer.throws;
      const other = s.answer.open?.(i.ask, i.pick);
      if (other !== undefined) return other;
      const c = triageCase({
        id: `case-${s.opened.length}`,
        ask: i.ask,
        conversationId: i.conversationId,
        openedBy: i.by,
      });
      s.cases.set(c.id, c);
      return { kind: "case", case: c };
    },
    get: async (id) => s.cases.get(id),
    newest: async (n) => [...s.cases.values()].reverse().slice(0, n),
    latestIn: async (k) => [...s.cases.values()].filter((c) => c.conversationId === k).pop(),
    async recheck(id, progress) {
      s.asked.push("recheck");
      for (const p of STEPS) progress?.(p);
      await s.hold.recheck;
      return s.cases.get(id)!;
    },
    walk: async (_id, e) => {
      s.asked.push(`walk ${e.kind}`);
      const ground = { diagnosis: diagnosis(), approvals: [] };
      return { ...ground, state: step({ at: e.from ?? OVERVIEW, trail: [] }, e, ground) };
    },
    async propose(caseId, _remediation, by, choice) {
      if (s.strangers.has(by.id)) return { kind: "refused", says: "You may not do this here." };
      s.asked.push(choice === undefined ? "propose" : `propose ${choice}`);
      await s.hold.propose;
      const other = s.answer.propose?.(choice);
      if (other !== undefined) return other;
      s.isStored = true;
      s.approval = { ...s.approval, caseId, conversationId: s.cases.get(caseId)!.conversationId };
      return { kind: "approval", approval: s.approval, case: s.cases.get(caseId)! };
    },
    async proposeFollowing({ purpose, by }) {
      if (s.strangers.has(by.id)) return { kind: "refused", says: "You may not do this here." };
      s.asked.push(purpose);
      return { kind: "approval", approval: s.approval, case: s.cases.get(s.approval.caseId)! };
    },
    async decide(i) {
      const a = s.approval;
      if (i.approvalId !== a.id || i.conversationId !== a.conversationId)
        return { kind: "refused", says: "No such request here." };
      if (!s.approvers.has(i.by.id))
        return { kind: "refused", says: "Only an identity administrator may decide this." };
      if (a.state !== "pending")
        return { kind: "refused", says: `Already decided: ${a.decisions[0]!.by.name}.`, approval: a };
      s.approval = {
        ...a,
        revision: a.revision + 1,
        state: i.verdict,
        ...(i.verdict === "declined" ? { endedAt: AT } : {}),
        decisions: [{ by: i.by, at: AT, verdict: i.verdict, reason: i.reason }],
      };
      return { kind: "decided", approval: s.approval, runNow: i.verdict === "approved" };
    },
    async run(id, progress) {
      s.runs.push(id);
      for (const p of STEPS) progress?.(p);
      await s.hold.run;
      s.cutOff.delete(id);
      s.approval = {
        ...s.approval,
        revision: s.approval.revision + 1,
        state: "done",
        startedAt: AT,
        endedAt: AT,
        outcome: "All steps carried out",
      };
      const c = {
        ...s.cases.get(s.approval.caseId)!,
        revision: 2,
        state: "resolved" as const,
        confirmation: {
          at: AT,
          state: "resolved" as const,
          better: ["The user has arrived."],
          left: [],
          notes: [],
        },
      };
      s.cases.set(c.id, c);
      return { approval: s.approval, case: c };
    },
    getApproval: async () => s.approval,
    report: async (id, language) => reportOf(s.cases.get(id) ?? triageCase({ id }), [], AT, language),
    setIncident: async ({ caseId, number }) => {
      s.asked.push(`incident ${number}`);
      if (number.length > 64) return { kind: "refused", says: "That is no incident number." };
      const c = { ...s.cases.get(caseId)!, incident: number };
      s.cases.set(caseId, c);
      return { kind: "set", case: c };
    },
    giveFeedback: async ({ caseId, by, isRight, was, words }) => {
      s.asked.push(["feedback", isRight ? "right" : "wrong", was, words].filter((x) => x !== undefined).join(" "));
      const c = s.cases.get(caseId)!,
        given = {
          by,
          at: AT,
          cause: c.diagnosis!.rootCause.code,
          isRight,
          ...(was === undefined ? {} : { was }),
          ...(words === undefined ? {} : { words }),
        };
      const next = { ...c, feedback: [given] };
      s.cases.set(caseId, next);
      return next;
    },
    settle: async () => void s.asked.push("settle"),
    unfinished: async () => [...s.cutOff],
    pending: async () => (s.approval.state === "pending" && s.isStored ? [s.approval] : []),
    takeBack: async (id) => {
      s.asked.push(`take back ${id}`);
      return undefined;
    },
    async proposeCycle({ by, cycle }) {
      s.asked.push(`cycle ${cycle} for ${by.id}`);
      return { kind: "refused", says: "A cycle is running." };
    },
    async health() {
      s.asked.push("health");
      return { at: AT, problems: [], readings: [], agent: "1.0", heartbeat: undefined };
    },
    async faults() {
      s.asked.push("faults");
      return {
        withheld: seen([], { system: "entra", via: "GET /users" }),
        services: seen([], { system: "entra", via: "GET /users" }),
      };
    },
    deciders: () => [
      { risk: "write", roles: ["8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2"], groups: [], people: 1, requesterMay: false },
    ],
    withdraw: async (id) => void s.asked.push(`withdraw ${id}`),
    stop: () => undefined,
    dueFollowUps: async () => [],
    followUpOf: async (id) => {
      const c = s.cases.get(id);
      return c === undefined ? undefined : { case: c, people: [c.openedBy] };
    },
  };
  return s;
}
