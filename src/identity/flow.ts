/** What the sync rules make of an object: attribute flows into the metaverse, and whether it leaves for the cloud (adsync reference §6.1). */
import type { AdObject, ScopeCondition, SyncRule } from "../domain";
import { sameText } from "./address";
import { domainOf } from "./dn";
import {
  AUTHORITATIVE_NULL,
  attributesIn,
  evaluateExpression,
  ExpressionError,
  RuleError,
  truthy,
  type ExprValue,
} from "./expression";
import { upnSent } from "./holders";
import { anchorInUse } from "./link";
import { attributeOf, failedClauses, groupsInScope, ruleInScope, type Attributes } from "./scoping-filter";
import { syncSettings, type SyncSettings } from "./settings";
import { sourceTypeOf } from "./source-type";
import { cloudKindOf } from "./twin";

type Mapping = SyncRule["AttributeFlowMappings"][number];
/** Where a metaverse attribute comes from: the rule, and the attributes that it read for it. */
export interface Origin {
  readonly rule: SyncRule;
  readonly reads: readonly string[];
}
export interface Inbound {
  /** Metaverse attributes, each from the rule of the lowest precedence number that gives one. */
  readonly attributes: Attributes;
  readonly from: Readonly<Record<string, Origin>>;
  /** The provisioning rule (User Join) is in scope: without it nothing is projected. */
  readonly joins: boolean;
  readonly joinRule: SyncRule | null;
  /** Clauses of the provisioning rule that the object does not meet. */
  readonly failedClauses: readonly ScopeCondition[];
  /** What a rule said that called Error(): the object then fails. */
  readonly error: string | null;
}
/** What the inbound rules of one connector make of an AD object. `rules` are those in force. */
export function inboundOf(
  ad: AdObject,
  rules: readonly SyncRule[],
  connector: string,
  settings: SyncSettings = syncSettings(undefined),
): Inbound {
  const inbound = rules.filter((r) => r.Direction === "Inbound" && r.ConnectorName === connector);
  const attributes: Record<string, unknown> = cloudKindOf(ad) === undefined ? { sourceObjectType: "User" } : {};
  const from: Record<string, Origin> = {};
  const ended = new Set<string>();
  let error: string | null = null;
  for (const rule of rulesFor(ad, inbound).filter((r) => ruleInScope(r, ad)))
    for (const mapping of rule.AttributeFlowMappings) {
      if (attributes[mapping.Destination] !== undefined || ended.has(mapping.Destination)) continue;
      const flow = flowOf(mapping, rule, ad, settings);
      if ("error" in flow) error = flow.error;
      else if (flow.value === AUTHORITATIVE_NULL) ended.add(mapping.Destination);
      else if (!isEmpty(flow.value)) {
        attributes[mapping.Destination] = flow.value;
        from[mapping.Destination] = { rule, reads: readBy(mapping, rule) };
      }
    }
  const joinRules = rulesFor(ad, inbound).filter(provisions);
  const joinRule = joinRules.find((r) => ruleInScope(r, ad)) ?? joinRules[0] ?? null;
  const joins = joinRule !== null && ruleInScope(joinRule, ad);
  const failed = joins || joinRule === null ? [] : failedClauses(joinRule, ad);
  return { attributes, from, joins, joinRule, failedClauses: failed, error };
}
/** A rule that projects into the metaverse says so itself; where that is not served, a clone keeps the name of its standard rule within its own. */
const provisions = (rule: SyncRule): boolean =>
  /^Provision$/i.test(String(rule["LinkType"] ?? "")) ||
  /\b(User|InetOrgPerson|Group|Contact|Computer) Join\b/i.test(rule.Name);
/** The rules that take the object: those of its own class. */
const rulesFor = (ad: AdObject, inbound: readonly SyncRule[]): SyncRule[] =>
  inbound.filter((r) => sameText(r.SourceObjectType, sourceTypeOf(ad)));
const isEmpty = (value: ExprValue): boolean =>
  value === null || value === "" || (Array.isArray(value) && value.length === 0);

type FlowOutcome = { readonly value: ExprValue } | { readonly error: string };
/** The value that one flow gives; null where it gives none or its expression is not understood, an error where it calls Error(). */
function flowOf(mapping: Mapping, rule: SyncRule, ad: AdObject, settings: SyncSettings): FlowOutcome {
  const chosen = rule.IsStandardRule ? chosenAtSetup(mapping, ad, settings) : undefined;
  if (chosen !== undefined) return chosen;
  try {
    return { value: evaluated(mapping, ad) };
  } catch (fault) {
    if (fault instanceof RuleError) return { error: fault.message };
    if (fault instanceof ExpressionError) return { value: null };
    throw fault;
  }
}
/** Anchor and sign-in name of a standard rule follow the attribute that was chosen at installation; undefined where the flow itself decides. */
function chosenAtSetup(mapping: Mapping, ad: AdObject, settings: SyncSettings): FlowOutcome | undefined {
  if (sameText(mapping.Destination, "sourceAnchor")) return { value: anchorInUse(settings, ad) ?? null };
  if (!sameText(mapping.Destination, "userPrincipalName")) return undefined;
  const sent = upnSent(settings, ad);
  return sent === undefined ? { error: "AccountName is not present" } : { value: sent };
}
function evaluated(mapping: Mapping, ad: AdObject): ExprValue {
  const attribute = (name: string): ExprValue => (attributeOf(ad, name) ?? null) as ExprValue;
  if (mapping.FlowType === "Direct") return attribute(mapping.Source.replace(/^\[|\]$/g, ""));
  if (mapping.FlowType === "Constant")
    return /^(true|false)$/i.test(mapping.Source) ? sameText(mapping.Source, "true") : mapping.Source;
  const parameter = (name: string) => (sameText(name, "Domain.FQDN") ? domainOf(ad.dn) : null);
  return evaluateExpression(mapping.Source, { attribute, parameter, dn: ad.dn });
}
/** The attributes by which a flow gives its value: those of its expression, and those that let the object into its rule. */
const readBy = (mapping: Mapping, rule: SyncRule): string[] =>
  mapping.FlowType === "Direct"
    ? [mapping.Source]
    : [
        ...new Set([
          ...attributesIn(mapping.Source),
          ...rule.ScopeFilter.flatMap((g) => g.ScopeConditionList.map((c) => c.Attribute)),
        ]),
      ];

/** The rule that makes cloudFiltered True, with the attributes that it reads and that are filled on the object; null where none does. */
export function cloudFilteredBy(
  ad: AdObject,
  rules: readonly SyncRule[],
  connector: string,
): { rule: SyncRule; attributes: string[] } | null {
  const inbound = inboundOf(ad, rules, connector);
  const by = inbound.from["cloudFiltered"];
  if (by === undefined || !truthy(inbound.attributes["cloudFiltered"] as ExprValue)) return null;
  const scope = groupsInScope(by.rule, ad).flatMap((g) => g.map((c) => c.Attribute));
  const reads = by.rule.IsStandardRule ? by.reads : [...scope, ...by.reads];
  return { rule: by.rule, attributes: [...new Set(reads)].filter((a) => attributeOf(ad, a) !== undefined) };
}
/** The clauses of the outbound User Join rule that a metaverse object does not meet; `rule` is null where none is in force, so that nothing is made in the cloud. Null where it passes. */
export function outboundBlockedBy(
  mv: Attributes,
  rules: readonly SyncRule[],
): { rule: SyncRule | null; clauses: ScopeCondition[] } | null {
  const joins = rules.filter(
    (r) => r.Direction === "Outbound" && /User Join$/i.test(r.Name) && sameText(r.SourceObjectType, "person"),
  );
  if (joins.some((r) => ruleInScope(r, mv))) return null;
  const [first] = joins;
  return first === undefined ? { rule: null, clauses: [] } : { rule: first, clauses: failedClauses(first, mv) };
}
