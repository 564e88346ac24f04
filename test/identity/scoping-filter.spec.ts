import assert from "node:assert/strict";
import type { SyncRule } from "../../src/domain";
import { conditionHolds, ruleInScope } from "../../src/identity/scoping-filter";

const clause = (Attribute: string, ComparisonOperator: string, ComparisonValue = "") => ({
  Attribute,
  ComparisonOperator,
  ComparisonValue,
});
const rule = (more: Partial<SyncRule> & { filter?: ReturnType<typeof clause>[][] }): SyncRule => {
  const { filter = [], ...rest } = more;
  return {
    Name: "own",
    Direction: "Inbound",
    ConnectorName: "contoso.local",
    SourceObjectType: "user",
    Precedence: 50,
    Disabled: false,
    IsStandardRule: false,
    AttributeFlowMappings: [],
    ScopeFilter: filter.map((ScopeConditionList) => ({ ScopeConditionList })),
    ...rest,
  };
};

describe("scoping filters", () => {
  const absent: [string, boolean][] = [
    ["EQUAL", false],
    ["STARTSWITH", false],
    ["ENDSWITH", false],
    ["CONTAINS", false],
    ["ISNOTNULL", false],
    ["ISBITSET", false],
    ["ISIN", false],
    ["LESSTHAN", false],
    ["GREATERTHAN", false],
    ["NOTEQUAL", true],
    ["NOTSTARTSWITH", true],
    ["NOTCONTAINS", true],
    ["ISNULL", true],
    ["ISBITNOTSET", true],
  ];
  for (const [operator, holds] of absent)
    for (const [state, attributes] of [
      ["absent", {}],
      ["empty", { a: "" }],
    ] as const)
      it(`${operator} on an ${state} attribute is ${holds}`, () => {
        assert.equal(conditionHolds(clause("a", operator, "2"), attributes), holds);
      });
  const present: [string, string, unknown, boolean][] = [
    ["EQUAL", "NOSYNC", "NoSync", true],
    ["EQUAL", "True", true, true],
    ["NOTEQUAL", "True", true, false],
    ["STARTSWITH", "user_", "User_1", true],
    ["NOTSTARTSWITH", "User_", "user_1", false],
    ["ENDSWITH", ".com", "a@B.COM", true],
    ["CONTAINS", "b", "abc", true],
    ["NOTCONTAINS", "b", "abc", false],
    ["ISNULL", "", "x", false],
    ["ISNOTNULL", "", "x", true],
    ["ISBITSET", "2", 514, true],
    ["ISBITSET", "2", 512, false],
    ["ISBITNOTSET", "2", 514, false],
    ["ISIN", "a;b", "B", true],
    ["ISNOTIN", "a;b", "B", false],
    ["GREATERTHAN", "9", 10, true],
    ["LESSTHAN_OR_EQUAL", "10", 10, true],
    ["EQUAL", "y", ["x", "Y"], true],
  ];
  for (const [operator, wanted, value, holds] of present)
    it(`${operator} "${wanted}" on ${JSON.stringify(value)} is ${holds}`, () => {
      assert.equal(conditionHolds(clause("a", operator, wanted), { A: value }), holds);
    });
  it("joins groups with OR and conditions with AND; no group means everything", () => {
    const r = rule({ filter: [[clause("a", "EQUAL", "1"), clause("b", "EQUAL", "1")], [clause("c", "EQUAL", "1")]] });
    assert.equal(ruleInScope(r, { a: "1" }), false);
    assert.equal(ruleInScope(r, { a: "1", b: "1" }), true);
    assert.equal(ruleInScope(r, { c: "1" }), true);
    assert.equal(ruleInScope(rule({}), {}), true);
  });
});
