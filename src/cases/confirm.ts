/** Did it help? Both sides are looked at again: after a run, and once more when the follow-up is due. */
import { broken } from "../approvals/expectations";
import { causeTextOf, titleOf } from "../triage/words";
import type { Approval, Diagnosis, TriageCase, Verification } from "../domain";
import { signInsOf } from "../facts/on-demand";
import { confirm as judgeRepair, type StrongReads } from "../triage/confirm";
import { approvalsOf, lookAgain, type CaseContext, type OnProgress } from "./context";
import type { DiagnoseResult } from "./diagnose";

const HEALTHY: readonly string[] = ["already-synced", "false-alarm"];
const isHealthy = (d: DiagnoseResult): boolean =>
  d.kind === "diagnosed" && HEALTHY.includes(d.diagnosis.rootCause.code);
const NOT_CLEAR = "It is not clear any more whom this is about.";

interface Seen {
  readonly resolved: boolean;
  readonly says: readonly string[];
}
/** Says what is so now. Schedules one more look after the first one that follows a run. */
export async function confirmCase(o: CaseContext, caseId: string, progress?: OnProgress): Promise<TriageCase> {
  const c = await o.records.get(caseId),
    ran = (await approvalsOf(o, c)).filter((a) => a.startedAt !== undefined && a.state !== "stale").pop(),
    d = await lookAgain(o, c, progress),
    { resolved, says } = ran === undefined ? seenWithoutRun(d) : await seenAfterRun(o, ran, d);
  const now = o.clock.now();
  const next = await o.records.change(caseId, ({ followUpAt: had, ...x }) => ({
    ...o.records.told(
      {
        ...x,
        state: resolved ? "resolved" : "unresolved",
        confirmation: { at: now.toISOString(), resolved, says },
      },
      resolved ? "Confirmed: resolved." : "Looked again: not resolved yet.",
    ),
    ...(had !== undefined || ran === undefined
      ? {}
      : { followUpAt: new Date(now.getTime() + o.followUpMs).toISOString() }),
  }));
  await o.trail("case-confirmed", resolved ? "resolved" : "unresolved", { caseId });
  return next;
}
const seenWithoutRun = (d: DiagnoseResult): Seen => ({
  resolved: isHealthy(d),
  says: [d.kind === "choose" ? NOT_CLEAR : causeTextOf(d.diagnosis)],
});
/** Judged by what the plan was to bring about, on facts and strong reads taken now. */
async function seenAfterRun(o: CaseContext, ran: Approval, d: DiagnoseResult): Promise<Seen> {
  const ended = ran.state === "done",
    judged = d.kind === "choose" ? { resolved: false, says: [NOT_CLEAR] } : await judgedAfter(o, ran, d),
    resolved = judged.resolved && ended;
  return {
    resolved,
    says: [
      ...(ended ? [] : [ran.outcome ?? "The repair did not end well."]),
      ...judged.says,
      ...(resolved || d.kind !== "diagnosed" || isHealthy(d) ? [] : [inTheWay(d.diagnosis)]),
    ],
  };
}
const inTheWay = (d: Diagnosis): string => `What stands in the way now: ${titleOf(d.rootCause.code)}.`;

async function judgedAfter(o: CaseContext, ran: Approval, { facts }: DiagnoseResult): Promise<Seen> {
  const reads = await strongReads(o, ran.plan.verify),
    user = facts["entra.user"];
  if (user.state !== "seen") return judgeRepair(ran.plan, facts, reads);
  const lastDay = await signInsOf([user.value], 1, o);
  return judgeRepair(ran.plan, { ...facts, "entra.userSignIns": lastDay }, reads);
}
/** Reads by id of what the verification names. */
async function strongReads({ cloud, agent }: CaseContext, verify: Verification): Promise<StrongReads> {
  if (verify.kind === "ad-value") {
    const { answers } = await agent.collect([{ kind: "ad-object", objectGUID: verify.objectGUID }]);
    const adObject = answers["ad-object"];
    return adObject === undefined ? {} : { adObject };
  }
  if (verify.kind === "as-before") return { differs: await broken(verify.before, { cloud, agent }) };
  if (verify.kind === "engine-runs" || verify.cloudId === undefined) return {};
  const [user, deleted] = await Promise.all([cloud.user(verify.cloudId), cloud.deletedUser(verify.cloudId)]);
  return { user, deleted };
}

/** Cases whose follow-up is due, looked at again. */
export async function dueFollowUps(o: CaseContext, at: Date): Promise<{ case: TriageCase; says: string }[]> {
  const looked: { case: TriageCase; says: string }[] = [];
  for (const due of await o.store.dueBefore(at)) {
    const c = await confirmCase(o, due.id),
      verdict = c.state === "resolved" ? "Still well." : "It is not resolved.";
    looked.push({ case: c, says: [verdict, ...(c.confirmation?.says ?? [])].join(" ") });
  }
  return looked;
}
