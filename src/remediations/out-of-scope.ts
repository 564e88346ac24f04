/** The way round an empty duplicate that sync made: the account leaves the scope, so that sync deletes the duplicate, and comes back (adsync reference §5.4). */
import type { AdObject, CloudUser, Command, FactSet, Planned } from "../domain";
import { emptinessOf, type EMPTINESS_FACTS } from "../identity/emptiness";
import { setAdAttribute } from "./commands";
import { hasConnect } from "./cycle";
import { shown } from "./wording";

/** The value of adminDescription by which the standard rules leave a user out (adsync reference §6.2). */
const LEAVES_SCOPE = "User_NoSync";

/** Why the account cannot go this way, or what must be asked for first; undefined where it can. */
export function whyNotThroughScope(
  facts: Pick<FactSet, (typeof EMPTINESS_FACTS)[number] | "server.services" | "server.scheduler">,
  ad: AdObject,
  duplicate: CloudUser,
): Exclude<Planned, { plan: unknown } | { choose: unknown }> | undefined {
  const name = duplicate.userPrincipalName;
  if (!hasConnect(facts))
    return { refused: "Without a Connect Sync engine the duplicate cannot be taken out step by step." };
  if (shown(ad.adminDescription) !== "(empty)")
    return {
      refused: `adminDescription of the AD account is in use (${shown(ad.adminDescription)}), so it cannot be taken out of scope that way.`,
    };
  const emptiness = emptinessOf(facts, duplicate);
  if (emptiness.is === "open") return { asks: emptiness.asks };
  return emptiness.is === "empty"
    ? undefined
    : {
        refused: `A duplicate that sync made (${name}) owns the account's anchor, and it is not proved empty: ${emptiness.why} Decide by hand which of the two is kept.`,
      };
}
/** `between` runs while the account is out of scope; each way ends with a cycle. */
export const throughScope = (ad: AdObject, cycle: readonly Command[], between: readonly Command[]): Command[] => [
  setAdAttribute(ad, "adminDescription", LEAVES_SCOPE),
  ...cycle,
  ...between,
  setAdAttribute(ad, "adminDescription", null),
  ...cycle,
];
