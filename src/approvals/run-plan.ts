/** Runs an approved plan, command by command. The state of each step is written before its effect; nothing is ever sent twice. */
import type { Approval, StepResult } from "../domain/case";
import type { Command, Expectation } from "../domain/command";
import type { AgentLink, CloudDirectory, CommandOutcome } from "../ports";
import type { ApprovalEvent } from "./states";
import { broken } from "./expectations";
import { cycleEnd, type CycleWatch } from "./cycle-watch";

/** The id under which the agent keeps a command in its journal: the same for the same step of the same approval, always. */
export const commandIdOf = (approvalId: string, index: number): string => `${approvalId}.${index}`;
/** How long an agent may still begin a command after it was sent, in ms. */
export const COMMAND_LIFE_MS = 5 * 60_000;

/** Expectations that the commands before `index` have not made untrue by what they do. */
export function stillExpected(expects: readonly Expectation[], before: readonly Command[]): Expectation[] {
  return expects.filter(
    (e) =>
      !before.some((c) => {
        switch (e.system) {
          case "ad":
            return (
              (c.kind === "set-ad-attribute" && c.objectGUID === e.objectGUID && c.attribute === e.attribute) ||
              (c.kind === "move-ad-object" &&
                c.objectGUID === e.objectGUID &&
                /^(dn|distinguishedName)$/i.test(e.attribute)) ||
              ((c.kind === "add-group-member" || c.kind === "remove-group-member") &&
                c.objectGUID === e.objectGUID &&
                e.attribute === "memberOf")
            );
          case "server":
            return e.what === "service"
              ? (c.kind === "start-service" || c.kind === "restart-service") && c.name === e.name
              : c.kind === "set-scheduler" ||
                  c.kind === "start-sync-cycle" ||
                  c.kind === "stop-sync-cycle" ||
                  c.kind === "start-service" ||
                  c.kind === "restart-service";
          case "both":
            return true;
          // A cycle may move a user between the live and the deleted; what proved it empty must hold until it is touched.
          case "entra":
            return (
              !("holdsNoRole" in e) &&
              (("deleted" in e && c.kind === "start-sync-cycle") || ("id" in c && c.id === e.id))
            );
        }
      }),
  );
}

export interface RunPorts {
  readonly cloud: CloudDirectory;
  readonly agent: AgentLink;
  readonly watch: CycleWatch;
  /** The machine's time, ISO 8601: transport deadlines do not follow the case's clock. */
  readonly machineNow: () => Date;
  readonly now: () => string;
  /** Moves the approval on by compare-and-set; undefined where somebody else has moved it. */
  readonly move: (event: ApprovalEvent) => Promise<Approval | undefined>;
}

/** From `dispatched` to an end. Returns the last state that this run has written, undefined where it lost the approval to somebody else. */
export async function runPlan(approval: Approval, ports: RunPorts): Promise<Approval | undefined> {
  const { plan } = approval;
  const gone = await broken(plan.expects, ports);
  if (gone.length > 0)
    return ports.move({
      kind: "stale",
      at: ports.now(),
      outcome: `The world has changed since the plan was made; nothing was run. ${gone.join(" ")}`,
    });
  let current = await ports.move({ kind: "start", at: ports.now() });
  for (const [index, command] of plan.commands.entries()) {
    if (current === undefined) return undefined;
    const commandId = commandIdOf(approval.id, index);
    const validity = validityFrom(ports.machineNow()),
      until = command.system === "premises" ? { notAfter: validity.notAfter } : {};
    const step = (state: StepResult["state"], detail: string): ApprovalEvent => ({
      kind: "step",
      step: { command: index, commandId, state, at: ports.now(), detail, ...until },
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
          outcome: `Stopped before step ${index + 1} of ${plan.commands.length}: ${changed.join(" ")}`,
        });
    }
    current = await ports.move(step("running", ""));
    if (current === undefined) return undefined;
    const outcome = await execute(command, index, commandId, validity, approval, ports);
    current = await ports.move(step(outcome.state, outcome.detail));
    if (current === undefined) return undefined;
    if (outcome.state !== "done")
      return ports.move({
        kind: "finish",
        state: outcome.state,
        at: ports.now(),
        outcome: `Step ${index + 1} of ${plan.commands.length}: ${outcome.detail}`,
      });
  }
  return current === undefined
    ? undefined
    : ports.move({ kind: "finish", state: "done", at: ports.now(), outcome: "All steps have been carried out." });
}

async function execute(
  command: Command,
  index: number,
  commandId: string,
  validity: Validity,
  a: Approval,
  ports: RunPorts,
): Promise<CommandOutcome> {
  try {
    if (command.system === "entra") return await ports.cloud.execute(command);
    const outcome = await ports.agent.execute(command, envelopeOf(index, commandId, validity, a));
    if (outcome.state !== "done" || command.kind !== "start-sync-cycle") return outcome;
    return await cycleEnd(ports.agent, ports.watch);
  } catch (error) {
    // The effect may have happened before the fault: only a read can tell, never a second attempt.
    return {
      state: "unknown",
      detail: error instanceof Error ? error.message : "The command ended in an unknown way.",
    };
  }
}
/** From when until when the agent may begin an order. */
interface Validity {
  readonly notBefore: string;
  readonly notAfter: string;
}
const validityFrom = (at: Date): Validity => ({
  notBefore: at.toISOString(),
  notAfter: new Date(at.getTime() + COMMAND_LIFE_MS).toISOString(),
});
function envelopeOf(
  index: number,
  commandId: string,
  validity: Validity,
  a: Approval,
): Parameters<AgentLink["execute"]>[1] {
  return {
    commandId,
    planDigest: a.planDigest,
    approvalId: a.id,
    approvedBy: a.decisions.filter((d) => d.verdict === "approved").map((d) => d.by.id),
    ...validity,
    expects: stillExpected(a.plan.expects, a.plan.commands.slice(0, index)).filter(
      (e) => e.system === "ad" || e.system === "server",
    ),
  };
}
