/** The product's rules, each in the words of the comparison: the one place of this test that names them. */
import type { AdObject } from "../../src/domain";
import { evaluateExpression, ExpressionError, RuleError, type ExprValue } from "../../src/identity/expression";
import { upnSent } from "../../src/identity/holders";
import { anchorInUse } from "../../src/identity/link";
import { isProtected } from "../../src/identity/protected";
import { inboundOf, outboundBlockedBy } from "../../src/identity/flow";
import { isSelected, placeOf } from "../../src/identity/place";
import { attributeOf, conditionHolds } from "../../src/identity/scoping-filter";
import { rulesInForce } from "../../src/identity/sync-rules";
import { domainOf } from "../../src/identity/dn";
import { syncSettings, type SyncSettings } from "../../src/identity/settings";
import { connectorsOf, rulesOf } from "../../src/lab/premises/served";
import type { Sample } from "./sample";
import type { Answers } from "./answers";

const settingsOf = ({ world }: Sample): SyncSettings => syncSettings(world.premises.globalSettings);
const valueOf = (ad: AdObject, name: string): ExprValue => {
  const raw = name.toLowerCase() === "dn" ? ad.dn : attributeOf(ad, name);
  return (raw ?? null) as ExprValue;
};
export const PRODUCT: Answers = {
  place({ world, ad }) {
    const connectors = connectorsOf(world),
      place = placeOf(ad, connectors);
    if (place?.partition === undefined || !place.partition.Selected) return "domain";
    return isSelected(ad, connectors) ? place.connector.Name : "ou";
  },
  clause({ clause, ad }) {
    return conditionHolds(
      { Attribute: clause.Attribute, ComparisonOperator: clause.Operator, ComparisonValue: clause.Value },
      ad,
    );
  },
  expression({ expression, ad }) {
    try {
      return evaluateExpression(expression, {
        attribute: (name) => valueOf(ad, name),
        parameter: (name) => (/^domain\.fqdn$/i.test(name) ? domainOf(ad.dn) : null),
        dn: ad.dn,
      });
    } catch (error) {
      if (error instanceof RuleError) return "a rule called Error";
      if (error instanceof ExpressionError) return "not understood";
      throw error;
    }
  },
  projection({ world, ad }) {
    const connectors = connectorsOf(world),
      rules = rulesInForce(rulesOf(world), connectors);
    const inbound = inboundOf(ad, rules, "contoso.local", syncSettings(world.premises.globalSettings));
    return {
      joins: inbound.joins,
      failed: inbound.error !== null,
      attributes: inbound.attributes,
      leaves: outboundBlockedBy(inbound.attributes, rules) === null,
    };
  },
  anchor: (sample) => anchorInUse(settingsOf(sample), sample.ad),
  signInName: (sample) => upnSent(settingsOf(sample), sample.ad),
  isProtected: ({ ad }) => isProtected(ad),
};
