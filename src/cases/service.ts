/** The case service: the life of a case, and of the repairs asked for in it. Every state is written before its effect; whoever loses a compare-and-set does nothing. */
import { decide } from "../approvals/decide";
import { takeBack, withdraw } from "../approvals/settle";
import { policyFor } from "../approvals/states";
import { RISK_CLASSES, TriageError } from "../domain";
import { peopleIn } from "../triage/people";
import { changesBetween, OVERVIEW, step, type WalkEvent, type WalkPlace } from "../triage/walk";
import { approvalsOf, contextOver, type CaseContext, type CaseServiceOptions } from "./context";
import { proposeCycle } from "./cycle";
import { dueFollowUps, followUpOf } from "./follow-up";
import { reportOf } from "../report/model";
import type { CaseService } from "./contract";
import { giveFeedback } from "./feedback";
import { proposeFollowing } from "./following";
import { setIncident } from "./incident";
import { openCase, recheck } from "./open";
import { proposeRepair } from "./repair";
import { runRepair } from "./run";
import { settleAll, unfinished } from "./settle";
import { faultsOf, healthOf } from "./tenant";

export function createCaseService(options: CaseServiceOptions): CaseService {
  const o = contextOver(options);
  return {
    authorise: (action, who) => o.authority.authorise(action, who),
    people: peopleIn,
    open: (input, progress) => openCase(o, input, progress),
    get: (id) => o.store.getCase(id),
    newest: (n) => o.store.newest(n),
    latestIn: (conversationId) => o.store.latestIn(conversationId),
    recheck: (caseId, progress) => recheck(o, caseId, progress),
    walk: (caseId, event) => walk(o, caseId, event),
    propose: (...input) => proposeRepair(o, ...input),
    proposeFollowing: (input) => proposeFollowing(o, input),
    decide: (input) => decide(o.approvals, input),
    run: (approvalId, progress) => runRepair(o, approvalId, progress),
    getApproval: (id) => o.store.getApproval(id),
    report: async (caseId, language) => {
      const c = await o.records.get(caseId);
      return reportOf(c, await approvalsOf(o, c), o.clock.now().toISOString(), language);
    },
    setIncident: (input) => setIncident(o, input),
    giveFeedback: (input) => giveFeedback(o, input),
    settle: () => settleAll(o),
    unfinished: () => unfinished(o),
    pending: async () => (await o.store.openApprovals()).filter((a) => a.state === "pending"),
    withdraw: (approvalId) => withdraw(o.approvals, approvalId),
    takeBack: (...input) => takeBack(o.approvals, ...input),
    proposeCycle: (input) => proposeCycle(o, input),
    health: (progress) => healthOf(o, progress),
    faults: () => faultsOf(o),
    deciders: () =>
      RISK_CLASSES.map((risk) => {
        const { people, requesterMay } = policyFor(o.policy, risk);
        return { risk, ...o.authority.holders(risk), people, requesterMay };
      }),
    stop: o.stop,
    dueFollowUps: (at, before = async () => undefined) => dueFollowUps(o, at, before),
    followUpOf: async (id) => {
      const c = await o.store.getCase(id);
      return c === undefined ? undefined : followUpOf(o, c);
    },
  };
}
/** "I fixed it" and "Re-check" look at the world again before they answer. */
async function walk(o: CaseContext, caseId: string, event: WalkEvent): Promise<WalkPlace> {
  const before = await o.records.get(caseId);
  const looks = event.kind === "recheck" || event.kind === "fixed",
    c = looks ? await recheck(o, caseId) : before;
  const { diagnosis, found } = c;
  if (diagnosis === undefined) throw new TriageError("not-diagnosed", "This case has not been diagnosed yet.");
  const ground = { diagnosis, approvals: await approvalsOf(o, c), ...(found === undefined ? {} : { found }) };
  const stood = { at: c.walkNode ?? OVERVIEW, trail: c.walkTrail ?? [] },
    state = step(stood, event, ground);
  if (state !== stood) await o.records.change(caseId, (x) => ({ ...x, walkNode: state.at, walkTrail: state.trail }));
  return {
    ...ground,
    state,
    ...(looks
      ? {
          looked: {
            at: o.clock.now().toISOString(),
            changes: before.diagnosis === undefined ? [] : changesBetween(before.diagnosis, diagnosis),
          },
        }
      : {}),
  };
}
