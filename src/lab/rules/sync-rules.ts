/** What the sync rules make of one object: those in force, inbound flows by precedence, the outbound scope (adsync reference §3.5, §6.1, §6.2; addendum on AuthoritativeNull). */
import { domainDnOf, domainOf } from "../../identity/dn";
import type { World } from "../scenario";
import { flowOf, UnknownExpression, type FlowSource } from "./expression";
import { DN_ATTRIBUTE, flowValueOf, isEmpty, isFlowWord, plainValueOf, RuleCalledError } from "./flow-value";
import type { FlowValue } from "./flow-value";
import { filterTakes, memberOfOf, type ScopedObject } from "./scoping-filter";
import { anchorAttributeOf, attributeOf, isBinary, type Settings } from "./source-anchor";
import { upnAttributeOf } from "./sign-in-name";
import {
  STANDARD_RULES,
  standardRuleOf,
  type FlowInput,
  type RuleRecord,
  type StandardFlow,
  type StandardRule,
} from "./standard-rules";

type Connectors = World["premises"]["connectors"];
type Attributes = Readonly<Record<string, unknown>>;
interface Flow {
  readonly target: string;
  readonly value: StandardFlow;
}
/** A rule that is carried out; `provisions` = it projects to the metaverse, or makes the object in the cloud. */
export interface RuleInForce {
  readonly name: string;
  readonly connector: string;
  readonly direction: RuleRecord["Direction"];
  readonly sourceObjectType: string;
  readonly precedence: number;
  readonly provisions: boolean;
  readonly scope: RuleRecord["ScopeFilter"];
  readonly flows: readonly Flow[];
}
/** The metaverse object that the inbound rules make: its attributes, whether a provisioning rule let it in, and what a rule's Error() said. */
export interface Projection {
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly provisioned: boolean;
  readonly error: string | null;
}

/** Rules in force, the lowest precedence number first: the served ones that are not disabled, and the standard ones of each connector that the list leaves out. */
export function rulesInForceOf(
  served: readonly RuleRecord[],
  connectors: Connectors,
  settings: Settings,
): RuleInForce[] {
  const rules = served.filter((r) => !r.Disabled).map((r) => servedRule(r, settings));
  for (const [connector, { Type }] of Object.entries(connectors))
    for (const standard of STANDARD_RULES) {
      const wanted = Type === "AD" ? "Inbound" : "Outbound";
      const named = served.some((r) => r.ConnectorName === connector && standardRuleOf(r) === standard);
      if (standard.direction === wanted && !named) rules.push(unservedRule(standard, connector));
    }
  return rules.sort((a, b) => a.precedence - b.precedence);
}
const flowsOf = (standard: StandardRule | undefined): Flow[] =>
  Object.entries(standard?.flows ?? {}).map(([target, value]) => ({ target, value }));
const unservedRule = (standard: StandardRule, connector: string): RuleInForce => ({
  ...standard,
  connector,
  flows: flowsOf(standard),
});
/** A served rule; of a standard one also the flows that its list leaves out. Anchor and sign-in name of a standard rule are the wizard's flows, for the attributes that it was told. */
function servedRule(rule: RuleRecord, settings: Settings): RuleInForce {
  const standard = rule.IsStandardRule ? standardRuleOf(rule) : undefined;
  const told = new Set([
    ...(anchorAttributeOf(settings) === undefined ? [] : ["sourceAnchor"]),
    ...(upnAttributeOf(settings) === undefined ? [] : ["userPrincipalName"]),
  ]);
  const stated = (rule.Transforms ?? [])
    .filter((t) => standard === undefined || !told.has(t.Target))
    .map((t) => ({ target: t.Target, value: statedFlow(t) }));
  const rest = flowsOf(standard).filter((f) => !stated.some((s) => s.target.toLowerCase() === f.target.toLowerCase()));
  return {
    name: rule.Name,
    connector: rule.ConnectorName,
    direction: rule.Direction,
    sourceObjectType: rule.SourceObjectType,
    precedence: rule.Precedence,
    provisions: standard?.provisions ?? /^Provision$/i.test(String(rule["LinkType"] ?? "")),
    scope: rule.ScopeFilter,
    flows: [...stated, ...rest],
  };
}
/** Direct carries the source attribute as it is, Constant the text; an expression that the language does not have gives nothing. */
function statedFlow({ FlowType, Source }: NonNullable<RuleRecord["Transforms"]>[number]): StandardFlow {
  if (/^direct$/i.test(FlowType)) return (input) => sourceOf(input).attribute(Source);
  if (/^constant$/i.test(FlowType)) return () => (/^(true|false)$/i.test(Source) ? /^true$/i.test(Source) : Source);
  try {
    const evaluate = flowOf(Source);
    return (input) => evaluate(sourceOf(input));
  } catch (error) {
    if (error instanceof UnknownExpression) return () => null;
    throw error;
  }
}
/** Parameters of the AD connector, for the domain that the object lies in. */
function sourceOf({ object, dn }: FlowInput): FlowSource {
  return {
    attribute: (name) =>
      name.toLowerCase() === DN_ATTRIBUTE ? dn : flowValueOf(attributeOf(object, name), isBinary(name)),
    parameter: (name) => {
      const wanted = name.toLowerCase();
      if (wanted === "domain.fqdn") return domainOf(dn);
      if (wanted === "domain.ldap") return domainDnOf(dn);
      return wanted === "domain.netbios" ? (domainOf(dn).split(".")[0] ?? "").toUpperCase() : null;
    },
  };
}

const scopedAs = (object: Attributes, dn: string): ScopedObject => ({
  attributes: { ...object, [DN_ATTRIBUTE]: dn },
  memberOf: memberOfOf(object),
});
/** What the inbound rules of one connector make of its object. Nothing flows unless a provisioning rule lets the object in. */
export function projectionOf(
  object: Attributes,
  dn: string,
  type: string,
  rules: readonly RuleInForce[],
  connector: string,
  settings: Settings,
): Projection {
  const scoped = scopedAs(object, dn);
  const mine = rules.filter(
    (r) =>
      r.direction === "Inbound" &&
      r.connector === connector &&
      r.sourceObjectType.toLowerCase() === type.toLowerCase() &&
      filterTakes(r.scope, scoped),
  );
  const provisioned = mine.some((r) => r.provisions);
  if (!provisioned) return { attributes: {}, provisioned, error: null };
  try {
    return { attributes: contributions(mine, { object, dn, settings }), provisioned, error: null };
  } catch (error) {
    if (error instanceof RuleCalledError) return { attributes: {}, provisioned, error: error.message };
    throw error;
  }
}
/** Each metaverse attribute from the first rule that gives it a value; AuthoritativeNull ends an attribute, IgnoreThisFlow is as if the flow were not there. */
function contributions(rules: readonly RuleInForce[], input: FlowInput): Record<string, unknown> {
  const attributes: Record<string, unknown> = {},
    settled = new Set<string>();
  for (const { target, value } of rules.flatMap((r) => r.flows)) {
    if (settled.has(target)) continue;
    const given: FlowValue = value(input);
    if (isFlowWord(given) ? given.flow === "AuthoritativeNull" : !isEmpty(given)) settled.add(target);
    if (settled.has(target) && !isFlowWord(given)) attributes[target] = plainValueOf(given);
  }
  return attributes;
}
/** Whether an outbound rule to the cloud takes the metaverse object. */
export const leavesForCloud = (metaverse: Attributes, rules: readonly RuleInForce[]): boolean =>
  rules.some(
    (r) => r.direction === "Outbound" && r.provisions && filterTakes(r.scope, { attributes: metaverse, memberOf: [] }),
  );
