/** How a run ended that was cut off between its steps; never anything that is carried out. */
import { told, type Approval, type CommandEnd, type StepResult, type Words } from "../domain";
import type { ApprovalEvent } from "./states";

/** The step that was under way; undefined where the run was cut off between two steps. */
export const openStepOf = (a: Approval): StepResult | undefined => (a.steps ?? []).find((s) => s.state === "running");

const WORDS = {
  all: {
    en: "All steps had been carried out before the interruption.",
    de: "Vor der Unterbrechung waren alle Schritte ausgeführt.",
  },
  none: {
    en: "Interrupted before the first step; nothing was run.",
    de: "Vor dem ersten Schritt unterbrochen; es wurde nichts ausgeführt.",
  },
  some: {
    en: "Interrupted after step {done} of {total}. The rest was not run, and nothing is run again by itself.",
    de: "Nach Schritt {done} von {total} unterbrochen. Der Rest wurde nicht ausgeführt, und nichts wird von selbst wiederholt.",
  },
  step: { en: "Step {step} of {total}: {detail}", de: "Schritt {step} von {total}: {detail}" },
} as const satisfies Readonly<Record<string, Words>>;
/** The end of a run without a step under way. */
export function endBetweenSteps(a: Approval, at: string): ApprovalEvent {
  const steps = a.steps ?? [],
    total = a.plan.commands.length,
    bad = steps.find((s) => s.state === "failed" || s.state === "unknown");
  if (bad !== undefined && bad.state !== "done" && bad.state !== "running")
    return { kind: "finish", state: bad.state, at, outcome: stepEnded(bad.command, total, bad.detail) };
  const done = steps.filter((s) => s.state === "done").length;
  if (done === total) return { kind: "finish", state: "done", at, outcome: WORDS.all };
  return { kind: "finish", state: "failed", at, outcome: done === 0 ? WORDS.none : told(WORDS.some, { done, total }) };
}
/** The step as it turned out. */
export const endedStep = (step: StepResult, { state, detail }: CommandEnd, at: string): ApprovalEvent => ({
  kind: "step",
  step: { ...step, state, at, detail },
});
/** How a step that did not end well reads as the outcome of its run. */
export const stepEnded = (index: number, total: number, detail: Words): Words =>
  told(WORDS.step, { step: index + 1, total, detail });
