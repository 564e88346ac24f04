/** The case service: runs the effects that triage asks for. Every state is written before its effect; whoever loses a compare-and-set does nothing. */
import { createHash } from "node:crypto";
import type { Approval, ApprovalState, Finding, PlanResult, RemediationId, TriageCase, Person } from "../domain";
import type { FactSet } from "../domain/facts";
import type { AgentLink, Audit, AuditEntry, Authority, CaseStore, Clock, CloudDirectory } from "../ports";
import { StoreConflict } from "../ports";
import {
  APPROVAL_LIFE_MS,
  cleanReason,
  isEnded,
  isExpired,
  policyFor,
  transition,
  type ApprovalEvent,
  type ApprovalPolicy,
} from "../approvals/states";
import { confirm as judgeRepair } from "../triage/confirm";
import { planDigest } from "../approvals/digest";
import { report as reportText } from "../triage/report";
import { planFor as planByIndex } from "../remediations";
import { TriageError } from "../domain";
import type { CaseService, DecideResult, OpenResult, Progress, ProposeResult } from "./contract";
import { peopleIn } from "../triage/ask";
import { walkView, type WalkEvent, type WalkStep } from "../triage/walk";
import { diagnose } from "./diagnose";
import type { CycleWatch } from "../approvals/cycle-watch";
import { factsForPlan, readsFor, type Diagnosed, type World } from "./effects";
import { reportHtml } from "./report-html";
import { runPlan } from "../approvals/run-plan";
import { settleRun } from "../approvals/settle";

export type OnProgress = (p: Progress) => void;
export interface CaseServiceOptions {
  readonly cloud: CloudDirectory;
  readonly agent: AgentLink;
  readonly store: CaseStore;
  readonly audit: Audit;
  readonly authority: Authority;
  readonly clock: Clock;
  /** 128 random bits as text. */
  readonly newId: () => string;
  readonly tenantId: string;
  readonly policy: ApprovalPolicy;
  readonly diagnose?: (
    input: { ask: string; pick?: string },
    ports: World & { policy: ApprovalPolicy },
    progress?: OnProgress,
  ) => Promise<Diagnosed>;
  readonly planFor?: (id: RemediationId, facts: FactSet, finding: Finding, choice?: string) => PlanResult;
  readonly watch: CycleWatch;
  /** The machine's clock, for transport deadlines and the audit. `clock` may stand in another year. */
  readonly machineNow?: () => Date;
  /** How long after a repair the follow-up looks again, ms. */
  readonly followUpMs?: number;
}

const UNKNOWN_REQUEST = "This request does not exist (any more).";
const NOT_ALLOWED = "You may not do this here. Ask a Hybrid Identity Administrator.";
const RIGHTS_AGE_MS = 60_000;

export function createCaseService(o: CaseServiceOptions): CaseService {
  const world = { cloud: o.cloud, agent: o.agent, clock: o.clock, policy: o.policy };
  const now = (): string => o.clock.now().toISOString();
  const machineNow = o.machineNow ?? (() => new Date());
  const planFor = o.planFor ?? planByIndex,
    look = o.diagnose ?? diagnose;
  const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");
  const active = new Set<string>();

  const audit = (
    kind: string,
    detail: string,
    more: Partial<Pick<AuditEntry, "caseId" | "approvalId" | "by">> = {},
  ): Promise<void> => o.audit.append({ at: machineNow().toISOString(), kind, detail, ...more });

  /** Read, change, write; again where somebody else was faster. `change` returns undefined to leave it. */
  async function changeCase(id: string, change: (c: TriageCase) => TriageCase | undefined): Promise<TriageCase> {
    for (;;) {
      const c = await o.store.getCase(id);
      if (c === undefined) throw new TriageError("no-case", "This case does not exist (any more).");
      const next = change(c);
      if (next === undefined) return c;
      const put = { ...next, revision: c.revision + 1 };
      try {
        await o.store.putCase(put);
        return put;
      } catch (error) {
        if (!(error instanceof StoreConflict)) throw error;
      }
    }
  }
  const told = (c: TriageCase, what: string, by?: Person): TriageCase => ({
    ...c,
    timeline: [...c.timeline, by === undefined ? { at: now(), what } : { at: now(), what, by: by.name }],
  });

  /** One compare-and-set step of an approval that this process owns. */
  async function move(id: string, event: ApprovalEvent): Promise<Approval | undefined> {
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

  async function mustGet(caseId: string): Promise<TriageCase> {
    const c = await o.store.getCase(caseId);
    if (c === undefined) throw new TriageError("no-case", "This case does not exist (any more).");
    return c;
  }
  const mayOpen = async (by: Person): Promise<boolean> => by.tenantId === o.tenantId && o.authority.mayOpen(by);

  async function open(input: Parameters<CaseService["open"]>[0], progress?: OnProgress): Promise<OpenResult> {
    const allowed =
      input.tenantId === o.tenantId &&
      input.by.tenantId === o.tenantId &&
      (input.mayOpen === true || (await mayOpen(input.by)));
    if (!allowed) {
      await audit("open-refused", "not allowed", { by: input.by.id });
      return { kind: "refused", says: NOT_ALLOWED };
    }
    const at = now();
    const d = await look(
      input.pick === undefined ? { ask: input.ask } : { ask: input.ask, pick: input.pick },
      world,
      progress,
    );
    if (d.kind === "choose") return { kind: "choose", options: d.options, ask: input.ask };
    if (d.kind === "none") return { kind: "none", nearest: d.nearest, ask: input.ask };
    const c: TriageCase = {
      id: o.newId(),
      revision: 1,
      state: "diagnosed",
      tenantId: o.tenantId,
      openedBy: input.by,
      openedAt: at,
      conversationId: input.conversationId,
      ask: input.ask,
      diagnosis: d.diagnosis,
      approvalIds: [],
      timeline: [
        { at, what: "Case opened.", by: input.by.name },
        { at: now(), what: `Diagnosed: ${d.diagnosis.rootCause.title}.` },
      ],
      cardIds: [],
    };
    await o.store.putCase(c);
    await audit("case-opened", d.diagnosis.rootCause.code, { caseId: c.id, by: input.by.id });
    return { kind: "case", case: c };
  }

  /** Reads everything again and judges anew. A case under repair keeps its state. */
  async function recheck(caseId: string, progress?: OnProgress): Promise<TriageCase> {
    const d = await fresh(await mustGet(caseId), progress);
    if (d.kind === "choose")
      return changeCase(caseId, (x) => told(x, "Checked again: it is not clear any more whom this is about."));
    const next = await changeCase(caseId, (x) =>
      told(
        { ...x, diagnosis: d.diagnosis, state: busy(x.state) ? x.state : "diagnosed" },
        `Checked again: ${d.diagnosis.rootCause.title}.`,
      ),
    );
    await audit("case-rechecked", d.diagnosis.rootCause.code, { caseId });
    return next;
  }
  const busy = (s: TriageCase["state"]): boolean =>
    s === "repairing" || s === "confirming" || s === "awaiting-approval";
  /** The same person again: by the id that the case already holds, whatever the ask would find today. */
  function fresh(c: TriageCase, progress?: OnProgress): Promise<Diagnosed> {
    const s = c.diagnosis?.subject;
    const pick = s?.objectGUID ? `ad:${s.objectGUID}` : s?.cloudId ? `entra:${s.cloudId}` : undefined;
    return look(pick === undefined ? { ask: c.ask } : { ask: c.ask, pick }, world, progress);
  }

  /** Makes the plan on facts read now, and a pending approval for it. */
  async function propose(
    caseId: string,
    remediation: RemediationId,
    by: Person,
    choice?: string,
  ): Promise<ProposeResult> {
    const c = await o.store.getCase(caseId);
    if (c === undefined || c.tenantId !== by.tenantId) return { kind: "refused", says: UNKNOWN_REQUEST };
    if (!(await mayOpen(by))) return { kind: "refused", says: NOT_ALLOWED };
    if (busy(c.state)) {
      const open = await pendingOf(c);
      if (open !== undefined)
        return {
          kind: "refused",
          says: `Another repair of this case ${open.state === "pending" ? "waits for a decision" : "is on its way"}: ${open.plan.title}.`,
        };
    }
    const d = await fresh(c);
    if (d.kind === "choose")
      return { kind: "refused", says: "It is not clear any more whom this is about. Ask again." };
    const finding = d.diagnosis.findings.find((f) => f.suggests.includes(remediation));
    if (finding === undefined)
      return { kind: "refused", says: "The facts have changed: this repair is not indicated any more. Check again." };
    const facts = await factsForPlan(d.facts, remediation, world);
    const result = planFor(remediation, facts, finding, choice);
    if ("refused" in result) {
      await audit("plan-refused", remediation, { caseId: c.id, by: by.id });
      return { kind: "refused", says: result.refused };
    }
    if ("choose" in result) return { kind: "choose", question: result.question, options: result.choose, remediation };
    const { plan } = result,
      rule = policyFor(o.policy, plan.risk),
      at = now();
    const approval: Approval = {
      id: o.newId(),
      caseId: c.id,
      revision: 1,
      state: "pending",
      plan,
      planDigest: planDigest(plan, sha256),
      requestedBy: by,
      createdAt: at,
      expiresAt: new Date(o.clock.now().getTime() + APPROVAL_LIFE_MS).toISOString(),
      needed: Math.max(1, rule.people),
      requesterMayApprove: rule.requesterMay,
      decisions: [],
      tenantId: o.tenantId,
      conversationId: c.conversationId,
    };
    await o.store.putApproval(approval);
    const next = await changeCase(c.id, (x) =>
      told(
        { ...x, state: "awaiting-approval", diagnosis: d.diagnosis, approvalIds: [...x.approvalIds, approval.id] },
        `Repair proposed: ${plan.title}.`,
        by,
      ),
    );
    await audit("approval-requested", `${plan.remediation} ${approval.planDigest}`, {
      caseId: c.id,
      approvalId: approval.id,
      by: by.id,
    });
    return { kind: "approval", approval, case: next };
  }
  async function pendingOf(c: TriageCase): Promise<Approval | undefined> {
    for (const id of c.approvalIds) {
      const a = await o.store.getApproval(id);
      if (a === undefined || isEnded(a.state)) continue;
      if (a.state === "pending" && isExpired(a, now())) {
        await expire(a);
        continue;
      }
      return a;
    }
    return undefined;
  }

  /** One person's decision. Foreign, unknown and guessed ids get one and the same answer. */
  async function decide(input: Parameters<CaseService["decide"]>[0]): Promise<DecideResult> {
    const { by } = input;
    const first = await o.store.getApproval(input.approvalId);
    if (
      first === undefined ||
      first.tenantId !== by.tenantId ||
      first.tenantId !== input.tenantId ||
      first.tenantId !== o.tenantId ||
      first.conversationId !== input.conversationId
    )
      return { kind: "refused", says: UNKNOWN_REQUEST };
    if (!(await o.authority.mayApprove(by))) {
      await audit("decision-refused", "not allowed", { approvalId: first.id, caseId: first.caseId, by: by.id });
      return { kind: "refused", says: "Only an identity administrator may decide this; your click changed nothing." };
    }
    for (;;) {
      const a = (await o.store.getApproval(input.approvalId)) ?? first;
      if (a.state === "pending" && isExpired(a, now())) {
        await expire(a);
        continue;
      }
      if (policyFor(o.policy, a.plan.risk).reasonNeeded && cleanReason(input.reason) === "")
        return { kind: "refused", says: "Please give a reason.", approval: a };
      const t = transition(a, {
        kind: input.verdict === "approved" ? "approve" : "decline",
        by,
        at: now(),
        reason: input.reason,
      });
      if (!t.ok) return { kind: "refused", says: t.refusal.says, approval: a };
      // An earlier revision is an earlier copy of the same frozen plan; one that never was is not ours.
      if (!Number.isInteger(input.revision) || input.revision < 1 || input.revision > a.revision)
        return { kind: "refused", says: "This card is out of date; here is the present one.", approval: a };
      if (planDigest(a.plan, sha256) !== a.planDigest) {
        await audit("digest-differs", `${a.planDigest} ${planDigest(a.plan, sha256)}`, {
          approvalId: a.id,
          caseId: a.caseId,
        });
        return { kind: "refused", says: "The stored plan is not the one that was shown; nothing will be run." };
      }
      try {
        await o.store.putApproval(t.next);
      } catch (error) {
        if (error instanceof StoreConflict) continue;
        throw error;
      }
      await audit(`approval-${input.verdict}`, t.next.state, { approvalId: a.id, caseId: a.caseId, by: by.id });
      await changeCase(a.caseId, (c) =>
        told(
          { ...c, state: t.next.state === "declined" ? "diagnosed" : c.state },
          `${input.verdict === "approved" ? "Approved" : "Declined"}: ${a.plan.title}.`,
          by,
        ),
      );
      return { kind: "decided", approval: t.next, runNow: t.next.state === "approved" };
    }
  }
  async function expire(a: Approval): Promise<void> {
    const next = await move(a.id, { kind: "expire", at: now() });
    if (next === undefined) return;
    await audit("approval-expired", "", { approvalId: a.id, caseId: a.caseId });
    await changeCase(a.caseId, (c) =>
      told(
        { ...c, state: c.state === "awaiting-approval" ? "diagnosed" : c.state },
        `Expired without a decision: ${a.plan.title}.`,
      ),
    );
  }

  /** Runs an approved plan, once. Whoever calls it for an approval that is not `approved` any more gets its present state. */
  async function execute(approvalId: string, onChange?: (a: Approval) => void): Promise<Approval | undefined> {
    const a = await o.store.getApproval(approvalId);
    if (a === undefined || a.state !== "approved" || active.has(approvalId)) return a;
    active.add(approvalId);
    try {
      if (isExpired(a, now())) {
        await expire(a);
        return await o.store.getApproval(approvalId);
      }
      const refused = await beforeDispatch(a);
      if (refused !== undefined) {
        await end(await move(approvalId, { kind: "stale", at: now(), outcome: refused }));
        return await o.store.getApproval(approvalId);
      }
      const dispatched = await move(approvalId, { kind: "dispatch", at: now() });
      if (dispatched === undefined) return await o.store.getApproval(approvalId);
      onChange?.(dispatched);
      await audit("run-dispatched", a.planDigest, { approvalId, caseId: a.caseId });
      await changeCase(a.caseId, (c) => told({ ...c, state: "repairing" }, `Repair started: ${a.plan.title}.`));
      const last = await runPlan(dispatched, {
        cloud: o.cloud,
        agent: o.agent,
        watch: o.watch,
        machineNow,
        now,
        move: async (event) => {
          const next = await move(approvalId, event);
          if (next !== undefined) {
            onChange?.(next);
            await audit(`run-${event.kind}`, auditDetail(event), { approvalId, caseId: a.caseId });
          }
          return next;
        },
      });
      await end(last);
      return last ?? (await o.store.getApproval(approvalId));
    } finally {
      active.delete(approvalId);
    }
  }
  /** Rights that are older than a minute are read again; the plan must still be the one that was approved. */
  async function beforeDispatch(a: Approval): Promise<string | undefined> {
    if (planDigest(a.plan, sha256) !== a.planDigest)
      return "The stored plan is not the one that was approved; nothing was run.";
    const at = o.clock.now().getTime();
    for (const d of a.decisions)
      if (at - Date.parse(d.at) > RIGHTS_AGE_MS && !(await o.authority.mayApprove(d.by)))
        return `${d.by.name} may not approve any more; nothing was run.`;
    return undefined;
  }
  const auditDetail = (e: ApprovalEvent): string =>
    e.kind === "step" ? `step ${e.step.command} ${e.step.state}` : e.kind === "finish" ? e.state : e.kind;
  async function end(a: Approval | undefined): Promise<void> {
    if (a === undefined || !isEnded(a.state)) return;
    const says: Partial<Record<ApprovalState, string>> = {
      done: "Repair carried out",
      failed: "Repair failed",
      unknown: "Repair ended in an unknown way; a person must look",
      stale: "Nothing was run",
    };
    await changeCase(a.caseId, (c) =>
      told(
        {
          ...c,
          state:
            a.state === "stale" || a.state === "expired"
              ? "diagnosed"
              : a.state === "done"
                ? "confirming"
                : "repairing",
        },
        `${says[a.state] ?? a.state}: ${a.plan.title}. ${a.outcome ?? ""}`.trim(),
      ),
    );
  }

  async function run(approvalId: string, progress?: OnProgress): Promise<{ approval: Approval; case: TriageCase }> {
    const approval = await execute(approvalId, progress === undefined ? undefined : (a) => progress(progressOf(a)));
    if (approval === undefined) throw new TriageError("no-approval", UNKNOWN_REQUEST);
    const c = await mustGet(approval.caseId);
    if (c.state !== "confirming" && !(c.state === "repairing" && isEnded(approval.state) && approval.state !== "stale"))
      return { approval, case: c };
    progress?.({
      step: approval.plan.commands.length + 1,
      of: approval.plan.commands.length + 1,
      text: "Looking at both sides",
    });
    return { approval, case: await confirm(approval.caseId) };
  }
  const progressOf = (a: Approval): Progress => {
    const of = a.plan.commands.length + 1,
      step = (a.steps ?? []).filter((s) => s.state === "done").length;
    return {
      step,
      of,
      text:
        step >= a.plan.commands.length
          ? "All steps carried out"
          : `Step ${step + 1} of ${a.plan.commands.length}: ${a.plan.commands[step]!.kind}`,
    };
  };

  /** Looks on both sides after a run, and says what is so now. Schedules one more look. */
  async function confirm(caseId: string, progress?: OnProgress): Promise<TriageCase> {
    const c = await mustGet(caseId);
    const approvals = (await Promise.all(c.approvalIds.map((id) => o.store.getApproval(id)))).filter(
      (a): a is Approval => a !== undefined,
    );
    const last = approvals.filter((a) => a.startedAt !== undefined && a.state !== "stale").pop();
    const d = await fresh(c, progress);
    const healthy = d.kind === "diagnosed" && HEALTHY.includes(d.diagnosis.rootCause.code);
    let resolved: boolean, says: string[];
    if (last === undefined) {
      resolved = healthy;
      says = d.kind === "choose" ? ["It is not clear any more whom this is about."] : [d.diagnosis.rootCause.text];
    } else {
      const reads = await readsFor(last.plan.verify, world);
      const facts = d.kind === "choose" ? undefined : await withSignIns(d.facts);
      const judged =
        facts === undefined
          ? { resolved: false, says: ["It is not clear any more whom this is about."] }
          : judgeRepair(last.plan, facts, reads);
      resolved = judged.resolved && last.state === "done";
      says = [...(last.state === "done" ? [] : [last.outcome ?? "The repair did not end well."]), ...judged.says];
      if (!resolved && d.kind === "diagnosed" && !healthy)
        says.push(`What stands in the way now: ${d.diagnosis.rootCause.title}.`);
    }
    const at = now(),
      followUpAt = new Date(o.clock.now().getTime() + (o.followUpMs ?? 24 * 3_600_000)).toISOString();
    const next = await changeCase(caseId, (x) => {
      const put: TriageCase = told(
        { ...x, state: resolved ? "resolved" : "unresolved", confirmation: { at, resolved, says } },
        resolved ? "Confirmed: resolved." : "Looked again: not resolved yet.",
      );
      if (x.followUpAt !== undefined || last === undefined) {
        const { followUpAt: _, ...rest } = put;
        return rest;
      }
      return { ...put, followUpAt };
    });
    await audit("case-confirmed", resolved ? "resolved" : "unresolved", { caseId });
    return next;
  }
  async function withSignIns(facts: FactSet): Promise<FactSet> {
    const user = facts["entra.user"];
    if (facts["entra.signIns"].state === "seen" || user.state !== "seen") return facts;
    return {
      ...facts,
      "entra.signIns": await o.cloud.signIns({
        upns: [user.value.userPrincipalName],
        sinceIso: new Date(o.clock.now().getTime() - 86_400_000).toISOString(),
      }),
    };
  }

  /** After a start: ends every run that has no result, and lets pending requests that are too old expire. Nothing is carried out. */
  async function settle(): Promise<void> {
    for (const a of await o.store.listApprovals()) {
      if (active.has(a.id)) continue;
      if (a.state === "pending" && isExpired(a, now())) await expire(a);
      if (a.state === "approved") {
        // Approved and never dispatched: whoever was to run it is gone; a person asks again on fresh facts.
        const next = await move(a.id, {
          kind: "stale",
          at: now(),
          outcome: "The program was restarted before the run began; nothing was run.",
        });
        if (next !== undefined) {
          await audit("run-settled", next.state, { approvalId: a.id, caseId: a.caseId });
          await end(next);
        }
      }
      if (a.state !== "dispatched" && a.state !== "running") continue;
      let last: Approval | undefined;
      for (const event of await settleRun(a, { cloud: o.cloud, agent: o.agent, now })) {
        last = await move(a.id, event);
        if (last === undefined) break;
      }
      if (last === undefined) continue;
      await audit("run-settled", last.state, { approvalId: a.id, caseId: a.caseId });
      await end(last);
      await confirm(a.caseId);
    }
  }

  /** Cases whose follow-up is due, looked at again. */
  async function dueFollowUps(at: Date): Promise<{ case: TriageCase; says: string }[]> {
    const due = (await o.store.listCases()).filter(
      (c) => c.followUpAt !== undefined && Date.parse(c.followUpAt) <= at.getTime(),
    );
    const looked: { case: TriageCase; says: string }[] = [];
    for (const c of due) {
      const next = await confirm(c.id);
      looked.push({
        case: next,
        says: [
          next.state === "resolved" ? "Still well." : "It is not resolved.",
          ...(next.confirmation?.says ?? []),
        ].join(" "),
      });
    }
    return looked;
  }

  async function walk(caseId: string, event: WalkEvent): Promise<WalkStep> {
    // "I fixed it" and "Re-check" look at the world again before they answer.
    const c = event.kind === "recheck" || event.kind === "fixed" ? await recheck(caseId) : await mustGet(caseId);
    if (c.diagnosis === undefined) throw new TriageError("not-diagnosed", "This case has not been diagnosed yet.");
    const view = walkView(c.diagnosis, c.walkNode, event);
    if (view.node !== c.walkNode) await changeCase(caseId, (x) => ({ ...x, walkNode: view.node }));
    return view;
  }
  async function report(caseId: string): Promise<{ markdown: string; html: string }> {
    const c = await mustGet(caseId);
    const approvals = (await Promise.all(c.approvalIds.map((id) => o.store.getApproval(id)))).filter(
      (a): a is Approval => a !== undefined,
    );
    const markdown = reportText(c, approvals, now());
    return { markdown, html: reportHtml(markdown, `Incident report ${c.id}`) };
  }

  return {
    mayOpen,
    people: peopleIn,
    open,
    recheck,
    walk,
    propose,
    decide,
    run,
    report,
    settle,
    dueFollowUps,
    get: (id) => o.store.getCase(id),
    getApproval: (id) => o.store.getApproval(id),
    list: async (conversationId) =>
      (await o.store.listCases()).filter((c) => conversationId === undefined || c.conversationId === conversationId),
  };
}
const HEALTHY: readonly string[] = ["already-synced", "false-alarm"];
