/** How a run ended that was cut off between its steps; never anything that is carried out. */
import type { Approval, StepResult } from "../domain/case";
import type { CommandOutcome } from "../ports";
import type { ApprovalEvent } from "./states";

/** The step that was under way; undefined where the run was cut off between two steps. */
export const openStepOf = (a: Approval): StepResult | undefined => (a.steps ?? []).find((s) => s.state === "running");

/** The end of a run without a step under way. */
export function endBetweenSteps(a: Approval, at: string): ApprovalEvent {
  const steps = a.steps ?? [],
    total = a.plan.commands.length,
    bad = steps.find((s) => s.state === "failed" || s.state === "unknown");
  if (bad !== undefined && bad.state !== "done" && bad.state !== "running")
    return { kind: "finish", state: bad.state, at, outcome: stepEnded(bad.command, total, bad.detail) };
  const done = steps.filter((s) => s.state === "done").length;
  if (done === total)
    return { kind: "finish", state: "done", at, outcome: "All steps had been carried out before the interruption." };
  const outcome =
    done === 0
      ? "Interrupted before the first step; nothing was run."
      : `Interrupted after step ${done} of ${total}. The rest was not run, and nothing is run again by itself.`;
  return { kind: "finish", state: "failed", at, outcome };
}
/** The step as it turned out. */
export const endedStep = (step: StepResult, { state, detail }: CommandOutcome, at: string): ApprovalEvent => ({
  kind: "step",
  step: { ...step, state, at, detail },
});
/** How a step that did not end well reads as the outcome of its run. */
export const stepEnded = (index: number, total: number, detail: string): string =>
  `Step ${index + 1} of ${total}: ${detail}`;
