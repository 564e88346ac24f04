/** Runs an approved plan, once, and brings to its end what was cut off: whoever comes second gets the state that it is in. */
import { told, type Approval, type Words } from "../domain";
import { moveOn, NotAudited, timeOf, type ApprovalContext } from "./context";
import type { CycleSeen } from "./cycle-watch";
import { becameOf } from "./became";
import { planDigest } from "../domain/digest";
import { expire } from "./expire";
import { endBetweenSteps, endedStep, openStepOf } from "./interrupted";
import { runPlan, wholeOf } from "./run-plan";
import { isEnded, isExpired, type ApprovalEvent } from "./states";

/** Rights that were read longer ago than this are read again before the run, in ms. */
const RIGHTS_AGE_MS = 60_000;

/** `cycle`: what is seen of the cycle that the present step has started. */
type OnChange = (a: Approval, cycle?: CycleSeen) => void;
/** `onChange` sees every state on the way. Undefined for an unknown id. */
export async function run(o: ApprovalContext, id: string, onChange?: OnChange): Promise<Approval | undefined> {
  const a = await o.store.getApproval(id);
  return a?.state === "approved" ? alone(o, a, () => dispatch(o, a, onChange)) : a;
}
/** Ends a run that was cut off; what its last step did is asked and never tried again. Undefined for an unknown id. */
export async function resume(o: ApprovalContext, id: string, onChange?: OnChange): Promise<Approval | undefined> {
  const a = await o.store.getApproval(id),
    isCutOff = a?.state === "dispatched" || a?.state === "running";
  return isCutOff ? alone(o, a, () => finishCutOff(o, a, onChange)) : a;
}
/** Nobody else of this program brings the approval on meanwhile. Its state where somebody does already, or moved it on elsewhere. */
async function alone(
  o: ApprovalContext,
  a: Approval,
  work: () => Promise<Approval | undefined>,
): Promise<Approval | undefined> {
  if (o.active.has(a.id)) return a;
  o.active.add(a.id);
  try {
    return (await work()) ?? (await o.store.getApproval(a.id));
  } finally {
    o.active.delete(a.id);
  }
}
/** From `approved` to an end. Undefined where somebody else has moved it on. */
async function dispatch(
  o: ApprovalContext,
  a: Approval,
  onChange: OnChange | undefined,
): Promise<Approval | undefined> {
  if (isExpired(a, timeOf(o))) {
    await expire(o, a);
    return undefined;
  }
  const refused = await whyNotRun(o, a);
  if (refused !== undefined) return endWith(o, a, { kind: "stale", at: timeOf(o), outcome: refused });
  let now = a;
  const move = async (event: ApprovalEvent): Promise<Approval | undefined> => {
    const next = await moveOn(o, a.id, event);
    if (next !== undefined) onChange?.((now = next));
    return next;
  };
  try {
    const dispatched = await move({ kind: "dispatch", at: timeOf(o) });
    if (dispatched === undefined) return undefined;
    await o.listener.onDispatched(dispatched);
    const last = await runPlan(dispatched, {
      ...o,
      now: () => timeOf(o),
      move,
      onCycle: (cycle) => onChange?.(now, cycle),
    });
    return last === undefined ? undefined : await ended(o, last);
  } catch (error) {
    if (error instanceof NotAudited) return notAudited(o, a);
    throw error;
  }
}
/** What could not be written in the audit beforehand was not done; what was done before stays. */
async function notAudited(o: ApprovalContext, { id }: Approval): Promise<Approval | undefined> {
  const a = await o.store.getApproval(id);
  if (a === undefined) return undefined;
  const at = timeOf(o),
    done = (a.steps ?? []).length;
  return endWith(
    o,
    a,
    done === 0
      ? {
          kind: "stale",
          at,
          outcome: {
            en: "The audit could not be written; nothing was run.",
            de: "Das Audit konnte nicht geschrieben werden; es wurde nichts ausgeführt.",
          },
        }
      : {
          kind: "finish",
          state: "failed",
          at,
          outcome: told(
            {
              en: "Stopped after step {done} of {total}: the audit could not be written. The rest was not run.",
              de: "Nach Schritt {done} von {total} angehalten: Das Audit konnte nicht geschrieben werden. Der Rest wurde nicht ausgeführt.",
            },
            { done, total: a.plan.commands.length },
          ),
        },
  );
}
/** From `dispatched` or `running` to an end, without carrying out anything. */
async function finishCutOff(
  o: ApprovalContext,
  a: Approval,
  onChange: OnChange | undefined,
): Promise<Approval | undefined> {
  const step = openStepOf(a),
    command = step === undefined ? undefined : a.plan.commands[step.command];
  let now = a;
  if (step !== undefined && command !== undefined) {
    const outcome = await wholeOf(command, await becameOf(command, step, o), {
        ...o,
        onCycle: (cycle) => onChange?.(a, cycle),
      }),
      told = await moveOn(o, a.id, endedStep(step, outcome, timeOf(o)));
    if (told === undefined) return undefined;
    now = told;
    onChange?.(now);
  }
  return endWith(o, now, endBetweenSteps(now, timeOf(o)));
}
/** The plan must still be the one that was approved, and whoever approved it some time ago must still have the right. */
async function whyNotRun(o: ApprovalContext, a: Approval): Promise<Words | undefined> {
  const sealed = o.audit.refusesWrites();
  if (sealed !== undefined) return sealed;
  if (planDigest(a.plan) !== a.planDigest)
    return {
      en: "The stored plan is not the one that was approved; nothing was run.",
      de: "Der gespeicherte Plan ist nicht der genehmigte; es wurde nichts ausgeführt.",
    };
  const at = o.clock.now().getTime();
  for (const d of a.decisions.filter((d) => at - Date.parse(d.at) > RIGHTS_AGE_MS))
    for (const action of d.breakGlass === true ? [a.plan.risk, "break-glass" as const] : [a.plan.risk])
      if (!(await o.authority.authorise(action, d.by)).allowed)
        return told(
          {
            en: "{by} may not approve any more; nothing was run.",
            de: "{by} darf nicht mehr genehmigen; es wurde nichts ausgeführt.",
          },
          { by: d.by.name },
        );
  return undefined;
}

/** Ends it by this event. Undefined where somebody else has moved it on. */
export async function endWith(o: ApprovalContext, a: Approval, event: ApprovalEvent): Promise<Approval | undefined> {
  const last = await moveOn(o, a.id, event);
  return last === undefined ? undefined : ended(o, last);
}
async function ended(o: ApprovalContext, a: Approval): Promise<Approval> {
  if (isEnded(a.state)) await o.listener.onEnded(a);
  return a;
}
