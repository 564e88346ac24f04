/** Whether an order may be taken: what the agent judges for itself, from the order and its own journal, before it looks at the directory. */
import { canonicalJson, type Plan, type PremisesCommand, type RiskClass } from "../domain";
import { planDigest } from "../domain/digest";
import { CLOCK_SKEW_MS, commandIdOf, LONGEST_VALIDITY_MS } from "../domain/order";
import type { Journal } from "./journal";
import { approvalNeeds, type Policy } from "./policy";

/** What an order says, as its schema gives it. */
export interface Order {
  readonly commandId: string;
  readonly epoch: number;
  readonly counter: number;
  readonly nonce: string;
  readonly args: { readonly step: number; readonly command: PremisesCommand };
  readonly plan: Plan;
  readonly planDigest: string;
  readonly approvalId: string;
  readonly approvedBy: readonly string[];
  readonly reason?: string | undefined;
  readonly notBefore: string;
  readonly notAfter: string;
}
/** What the agent knows beside it. `startedAt`: since when it runs. */
export interface Bench {
  readonly now: Date;
  readonly startedAt: Date;
  readonly policy: Pick<Policy, "approvals">;
  readonly journal: Pick<Journal, "epoch" | "used" | "remember">;
}

/** Why the order is not taken, as the end of a sentence; undefined where it may be. */
export function whyNotTaken(order: Order, bench: Bench): string | undefined {
  return (
    whyUntimely(order, bench) ??
    whyPlayedAgain(order, bench) ??
    whyNotOfItsPlan(order, bench) ??
    whyNotApproved(order, bench.policy) ??
    whyUngrounded(order)
  );
}

function whyUntimely({ notBefore, notAfter }: Order, { now, startedAt }: Bench): string | undefined {
  const from = Date.parse(notBefore),
    until = Date.parse(notAfter),
    clock = `this agent's clock says ${now.toISOString()}`;
  if (from - now.getTime() > CLOCK_SKEW_MS) return `it is before its time (${notBefore}); ${clock}`;
  if (until - from > LONGEST_VALIDITY_MS)
    return `it would be valid for longer than 10 minutes (${notBefore} to ${notAfter})`;
  if (until - now.getTime() > LONGEST_VALIDITY_MS)
    return `it would be valid for more than 10 minutes from now (until ${notAfter}); ${clock}`;
  if (from < startedAt.getTime())
    return `it was made (${notBefore}) before this agent started (${startedAt.toISOString()}), and may be an old one that is played again`;
  return undefined;
}
function whyPlayedAgain(order: Order, { now, journal }: Bench): string | undefined {
  if (order.epoch - now.getTime() > CLOCK_SKEW_MS)
    return `its bot says that it began at ${iso(order.epoch)}, which is still to come; this agent's clock says ${now.toISOString()}`;
  if (order.epoch < journal.epoch)
    return `a newer bot has ordered here (epoch ${iso(journal.epoch)}); this order is of an older one (epoch ${iso(order.epoch)})`;
  return journal.used(order) ? "this message was received before" : undefined;
}
function whyNotOfItsPlan(order: Order, { journal }: Bench): string | undefined {
  const { plan, args, approvalId } = order,
    digest = planDigest(plan);
  if (digest !== order.planDigest)
    return `the plan is not the one that was approved: approved was ${order.planDigest}, this one has the digest ${digest}`;
  if (order.commandId !== commandIdOf(approvalId, args.step)) return "its id is not that of its step";
  if (canonicalJson(plan.commands[args.step]) !== canonicalJson(args.command))
    return `the command is not step ${args.step + 1} of its plan`;
  for (const [step, earlier] of plan.commands.slice(0, args.step).entries()) {
    if (earlier.system !== "premises") continue;
    const known = journal.remember(commandIdOf(approvalId, step));
    if (known.progress !== "ended" || known.outcome.state !== "done" || known.planDigest !== digest)
      return `step ${step + 1} of its plan was not carried out here`;
  }
  return undefined;
}
/** What changes the directory or its rights is a write, whatever the plan says of itself. */
const WRITES: ReadonlySet<PremisesCommand["kind"]> = new Set([
  "set-ad-attribute",
  "move-ad-object",
  "add-group-member",
  "remove-group-member",
  "grant-connector-permission",
  "purge-run-history",
  "enable-tls12",
  "repair-run-profile",
  "repair-agent-account",
]);
function whyNotApproved({ plan, args, approvedBy, reason }: Order, policy: Bench["policy"]): string | undefined {
  const risk: RiskClass = plan.risk === "trigger" && WRITES.has(args.command.kind) ? "write" : plan.risk,
    { people, reasonNeeded } = approvalNeeds(policy, risk),
    approvers = new Set(approvedBy).size;
  if (approvers < people) return `it needs the approval of ${people} and has that of ${approvers}`;
  return reasonNeeded && (reason ?? "").trim() === "" ? "it needs a reason and has none" : undefined;
}
/** A write to an object of the directory rests on something that was read of that very object. */
function whyUngrounded({ plan, args: { command } }: Order): string | undefined {
  if ("objectGUID" in command) {
    const id = command.objectGUID.toLowerCase();
    return plan.expects.some((e) => e.system === "ad" && e.objectGUID.toLowerCase() === id)
      ? undefined
      : "its plan says nothing of how the object must stand before it is written";
  }
  return command.kind === "grant-connector-permission" && plan.expects.length === 0
    ? "its plan says nothing of what must hold before a right is given"
    : undefined;
}
const iso = (ms: number): string => new Date(ms).toISOString();
