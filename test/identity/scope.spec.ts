import assert from "node:assert/strict";
import type { AdObject, Connector, SyncRule } from "../../src/domain";
import { immutableIdOf } from "../../src/identity/anchor";
import {
  cloudFilteredBy,
  conditionHolds,
  containerScope,
  inboundOf,
  isDirectMember,
  outboundBlockedBy,
  ruleInScope,
  rulesInForce,
} from "../../src/identity/scope";

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
const connector = (Name: string, partitions: [string, boolean, string[], string[]][]): Connector => ({
  Name,
  Type: "AD",
  Partitions: partitions.map(([DN, Selected, ContainerInclusionList, ContainerExclusionList]) => ({
    DN,
    Selected,
    ContainerInclusionList,
    ContainerExclusionList,
  })),
});
const AAD: Connector = { Name: "contoso.onmicrosoft.com - AAD", Type: "Extensible2", Partitions: [] };
const GUID = "468e5bdd-50fb-59fd-b06a-739b0363c682",
  OTHER = "a60b9316-3570-5abe-8fe3-24b64ac41586";
const ada = (more: Partial<AdObject> = {}): AdObject => ({
  dn: "CN=Ada,OU=Staff,DC=contoso,DC=local",
  forest: "contoso.local",
  objectClass: ["top", "person", "organizationalPerson", "user"],
  objectGUID: GUID,
  sAMAccountName: "ada",
  userPrincipalName: "ada@contoso.com",
  userAccountControl: 512,
  ...more,
});

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

describe("domain and OU scope", () => {
  const connectors = [
    AAD,
    connector("contoso.local", [
      [
        "DC=contoso,DC=local",
        true,
        ["OU=Staff,DC=contoso,DC=local", "OU=Field,OU=NoSync,OU=Staff,DC=contoso,DC=local"],
        ["OU=NoSync,OU=Staff,DC=contoso,DC=local", "OU=Leavers,DC=contoso,DC=local"],
      ],
      ["DC=emea,DC=contoso,DC=local", false, [], []],
      ["DC=apac,DC=contoso,DC=local", true, [], ["OU=Lab,DC=apac,DC=contoso,DC=local"]],
    ]),
  ];
  const table: [string, string, boolean, string | null][] = [
    ["an included OU", "CN=A,OU=Staff,DC=contoso,DC=local", true, "OU=Staff,DC=contoso,DC=local"],
    [
      "letter case and blanks do not matter",
      "cn=a, ou=staff, dc=contoso, dc=local",
      true,
      "OU=Staff,DC=contoso,DC=local",
    ],
    [
      "an exclusion inside an inclusion wins",
      "CN=A,OU=NoSync,OU=Staff,DC=contoso,DC=local",
      false,
      "OU=NoSync,OU=Staff,DC=contoso,DC=local",
    ],
    [
      "an inclusion inside that exclusion wins again",
      "CN=A,OU=Field,OU=NoSync,OU=Staff,DC=contoso,DC=local",
      true,
      "OU=Field,OU=NoSync,OU=Staff,DC=contoso,DC=local",
    ],
    ["an excluded OU", "CN=A,OU=Leavers,DC=contoso,DC=local", false, "OU=Leavers,DC=contoso,DC=local"],
    ["an OU that was never ticked", "CN=A,OU=New,DC=contoso,DC=local", false, null],
    ["a name that only ends alike is another OU", "CN=A,OU=Old Staff,DC=contoso,DC=local", false, null],
    [
      "an escaped comma is part of the name",
      "CN=Byron\\, Ada,OU=Staff,DC=contoso,DC=local",
      true,
      "OU=Staff,DC=contoso,DC=local",
    ],
    ["a partition with exclusions only takes the rest", "CN=A,OU=Any,DC=apac,DC=contoso,DC=local", true, null],
  ];
  for (const [name, dn, inScope, container] of table)
    it(name, () => {
      const scope = containerScope(dn, connectors);
      assert.equal(scope.inScope, inScope);
      assert.equal(scope.decidedBy?.container ?? null, container);
      assert.equal(scope.connector?.Name, "contoso.local");
    });
  it("takes the child domain's own partition of the forest's connector", () => {
    const scope = containerScope("CN=A,OU=Staff,DC=emea,DC=contoso,DC=local", connectors);
    assert.deepEqual(
      [scope.partition?.DN, scope.selected, scope.inScope],
      ["DC=emea,DC=contoso,DC=local", false, false],
    );
  });
  it("knows no connector for a foreign forest", () => {
    assert.equal(containerScope("CN=A,DC=fabrikam,DC=local", connectors).connector, null);
  });
});

describe("rules in force", () => {
  const connectors = [connector("contoso.local", []), AAD];
  const standard = rulesInForce([], connectors);
  it("has the standard rules though the served list leaves them out", () => {
    const mv = inboundOf(ada(), standard, "contoso.local");
    assert.equal(mv.joins, true);
    assert.equal(mv.attributes["sourceAnchor"], immutableIdOf(GUID));
    assert.equal(mv.attributes["accountEnabled"], true);
    assert.equal(outboundBlockedBy(mv.attributes, standard), null);
  });
  it("leaves out a standard rule that is disabled by name", () => {
    const rules = rulesInForce(
      [rule({ Name: "In from AD - User Join", IsStandardRule: true, Precedence: 100, Disabled: true })],
      connectors,
    );
    assert.equal(inboundOf(ada(), rules, "contoso.local").joins, false);
    assert.equal(cloudFilteredBy(ada({ sAMAccountName: "MSOL_1" }), rules, "contoso.local"), null);
  });
  it("completes the flows that a served standard rule leaves out", () => {
    const rules = rulesInForce(
      [rule({ Name: "In from AD - User Join", IsStandardRule: true, Precedence: 100 })],
      connectors,
    );
    assert.equal(
      cloudFilteredBy(ada({ sAMAccountName: "MSOL_1" }), rules, "contoso.local")?.rule.Name,
      "In from AD - User Join",
    );
  });
  it("gives an attribute to the rule of the lower precedence number", () => {
    const rules = rulesInForce(
      [
        rule({
          Name: "UPN from mail",
          Precedence: 90,
          AttributeFlowMappings: [{ Source: "mail", Destination: "userPrincipalName", FlowType: "Direct" }],
        }),
      ],
      connectors,
    );
    const withMail = inboundOf(ada({ mail: "ada.byron@contoso.com" }), rules, "contoso.local");
    assert.deepEqual(
      [withMail.attributes["userPrincipalName"], withMail.from["userPrincipalName"]?.rule.Name],
      ["ada.byron@contoso.com", "UPN from mail"],
    );
    assert.equal(inboundOf(ada(), rules, "contoso.local").attributes["userPrincipalName"], "ada@contoso.com");
  });
  it("takes mS-DS-ConsistencyGuid before objectGUID, unless the setting names objectGUID", () => {
    const o = ada({ "mS-DS-ConsistencyGuid": OTHER });
    assert.equal(inboundOf(o, standard, "contoso.local").attributes["sourceAnchor"], immutableIdOf(OTHER));
    assert.equal(
      inboundOf(o, standard, "contoso.local", { "Microsoft.SynchronizationOption.AnchorAttribute": "objectGUID" })
        .attributes["sourceAnchor"],
      immutableIdOf(GUID),
    );
  });
  it("gives a linked mailbox no anchor, and the outbound rule says which clause", () => {
    const mv = inboundOf(ada({ msExchRecipientTypeDetails: 2 }), standard, "contoso.local");
    assert.equal(mv.attributes["sourceAnchor"], undefined);
    assert.deepEqual(
      outboundBlockedBy(mv.attributes, standard)?.clauses.map((c) => c.Attribute),
      ["sourceAnchor"],
    );
  });
  it("builds the UPN from sAMAccountName and the domain where there is none", () => {
    const { userPrincipalName: _, ...without } = ada({ dn: "CN=Ada,OU=Staff,DC=emea,DC=contoso,DC=local" });
    assert.equal(
      inboundOf(without as AdObject, standard, "contoso.local").attributes["userPrincipalName"],
      "ada@emea.contoso.local",
    );
  });
  it("does not join a critical system object", () => {
    const mv = inboundOf(ada({ isCriticalSystemObject: true }), standard, "contoso.local");
    assert.equal(mv.joins, false);
    assert.deepEqual(
      mv.failedClauses.map((c) => c.Attribute),
      ["isCriticalSystemObject"],
    );
  });
  it("syncs a disabled account", () => {
    const mv = inboundOf(ada({ userAccountControl: 514 }), standard, "contoso.local");
    assert.equal(mv.attributes["accountEnabled"], false);
    assert.equal(outboundBlockedBy(mv.attributes, standard), null);
  });
  it("names the own rule and the attribute that filter", () => {
    const rules = rulesInForce(
      [
        rule({
          Name: "DoNotSync",
          filter: [[clause("extensionAttribute15", "EQUAL", "NoSync")]],
          AttributeFlowMappings: [{ Source: "True", Destination: "cloudFiltered", FlowType: "Constant" }],
        }),
      ],
      connectors,
    );
    const by = cloudFilteredBy(ada({ extensionAttribute15: "nosync" }), rules, "contoso.local");
    assert.deepEqual([by?.rule.Name, by?.attributes], ["DoNotSync", ["extensionAttribute15"]]);
    assert.equal(cloudFilteredBy(ada({ extensionAttribute15: "other" }), rules, "contoso.local"), null);
  });
  for (const [name, more] of [
    [
      "a replication conflict",
      { dn: "CN=Ada\\0ACNF:468e5bdd-50fb-59fd-b06a-739b0363c682,OU=Staff,DC=contoso,DC=local" },
    ],
    ["a discovery mailbox", { msExchRecipientTypeDetails: 0x20000000 }],
    ["a connector account", { sAMAccountName: "MSOL_4f6e" }],
    ["a system mailbox", { mailNickname: "SystemMailbox{1f05a927}" }],
  ] as const)
    it(`filters ${name} by the standard rule`, () => {
      assert.equal(cloudFilteredBy(ada(more), standard, "contoso.local")?.rule.IsStandardRule, true);
    });
  for (const [name, type] of [
    ["a shared mailbox", 4],
    ["a remote mailbox", 2147483648],
    ["a remote shared mailbox", 34359738368],
  ] as const)
    it(`lets ${name} through`, () => {
      assert.equal(cloudFilteredBy(ada({ msExchRecipientTypeDetails: type }), standard, "contoso.local"), null);
    });
  it("counts direct members of the pilot group only", () => {
    const group = { dn: "CN=Pilot,OU=Groups,DC=contoso,DC=local", members: ["cn=ada, ou=staff, dc=contoso, dc=local"] };
    assert.equal(isDirectMember(ada(), group), true);
    assert.equal(
      isDirectMember(ada({ memberOf: ["CN=Nested,OU=Groups,DC=contoso,DC=local"] }), {
        ...group,
        members: ["CN=Nested,OU=Groups,DC=contoso,DC=local"],
      }),
      false,
    );
  });
});
