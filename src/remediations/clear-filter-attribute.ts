/** Clears the one attribute whose value makes a rule leave the account out (adsync reference §6.2, §6.3). */
import { valueOr, WRITABLE_ATTRIBUTES, type AdObject, type Connector, type SyncRule } from "../domain";
import { sameText } from "../identity/address";
import { defineRemediation } from "../identity/define";
import { cloudFilteredBy, inboundOf } from "../identity/flow";
import { isProtected } from "../identity/protected";
import { attributeOf } from "../identity/scoping-filter";
import { rulesInForce } from "../identity/sync-rules";
import { chosenOf } from "./choice";
import { attributeNameIn, setAdAttribute } from "./commands";
import { carried, commandsToCloud, CYCLE_NEEDS, CYCLE_WANTS, cycleTouches, engineIdle, whyNoCycle } from "./cycle";
import { linkedAfterwards, unchangedInAd } from "./expectations";
import { PROTECTED, shown } from "./wording";

export default defineRemediation({
  id: "clear-filter-attribute",
  title: "Clear the attribute that filters the account out",
  risk: "write",
  undo: "Write the old value back; the cloud user is then deleted at the next cycle",
  needs: ["ad.user", "server.syncRules", "server.connectors", ...CYCLE_NEEDS],
  wants: ["server.globalSettings", ...CYCLE_WANTS],
  plan(facts, { ad, place, settings }, _finding, choice) {
    const blocked = whyNoCycle(facts);
    if (blocked !== undefined) return { refused: blocked };
    if (ad === undefined) return { refused: "There is no AD account to change." };
    if (isProtected(ad)) return { refused: PROTECTED };
    if (place === undefined) return { refused: "No connector reads the account's domain." };
    const connectors = valueOr<Connector[], Connector[]>(facts["server.connectors"], []);
    const rules = rulesInForce(valueOr(facts["server.syncRules"], []), connectors);
    const { byOf, attributes } = clearable(ad, rules, place.connector.Name);
    if (attributes.length === 0)
      return { refused: "No single attribute can be cleared that would let the account pass the rules." };
    const attribute = chosenOf(attributes, (a) => a, choice);
    if (attribute === undefined)
      return {
        question: "Which attribute shall be cleared?",
        choose: attributes.map((a) => ({ id: a, title: a, detail: `now ${shown(ad[a])}` })),
      };
    const now = shown(ad[attribute]);
    return {
      plan: {
        remediation: "clear-filter-attribute",
        title: `Clear ${attribute} of ${ad.dn}`,
        risk: "write",
        summary: `Clears ${attribute} (${now}), by which ${byOf(attribute)} leaves the account out, and ${carried(facts, ad)}.`,
        changes: [{ what: `${attribute} of ${ad.dn}`, before: now, after: "(empty)" }],
        touches: ["Somebody may have set it on purpose: ask its owner before you approve.", ...cycleTouches(facts)],
        commands: [setAdAttribute(ad, attribute, null), ...commandsToCloud(facts, ad.dn)],
        expects: [...unchangedInAd(ad, attribute), ...engineIdle(facts)],
        verify: linkedAfterwards(settings, ad),
      },
    };
  },
});

/** The filled attributes without any one of which the account would pass, and what of the rules each meets. Tried on a copy, by the same rules. */
function clearable(ad: AdObject, rules: readonly SyncRule[], connector: string) {
  const filtered = cloudFilteredBy(ad, rules, connector);
  const failed = inboundOf(ad, rules, connector).failedClauses.map((c) => c.Attribute);
  const passes = (attribute: string): boolean => {
    const without: AdObject = { ...ad, [attribute]: undefined };
    return cloudFilteredBy(without, rules, connector) === null && inboundOf(without, rules, connector).joins;
  };
  const found = new Set([...(filtered?.attributes ?? []), ...failed].map((a) => attributeNameIn(ad, a)));
  return {
    byOf: (attribute: string): string =>
      filtered?.attributes.some((a) => sameText(a, attribute)) === true
        ? `the rule ${filtered.rule.Name}`
        : "the scoping filter of the join rule",
    attributes: [...found].filter(
      (a) => WRITABLE_ATTRIBUTES.includes(a) && attributeOf(ad, a) !== undefined && passes(a),
    ),
  };
}
