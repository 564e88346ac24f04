/** The lab's rules, and the agent's policy for what is protected, in the words of the comparison. */
import { protectionOf } from "../../src/agent/protected";
import { domainOf } from "../../src/identity/dn";
import { objectTypeOf } from "../../src/lab/premises/reach";
import { flowOf, UnknownExpression } from "../../src/lab/rules/expression";
import { flowValueOf, plainValueOf, RuleCalledError } from "../../src/lab/rules/flow-value";
import { connectorPlaceOf } from "../../src/lab/rules/partition";
import { clauseHolds, memberOfOf } from "../../src/lab/rules/scoping-filter";
import { signInNameOf } from "../../src/lab/rules/sign-in-name";
import { anchorAttributeOf, attributeOf, isBinary, sourceAnchorOf } from "../../src/lab/rules/source-anchor";
import { leavesForCloud, projectionOf, rulesInForceOf } from "../../src/lab/rules/sync-rules";
import type { Answers } from "./answers";

export const WITNESS: Answers = {
  place({ world, ad }) {
    const place = connectorPlaceOf(ad.dn, world.premises.connectors);
    return place.stops ?? place.connector ?? "domain";
  },
  clause: ({ clause, ad }) => clauseHolds(clause, { attributes: ad, memberOf: memberOfOf(ad) }),
  expression({ expression, ad }) {
    try {
      return plainValueOf(
        flowOf(expression)({
          attribute: (name) =>
            name.toLowerCase() === "dn" ? ad.dn : flowValueOf(attributeOf(ad, name), isBinary(name)),
          parameter: (name) => (/^domain\.fqdn$/i.test(name) ? domainOf(ad.dn) : null),
        }),
      );
    } catch (error) {
      if (error instanceof RuleCalledError) return "a rule called Error";
      if (error instanceof UnknownExpression) return "not understood";
      throw error;
    }
  },
  projection({ world: { premises }, ad }) {
    const rules = rulesInForceOf(premises.syncRules, premises.connectors, premises.globalSettings);
    const made = projectionOf(ad, ad.dn, objectTypeOf(ad), rules, "contoso.local", premises.globalSettings);
    return {
      joins: made.provisioned,
      failed: made.error !== null,
      attributes: made.attributes,
      leaves: leavesForCloud(made.attributes, rules),
    };
  },
  anchor: ({ world, ad }) =>
    sourceAnchorOf(ad, anchorAttributeOf(world.premises.globalSettings) ?? "mS-DS-ConsistencyGuid"),
  signInName: ({ world, ad }) => signInNameOf(ad, ad.dn, world.premises.globalSettings),
  isProtected: ({ ad }) => protectionOf(ad) !== undefined,
};
