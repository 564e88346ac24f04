/** After a start: every run that has no result gets one, and what waited too long expires. Nothing is carried out. */
import type { Approval } from "../domain/case";
import { inAudit, moveOn, timeOf, type ApprovalContext } from "./context";
import { expireIfDue } from "./expire";
import { eventsToEnd } from "./interrupted";
import { endWith } from "./run";

/** The runs that a restart cut off, as they ended: `stale` where nothing was begun, else their cases have to be looked at. */
export async function settle(o: ApprovalContext): Promise<Approval[]> {
  const settled: Approval[] = [];
  for (const a of await o.store.openApprovals()) {
    if (o.active.has(a.id) || (await expireIfDue(o, a))) continue;
    if (a.state === "pending") continue;
    const last = a.state === "approved" ? await callOff(o, a) : await finish(o, a);
    if (last !== undefined) settled.push(last);
  }
  return settled;
}
/** Approved and never dispatched: whoever was to run it is gone; a person asks again on fresh facts. */
async function callOff(o: ApprovalContext, a: Approval): Promise<Approval | undefined> {
  const outcome = "The program was restarted before the run began; nothing was run.";
  const stale = await endWith(o, a, { kind: "stale", at: timeOf(o), outcome });
  if (stale !== undefined) await o.trail("run-settled", stale.state, inAudit(a));
  return stale;
}
/** Ends an interrupted run by what the agent and the cloud say of its last step. */
async function finish(o: ApprovalContext, a: Approval): Promise<Approval | undefined> {
  const events = await eventsToEnd(a, { cloud: o.cloud, agent: o.agent, now: () => timeOf(o) }),
    end = events.pop();
  for (const event of events) if ((await moveOn(o, a.id, event)) === undefined) return undefined;
  const last = end === undefined ? undefined : await endWith(o, a, end);
  if (last !== undefined) await o.trail("run-settled", last.state, inAudit(a));
  return last;
}
