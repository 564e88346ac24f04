/** One step of an approved plan as it is ordered from the agent: rules that the bot and the agent must come to alike. */
import { type Words } from "./words";
import { told } from "./words";
import type { Command, Expectation } from "./command";
import { valueText } from "./words";

/** The id under which the agent keeps a command in its journal: the same for the same step of the same approval, always. */
export const commandIdOf = (approvalId: string, step: number): string => `${approvalId}.${step}`;
/** How long an order may be valid, and how far ahead of the agent's clock it may end, in ms. */
export const LONGEST_VALIDITY_MS = 10 * 60_000;
/** How far the clocks of bot and agent may stand apart, in ms. */
export const CLOCK_SKEW_MS = 5 * 60_000;

/** Expectations that the commands before a step have not made untrue by what they do. */
export function stillExpected(expects: readonly Expectation[], before: readonly Command[]): Expectation[] {
  return expects.filter((e) => !before.some((c) => makesUntrue(c, e)));
}
function makesUntrue(c: Command, e: Expectation): boolean {
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
        !("holdsNoRole" in e) && (("deleted" in e && c.kind === "start-sync-cycle") || ("id" in c && c.id === e.id))
      );
  }
}

/** The sentence for an expectation that does not hold any more, with the value before and now. */
export const differenceIn = (e: Expectation & { readonly equals: unknown }, now: unknown): Words =>
  told(
    {
      en: "No longer so: {says} Before: {before}; now: {now}.",
      de: "Nicht mehr so: {says} Zuvor: {before}; jetzt: {now}.",
    },
    { says: e.says, before: valueText(e.equals), now: valueText(now) },
  );
