/** What the two sides once differed on, each row with the line of the reference that settled it. Both must give the expected answer. */
import assert from "node:assert/strict";
import { join } from "node:path";
import type { AdObject } from "../../src/domain";
import { loadScenario, type World } from "../../src/lab/scenario";
import type { Answers } from "./answers";
import { PRODUCT } from "./product";
import type { Sample } from "./sample";
import { WITNESS } from "./witness";

const ADA: AdObject = {
  dn: "CN=Ada Byron,OU=Staff,DC=contoso,DC=local",
  forest: "contoso.local",
  objectClass: ["top", "person", "organizationalPerson", "user"],
  objectGUID: "12345678-9abc-def0-1234-56789abcdef0",
  objectSid: "S-1-5-21-1-2-3-1601",
  sAMAccountName: "ada",
  userPrincipalName: "ada@contoso.com",
  userAccountControl: 512,
};
const INET = [...ADA.objectClass, "inetOrgPerson"];
type Rule = World["premises"]["syncRules"][number];
const own = (more: Partial<Rule>): Rule => ({
  Name: "In from AD - own",
  Direction: "Inbound",
  ConnectorName: "contoso.local",
  SourceObjectType: "user",
  Precedence: 50,
  Disabled: false,
  IsStandardRule: false,
  ScopeFilter: [],
  ...more,
});
const told = (name: string, value: string) => ({ [`Microsoft.SynchronizationOption.${name}`]: value });

describe("settled differences", () => {
  let baseline: World;
  before(async () => {
    baseline = (await loadScenario(join(__dirname, "..", "scenarios", "baseline.json"))).world;
  });
  const both = (answer: (side: Answers) => unknown, expected: unknown): void => {
    assert.deepEqual(answer(WITNESS) ?? null, expected, "witness");
    assert.deepEqual(answer(PRODUCT) ?? null, expected, "product");
  };
  const sample = (more: Partial<AdObject>, premises: Partial<World["premises"]> = {}): Sample => ({
    world: { ...baseline, premises: { ...baseline.premises, ...premises } },
    ad: { ...ADA, ...more },
    clause: { Attribute: "mail", Operator: "ISNULL", Value: "" },
    expression: "NULL",
  });

  const PROXIES = ["smtp:a@fabrikam.com", "SIP:a@x.com", "SMTP:b@fabrikam.com"];
  // Microsoft, "Connect Sync: Functions Reference", the examples and remarks of each function; "Understanding Declarative Provisioning Expressions", Operators and Multi-valued attributes.
  const expressions: [string, string, unknown][] = [
    ["|| and && have one priority, left to right", "True || True && False", false],
    ["* comes no earlier than +", "1 + 2 * 3", 9],
    ["brackets change the order", "1 + (2 * 3)", 7],
    [
      "a comparison ends before ||, as the shipped rules need it",
      'IsPresent([none]) || [sAMAccountName] = "ADA"',
      true,
    ],
    ["DNComponent gives the value without its type", "DNComponent(CRef([dn]),1)", "Ada Byron"],
    ["DNComponentRev counts from the end", "DNComponentRev(CRef([dn]),3)", "Staff"],
    ["Left with a negative count gives the text", 'Left("John Doe",-1)', "John Doe"],
    ["Right", 'Right("John Doe",3)', "Doe"],
    ["Right of 0", 'Right("John Doe",0)', ""],
    ["Mid", 'Mid("John Doe",3,5)', "hn Do"],
    ["Mid as far as it goes", 'Mid("John Doe",6,999)', "Doe"],
    ["Mid beyond the end gives the text", 'Mid("John Doe",20,2)', "John Doe"],
    ["Mid from 0 gives the text", 'Mid("John Doe",0,2)', "John Doe"],
    ["Word", 'Word("The quick brown fox",3," ")', "brown"],
    ["Word by several delimiters", 'Word("This,string!has&many separators",3,",!&#")', "has"],
    ["Word below 1", 'Word("a b",0," ")', ""],
    ["InStr", 'InStr("The quick brown fox","quick")', 5],
    ["Contains finds a part, letter case counts", 'Contains([proxyAddresses],"SMTP:")', 3],
    ["Contains of nothing", 'Contains([proxyAddresses],"x500")', 0],
    ["Item beyond the end is an error", "Item([proxyAddresses],4)", "a rule called Error"],
    ["ItemOrNull beyond the end", "ItemOrNull([proxyAddresses],4)", null],
    [
      "a function and & work on every value",
      'Word([proxyAddresses],1,"@") & "@contoso.com"',
      ["smtp:a@contoso.com", "SIP:a@contoso.com", "SMTP:b@contoso.com"],
    ],
    [
      "IIF drops the values for which it gives NULL",
      'IIF(InStr([proxyAddresses],"SIP:")=1,NULL,[proxyAddresses])',
      ["smtp:a@fabrikam.com", "SMTP:b@fabrikam.com"],
    ],
    ["CStr of nothing is nothing", "CStr([none])", null],
    ["an empty text is an absent attribute", "IsNull([mail])", true],
  ];
  for (const [what, expression, expected] of expressions)
    it(`expression: ${what}`, () => {
      both((s) => s.expression({ ...sample({ proxyAddresses: PROXIES, mail: "" }), expression }), expected);
    });

  // Scenario format, last paragraph: on an absent attribute an operator is false but for those named; "Declarative Provisioning", Scope: LESSTHAN compares strings.
  const clauses: [string, string, string, boolean][] = [
    ["mail", "NOTENDSWITH", "@x.com", false],
    ["mail", "ISNOTIN", "x", false],
    ["mail", "NOTCONTAINS", "x", true],
    ["mail", "ISBITNOTSET", "2", true],
    ["memberOf", "ISNOTMEMBEROF", "CN=G,DC=contoso,DC=local", true],
    ["sAMAccountName", "LESSTHAN", "adb", true],
    ["sAMAccountName", "GREATERTHAN_OR_EQUAL", "ADA", true],
    ["userAccountControl", "LESSTHAN", "1024", true],
  ];
  for (const [Attribute, Operator, Value, expected] of clauses)
    it(`clause: ${Attribute} ${Operator} ${Value}`, () => {
      both((s) => s.clause({ ...sample({}), clause: { Attribute, Operator, Value } }), expected);
    });

  it("place: a child domain is no part of its parent's partition (adsync reference §6.1, step 1)", () => {
    both((s) => s.place(sample({ dn: "CN=Ada,OU=Staff,DC=emea,DC=contoso,DC=local" })), "domain");
    both((s) => s.place(sample({ dn: "CN=Ada,OU=Staff,dc=CONTOSO, dc=local" })), "contoso.local");
  });

  // adsync reference §5.1.
  const anchors: [string, string, Partial<AdObject>, string | null][] = [
    ["mS-DS-ConsistencyGuid while empty", "mS-DS-ConsistencyGuid", {}, "eFY0Erya8N4SNFZ4mrze8A=="],
    [
      "mS-DS-ConsistencyGuid",
      "ms-ds-consistencyguid",
      { "mS-DS-ConsistencyGuid": "8d3c6a51-7f2e-4b90-a6c1-0e5f92d4b7aa" },
      "UWo8jS5/kEumwQ5fktS3qg==",
    ],
    [
      "objectGUID, whatever mS-DS-ConsistencyGuid holds",
      "objectGUID",
      { "mS-DS-ConsistencyGuid": "8d3c6a51-7f2e-4b90-a6c1-0e5f92d4b7aa" },
      "eFY0Erya8N4SNFZ4mrze8A==",
    ],
    ["a text attribute in its own letters", "employeeID", { employeeID: "E-4711a" }, "E-4711a"],
    ["an empty text attribute", "employeeID", { employeeID: "" }, null],
    ["an attribute with one value in a list", "otherTelephone", { otherTelephone: ["7"] }, "7"],
    ["an attribute with several values", "otherTelephone", { otherTelephone: ["7", "8"] }, null],
    ["a linked mailbox", "objectGUID", { msExchRecipientTypeDetails: 2 }, null],
  ];
  for (const [what, attribute, more, expected] of anchors)
    it(`anchor: ${what}`, () => {
      const given = sample(more, { globalSettings: told("AnchorAttribute", attribute) });
      both((s) => s.anchor(given), expected);
      both((s) => s.projection(given).attributes["sourceAnchor"], expected);
    });

  it("sign-in name: an empty attribute gives sAMAccountName@domain (adsync reference §7.2)", () => {
    const empty = sample({ userPrincipalName: "" }, { globalSettings: told("UPNAttribute", "userPrincipalName") });
    both((s) => s.signInName(empty), "ada@contoso.local");
    const mail = sample({ mail: "a@contoso.com" }, { globalSettings: told("UPNAttribute", "mail") });
    both((s) => s.signInName(mail), "a@contoso.com");
    both((s) => s.projection(mail).attributes["userPrincipalName"], "a@contoso.com");
  });

  it("rules: those of another class do not apply, and InetOrgPerson Join asks for isCriticalSystemObject alone (§6.2)", () => {
    const hide = own({ Transforms: [{ Source: "True", Target: "cloudFiltered", FlowType: "Constant" }] });
    const person = sample({ objectClass: INET, adminDescription: "User_x" }, { syncRules: [hide] });
    both((s) => s.projection(person).joins, true);
    both((s) => s.projection(person).attributes["cloudFiltered"], null);
    both((s) => s.projection(sample({ adminDescription: "User_x" }, { syncRules: [] })).joins, false);
  });
  it("rules: AuthoritativeNull ends an attribute, NULL and IgnoreThisFlow do not (addendum of the adsync reference)", () => {
    const given = (Source: string): Sample =>
      sample({}, { syncRules: [own({ Transforms: [{ Source, Target: "sourceAnchor", FlowType: "Expression" }] })] });
    both((s) => s.projection(given("AuthoritativeNull")).attributes["sourceAnchor"], null);
    both((s) => s.projection(given("AuthoritativeNull")).leaves, false);
    both((s) => s.projection(given("IgnoreThisFlow")).attributes["sourceAnchor"], "eFY0Erya8N4SNFZ4mrze8A==");
    both((s) => s.projection(given("NULL")).attributes["sourceAnchor"], "eFY0Erya8N4SNFZ4mrze8A==");
  });
  it("rules: where the outbound join is disabled nothing leaves (§3.5, where the chain ends)", () => {
    const disabled = baseline.premises.syncRules.map((r) =>
      r.Direction === "Outbound" ? { ...r, Disabled: true } : r,
    );
    both((s) => s.projection(sample({}, { syncRules: disabled })).leaves, false);
    both((s) => s.projection(sample({})).leaves, true);
  });

  // Security reference M1, M8; adsync reference §1.6.
  const protectedOnes: [string, Partial<AdObject>, boolean][] = [
    ["an ordinary account", {}, false],
    ["relative id 998", { objectSid: "S-1-5-21-1-2-3-998" }, true],
    ["relative id 512", { objectSid: "S-1-5-21-1-2-3-512" }, true],
    ["a built-in SID", { objectSid: "S-1-5-32-544" }, true],
    ["a SID that cannot be read", { objectSid: "?" }, true],
    ["MSOL_", { sAMAccountName: "MSOL_4f6e" }, true],
    ["a member of Domain Admins", { memberOf: ["CN=Domain Admins,CN=Users,DC=contoso,DC=local"] }, true],
    ["a privileged primary group", { primaryGroupID: 519 }, true],
    ["a member of another group", { memberOf: ["CN=Domain Admins of Sales,DC=contoso,DC=local"] }, false],
  ];
  for (const [what, more, expected] of protectedOnes)
    it(`protected: ${what}`, () => {
      both((s) => s.isProtected(sample(more)), expected);
    });
});
