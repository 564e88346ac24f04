/** The way round an empty duplicate that sync made: the account leaves the scope, so that sync deletes the duplicate, and comes back (adsync reference §5.4). */
import {
  valueOr,
  type AdObject,
  type CloudUser,
  type Command,
  type FactKey,
  type FactSet,
  type Planned,
} from "../domain";
import { emptinessOf, EMPTINESS_FACTS } from "../identity/emptiness";
import { cloudFilteredBy, inboundOf } from "../identity/flow";
import { placeOf } from "../identity/place";
import { rulesInForce } from "../identity/sync-rules";
import { setAdAttribute } from "./commands";
import { hasConnect } from "./cycle";
import { notRead, shown } from "./wording";

/** What shows whether the rules let the account go. */
const RULES = ["server.syncRules", "server.connectors"] as const satisfies readonly FactKey[];
/** What a plan that goes this way wants to know. */
export const SCOPE_WANTS = [...RULES, ...EMPTINESS_FACTS] as const satisfies readonly FactKey[];

/** The value of adminDescription by which the standard rules leave a user out (adsync reference §6.2). */
const LEAVES_SCOPE = "User_NoSync";

/** Why the account cannot go this way, or what must be asked for first; undefined where it can. */
export function whyNotThroughScope(
  facts: Pick<FactSet, (typeof SCOPE_WANTS)[number] | "server.services" | "server.scheduler">,
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
  for (const key of RULES) {
    const fact = facts[key];
    if (fact.state === "unreadable") return { refused: notRead(key, fact) };
  }
  if (!wouldLeave(facts, ad))
    return {
      refused: `The rules of this installation would not leave the account out with adminDescription ${LEAVES_SCOPE}, so it cannot be taken out of scope that way.`,
    };
  const emptiness = emptinessOf(facts, duplicate);
  if (emptiness.is === "open") return { asks: emptiness.asks };
  return emptiness.is === "empty"
    ? undefined
    : {
        refused: `A duplicate that sync made (${name}) owns the account's anchor, and it is not proved empty: ${emptiness.why} Decide by hand which of the two is kept.`,
      };
}
/** True where the rules in force leave the account out once adminDescription says so. Tried on a copy, by the same rules. */
function wouldLeave(facts: Pick<FactSet, (typeof RULES)[number]>, ad: AdObject): boolean {
  const connectors = valueOr(facts["server.connectors"], []);
  const place = placeOf(ad, connectors);
  if (place === undefined) return false;
  const rules = rulesInForce(valueOr(facts["server.syncRules"], []), connectors);
  const hidden: AdObject = { ...ad, adminDescription: LEAVES_SCOPE };
  const { Name } = place.connector;
  return cloudFilteredBy(hidden, rules, Name) !== null || !inboundOf(hidden, rules, Name).joins;
}
/** `between` runs while the account is out of scope; each way ends with a cycle. */
export const throughScope = (ad: AdObject, cycle: readonly Command[], between: readonly Command[]): Command[] => [
  setAdAttribute(ad, "adminDescription", LEAVES_SCOPE),
  ...cycle,
  ...between,
  setAdAttribute(ad, "adminDescription", null),
  ...cycle,
];
