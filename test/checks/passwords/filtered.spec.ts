import check from "../../../src/checks/passwords/filtered";
import { testCheck, type GivenFacts } from "../../testers/check-tester";
import type { Connector, SyncRule } from "../../../src/domain";
import { ad, ANCHOR, cloudOnly, features, linked } from "../shared/people";

const connector: Connector = {
  Name: "contoso.local",
  Type: "AD",
  Partitions: [{ DN: "DC=contoso,DC=local", Selected: true, ContainerInclusionList: [], ContainerExclusionList: [] }],
};
type Clause = [attribute: string, operator: string, value: string];
const rule = (over: Partial<SyncRule>, ...clauses: Clause[]): SyncRule => ({
  Name: "In from AD - User AccountEnabled - Filter Users from PHS",
  Direction: "Inbound",
  ConnectorName: "contoso.local",
  SourceObjectType: "user",
  Precedence: 90,
  Disabled: false,
  IsStandardRule: false,
  EnablePasswordSync: false,
  ScopeFilter: [
    {
      ScopeConditionList: clauses.map(([Attribute, ComparisonOperator, ComparisonValue]) => ({
        Attribute,
        ComparisonOperator,
        ComparisonValue,
      })),
    },
  ],
  AttributeFlowMappings: [],
  ...over,
});
const ENABLED: Clause = ["userAccountControl", "ISBITNOTSET", "2"];
const EXCLUDED: Clause = ["adminDescription", "EQUAL", "PHSFiltered"];
const department = { Source: "[department]", Destination: "department", FlowType: "Direct" };
/** The standard rule as it stands after an editable copy was made of it. */
const disabledStandard = rule({
  Name: "In from AD - User AccountEnabled",
  Precedence: 102,
  IsStandardRule: true,
  Disabled: true,
  EnablePasswordSync: true,
});
const base: GivenFacts = {
  now: "2026-11-23T09:00:00Z",
  "ad.user": ad({ adminDescription: "PHSFiltered", pwdLastSet: "2026-11-20T12:40:00Z" }),
  "entra.user": linked({ lastPasswordChangeDateTime: "2026-11-03T08:17:00Z" }),
  "server.connectors": [connector],
  "server.syncRules": [rule({}, EXCLUDED, ENABLED)],
};
const included = rule(
  { Name: "In from AD - User AccountEnabled - Users included for PHS", Precedence: 89, EnablePasswordSync: true },
  ["adminDescription", "NOTEQUAL", "PHSFiltered"],
  ENABLED,
);

const said = (what: string) => ({
  LogName: "Application",
  ProviderName: "Directory Synchronization",
  Id: 657,
  TimeCreated: "2026-11-20T12:42:00Z",
  Message: `Password Change Result - Anchor : ${ANCHOR}, Dn : x, Result : ${what}.`,
});

testCheck(check, [
  {
    name: "left out by the value that selective hash sync uses",
    verdict: "fail",
    message: "left",
    code: "password-sync-filtered",
    proof: "measured",
    since: "2026-11-20T12:40:00.000Z",
    facts: base,
  },
  {
    name: "left out, the standard rule being disabled",
    verdict: "fail",
    message: "left",
    facts: { ...base, "server.syncRules": [included, rule({}, EXCLUDED, ENABLED), disabledStandard] },
  },
  {
    name: "the value of another account",
    verdict: "pass",
    message: "sent",
    not: ["left"],
    facts: { ...base, "ad.user": ad({ adminDescription: "VIP", pwdLastSet: "2026-11-20T12:40:00Z" }) },
  },
  {
    name: "a rule that sends goes before it",
    verdict: "pass",
    message: "sent",
    not: ["left"],
    facts: {
      ...base,
      "server.syncRules": [rule({ Precedence: 80, EnablePasswordSync: true }, EXCLUDED), rule({}, EXCLUDED, ENABLED)],
    },
  },
  {
    name: "the rule stands behind the standard one",
    verdict: "pass",
    message: "sent",
    not: ["left"],
    facts: { ...base, "server.syncRules": [rule({ Precedence: 200 }, EXCLUDED, ENABLED)] },
  },
  {
    name: "the rule is disabled",
    verdict: "pass",
    message: "sent",
    not: ["left"],
    facts: { ...base, "server.syncRules": [rule({ Disabled: true }, EXCLUDED, ENABLED)] },
  },
  {
    name: "an own rule that maps an attribute has the box unticked, as all have",
    verdict: "pass",
    message: "sent",
    not: ["left"],
    facts: {
      ...base,
      "server.syncRules": [
        rule({ Name: "In from AD - User Department", AttributeFlowMappings: [department] }, EXCLUDED),
      ],
    },
  },
  {
    name: "an own rule that maps nothing is there for it",
    verdict: "fail",
    message: "left",
    proof: "timed",
    facts: { ...base, "server.syncRules": [rule({ Name: "No hashes" }, EXCLUDED)] },
  },
  {
    name: "the password came all the same",
    verdict: "pass",
    message: "arrived",
    not: ["left"],
    facts: { ...base, "entra.user": linked({ lastPasswordChangeDateTime: "2026-11-20T12:41:00Z" }) },
  },
  {
    name: "the channel has said so of another user",
    verdict: "fail",
    message: "left",
    facts: {
      ...base,
      "server.events": [
        {
          LogName: "Application",
          ProviderName: "Directory Synchronization",
          Id: 657,
          TimeCreated: "2026-11-23T08:58:31Z",
          Message: "Password Change Result - Anchor : x, Dn : CN=E,DC=contoso,DC=local, Result : Success.",
        },
      ],
    },
  },
  {
    name: "the channel has confirmed this user",
    verdict: "pass",
    message: "arrived",
    not: ["left"],
    facts: {
      ...base,
      "server.events": [
        {
          LogName: "Application",
          ProviderName: "Directory Synchronization",
          Id: 657,
          TimeCreated: "2026-11-23T08:58:31Z",
          Message: `Password Change Result - Anchor : ${ANCHOR}, Dn : x, Result : Success.`,
        },
      ],
    },
  },
  {
    name: "the channel says that it was filtered",
    verdict: "fail",
    message: "told",
    code: "password-sync-filtered",
    proof: "stated",
    facts: { ...base, "server.syncRules": [], "server.events": [said("Filtered")] },
  },
  {
    name: "filtered, since it is temporary",
    verdict: "pass",
    message: "sent",
    not: ["told"],
    facts: {
      ...base,
      "server.syncRules": [],
      "server.events": [said("Filtered: user must change password at next logon")],
    },
  },
  {
    name: "only chosen accounts are sent, and it is none of them",
    verdict: "fail",
    message: "untaken",
    code: "password-sync-filtered",
    facts: {
      ...base,
      "ad.user": ad({ pwdLastSet: "2026-11-20T12:40:00Z" }),
      "server.syncRules": [
        rule({ Precedence: 89, EnablePasswordSync: true }, ["adminDescription", "EQUAL", "PHSIncluded"], ENABLED),
        disabledStandard,
      ],
    },
  },
  {
    name: "one of the chosen accounts",
    verdict: "pass",
    message: "sent",
    not: ["untaken"],
    facts: {
      ...base,
      "ad.user": ad({ adminDescription: "PHSIncluded", pwdLastSet: "2026-11-20T12:40:00Z" }),
      "server.syncRules": [
        rule({ Precedence: 89, EnablePasswordSync: true }, ["adminDescription", "EQUAL", "PHSIncluded"], ENABLED),
        disabledStandard,
      ],
    },
  },
  {
    name: "the account is disabled",
    verdict: "skip",
    message: "notApplicable",
    not: ["left"],
    facts: { ...base, "ad.user": ad({ adminDescription: "PHSFiltered", userAccountControl: 514 }) },
  },
  {
    name: "an inetOrgPerson, whose hash is never sent",
    verdict: "skip",
    message: "notApplicable",
    not: ["left"],
    facts: { ...base, "ad.user": ad({ adminDescription: "PHSFiltered", objectClass: ["inetOrgPerson", "user"] }) },
  },
  {
    name: "not synced",
    verdict: "skip",
    message: "notApplicable",
    not: ["left"],
    facts: { ...base, "entra.user": cloudOnly() },
  },
  {
    name: "a tenant that takes no hashes",
    verdict: "skip",
    message: "notApplicable",
    not: ["left"],
    facts: { ...base, "entra.synchronization": features({ passwordSyncEnabled: false }) },
  },
]);
