/** Plans and orders for the tests of the agent and of its link. */
import type { Command, Expectation, Plan, PremisesCommand } from "../../src/domain";
import { planDigest } from "../../src/domain/digest";
import { commandIdOf } from "../../src/domain/order";
import type { CommandEnvelope } from "../../src/ports";

/** That an object is there; it holds for every object that the host knows. */
export const isThere = (objectGUID: string): Expectation => ({
  system: "ad",
  objectGUID,
  attribute: "objectGUID",
  equals: objectGUID,
  says: "The object is the one that was looked at.",
});
/** A plan of these commands that rests on the objects that they name. */
export const planOf = (commands: readonly Command[], more: Partial<Plan> = {}): Plan => ({
  remediation: "set-attribute",
  title: "A repair",
  risk: "write",
  summary: "What it does.",
  changes: [],
  touches: [],
  commands,
  expects: commands.flatMap((c) => ("objectGUID" in c ? [isThere(c.objectGUID)] : [])),
  before: [],
  undo: commands.map(() => ({ impossible: "It is not taken back here." })),
  verify: { kind: "engine-runs" },
  ...more,
});
/** The order of a plan's step, approved by one person for a reason, valid for five minutes from `at` (by default now). */
export function envelopeOf(
  plan: Plan,
  {
    approvalId = "approval-1",
    step = 0,
    at = new Date(),
    ...more
  }: Partial<CommandEnvelope> & { readonly at?: Date } = {},
): CommandEnvelope {
  return {
    commandId: commandIdOf(approvalId, step),
    plan,
    planDigest: planDigest(plan),
    step,
    approvalId,
    approvedBy: ["approver-1"],
    reason: "INC-4711",
    notBefore: at.toISOString(),
    notAfter: new Date(at.getTime() + 300_000).toISOString(),
    ...more,
  };
}
/** The order of a plan of one command. */
export const orderOf = (
  command: PremisesCommand,
  more: Partial<CommandEnvelope> & { readonly at?: Date } = {},
): CommandEnvelope => envelopeOf(planOf([command]), more);
