import { valueOr, WRITABLE_ATTRIBUTES } from "../domain";
import { defineRemediation } from "../identity/legacy";
import type { PlanResult } from "../domain";
import { cloudFilteredBy, inboundOf } from "../identity/flow";
import { attributeOf } from "../identity/scoping-filter";
import { rulesInForce } from "../identity/sync-rules";
import {
  adUser,
  bring,
  connectorFor,
  cycleBlocked,
  cycleTouches,
  expectAd,
  idle,
  isProtected,
  linked,
  PROTECTED,
  refuse,
  show,
  unread,
} from "./parts";

/** Clears the one attribute whose value makes a rule leave the account out. */
export default defineRemediation({
  id: "clear-filter-attribute",
  title: "Clear the attribute that filters the account out",
  risk: "write",
  undo: "Write the old value back; the cloud user is then deleted at the next cycle",
  plan(facts, _finding, choice): PlanResult {
    const missing = unread(facts, "ad.user", "server.syncRules", "server.connectors"),
      blocked = cycleBlocked(facts);
    if (missing !== undefined || blocked !== undefined) return refuse((missing ?? blocked)!);
    const ad = adUser(facts);
    if (ad === undefined) return refuse("There is no AD account to change.");
    if (isProtected(ad)) return refuse(PROTECTED);
    const connector = connectorFor(facts, ad.dn);
    if (connector === undefined) return refuse("No connector reads the account's domain.");
    const rules = rulesInForce(valueOr(facts["server.syncRules"], []), valueOr(facts["server.connectors"], []));
    const filtered = cloudFilteredBy(ad, rules, connector),
      inbound = inboundOf(ad, rules, connector);
    // Clearing helps only where the account passes without the value: tried on a copy, by the same rules.
    const passes = (attribute: string): boolean => {
      const { [attribute]: _, ...rest } = ad;
      const copy = rest as typeof ad;
      return cloudFilteredBy(copy, rules, connector) === null && inboundOf(copy, rules, connector).joins;
    };
    const found = [...new Set([...(filtered?.attributes ?? []), ...inbound.failedClauses.map((c) => c.Attribute)])].map(
      (a) => Object.keys(ad).find((k) => k.toLowerCase() === a.toLowerCase()) ?? a,
    );
    const open = found.filter(
      (a) => (WRITABLE_ATTRIBUTES as readonly string[]).includes(a) && attributeOf(ad, a) !== undefined && passes(a),
    );
    if (open.length === 0)
      return refuse("No single attribute can be cleared that would let the account pass the rules.");
    const attribute = choice === undefined ? (open.length === 1 ? open[0] : undefined) : open.find((a) => a === choice);
    if (attribute === undefined)
      return {
        question: "Which attribute shall be cleared?",
        choose: open.map((a) => ({ id: a, title: a, detail: `now ${show(ad[a])}` })),
      };
    const old = ad[attribute] as string | readonly string[];
    return {
      plan: {
        remediation: "clear-filter-attribute",
        title: `Clear ${attribute} of ${ad.dn}`,
        risk: "write",
        summary: `Clears ${attribute} (${show(old)}), by which ${filtered === null ? "a scoping filter" : `the rule ${filtered.rule.Name}`} leaves the account out, and runs a sync cycle.`,
        changes: [{ what: `${attribute} of ${ad.dn}`, before: show(old), after: "(empty)" }],
        touches: ["Somebody may have set it on purpose: ask its owner before you approve.", ...cycleTouches(facts)],
        commands: [
          { system: "premises", kind: "set-ad-attribute", objectGUID: ad.objectGUID, attribute, value: null },
          ...bring(facts, "Delta", ad.dn),
        ],
        expects: [...expectAd(ad, attribute), ...idle(facts)],
        undo: {
          commands: [
            {
              system: "premises",
              kind: "set-ad-attribute",
              objectGUID: ad.objectGUID,
              attribute,
              value: typeof old === "string" || Array.isArray(old) ? old : String(old),
            },
          ],
          says: "The old value is written back; the next cycle takes the cloud user away again.",
        },
        verify: linked(ad),
      },
    };
  },
});
