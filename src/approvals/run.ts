/** Runs an approved plan, once: whoever comes second gets the state that it is in. */
import type { Approval } from "../domain/case";
import { inAudit, moveOn, timeOf, type ApprovalContext } from "./context";
import { planDigest } from "../domain/digest";
import { expire } from "./expire";
import { runPlan } from "./run-plan";
import { isEnded, isExpired, type ApprovalEvent } from "./states";

/** Rights that were read longer ago than this are read again before the run, in ms. */
const RIGHTS_AGE_MS = 60_000;

/** `onChange` sees every state on the way. Undefined for an unknown id. */
export async function run(
  o: ApprovalContext,
  id: string,
  onChange?: (a: Approval) => void,
): Promise<Approval | undefined> {
  const a = await o.store.getApproval(id);
  if (a === undefined || a.state !== "approved" || o.active.has(id)) return a;
  o.active.add(id);
  try {
    return (await dispatch(o, a, onChange)) ?? (await o.store.getApproval(id));
  } finally {
    o.active.delete(id);
  }
}
/** From `approved` to an end. Undefined where somebody else has moved it on. */
async function dispatch(
  o: ApprovalContext,
  a: Approval,
  onChange: ((a: Approval) => void) | undefined,
): Promise<Approval | undefined> {
  if (isExpired(a, timeOf(o))) {
    await expire(o, a);
    return undefined;
  }
  const refused = await whyNotRun(o, a);
  if (refused !== undefined) return endWith(o, a, { kind: "stale", at: timeOf(o), outcome: refused });
  const dispatched = await moveOn(o, a.id, { kind: "dispatch", at: timeOf(o) });
  if (dispatched === undefined) return undefined;
  onChange?.(dispatched);
  await o.trail("run-dispatched", a.planDigest, inAudit(a));
  await o.listener.onDispatched(dispatched);
  const last = await runPlan(dispatched, {
    cloud: o.cloud,
    agent: o.agent,
    watch: o.watch,
    machineNow: o.machineNow,
    now: () => timeOf(o),
    move: async (event) => {
      const next = await moveOn(o, a.id, event);
      if (next === undefined) return undefined;
      onChange?.(next);
      await o.trail(`run-${event.kind}`, auditDetail(event), inAudit(a));
      return next;
    },
  });
  return last === undefined ? undefined : ended(o, last);
}
/** The plan must still be the one that was approved, and whoever approved it some time ago must still have the right. */
async function whyNotRun(o: ApprovalContext, a: Approval): Promise<string | undefined> {
  const sealed = o.audit.refusesWrites();
  if (sealed !== undefined) return sealed;
  if (planDigest(a.plan) !== a.planDigest) return "The stored plan is not the one that was approved; nothing was run.";
  const at = o.clock.now().getTime();
  for (const d of a.decisions.filter((d) => at - Date.parse(d.at) > RIGHTS_AGE_MS))
    for (const action of d.breakGlass === true ? [a.plan.risk, "break-glass" as const] : [a.plan.risk])
      if (!(await o.authority.authorise(action, d.by)).allowed)
        return `${d.by.name} may not approve any more; nothing was run.`;
  return undefined;
}
const auditDetail = (e: ApprovalEvent): string =>
  e.kind === "step" ? `step ${e.step.command} ${e.step.state}` : e.kind === "finish" ? e.state : e.kind;

/** Ends it by this event. Undefined where somebody else has moved it on. */
export async function endWith(o: ApprovalContext, a: Approval, event: ApprovalEvent): Promise<Approval | undefined> {
  const last = await moveOn(o, a.id, event);
  return last === undefined ? undefined : ended(o, last);
}
async function ended(o: ApprovalContext, a: Approval): Promise<Approval> {
  if (isEnded(a.state)) await o.listener.onEnded(a);
  return a;
}
