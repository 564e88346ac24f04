/** Why an object is or is not in scope, in the order of Microsoft's own single-object test: domain, OU, object type, group, inbound rules, cloudFiltered, outbound rules. */
import type { AdObject, Connector, Partition, ScopeCondition, SyncRule } from "../domain";
import { depthOf, isWithin, sameDn } from "./dn";
import {
  attributesIn,
  evaluateExpression,
  ExpressionError,
  RuleError,
  truthy,
  type ExprValue,
  type Scalar,
} from "./expression";

type Attributes = Readonly<Record<string, unknown>>;
/** An attribute's value without regard to the letter case of its name; undefined where absent or empty. */
export function attributeOf(attributes: Attributes, name: string): unknown {
  const direct =
    attributes[name] ?? attributes[Object.keys(attributes).find((k) => k.toLowerCase() === name.toLowerCase()) ?? ""];
  return direct === null || direct === "" || (Array.isArray(direct) && direct.length === 0) ? undefined : direct;
}
const texts = (v: unknown): string[] =>
  (Array.isArray(v) ? v : [v]).map((x) => (typeof x === "boolean" ? (x ? "True" : "False") : String(x)));
const ABSENT_IS_TRUE = new Set([
  "NOTEQUAL",
  "NOTSTARTSWITH",
  "NOTCONTAINS",
  "NOTENDSWITH",
  "ISNULL",
  "ISBITNOTSET",
  "ISNOTIN",
  "ISNOTMEMBEROF",
]);

/** One clause of a scoping filter. */
export function conditionHolds(condition: ScopeCondition, attributes: Attributes): boolean {
  const op = condition.ComparisonOperator.toUpperCase(),
    value = attributeOf(attributes, condition.Attribute);
  if (value === undefined) return ABSENT_IS_TRUE.has(op);
  const have = texts(value).map((t) => t.toLowerCase()),
    want = String(condition.ComparisonValue ?? "").toLowerCase();
  const bits = (): boolean => (BigInt(Math.trunc(Number(have[0]))) & BigInt(Math.trunc(Number(want)))) !== 0n;
  switch (op) {
    case "EQUAL":
      return have.includes(want);
    case "NOTEQUAL":
      return !have.includes(want);
    case "STARTSWITH":
      return have.some((h) => h.startsWith(want));
    case "NOTSTARTSWITH":
      return !have.some((h) => h.startsWith(want));
    case "ENDSWITH":
      return have.some((h) => h.endsWith(want));
    case "NOTENDSWITH":
      return !have.some((h) => h.endsWith(want));
    case "CONTAINS":
      return have.some((h) => h.includes(want));
    case "NOTCONTAINS":
      return !have.some((h) => h.includes(want));
    case "ISNULL":
      return false;
    case "ISNOTNULL":
      return true;
    case "ISBITSET":
      return bits();
    case "ISBITNOTSET":
      return !bits();
    case "ISIN":
      return want
        .split(/[;,]/)
        .map((w) => w.trim())
        .some((w) => have.includes(w));
    case "ISNOTIN":
      return !want
        .split(/[;,]/)
        .map((w) => w.trim())
        .some((w) => have.includes(w));
    case "LESSTHAN":
      return Number(have[0]) < Number(want);
    case "LESSTHAN_OR_EQUAL":
      return Number(have[0]) <= Number(want);
    case "GREATERTHAN":
      return Number(have[0]) > Number(want);
    case "GREATERTHAN_OR_EQUAL":
      return Number(have[0]) >= Number(want);
    case "ISMEMBEROF":
      return texts(attributeOf(attributes, "memberOf") ?? []).some((g) => sameDn(g, condition.ComparisonValue));
    case "ISNOTMEMBEROF":
      return !texts(attributeOf(attributes, "memberOf") ?? []).some((g) => sameDn(g, condition.ComparisonValue));
    default:
      return false;
  }
}
/** Groups are OR, conditions inside a group AND; no group means everything. */
export const ruleInScope = (rule: SyncRule, attributes: Attributes): boolean =>
  rule.ScopeFilter.length === 0 ||
  rule.ScopeFilter.some((g) => g.ScopeConditionList.every((c) => conditionHolds(c, attributes)));

/** `decidedBy`: the list entry that decides; null where neither list has the object or an ancestor of it. */
export interface ContainerVerdict {
  readonly inScope: boolean;
  readonly decidedBy: { readonly list: "inclusion" | "exclusion"; readonly container: string } | null;
}
/** The longest entry of either list that is the object or above it decides, compared by DN components. Where none matches, a filled inclusion list leaves the object out. */
export function containerVerdict(
  dn: string,
  { ContainerInclusionList: included, ContainerExclusionList: excluded }: Partition,
): ContainerVerdict {
  const longest = (list: readonly string[]): string | undefined =>
    list.filter((c) => isWithin(dn, c)).sort((a, b) => depthOf(b) - depthOf(a))[0];
  const yes = longest(included),
    no = longest(excluded);
  if (no !== undefined && (yes === undefined || depthOf(no) > depthOf(yes)))
    return { inScope: false, decidedBy: { list: "exclusion", container: no } };
  if (yes !== undefined) return { inScope: true, decidedBy: { list: "inclusion", container: yes } };
  return { inScope: included.length === 0, decidedBy: null };
}

export interface ContainerScope extends ContainerVerdict {
  readonly connector: Connector | null;
  readonly partition: Partition | null;
  /** Is the domain's partition selected? */
  readonly selected: boolean;
}
/** Domain and OU: the longest partition, then its container lists. An unselected domain is out of scope whatever the lists say. */
export function containerScope(dn: string, connectors: readonly Connector[]): ContainerScope {
  let best: { connector: Connector; partition: Partition } | null = null;
  for (const connector of connectors.filter((c) => c.Type === "AD"))
    for (const partition of connector.Partitions)
      if (isWithin(dn, partition.DN) && (best === null || depthOf(partition.DN) > depthOf(best.partition.DN)))
        best = { connector, partition };
  if (best === null) return { connector: null, partition: null, selected: false, inScope: false, decidedBy: null };
  const verdict = containerVerdict(dn, best.partition);
  return {
    ...best,
    selected: best.partition.Selected,
    inScope: best.partition.Selected && verdict.inScope,
    decidedBy: verdict.decidedBy,
  };
}

const MAX_BITS = "&H21C07000";
const anchorExpr =
  "IIF(IsPresent([msExchRecipientTypeDetails]),IIF([msExchRecipientTypeDetails]=2,NULL,IIF(IsPresent([mS-DS-ConsistencyGuid]),ConvertToBase64([mS-DS-ConsistencyGuid]),ConvertToBase64([objectGUID]))),IIF(IsPresent([mS-DS-ConsistencyGuid]),ConvertToBase64([mS-DS-ConsistencyGuid]),ConvertToBase64([objectGUID])))";
const upnExpr =
  'IIF(IsPresent([userPrincipalName]),[userPrincipalName], IIF(IsPresent([sAMAccountName]),([sAMAccountName]&"@"&%Domain.FQDN%),Error("AccountName is not present")))';
const filteredExpr = `IIF(IsPresent([isCriticalSystemObject]) || IsPresent([sAMAccountName]) = False || [sAMAccountName] = "SUPPORT_388945a0" || Left([mailNickname], 14) = "SystemMailbox{" || Left([sAMAccountName], 4) = "AAD_" || (Left([mailNickname], 4) = "CAS_" && (InStr([mailNickname], "}") > 0)) || (Left([sAMAccountName], 4) = "CAS_" && (InStr([sAMAccountName], "}") > 0)) || Left([sAMAccountName], 5) = "MSOL_" || CBool(IIF(IsPresent([msExchRecipientTypeDetails]),BitAnd([msExchRecipientTypeDetails],${MAX_BITS}) > 0,NULL)) || CBool(InStr(DNComponent(CRef([dn]),1),"\\\\0ACNF:")>0), True, NULL)`;
const clause = (Attribute: string, ComparisonOperator: string, ComparisonValue = ""): ScopeCondition => ({
  Attribute,
  ComparisonOperator,
  ComparisonValue,
});
const flow = (Destination: string, Source: string, FlowType = "Expression") => ({ Source, Destination, FlowType });
const enabledExpr = "IIF(BitAnd([userAccountControl],2)=0,True,False)";
/** The standard user rules that decide presence, as a fresh installation has them. They hold even where a served list leaves them out, unless one of that name is disabled. */
export function standardRules(adConnectors: readonly string[], cloudConnector: string): SyncRule[] {
  const inbound = (
    Name: string,
    ConnectorName: string,
    Precedence: number,
    filter: ScopeCondition[],
    maps: SyncRule["AttributeFlowMappings"],
  ): SyncRule => ({
    Name,
    Direction: "Inbound",
    ConnectorName,
    SourceObjectType: "user",
    Precedence,
    Disabled: false,
    IsStandardRule: true,
    ScopeFilter: filter.length === 0 ? [] : [{ ScopeConditionList: filter }],
    AttributeFlowMappings: maps,
  });
  return [
    ...adConnectors.flatMap((c) => [
      inbound(
        "In from AD - User Join",
        c,
        100,
        [clause("isCriticalSystemObject", "NOTEQUAL", "True"), clause("adminDescription", "NOTSTARTSWITH", "User_")],
        [flow("cloudFiltered", filteredExpr)],
      ),
      inbound(
        "In from AD - User AccountEnabled",
        c,
        102,
        [clause("userAccountControl", "ISBITNOTSET", "2")],
        [flow("accountEnabled", enabledExpr), flow("sourceAnchor", anchorExpr), flow("userPrincipalName", upnExpr)],
      ),
      inbound(
        "In from AD - User Common",
        c,
        104,
        [],
        [flow("accountEnabled", enabledExpr), flow("sourceAnchor", anchorExpr), flow("userPrincipalName", upnExpr)],
      ),
    ]),
    {
      Name: "Out to Microsoft Entra ID - User Join",
      Direction: "Outbound",
      ConnectorName: cloudConnector,
      SourceObjectType: "person",
      Precedence: 115,
      Disabled: false,
      IsStandardRule: true,
      AttributeFlowMappings: [],
      ScopeFilter: [
        {
          ScopeConditionList: [
            clause("sourceObjectType", "EQUAL", "User"),
            clause("cloudMastered", "NOTEQUAL", "True"),
            clause("cloudFiltered", "NOTEQUAL", "True"),
            clause("sourceAnchor", "ISNOTNULL"),
            clause("accountEnabled", "ISNOTNULL"),
          ],
        },
      ],
    },
  ];
}
/** The rules in force: the served ones, completed by the standard rules and standard flows that the list leaves out; disabled ones gone. */
export function rulesInForce(served: readonly SyncRule[], connectors: readonly Connector[]): SyncRule[] {
  const cloud = connectors.find((c) => c.Type !== "AD")?.Name ?? "";
  const standard = standardRules(
    connectors.filter((c) => c.Type === "AD").map((c) => c.Name),
    cloud,
  );
  const of = (s: SyncRule): SyncRule | undefined =>
    served.find(
      (r) =>
        r.Name.toLowerCase() === s.Name.toLowerCase() &&
        (r.ConnectorName === s.ConnectorName || r.Direction === "Outbound"),
    ) ??
    (s.Direction === "Outbound"
      ? served.find((r) => r.Direction === "Outbound" && r.IsStandardRule && /^Out to .*User Join$/i.test(r.Name))
      : undefined);
  const completed = standard.map((s) => {
    const r = of(s);
    return r === undefined
      ? s
      : {
          ...r,
          AttributeFlowMappings: [
            ...r.AttributeFlowMappings,
            ...s.AttributeFlowMappings.filter(
              (m) => !r.AttributeFlowMappings.some((x) => x.Destination.toLowerCase() === m.Destination.toLowerCase()),
            ),
          ],
        };
  });
  const rest = served.filter((r) => !standard.some((s) => of(s) === r));
  return [...completed, ...rest].filter((r) => !r.Disabled).sort((a, b) => a.Precedence - b.Precedence);
}

const value = (v: unknown): ExprValue => (v === undefined ? null : Array.isArray(v) ? (v as Scalar[]) : (v as Scalar));
/** An object's class as the rules name it. */
export const sourceTypeOf = (o: AdObject): string => {
  const c = o.objectClass.map((x) => x.toLowerCase());
  return c.includes("inetorgperson")
    ? "inetOrgPerson"
    : c.includes("computer")
      ? "computer"
      : c.includes("group")
        ? "group"
        : c.includes("contact")
          ? "contact"
          : c.includes("user")
            ? "user"
            : (o.objectClass[o.objectClass.length - 1] ?? "");
};

export interface Inbound {
  /** Metaverse attributes, each from the rule of the lowest precedence number that gives one. */
  readonly attributes: Record<string, unknown>;
  readonly from: Readonly<Record<string, { readonly rule: SyncRule; readonly reads: readonly string[] }>>;
  /** The provisioning rule (User Join) is in scope: without it nothing is projected. */
  readonly joins: boolean;
  readonly joinRule: SyncRule | null;
  readonly failedClauses: readonly ScopeCondition[];
  /** A rule called Error(). */
  readonly error: string | null;
}
/** What the inbound rules make of an AD object. `rules` are those in force. */
export function inboundOf(
  ad: AdObject,
  rules: readonly SyncRule[],
  connectorName: string,
  settings: Readonly<Record<string, unknown>> = {},
): Inbound {
  const mine = rules.filter(
    (r) =>
      r.Direction === "Inbound" &&
      r.ConnectorName === connectorName &&
      r.SourceObjectType.toLowerCase() === (sourceTypeOf(ad) === "inetOrgPerson" ? "inetorgperson" : "user"),
  );
  const applicable =
    mine.length > 0
      ? mine
      : rules.filter(
          (r) =>
            r.Direction === "Inbound" &&
            r.ConnectorName === connectorName &&
            r.SourceObjectType.toLowerCase() === "user",
        );
  const attributes: Record<string, unknown> = { sourceObjectType: "User" };
  const from: Record<string, { rule: SyncRule; reads: string[] }> = {};
  const anchor = settings["Microsoft.SynchronizationOption.AnchorAttribute"],
    upn = settings["Microsoft.SynchronizationOption.UPNAttribute"];
  const seen: AdObject = ad;
  const read = (name: string): unknown => attributeOf(seen, name);
  let error: string | null = null;
  for (const rule of applicable) {
    if (!ruleInScope(rule, ad)) continue;
    for (const m of rule.AttributeFlowMappings) {
      if (attributes[m.Destination] !== undefined) continue;
      try {
        let out: ExprValue =
          m.FlowType === "Direct"
            ? value(read(m.Source.replace(/^\[|\]$/g, "")))
            : m.FlowType === "Constant"
              ? /^(true|false)$/i.test(m.Source)
                ? /^true$/i.test(m.Source)
                : m.Source
              : evaluateExpression(m.Source, {
                  attribute: (n) => value(read(n)),
                  parameter: (n) =>
                    /^Domain\.FQDN$/i.test(n)
                      ? ad.dn
                          .split(/(?<!\\),/)
                          .filter((p) => /^DC=/i.test(p))
                          .map((p) => p.slice(3))
                          .join(".")
                      : null,
                  dn: ad.dn,
                });
        if (
          m.Destination === "userPrincipalName" &&
          typeof upn === "string" &&
          upn !== "" &&
          upn.toLowerCase() !== "userprincipalname" &&
          rule.IsStandardRule
        )
          out = value(read(upn)) ?? out;
        if (
          m.Destination === "sourceAnchor" &&
          rule.IsStandardRule &&
          typeof anchor === "string" &&
          anchor.toLowerCase() === "objectguid" &&
          out !== null
        )
          out = evaluateExpression("ConvertToBase64([objectGUID])", { attribute: (n) => value(read(n)), dn: ad.dn });
        if (out === null || out === "" || (Array.isArray(out) && out.length === 0)) continue;
        attributes[m.Destination] = out;
        from[m.Destination] = {
          rule,
          reads:
            m.FlowType === "Direct"
              ? [m.Source]
              : [
                  ...new Set([
                    ...attributesIn(m.Source),
                    ...rule.ScopeFilter.flatMap((g) => g.ScopeConditionList.map((c) => c.Attribute)),
                  ]),
                ],
        };
      } catch (e) {
        if (e instanceof RuleError) {
          error = e.message;
          continue;
        }
        if (!(e instanceof ExpressionError)) throw e;
      }
    }
  }
  const joinRule =
    rules.find((r) => r.Direction === "Inbound" && r.ConnectorName === connectorName && /User Join$/i.test(r.Name)) ??
    null;
  const joins = joinRule !== null && ruleInScope(joinRule, ad);
  const failedClauses =
    joins || joinRule === null
      ? []
      : joinRule.ScopeFilter.flatMap((g) => g.ScopeConditionList.filter((c) => !conditionHolds(c, ad)));
  return { attributes, from, joins, joinRule, failedClauses, error };
}
/** The rule that makes cloudFiltered True, with the attributes that it reads and that are filled on the object; null where none does. */
export function cloudFilteredBy(
  ad: AdObject,
  rules: readonly SyncRule[],
  connectorName: string,
): { rule: SyncRule; attributes: string[] } | null {
  const inbound = inboundOf(ad, rules, connectorName),
    by = inbound.from["cloudFiltered"];
  if (by === undefined || !truthy(inbound.attributes["cloudFiltered"] as ExprValue)) return null;
  const scope = by.rule.ScopeFilter.flatMap((g) =>
    g.ScopeConditionList.every((c) => conditionHolds(c, ad)) ? g.ScopeConditionList.map((c) => c.Attribute) : [],
  );
  const reads = by.rule.IsStandardRule ? by.reads : [...scope, ...by.reads];
  return { rule: by.rule, attributes: [...new Set(reads)].filter((a) => attributeOf(ad, a) !== undefined) };
}
/** The clauses of the outbound User Join rule that a metaverse object does not meet; null where it passes. */
export function outboundBlockedBy(
  mv: Attributes,
  rules: readonly SyncRule[],
): { rule: SyncRule; clauses: ScopeCondition[] } | null {
  const joins = rules.filter(
    (r) => r.Direction === "Outbound" && /User Join$/i.test(r.Name) && r.SourceObjectType.toLowerCase() === "person",
  );
  if (joins.length === 0 || joins.some((r) => ruleInScope(r, mv))) return null;
  const rule = joins[0]!;
  return { rule, clauses: rule.ScopeFilter.flatMap((g) => g.ScopeConditionList.filter((c) => !conditionHolds(c, mv))) };
}
/** Group filtering counts direct members only. */
export const isDirectMember = (ad: AdObject, group: { dn: string; members: readonly string[] }): boolean =>
  group.members.some((m) => sameDn(m, ad.dn)) || (ad.memberOf ?? []).some((g) => sameDn(g, group.dn));
