/** One generated subject: an AD object, the connectors and rules of its server, the wizard's settings. */
import type { AdObject } from "../../src/domain";
import type { World } from "../../src/lab/scenario";
import { expression, filteringExpression, textExpression } from "./expressions";
import type { Random } from "./random";

type Rule = World["premises"]["syncRules"][number];
type Clause = Rule["ScopeFilter"][number][number];
export interface Sample {
  readonly world: World;
  readonly ad: AdObject;
  readonly clause: Clause;
  readonly expression: string;
}

const FOREST = "contoso.local",
  CLOUD = "contoso.onmicrosoft.com - AAD",
  GROUP = "CN=Pilot\\, all,OU=Groups,DC=contoso,DC=local";
const DOMAINS = [
  "DC=contoso,DC=local",
  "DC=emea,DC=contoso,DC=local",
  "DC=lab,DC=emea,DC=contoso,DC=local",
  "dc=Contoso, dc=LOCAL",
  "DC=fabrikam,DC=local",
  "DC=nowhere,DC=test",
];
const OUS = [
  "OU=Staff",
  "ou=STAFF",
  "OU=Sales\\, North,OU=Staff",
  "OU=Leavers,OU=Staff",
  "OU=Other",
  "CN=Users",
  "OU=DC\\=trap,OU=Staff",
];
const NAMES = [
  "Ada Byron",
  "Byron\\, Ada",
  "Ada\\0ACNF:468e5bdd-50fb-59fd-b06a-739b0363c682",
  "Ada \\+ Co",
  "ada",
  "Ø\\, Å",
  "MSOL_x",
];
const ANCHORS = [
  "mS-DS-ConsistencyGuid",
  "MS-DS-CONSISTENCYGUID",
  "objectGUID",
  "employeeID",
  "mail",
  "otherTelephone",
  undefined,
];
const OPERATORS = [
  ...[
    "EQUAL",
    "NOTEQUAL",
    "LESSTHAN",
    "LESSTHAN_OR_EQUAL",
    "GREATERTHAN",
    "GREATERTHAN_OR_EQUAL",
    "CONTAINS",
    "NOTCONTAINS",
  ],
  ...[
    "STARTSWITH",
    "NOTSTARTSWITH",
    "ENDSWITH",
    "NOTENDSWITH",
    "ISNULL",
    "ISNOTNULL",
    "ISIN",
    "ISNOTIN",
    "ISBITSET",
    "ISBITNOTSET",
  ],
  ...["ISMEMBEROF", "ISNOTMEMBEROF"],
];
const VALUES = [
  "",
  "ada",
  "ADA",
  "User_",
  "User_hidden",
  "NoSync",
  "2",
  "512",
  "514",
  "True",
  "False",
  "contoso.com",
  "@contoso.com",
  "x",
];
const ATTRIBUTES = [
  "adminDescription",
  "department",
  "employeeID",
  "mail",
  "extensionAttribute15",
  "userAccountControl",
  "isCriticalSystemObject",
  "proxyAddresses",
  "displayName",
  "ADMINDESCRIPTION",
];

function clauseOf(r: Random): Clause {
  const Operator = r.of(OPERATORS);
  if (/MEMBEROF/.test(Operator)) return { Attribute: "memberOf", Operator, Value: r.of([GROUP, "CN=Elsewhere,DC=x"]) };
  if (/BIT/.test(Operator)) return { Attribute: "userAccountControl", Operator, Value: r.of(["2", "512", "65536"]) };
  if (/LESS|GREATER/.test(Operator) && r.chance(0.5))
    return { Attribute: "userAccountControl", Operator, Value: r.of(["2", "512", "1024", "90"]) };
  return { Attribute: r.of(ATTRIBUTES), Operator, Value: /NULL/.test(Operator) ? "" : r.of(VALUES) };
}
const filterOf = (r: Random): Rule["ScopeFilter"] =>
  Array.from({ length: r.below(3) }, () => Array.from({ length: 1 + r.below(3) }, () => clauseOf(r)));

function personOf(r: Random): AdObject {
  const domain = r.of(DOMAINS),
    dn = `CN=${r.of(NAMES)},${r.of(OUS)},${domain}`;
  const maybe = <T>(name: string, values: readonly T[], probability = 0.7): Record<string, T> =>
    r.chance(probability) ? { [name]: r.of(values) } : {};
  return {
    dn,
    forest: FOREST,
    objectClass: r.of([
      ["top", "person", "organizationalPerson", "user"],
      ["top", "person", "organizationalPerson", "user"],
      ["top", "person", "organizationalPerson", "user", "inetOrgPerson"],
    ]),
    objectGUID: r.guid(),
    ...maybe("mS-DS-ConsistencyGuid", [r.guid(), r.guid().toUpperCase(), ""], 0.5),
    ...maybe(
      "objectSid",
      ["S-1-5-21-1-2-3-1601", "S-1-5-21-1-2-3-500", "S-1-5-21-1-2-3-512", "S-1-5-21-1-2-3-998", "S-1-5-32-544", "?"],
      0.9,
    ),
    ...maybe(
      "sAMAccountName",
      ["ada", "ADA.B", "MSOL_4f6e", "aad_12", "SUPPORT_388945a0", "CAS_{1}", "krbtgt", "AdSyncMSA1$", "x.msol_"],
      0.9,
    ),
    ...maybe("userPrincipalName", ["ada@contoso.com", "Ada@CONTOSO.com", "ada@contoso.local", ""], 0.8),
    ...maybe("mail", ["ada@contoso.com", "o'neil@contoso.com", "", "a b@contoso.com"], 0.7),
    ...maybe("mailNickname", ["ada", ".ada", "SystemMailbox{1}", "CAS_{x}", "CAS_x"], 0.6),
    ...maybe("displayName", ["Ada Byron", "  Ada  Byron ", "Zoë.B@x", "True"], 0.8),
    ...maybe("employeeID", ["E-4711", "4711", "", "e-4711", "A/B+c=="], 0.7),
    ...maybe("department", ["Sales", "sales", "2"], 0.5),
    ...maybe("otherTelephone", ["1", ["2"], ["3", "4"]], 0.5),
    ...maybe("extensionAttribute15", ["NoSync", "nosync", "x"], 0.4),
    ...maybe("adminDescription", ["User_hidden", "user_x", "x", "Group_"], 0.3),
    ...maybe(
      "proxyAddresses",
      [["SMTP:ada@contoso.com"], ["smtp:a@contoso.com", "x500:/o=c", "SMTP:b@contoso.com"], []],
      0.6,
    ),
    ...maybe("userAccountControl", [512, 514, 66048, 2], 0.9),
    ...maybe(
      "msExchRecipientTypeDetails",
      [1, 2, 4, 128, 4096, 8192, 536870912, 2147483648, 8589934592, 34359738368],
      0.4,
    ),
    ...maybe("isCriticalSystemObject", [true, false], 0.15),
    ...maybe("adminCount", [0, 1], 0.2),
    ...maybe(
      "memberOf",
      [
        [GROUP.toUpperCase()],
        [GROUP],
        ["CN=Other,DC=contoso,DC=local"],
        ["CN=Domain Admins,CN=Users,DC=contoso,DC=local"],
        ["CN=x,CN=Builtin,DC=contoso,DC=local"],
      ],
      0.4,
    ),
    ...maybe("primaryGroupID", [513, 512, 519, 1105], 0.3),
  };
}

/** Partitions with lists that name the object's containers or not, in other letters and with blanks. */
function connectorsOf(r: Random): World["premises"]["connectors"] {
  const list = (domain: string): string[] => [
    ...r.some(
      OUS.map((ou) => `${ou},${domain}`),
      0.3,
    ),
    ...(r.chance(0.2) ? [domain.toUpperCase()] : []),
  ];
  const partition = (domain: string) => ({
    Selected: r.chance(0.85),
    ContainerInclusionList: list(domain),
    ContainerExclusionList: list(domain),
  });
  const contoso = [DOMAINS[0]!, ...r.some([DOMAINS[1]!, DOMAINS[2]!], 0.5)];
  return {
    [FOREST]: { Type: "AD", Partitions: Object.fromEntries(contoso.map((d) => [d, partition(d)])) },
    ...(r.chance(0.5)
      ? { "fabrikam.local": { Type: "AD" as const, Partitions: { [DOMAINS[4]!]: partition(DOMAINS[4]!) } } }
      : {}),
    [CLOUD]: { Type: "Extensible2" },
  };
}
const standard = (r: Random, Name: string, Precedence: number, SourceObjectType: string): Rule => ({
  Name,
  Direction: /^In/.test(Name) ? "Inbound" : "Outbound",
  ConnectorName: /^In/.test(Name) ? FOREST : CLOUD,
  SourceObjectType,
  Precedence,
  Disabled: r.chance(0.1),
  IsStandardRule: true,
  ScopeFilter: [],
});
/** The site's own rules before the standard ones: hiding, other sign-in names, an anchor of their own, authoritative nulls. */
function ownRuleOf(r: Random, Precedence: number): Rule {
  const flow = r.of([
    () => ({ Source: "True", Target: "cloudFiltered", FlowType: "Constant" }),
    () => ({ Source: filteringExpression(r), Target: "cloudFiltered", FlowType: "Expression" }),
    () => ({ Source: textExpression(r), Target: "userPrincipalName", FlowType: "Expression" }),
    () => ({ Source: "mail", Target: "userPrincipalName", FlowType: "Direct" }),
    () => ({ Source: "employeeID", Target: "sourceAnchor", FlowType: "Direct" }),
    () => ({
      Source: "AuthoritativeNull",
      Target: r.of(["sourceAnchor", "cloudFiltered", "accountEnabled"]),
      FlowType: "Expression",
    }),
    () => ({
      Source: "IIF(IsPresent([mail]),[mail],IgnoreThisFlow)",
      Target: "userPrincipalName",
      FlowType: "Expression",
    }),
    () => ({
      Source: "IIF(BitAnd([userAccountControl],2)=0,True,NULL)",
      Target: "cloudMastered",
      FlowType: "Expression",
    }),
  ])();
  return {
    Name: `In from AD - own ${Precedence}`,
    Direction: "Inbound",
    ConnectorName: FOREST,
    SourceObjectType: r.of(["user", "user", "inetOrgPerson"]),
    Precedence,
    Disabled: r.chance(0.1),
    IsStandardRule: false,
    ScopeFilter: filterOf(r),
    Transforms: [flow],
  };
}
function rulesOf(r: Random, baseline: readonly Rule[]): Rule[] {
  const served = r.of([
    () => structuredClone(baseline) as Rule[],
    () => [],
    () => [
      standard(r, "In from AD - User Join", 100, "user"),
      standard(r, "Out to Microsoft Entra ID - User Join", 115, "person"),
    ],
  ])();
  for (const rule of served)
    if (rule.ScopeFilter.length === 0 && !rule.Disabled && r.chance(0.1)) rule.ScopeFilter = filterOf(r);
  return [...Array.from({ length: r.below(3) }, (_, i) => ownRuleOf(r, 50 + i)), ...served];
}
/** A subject on a server of its own; what is not generated is the baseline's. */
export function sampleOf(r: Random, baseline: World): Sample {
  const anchor = r.of(ANCHORS),
    upn = r.of(["userPrincipalName", "mail", undefined]);
  const globalSettings = {
    ...(anchor === undefined ? {} : { "Microsoft.SynchronizationOption.AnchorAttribute": anchor }),
    ...(upn === undefined ? {} : { "Microsoft.SynchronizationOption.UPNAttribute": upn }),
  };
  const premises = {
    ...baseline.premises,
    connectors: connectorsOf(r),
    syncRules: rulesOf(r, baseline.premises.syncRules),
    globalSettings,
  };
  return { world: { ...baseline, premises }, ad: personOf(r), clause: clauseOf(r), expression: expression(r) };
}
