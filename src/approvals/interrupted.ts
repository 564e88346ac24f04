/** Finds out how an interrupted run ended, by asking the agent's journal and by reading the world. It never carries out anything. */
import type { Approval, StepResult } from "../domain/case";
import type { EntraCommand } from "../domain/command";
import type { AgentLink, CloudDirectory, CommandOutcome } from "../ports";
import type { ApprovalEvent } from "./states";
import { sameValue } from "../domain/canonical";

/** The events that end the run: the last step as it turned out, where one was under way, and the finish. */
export async function eventsToEnd(
  a: Approval,
  ports: { cloud: CloudDirectory; agent: AgentLink; now: () => string },
): Promise<ApprovalEvent[]> {
  const at = ports.now(),
    steps = a.steps ?? [],
    total = a.plan.commands.length;
  const open = steps.find((s) => s.state === "running");
  const finish = (state: "done" | "failed" | "unknown", outcome: string): ApprovalEvent => ({
    kind: "finish",
    state,
    at,
    outcome,
  });
  if (open === undefined) {
    const done = steps.filter((s) => s.state === "done").length;
    if (done === total) return [finish("done", "All steps had been carried out before the interruption.")];
    return [
      finish(
        "failed",
        done === 0
          ? "Interrupted before the first step; nothing was run."
          : `Interrupted after step ${done} of ${total}. The rest was not run, and nothing is run again by itself.`,
      ),
    ];
  }
  const outcome = await outcomeOf(a, open, ports);
  const step: ApprovalEvent = { kind: "step", step: { ...open, state: outcome.state, at, detail: outcome.detail } };
  if (outcome.state !== "done")
    return [step, finish(outcome.state, `Interrupted in step ${open.command + 1} of ${total}: ${outcome.detail}`)];
  return open.command + 1 === total
    ? [step, finish("done", "All steps had been carried out before the interruption.")]
    : [
        step,
        finish(
          "failed",
          `Interrupted after step ${open.command + 1} of ${total}. The rest was not run, and nothing is run again by itself.`,
        ),
      ];
}

async function outcomeOf(
  a: Approval,
  step: StepResult,
  { cloud, agent }: { cloud: CloudDirectory; agent: AgentLink },
): Promise<CommandOutcome> {
  const command = a.plan.commands[step.command];
  if (command === undefined) return { state: "unknown", detail: "The plan has no such step." };
  if (command.system === "entra") return worldSays(command, cloud);
  const fact = await agent.outcome(step.commandId, step.notAfter);
  if (fact.state === "seen") return fact.value;
  return fact.state === "absent"
    ? { state: "failed", detail: "The command never reached the agent, and its time is over; it did nothing." }
    : { state: "unknown", detail: `The agent could not be asked (${fact.detail}).` };
}

async function worldSays(command: EntraCommand, cloud: CloudDirectory): Promise<CommandOutcome> {
  const unknown = (why: string): CommandOutcome => ({
    state: "unknown",
    detail: `Whether it was carried out cannot be told (${why}).`,
  });
  const read = (yes: boolean): CommandOutcome =>
    yes
      ? { state: "done", detail: "The cloud shows the result." }
      : { state: "failed", detail: "The cloud does not show the result; it was not carried out." };
  switch (command.kind) {
    case "update-user": {
      const fact = await cloud.user(command.id);
      if (fact.state !== "seen") return unknown(fact.state === "absent" ? "the user is gone" : fact.detail);
      const now = new Map<string, unknown>(Object.entries(fact.value));
      return read(Object.entries(command.set).every(([k, v]) => sameValue(now.get(k), v)));
    }
    case "restore-user": {
      const fact = await cloud.user(command.id);
      return fact.state === "unreadable" ? unknown(fact.detail) : read(fact.state === "seen");
    }
    case "delete-user": {
      const fact = await cloud.user(command.id);
      return fact.state === "unreadable" ? unknown(fact.detail) : read(fact.state === "absent");
    }
    case "purge-deleted-user": {
      const fact = await cloud.deletedUser(command.id);
      return fact.state === "unreadable" ? unknown(fact.detail) : read(fact.state === "absent");
    }
    case "restart-provisioning-job":
    case "provision-on-demand":
      return unknown("a job keeps no record of who started it");
  }
}
