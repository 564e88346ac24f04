/** Runs an approved plan, command by command. The state of each step is written before its effect; nothing is ever sent twice. */
import { told, type Approval, type CommandEnd, type StepResult, type Words } from "../domain";
import type { Command } from "../domain/command";
import { commandIdOf, stillExpected } from "../domain/order";
import type { AgentLink } from "../ports";
import type { ApprovalEvent } from "./states";
import { becameOf, type BecamePorts } from "./became";
import { broken } from "./expectations";
import { cycleEnd, type CycleSeen } from "./cycle-watch";
import { stepEnded } from "./interrupted";

/** How a step reads whose answer was lost. */
const ASKED = {
  en: "The answer was lost; what became of it is being asked.",
  de: "Die Antwort ging verloren; was daraus wurde, wird gerade gefragt.",
};

export interface RunPorts extends BecamePorts {
  readonly now: () => string;
  /** Moves the approval on by compare-and-set; undefined where somebody else has moved it. */
  readonly move: (event: ApprovalEvent) => Promise<Approval | undefined>;
  /** What is seen of a cycle that a step has started. */
  readonly onCycle?: OnCycle;
}
type OnCycle = (seen: CycleSeen) => void;

/** From `dispatched` to an end. Returns the last state that this run has written, undefined where it lost the approval to somebody else. */
export async function runPlan(approval: Approval, ports: RunPorts): Promise<Approval | undefined> {
  const { plan } = approval;
  const gone = await broken(plan.expects, ports);
  if (gone.length > 0)
    return ports.move({
      kind: "stale",
      at: ports.now(),
      outcome: told(
        {
          en: "The world has changed since the plan was made; nothing was run. {gone}",
          de: "Seit der Plan gemacht wurde, hat sich etwas geändert; es wurde nichts ausgeführt. {gone}",
        },
        { gone: gone.join(" ") },
      ),
    });
  let current = await ports.move({ kind: "start", at: ports.now() });
  for (const [index, command] of plan.commands.entries()) {
    if (current === undefined) return undefined;
    const commandId = commandIdOf(approval.id, index);
    const validity = validityFrom(ports.machineNow(), ports.asking.orderLifeMs),
      host = command.system === "premises" ? ports.agent.heard?.() : undefined,
      ordered = {
        ...(command.system === "premises" ? { notAfter: validity.notAfter } : {}),
        ...(host === undefined ? {} : { host }),
      };
    const step = (state: StepResult["state"], detail: Words) => ({
      kind: "step" as const,
      step: { command: index, commandId, state, at: ports.now(), detail, ...ordered },
    });
    if (index > 0) {
      const changed = await broken(
        stillExpected(plan.expects, plan.commands.slice(0, index)).filter((e) => e.system === "entra"),
        ports,
      );
      if (changed.length > 0)
        return ports.move({
          kind: "finish",
          state: "failed",
          at: ports.now(),
          outcome: told(
            {
              en: "Stopped before step {step} of {total}: {changes}",
              de: "Vor Schritt {step} von {total} angehalten: {changes}",
            },
            { step: index + 1, total: plan.commands.length, changes: changed.join(" ") },
          ),
        });
    }
    const begun = step("running", "");
    if ((await ports.move(begun)) === undefined) return undefined;
    let outcome = await execute(
      command,
      index,
      commandId,
      { ...validity, ...(host === undefined ? {} : { host }) },
      approval,
      ports,
    );
    if (outcome.state === "unknown") {
      if ((await ports.move(step("running", ASKED))) === undefined) return undefined;
      outcome = await becameOf(command, begun.step, ports);
    }
    outcome = await wholeOf(command, outcome, ports);
    current = await ports.move(step(outcome.state, outcome.detail));
    if (current === undefined) return undefined;
    if (outcome.state !== "done")
      return ports.move({
        kind: "finish",
        state: outcome.state,
        at: ports.now(),
        outcome: stepEnded(index, plan.commands.length, outcome.detail),
      });
  }
  return current === undefined
    ? undefined
    : ports.move({
        kind: "finish",
        state: "done",
        at: ports.now(),
        outcome: { en: "All steps have been carried out.", de: "Alle Schritte sind ausgeführt." },
      });
}

async function execute(
  command: Command,
  index: number,
  commandId: string,
  validity: Validity,
  a: Approval,
  ports: RunPorts,
): Promise<CommandEnd> {
  try {
    if (command.system === "entra") return await ports.cloud.execute(command);
    return await ports.agent.execute(command, envelopeOf(index, commandId, validity, a));
  } catch (error) {
    // The effect may have happened before the fault: only a read can tell, never a second attempt.
    return {
      state: "unknown",
      detail:
        error instanceof Error
          ? error.message
          : { en: "The command ended in an unknown way.", de: "Wie der Befehl endete, ist nicht bekannt." },
    };
  }
}
/** A cycle that was started is over when the engine says so. */
export async function wholeOf(
  command: Command,
  outcome: CommandEnd,
  ports: BecamePorts & { readonly onCycle?: OnCycle },
): Promise<CommandEnd> {
  if (outcome.state !== "done" || command.kind !== "start-sync-cycle") return outcome;
  const { agent, watch, onCycle } = ports;
  return cycleEnd(agent, watch, {
    full: command.policyType === "Initial",
    ...(onCycle === undefined ? {} : { onLook: onCycle }),
  });
}
/** From when until when the agent may begin an order. */
/** When an order may begin, and on which host. */
interface Validity {
  readonly notBefore: string;
  readonly notAfter: string;
  readonly host?: string;
}
const validityFrom = (at: Date, lifeMs: number): Validity => ({
  notBefore: at.toISOString(),
  notAfter: new Date(at.getTime() + lifeMs).toISOString(),
});
function envelopeOf(
  index: number,
  commandId: string,
  validity: Validity,
  a: Approval,
): Parameters<AgentLink["execute"]>[1] {
  const approvals = a.decisions.filter((d) => d.verdict === "approved"),
    reason = approvals.flatMap((d) => (d.reason === "" ? [] : [d.reason])).join(" | ");
  return {
    commandId,
    plan: a.plan,
    planDigest: a.planDigest,
    step: index,
    approvalId: a.id,
    approvedBy: approvals.map((d) => d.by.id),
    ...(reason === "" ? {} : { reason }),
    ...validity,
  };
}
