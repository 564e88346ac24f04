/** Which sync rule decides whether an object's password hash is sent (adsync reference §3.5 `EnablePasswordSync`, §6.2; selective password hash synchronization). */
import type { AdObject, SyncRule } from "../domain";
import { sameText } from "./address";
import { ruleInScope } from "./scoping-filter";
import { sourceTypeOf } from "./source-type";

/** What decides over an object's hash. */
export interface PasswordRule {
  readonly sends: boolean;
  /** The rule that decides; undefined where no rule that carries the hash takes the object. */
  readonly rule: SyncRule | undefined;
  /** It stands in for the standard rule that carries the hash; the box of any other own rule is unticked without a meaning. */
  readonly standsIn: boolean;
}
/** The standard rule that carries the hash; it does not take disabled accounts. */
const ACCOUNT_ENABLED = /AccountEnabled/i;
const LINKING = /^(join|provision|stickyjoin)$/i;

/** The inbound rule of the lowest precedence number that takes the object and speaks of its password. `rules` are those in force. */
export function passwordRuleOf(ad: AdObject, rules: readonly SyncRule[], connector: string): PasswordRule {
  const rule = rules.find(
    (r) =>
      r.Direction === "Inbound" &&
      r.ConnectorName === connector &&
      sameText(r.SourceObjectType, sourceTypeOf(ad)) &&
      speaks(r) !== undefined &&
      ruleInScope(r, ad),
  );
  return { sends: rule !== undefined && speaks(rule) === true, rule, standsIn: rule === undefined || standsIn(rule) };
}
/** Whether the rule sends the hash; undefined where it is silent, as an own rule is that only maps attributes. */
function speaks(rule: SyncRule): boolean | undefined {
  const box = rule["EnablePasswordSync"];
  if (box === true) return true;
  if (rule.IsStandardRule) return ACCOUNT_ENABLED.test(rule.Name) ? box !== false : undefined;
  return box === false && (standsIn(rule) || rule.AttributeFlowMappings.length === 0) ? false : undefined;
}
/** A copy of the standard rule keeps its name, its clause on disabled accounts or its flow of accountEnabled; a rule that joins decides as well. */
const standsIn = (rule: SyncRule): boolean =>
  ACCOUNT_ENABLED.test(rule.Name) ||
  LINKING.test(String(rule["LinkType"] ?? "")) ||
  rule.AttributeFlowMappings.some((m) => sameText(m.Destination, "accountEnabled")) ||
  rule.ScopeFilter.some((g) =>
    g.ScopeConditionList.some(
      (c) => sameText(c.Attribute, "userAccountControl") && sameText(c.ComparisonOperator, "ISBITNOTSET"),
    ),
  );
