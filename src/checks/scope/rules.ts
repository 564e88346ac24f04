/** Which sync rules leave an object out: scoping filters, and rules that flow True into cloudFiltered. */
import type { ScopeCondition, SyncRule } from "../../domain";

type Bag = { readonly [attribute: string]: unknown };
const valuesOf = (bag: Bag, attribute: string): string[] => {
  const key = Object.keys(bag).find((k) => k.toLowerCase() === attribute.toLowerCase());
  const v = key === undefined ? undefined : bag[key];
  return v === undefined || v === null ? [] : (Array.isArray(v) ? v : [v]).map(String).filter((x) => x !== "");
};
/** One clause. Comparison ignores case; an operator on an absent attribute is false except the negated ones and ISNULL. */
export function holds(c: ScopeCondition, bag: Bag): boolean {
  const have = valuesOf(bag, c.Attribute), want = c.ComparisonValue.toLowerCase();
  const any = (test: (v: string) => boolean): boolean => have.some((v) => test(v.toLowerCase()));
  const list = want.split(/[;,]/).map((x) => x.trim());
  const bit = (v: string): boolean => (BigInt(Number(v)) & BigInt(Number(want) || 0)) !== 0n;
  switch (c.ComparisonOperator.toUpperCase()) {
    case "EQUAL": return any((v) => v === want);
    case "NOTEQUAL": return !any((v) => v === want);
    case "STARTSWITH": return any((v) => v.startsWith(want));
    case "NOTSTARTSWITH": return !any((v) => v.startsWith(want));
    case "ENDSWITH": return any((v) => v.endsWith(want));
    case "NOTENDSWITH": return have.length > 0 && !any((v) => v.endsWith(want));
    case "CONTAINS": return any((v) => v.includes(want));
    case "NOTCONTAINS": return !any((v) => v.includes(want));
    case "ISNULL": return have.length === 0;
    case "ISNOTNULL": return have.length > 0;
    case "ISBITSET": return any(bit);
    case "ISBITNOTSET": return !any(bit);
    case "ISIN": return any((v) => list.includes(v));
    case "ISNOTIN": return have.length > 0 && !any((v) => list.includes(v));
    case "GREATERTHAN": return any((v) => Number(v) > Number(want));
    case "LESSTHAN": return any((v) => Number(v) < Number(want));
    case "GREATERTHAN_OR_EQUAL": return any((v) => Number(v) >= Number(want));
    case "LESSTHAN_OR_EQUAL": return any((v) => Number(v) <= Number(want));
    default: return false;
  }
}
/** The clauses of the first group that holds; undefined where no group does. No group = everything. */
export const matchingGroup = (rule: SyncRule, bag: Bag): readonly ScopeCondition[] | undefined =>
  rule.ScopeFilter.length === 0 ? [] : rule.ScopeFilter.map((g) => g.ScopeConditionList).find((g) => g.every((c) => holds(c, bag)));
export const sayClause = (c: ScopeCondition): string => `${c.Attribute} ${c.ComparisonOperator}${c.ComparisonValue === "" ? "" : ` ${c.ComparisonValue}`}`;

const inboundUser = (r: SyncRule): boolean => r.Direction === "Inbound" && !r.Disabled && /^(user|inetOrgPerson)$/i.test(r.SourceObjectType);
/** An in-scope inbound rule that sets cloudFiltered with a constant, with the clauses that let it in; the winning precedence first. */
export function constantFilter(rules: readonly SyncRule[], connectorName: string, bag: Bag): { rule: SyncRule; group: readonly ScopeCondition[] } | undefined {
  const sorted = rules.filter((r) => inboundUser(r) && r.ConnectorName === connectorName).sort((a, b) => a.Precedence - b.Precedence);
  for (const rule of sorted) {
    const flow = rule.AttributeFlowMappings.find((m) => m.Destination.toLowerCase() === "cloudfiltered" && /^constant$/i.test(m.FlowType));
    const group = flow === undefined || !/^true$/i.test(flow.Source.trim()) ? undefined : matchingGroup(rule, bag);
    if (group !== undefined) return { rule, group };
  }
  return undefined;
}
/** In-scope custom rules that work cloudFiltered out by an expression. */
export const expressionFilters = (rules: readonly SyncRule[], connectorName: string, bag: Bag): SyncRule[] =>
  rules.filter((r) => inboundUser(r) && !r.IsStandardRule && r.ConnectorName === connectorName && matchingGroup(r, bag) !== undefined && r.AttributeFlowMappings.some((m) => m.Destination.toLowerCase() === "cloudfiltered" && /^expression$/i.test(m.FlowType)));
/** The clauses of a rule's scope that fail for this object, of the group that comes nearest. */
export const failingClauses = (rule: SyncRule, bag: Bag): ScopeCondition[] =>
  rule.ScopeFilter.map((g) => g.ScopeConditionList.filter((c) => !holds(c, bag))).sort((a, b) => a.length - b.length)[0] ?? [];
/** The attribute that alone decides a filter and exists only to mark objects, so that clearing it harms nothing else. */
export const markerOf = (clauses: readonly ScopeCondition[]): string | undefined =>
  clauses.length === 1 && /^(extensionAttribute\d+|adminDescription|info|description|employeeType)$/i.test(clauses[0]!.Attribute) ? clauses[0]!.Attribute : undefined;
