/** Scoping filters of sync rules: groups are OR, clauses of a group AND, no group takes everything (adsync reference §3.5; scenario format, last paragraph). */
import { sameDn } from "../../identity/dn";
import type { World } from "../scenario";
import { attributeOf } from "./source-anchor";
import { textsOf } from "./text";

type Filter = World["premises"]["syncRules"][number]["ScopeFilter"];
type Clause = Filter[number][number];
type Attributes = Readonly<Record<string, unknown>>;
/** `memberOf`: DNs of the groups that the object is directly in. `dn` counts as an attribute of its own. */
export interface ScopedObject {
  readonly attributes: Attributes;
  readonly memberOf: readonly string[];
}

/** An operator on an absent attribute is false but for these. */
const TRUE_WHERE_ABSENT = new Set(["NOTEQUAL", "NOTSTARTSWITH", "NOTCONTAINS", "ISNULL", "ISBITNOTSET", "ISNOTBITSET"]);
const shown = (value: unknown): string => (typeof value === "boolean" ? (value ? "True" : "False") : String(value));
/** Every present value of the attribute as text; a multi-valued one has several. */
function valuesOf(value: unknown): string[] {
  const all = Array.isArray(value) ? (value as unknown[]) : [value];
  return all.filter((v) => v !== undefined && v !== null && v !== "").map(shown);
}
/** < 0, 0 or > 0: numbers by size, texts without letter case. */
function order(value: string, wanted: string): number {
  const a = value.trim() === "" ? NaN : Number(value),
    b = wanted.trim() === "" ? NaN : Number(wanted);
  if (!Number.isNaN(a) && !Number.isNaN(b)) return a - b;
  const x = value.toLowerCase(),
    y = wanted.toLowerCase();
  return x < y ? -1 : x > y ? 1 : 0;
}
const hasBit = (value: string, mask: string): boolean =>
  /^-?\d+$/.test(value) && /^\d+$/.test(mask) && (BigInt(value) & BigInt(mask)) !== 0n;

type Test = (value: string, wanted: string) => boolean;
const equal: Test = (v, w) => v.toLowerCase() === w.toLowerCase(),
  contains: Test = (v, w) => v.toLowerCase().includes(w.toLowerCase()),
  starts: Test = (v, w) => v.toLowerCase().startsWith(w.toLowerCase()),
  ends: Test = (v, w) => v.toLowerCase().endsWith(w.toLowerCase());
/** Operators that hold where one value passes; those with NOT hold where none does. */
const SOME: Readonly<Record<string, Test>> = {
  EQUAL: equal,
  ISIN: equal,
  CONTAINS: contains,
  STARTSWITH: starts,
  ENDSWITH: ends,
  LESSTHAN: (v, w) => order(v, w) < 0,
  LESSTHAN_OR_EQUAL: (v, w) => order(v, w) <= 0,
  GREATERTHAN: (v, w) => order(v, w) > 0,
  GREATERTHAN_OR_EQUAL: (v, w) => order(v, w) >= 0,
  ISBITSET: hasBit,
};
const NONE: Readonly<Record<string, Test>> = {
  NOTEQUAL: equal,
  ISNOTIN: equal,
  NOTCONTAINS: contains,
  NOTSTARTSWITH: starts,
  NOTENDSWITH: ends,
  ISBITNOTSET: hasBit,
  ISNOTBITSET: hasBit,
};

/** Whether one clause holds; an operator that the engine does not know holds for nobody. */
export function clauseHolds({ Attribute, Operator, Value }: Clause, object: ScopedObject): boolean {
  const operator = Operator.toUpperCase();
  if (operator === "ISMEMBEROF") return object.memberOf.some((g) => sameDn(g, Value));
  if (operator === "ISNOTMEMBEROF") return !object.memberOf.some((g) => sameDn(g, Value));
  const values = valuesOf(attributeOf(object.attributes, Attribute));
  if (values.length === 0) return TRUE_WHERE_ABSENT.has(operator);
  if (operator === "ISNULL") return false;
  if (operator === "ISNOTNULL") return true;
  const some = SOME[operator],
    none = NONE[operator];
  if (some !== undefined) return values.some((v) => some(v, Value));
  return none !== undefined && !values.some((v) => none(v, Value));
}
/** Whether the filter takes the object in. */
export const filterTakes = (filter: Filter, object: ScopedObject): boolean =>
  filter.length === 0 || filter.some((group) => group.every((clause) => clauseHolds(clause, object)));
/** The clauses that keep the object out, those of the first group. */
export const failedClauses = (filter: Filter, object: ScopedObject): Clause[] =>
  filterTakes(filter, object) ? [] : (filter[0] ?? []).filter((clause) => !clauseHolds(clause, object));
/** The groups of an AD object, as a domain controller tells them; the primary group is not among them. */
export const memberOfOf = (object: Attributes): string[] => textsOf(attributeOf(object, "memberOf"));
