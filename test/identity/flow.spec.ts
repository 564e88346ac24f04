import assert from "node:assert/strict";
import type { AdObject, Connector, SyncRule } from "../../src/domain";
import { immutableIdOf } from "../../src/identity/anchor";
import { cloudFilteredBy, inboundOf, outboundBlockedBy } from "../../src/identity/flow";
import { isDirectMember } from "../../src/identity/group-filter";
import { syncSettings } from "../../src/identity/settings";
import { rulesInForce } from "../../src/identity/sync-rules";

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
const connector = (Name: string): Connector => ({ Name, Type: "AD", Partitions: [] });
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

describe("rules in force", () => {
  const connectors = [connector("contoso.local"), AAD];
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
  it("takes a clone of the join rule for one, whatever its name has before or behind", () => {
    const standard = rule({ Name: "In from AD - User Join", IsStandardRule: true, Precedence: 100, Disabled: true });
    const marked = [
      {
        ScopeConditionList: [
          { Attribute: "extensionAttribute1", ComparisonOperator: "EQUAL", ComparisonValue: "M365" },
        ],
      },
    ];
    const clone = rule({ Name: "In from AD - User Join (marked only)", Precedence: 60, ScopeFilter: marked });
    const rules = rulesInForce([standard, clone], connectors);
    const without = inboundOf(ada(), rules, "contoso.local");
    assert.deepEqual([without.joins, without.failedClauses.map((c) => c.Attribute)], [false, ["extensionAttribute1"]]);
    assert.equal(inboundOf(ada({ extensionAttribute1: "M365" }), rules, "contoso.local").joins, true);
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
      inboundOf(
        o,
        standard,
        "contoso.local",
        syncSettings({ "Microsoft.SynchronizationOption.AnchorAttribute": "objectGUID" }),
      ).attributes["sourceAnchor"],
      immutableIdOf(GUID),
    );
  });
  it("takes the text of the attribute that was chosen for the anchor, and none where it is empty", () => {
    const settings = syncSettings({ "Microsoft.SynchronizationOption.AnchorAttribute": "employeeID" });
    const numbered = inboundOf(ada({ employeeID: "E-4711" }), standard, "contoso.local", settings);
    assert.equal(numbered.attributes["sourceAnchor"], "E-4711");
    const mv = inboundOf(ada(), standard, "contoso.local", settings).attributes;
    assert.deepEqual(
      outboundBlockedBy(mv, standard)?.clauses.map((c) => c.Attribute),
      ["sourceAnchor"],
    );
  });
  it("takes the sign-in name from the attribute that was chosen for it", () => {
    const settings = syncSettings({ "Microsoft.SynchronizationOption.UPNAttribute": "mail" });
    const mv = inboundOf(ada({ mail: "ada.byron@contoso.com" }), standard, "contoso.local", settings);
    assert.equal(mv.attributes["userPrincipalName"], "ada.byron@contoso.com");
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
