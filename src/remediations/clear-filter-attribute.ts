/** Clears the one attribute whose value makes a rule leave the account out (adsync reference §6.2, §6.3). */
import { told, type InEvery } from "../domain";
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
  title: {
    en: "Clear the attribute that filters the account out",
    de: "Das Attribut leeren, das das Konto herausfiltert",
  },
  risk: "write",
  undo: {
    en: "Write the old value back; the cloud user is then deleted at the next cycle",
    de: "Den alten Wert zurückschreiben; der Cloudbenutzer wird dann im nächsten Zyklus gelöscht",
  },
  needs: ["ad.user", "server.syncRules", "server.connectors", ...CYCLE_NEEDS],
  wants: ["server.globalSettings", ...CYCLE_WANTS],
  plan(facts, { ad, place, settings }, _finding, choice) {
    const blocked = whyNoCycle(facts);
    if (blocked !== undefined) return { refused: blocked };
    if (ad === undefined)
      return { refused: { en: "There is no AD account to change.", de: "Es gibt kein AD-Konto, das zu ändern wäre." } };
    if (isProtected(ad)) return { refused: PROTECTED };
    if (place === undefined)
      return {
        refused: { en: "No connector reads the account's domain.", de: "Kein Connector liest die Domäne des Kontos." },
      };
    const connectors = valueOr<Connector[], Connector[]>(facts["server.connectors"], []);
    const rules = rulesInForce(valueOr(facts["server.syncRules"], []), connectors);
    const { byOf, attributes } = clearable(ad, rules, place.connector.Name);
    if (attributes.length === 0)
      return {
        refused: {
          en: "No single attribute can be cleared that would let the account pass the rules.",
          de: "Es gibt kein einzelnes Attribut, dessen Leeren das Konto die Regeln passieren ließe.",
        },
      };
    const attribute = chosenOf(attributes, (a) => a, choice);
    if (attribute === undefined)
      return {
        question: { en: "Which attribute shall be cleared?", de: "Welches Attribut soll geleert werden?" },
        choose: attributes.map((a) => ({
          id: a,
          title: a,
          detail: told({ en: "now {value}", de: "jetzt {value}" }, { value: shown(ad[a]) }),
        })),
      };
    const now = shown(ad[attribute]);
    return {
      plan: {
        remediation: "clear-filter-attribute",
        title: told({ en: "Clear {attribute} of {dn}", de: "{attribute} von {dn} leeren" }, { attribute, dn: ad.dn }),
        risk: "write",
        summary: told(
          {
            en: "Clears {attribute} ({now}), by which {rule} leaves the account out, and {carried}.",
            de: "Leert {attribute} ({now}), wodurch das Konto ausgelassen wird ({rule}), und {carried}.",
          },
          { attribute, now, rule: byOf(attribute), carried: carried(facts, ad) },
        ),
        changes: [
          {
            what: told({ en: "{attribute} of {dn}", de: "{attribute} von {dn}" }, { attribute, dn: ad.dn }),
            before: now,
            after: { en: "(empty)", de: "(leer)" },
          },
        ],
        touches: [
          {
            en: "Somebody may have set it on purpose: ask its owner before you approve.",
            de: "Jemand kann es mit Absicht gesetzt haben: Fragen Sie vor der Genehmigung nach.",
          },
          ...cycleTouches(facts),
        ],
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
    byOf: (attribute: string): InEvery =>
      filtered?.attributes.some((a) => sameText(a, attribute)) === true
        ? told({ en: "the rule {rule}", de: "die Regel {rule}" }, { rule: filtered.rule.Name })
        : { en: "the scoping filter of the join rule", de: "der Bereichsfilter der Verbindungsregel" },
    attributes: [...found].filter(
      (a) => WRITABLE_ATTRIBUTES.includes(a) && attributeOf(ad, a) !== undefined && passes(a),
    ),
  };
}
