/** The way round an empty duplicate that sync made: the account leaves the scope, so that sync deletes the duplicate, and comes back (adsync reference §5.4). */
import { told } from "../domain";
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
    return {
      refused: {
        en: "Without a Connect Sync engine the duplicate cannot be taken out step by step.",
        de: "Ohne ein Connect-Sync-Modul lässt sich das Duplikat nicht schrittweise herausnehmen.",
      },
    };
  if (shown(ad.adminDescription) !== "(empty)")
    return {
      refused: told(
        {
          en: "adminDescription of the AD account is in use ({value}), so it cannot be taken out of scope that way.",
          de: "adminDescription des AD-Kontos ist belegt ({value}), darum lässt es sich so nicht aus dem Bereich nehmen.",
        },
        { value: shown(ad.adminDescription) },
      ),
    };
  for (const key of RULES) {
    const fact = facts[key];
    if (fact.state === "unreadable") return { refused: notRead(key, fact) };
  }
  if (!wouldLeave(facts, ad))
    return {
      refused: told(
        {
          en: "The rules of this installation would not leave the account out with adminDescription {value}, so it cannot be taken out of scope that way.",
          de: "Die Regeln dieser Installation ließen das Konto mit adminDescription {value} nicht aus, darum lässt es sich so nicht aus dem Bereich nehmen.",
        },
        { value: LEAVES_SCOPE },
      ),
    };
  const emptiness = emptinessOf(facts, duplicate);
  if (emptiness.is === "open") return { asks: emptiness.asks };
  return emptiness.is === "empty"
    ? undefined
    : {
        refused: told(
          {
            en: "A duplicate that sync made ({user}) owns the account's anchor, and it is not proved empty: {why} Decide by hand which of the two is kept.",
            de: "Ein von der Synchronisierung angelegtes Duplikat ({user}) hält den sourceAnchor des Kontos, und es ist nicht erwiesen leer: {why} Entscheiden Sie von Hand, welches von beiden bleibt.",
          },
          { user: name, why: emptiness.why },
        ),
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
