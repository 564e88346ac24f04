import check from "../../../src/checks/attributes/not-ended";
import type { SyncRule } from "../../../src/domain";
import { testCheck } from "../../testers/check-tester";
import { AAD, connectors, linked, person, run } from "../scope/world";

/** An own inbound rule that flows this to the mobile number of who is on loan. */
const rule = (Source: string, over: Partial<SyncRule> = {}): SyncRule => ({
  Name: "In from AD - User no private mobile",
  Direction: "Inbound",
  ConnectorName: "contoso.local",
  SourceObjectType: "user",
  Precedence: 70,
  Disabled: false,
  IsStandardRule: false,
  ScopeFilter: [
    { ScopeConditionList: [{ Attribute: "employeeType", ComparisonOperator: "EQUAL", ComparisonValue: "Loan" }] },
  ],
  AttributeFlowMappings: [{ Source, Destination: "mobile", FlowType: "Expression" }],
  ...over,
});
const CHANGED = "2026-11-23T06:00:00Z";
const ended = {
  "ad.user": person({ whenChanged: CHANGED, mobile: "+46 70 555 01 47", employeeType: "Loan" }),
  "entra.user": linked({ mobilePhone: null }),
  "server.connectors": connectors(),
  "server.runHistory": [
    run({ ConnectorName: AAD, RunProfileName: "Export", StartDate: "2026-11-23T08:47:00Z" }),
    run(),
  ],
  "server.syncRules": [rule("AuthoritativeNull")],
};

testCheck(check, [
  { name: "not synced", verdict: "skip", message: "noPair", facts: { "ad.user": person(), "server.syncRules": [] } },
  {
    name: "an own rule ends the attribute",
    verdict: "fail",
    message: "ended",
    code: "filtered-by-rule",
    proof: "measured",
    since: CHANGED,
    suggests: [],
    facts: ended,
  },
  {
    name: "an own rule whose expression gives nothing",
    verdict: "fail",
    message: "ended",
    proof: "timed",
    facts: { ...ended, "server.syncRules": [rule("IIF(True,AuthoritativeNull,[mobile])")] },
  },
  {
    name: "the account is not in the scope of the rule",
    verdict: "pass",
    message: "free",
    not: ["ended"],
    facts: { ...ended, "ad.user": person({ whenChanged: CHANGED, mobile: "+46 70 555 01 47" }) },
  },
  {
    name: "the rule is disabled",
    verdict: "pass",
    message: "free",
    not: ["ended"],
    facts: { ...ended, "server.syncRules": [rule("AuthoritativeNull", { Disabled: true })] },
  },
  {
    name: "it is another forest's rule",
    verdict: "pass",
    message: "free",
    not: ["ended"],
    facts: { ...ended, "server.syncRules": [rule("AuthoritativeNull", { ConnectorName: "fabrikam.local" })] },
  },
  {
    name: "the cloud has the value",
    verdict: "pass",
    message: "free",
    not: ["ended"],
    facts: { ...ended, "entra.user": linked({ mobilePhone: "+46 70 555 01 47" }) },
  },
  {
    name: "no cycle has run since the change",
    verdict: "pass",
    message: "free",
    not: ["ended"],
    facts: { ...ended, "server.runHistory": [] },
  },
]);
