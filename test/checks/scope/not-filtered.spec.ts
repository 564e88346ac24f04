import check from "../../../src/checks/scope/not-filtered";
import type { SyncRule } from "../../../src/domain";
import { testCheck } from "../../testers/check-tester";
import { AAD, chain, connectors, leaving, linked, person } from "./world";
import { computer, contact, group } from "../shared/objects";

type Clause = [attribute: string, operator: string, value: string];
const filterOf = (clauses: readonly Clause[]) => [
  {
    ScopeConditionList: clauses.map(([Attribute, ComparisonOperator, ComparisonValue]) => ({
      Attribute,
      ComparisonOperator,
      ComparisonValue,
    })),
  },
];
const rule = (Name: string, clauses: readonly Clause[], over: Partial<SyncRule> = {}): SyncRule => ({
  Name,
  Direction: "Inbound",
  ConnectorName: "contoso.local",
  SourceObjectType: "user",
  Precedence: 50,
  Disabled: false,
  IsStandardRule: false,
  ScopeFilter: filterOf(clauses),
  AttributeFlowMappings: [{ Source: "True", Destination: "cloudFiltered", FlowType: "Constant" }],
  ...over,
});
const { mail: _mail, ...withoutMail } = contact();
const inStaff = "CN=Surveyors,OU=Staff,DC=contoso,DC=local";
const ownFilter = rule("Own filter", [["extensionAttribute15", "EQUAL", "NoSync"]]);
const of = (user: object, ...rules: SyncRule[]) => ({
  "ad.user": person(user),
  "server.connectors": connectors(),
  "server.syncRules": rules,
});
/** The standard outbound join with one clause of the administrator's own. */
const outbound: SyncRule = {
  ...rule("Out to Microsoft Entra ID - User Join", [["department", "EQUAL", "Sales"]]),
  Direction: "Outbound",
  ConnectorName: AAD,
  SourceObjectType: "person",
  Precedence: 115,
  AttributeFlowMappings: [],
};
const inMetaverse = (department: string) =>
  chain({ mv: { ObjectId: "m", Lineage: [], Attributes: { department, sourceAnchor: "x" } } });

testCheck(check, [
  {
    name: "a marker attribute can be cleared",
    facts: of({ extensionAttribute15: "nosync" }, ownFilter),
    verdict: "fail",
    message: "filtered",
    not: ["outOfJoin", "outbound"],
    code: "filtered-by-rule",
    proof: "measured",
    standing: "shown",
    suggests: ["clear-filter-attribute"],
    data: { rule: "Own filter", attribute: "extensionAttribute15" },
  },
  {
    name: "another value of the marker filters nobody",
    facts: of({ extensionAttribute15: "sync" }, ownFilter),
    verdict: "pass",
    message: "free",
    not: ["filtered"],
  },
  {
    name: "a disabled rule filters nobody",
    facts: of({ extensionAttribute15: "NoSync" }, { ...ownFilter, Disabled: true }),
    verdict: "pass",
    message: "free",
    not: ["filtered"],
  },
  {
    name: "another forest's rule filters nobody here",
    facts: of({ extensionAttribute15: "NoSync" }, { ...ownFilter, ConnectorName: "fabrikam.local" }),
    verdict: "pass",
    message: "free",
    not: ["filtered"],
  },
  {
    name: "a disabled account's flag cannot be cleared",
    facts: of({ userAccountControl: 514 }, rule("Inactive", [["userAccountControl", "ISBITSET", "2"]])),
    verdict: "fail",
    message: "filtered",
    suggests: [],
  },
  {
    name: "an expression is evaluated",
    facts: of(
      { employeeType: "Temp" },
      rule("Temps", [], {
        ScopeFilter: [],
        AttributeFlowMappings: [
          { Source: 'IIF([employeeType]="Temp",True,NULL)', Destination: "cloudFiltered", FlowType: "Expression" },
        ],
      }),
    ),
    verdict: "fail",
    message: "filtered",
    suggests: ["clear-filter-attribute"],
  },
  {
    name: "adminDescription User_ fails the join rule",
    facts: of({ adminDescription: "User_abc" }),
    verdict: "fail",
    message: "outOfJoin",
    not: ["filtered"],
    code: "filtered-by-rule",
    suggests: ["clear-filter-attribute"],
  },
  {
    name: "an ordinary adminDescription passes the join rule",
    facts: of({ adminDescription: "Reception desk" }),
    verdict: "pass",
    message: "free",
    not: ["outOfJoin"],
  },
  {
    name: "an own clause of the outbound rule keeps the metaverse object back",
    facts: { ...of({}, outbound), "cs.chain": inMetaverse("HR") },
    verdict: "fail",
    message: "outbound",
    not: ["filtered", "outOfJoin"],
    code: "filtered-by-rule",
    suggests: [],
    data: { attribute: "department" },
  },
  {
    name: "the outbound rule is met",
    facts: { ...of({}, outbound), "cs.chain": inMetaverse("Sales") },
    verdict: "pass",
    message: "free",
    not: ["outbound"],
  },
  {
    name: "filtered, and in the cloud all the same: not why this user is missing",
    facts: { ...of({ extensionAttribute15: "NoSync" }, ownFilter), "entra.user": linked() },
    verdict: "pass",
    message: "free",
    not: ["filtered"],
  },
  {
    name: "filtered, and the deletion of the cloud user waits",
    facts: {
      ...of({ extensionAttribute15: "NoSync" }, ownFilter),
      "entra.user": linked(),
      "cs.chain": chain({ entraCs: leaving }),
    },
    verdict: "fail",
    message: "filtered",
    standing: "expected",
  },
  {
    name: "a system object is told by another check",
    facts: of({ isCriticalSystemObject: true }),
    verdict: "skip",
    message: "notApplicable",
  },
  {
    name: "a computer without the certificate of its hybrid join",
    facts: { ...of({}), "ad.user": computer({ userCertificate: [] }) },
    verdict: "fail",
    message: "filtered",
    code: "filtered-by-rule",
    data: { rule: "In from AD - Computer Join" },
  },
  {
    name: "a computer with it",
    facts: { ...of({}), "ad.user": computer() },
    verdict: "pass",
    message: "free",
    not: ["filtered"],
  },
  {
    name: "a contact without an address",
    facts: { ...of({}), "ad.user": withoutMail },
    verdict: "fail",
    message: "filtered",
    data: { rule: "In from AD - Contact Join" },
  },
  { name: "a contact with one", facts: { ...of({}), "ad.user": contact() }, verdict: "pass", message: "free" },
  {
    name: "a group",
    facts: { ...of({}), "ad.user": group({ dn: inStaff }) },
    verdict: "pass",
    message: "free",
    not: ["filtered"],
  },
  {
    name: "a group that writeback made",
    facts: { ...of({}), "ad.user": group({ dn: inStaff, adminDescription: "Group_1" }) },
    verdict: "fail",
    message: "outOfJoin",
    data: { rule: "In from AD - Group Join" },
  },
]);
