/** Scoping filters of sync rules: clauses joined by AND inside a group, groups joined by OR (adsync reference §5.2). */
import type { ScopeCondition, SyncRule } from "../domain";
import { sameText } from "./address";
import { sameDn } from "./dn";

/** An object's attributes by name, in a connector space or in the metaverse. */
export type Attributes = Readonly<Record<string, unknown>>;

/** An attribute's value without regard to the letter case of its name; undefined where absent or empty. */
export function attributeOf(attributes: Attributes, name: string): unknown {
  const value = attributes[name] ?? attributes[Object.keys(attributes).find((key) => sameText(key, name)) ?? ""];
  return value === null || value === "" || (Array.isArray(value) && value.length === 0) ? undefined : value;
}

/** Values as the engine compares them: text in lower case, booleans as True and False. */
const comparable = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).map((v) => String(v).toLowerCase());
const sharesBits = (a: string | undefined, b: string): boolean =>
  (BigInt(Math.trunc(Number(a))) & BigInt(Math.trunc(Number(b)))) !== 0n;
const listed = (values: readonly string[], list: string): boolean =>
  list.split(/[;,]/).some((entry) => values.includes(entry.trim()));

/** Two numbers by their size, anything else as text. */
function inOrder(have: string, want: string): number {
  const difference = have.trim() === "" || want.trim() === "" ? NaN : Number(have) - Number(want);
  return Number.isNaN(difference) ? (have < want ? -1 : have > want ? 1 : 0) : difference;
}
type Holds = (have: readonly string[], want: string, attributes: Attributes) => boolean;
/** Operators that say something about a value; none holds where the attribute is absent. */
const OPERATORS: Readonly<Record<string, Holds>> = {
  EQUAL: (have, want) => have.includes(want),
  STARTSWITH: (have, want) => have.some((v) => v.startsWith(want)),
  ENDSWITH: (have, want) => have.some((v) => v.endsWith(want)),
  CONTAINS: (have, want) => have.some((v) => v.includes(want)),
  ISNOTNULL: () => true,
  ISBITSET: ([first], want) => sharesBits(first, want),
  ISIN: listed,
  LESSTHAN: (have, want) => have.some((v) => inOrder(v, want) < 0),
  LESSTHAN_OR_EQUAL: (have, want) => have.some((v) => inOrder(v, want) <= 0),
  GREATERTHAN: (have, want) => have.some((v) => inOrder(v, want) > 0),
  GREATERTHAN_OR_EQUAL: (have, want) => have.some((v) => inOrder(v, want) >= 0),
  ISMEMBEROF: (_have, group, attributes) =>
    comparable(attributeOf(attributes, "memberOf") ?? []).some((dn) => sameDn(dn, group)),
};
/** Operators that say the opposite of another one. */
const OPPOSITES: Readonly<Record<string, string>> = {
  NOTEQUAL: "EQUAL",
  NOTSTARTSWITH: "STARTSWITH",
  NOTENDSWITH: "ENDSWITH",
  NOTCONTAINS: "CONTAINS",
  ISNULL: "ISNOTNULL",
  ISBITNOTSET: "ISBITSET",
  ISNOTIN: "ISIN",
  ISNOTMEMBEROF: "ISMEMBEROF",
};
/** Opposites that do not hold where the attribute is absent, as the others do (scenario format, last paragraph). */
const NEED_A_VALUE = new Set(["NOTENDSWITH", "ISNOTIN"]);
/** One clause of a scoping filter. Letter case does not count; an operator that is not known holds for nobody. */
export function conditionHolds(condition: ScopeCondition, attributes: Attributes): boolean {
  const operator = condition.ComparisonOperator.toUpperCase();
  const opposite = OPPOSITES[operator];
  if (NEED_A_VALUE.has(operator) && attributeOf(attributes, condition.Attribute) === undefined) return false;
  if (opposite !== undefined) return !conditionHolds({ ...condition, ComparisonOperator: opposite }, attributes);
  const value = attributeOf(attributes, condition.Attribute);
  if (value === undefined) return false;
  const want = String(condition.ComparisonValue ?? "").toLowerCase();
  return OPERATORS[operator]?.(comparable(value), want, attributes) ?? false;
}
const groupHolds = (group: SyncRule["ScopeFilter"][number], attributes: Attributes): boolean =>
  group.ScopeConditionList.every((c) => conditionHolds(c, attributes));
/** The groups of clauses that let the object in; none where the rule has no filter. */
export const groupsInScope = (rule: SyncRule, attributes: Attributes): (readonly ScopeCondition[])[] =>
  rule.ScopeFilter.filter((g) => groupHolds(g, attributes)).map((g) => g.ScopeConditionList);
/** A rule without a filter takes every object. */
export const ruleInScope = (rule: SyncRule, attributes: Attributes): boolean =>
  rule.ScopeFilter.length === 0 || rule.ScopeFilter.some((g) => groupHolds(g, attributes));
/** The clauses of a rule's filter that the object does not meet. */
export const failedClauses = (rule: SyncRule, attributes: Attributes): ScopeCondition[] =>
  rule.ScopeFilter.flatMap((g) => g.ScopeConditionList.filter((c) => !conditionHolds(c, attributes)));

/** A clause in words, e.g. `extensionAttribute15 EQUAL NoSync`. */
export const sayClause = (c: ScopeCondition): string =>
  [c.Attribute, c.ComparisonOperator, c.ComparisonValue].filter((part) => part !== "").join(" ");
