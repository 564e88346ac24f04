import { isLeaving } from "../../identity/chain";
import { defineCheck } from "../../identity/define";
import { cloudFilteredBy, inboundOf, outboundBlockedBy } from "../../identity/flow";
import { nameOf } from "../../identity/naming";
import { attributeOf, groupsInScope, sayClause, type Attributes } from "../../identity/scoping-filter";
import type { SyncSettings } from "../../identity/settings";
import { neverSyncedClass } from "../../identity/source-type";
import { rulesInForce } from "../../identity/sync-rules";
import { systemReason } from "../../identity/system-object";
import { cloudKindOf } from "../../identity/twin";
import { EMPTY, NONE } from "../../identity/phrases";
import {
  cite,
  pii,
  told,
  valueOr,
  type AdObject,
  type MvObject,
  type ScopeCondition,
  type SyncRule,
  type InEvery,
} from "../../domain";

/** What of the finding depends on the rule: which clause fails, on which attributes, with which values. */
interface Filter {
  readonly message: "filtered" | "outOfJoin" | "outbound";
  readonly rule: SyncRule;
  readonly clause: string | InEvery;
  readonly attributes: readonly string[];
  /** Where the values stand: on the AD object, or on the metaverse object for an outbound rule. */
  readonly values: Attributes;
}
/** Attributes that exist to mark objects, so that clearing one harms nothing else. */
const MARKERS = /^(extensionAttribute\d+|adminDescription|info|description|employeeType)$/i;
/** Clauses of the standard outbound rule that have causes of their own (no sourceAnchor, cloudFiltered, and so on). */
const STANDARD_CLAUSES = /^(sourceObjectType|cloudMastered|cloudFiltered|sourceAnchor|accountEnabled)$/i;

/** Scoping filters and cloudFiltered rules, judged on the AD values as the engine would. */
export default defineCheck({
  id: "scope.not-filtered",
  title: { en: "No sync rule leaves the user out", de: "Keine Synchronisierungsregel nimmt den Benutzer aus" },
  guide: "basics.scope",
  docs: [
    "https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-sync-configure-filtering#attribute-based-filtering",
  ],
  needs: ["ad.user", "server.syncRules", "server.connectors"],
  wants: ["cs.chain", "entra.user", "entra.object", "server.globalSettings"],
  messages: {
    free: {
      en: "No scoping filter and no cloudFiltered rule leaves {user} out.",
      de: "Kein Bereichsfilter und keine cloudFiltered-Regel nimmt {user} aus.",
    },
    notApplicable: {
      en: "The account is not within the reach of Entra Connect, or is a system object, so no rule decides.",
      de: "Das Konto liegt nicht in Reichweite von Entra Connect oder ist ein Systemobjekt, es entscheidet also keine Regel.",
    },
    filtered: {
      code: "filtered-by-rule",
      text: {
        en: 'The rule "{rule}" leaves {user} out: {clause}, and the account\'s {attribute} is {value}.',
        de: 'Die Regel "{rule}" nimmt {user} aus: {clause}, und {attribute} des Kontos ist {value}.',
      },
      advice: [
        {
          en: "Decide whether this account was meant to be left out. If not: clear or change {attribute}, then run a delta cycle.",
          de: "Entscheiden Sie, ob dieses Konto ausgenommen werden sollte. Falls nicht: Leeren oder ändern Sie {attribute} und starten Sie dann eine Deltasynchronisierung.",
        },
        {
          en: 'If the rule itself is wrong: Synchronization Rules Editor > Inbound > "{rule}", change or disable it, then run Start-ADSyncSyncCycle -PolicyType Initial.',
          de: 'Falls die Regel selbst falsch ist: Synchronization Rules Editor > Inbound > "{rule}", ändern oder deaktivieren Sie sie und führen Sie dann Start-ADSyncSyncCycle -PolicyType Initial aus.',
        },
      ],
    },
    outOfJoin: {
      code: "filtered-by-rule",
      text: {
        en: '{user} is outside the scope of "{rule}": {clause} fails, the account\'s {attribute} is {value}.',
        de: '{user} liegt außerhalb des Bereichs von "{rule}": {clause} trifft nicht zu, {attribute} des Kontos ist {value}.',
      },
      advice: [
        {
          en: "Clear or change {attribute} on the account, then run a delta cycle. Filter values starting with User_ in adminDescription are how write-back marks its objects.",
          de: "Leeren oder ändern Sie {attribute} am Konto und starten Sie dann eine Deltasynchronisierung. Filterwerte in adminDescription, die mit User_ beginnen, sind die Kennzeichnung, die das Rückschreiben seinen Objekten gibt.",
        },
      ],
    },
    outbound: {
      code: "filtered-by-rule",
      text: {
        en: '{user} stops in the metaverse: the outbound rule "{rule}" wants {clause}, and {attribute} is {value}.',
        de: '{user} bleibt im metaverse stehen: Die ausgehende Regel "{rule}" verlangt {clause}, und {attribute} ist {value}.',
      },
      advice: [
        {
          en: 'Synchronization Rules Editor > Outbound > "{rule}": correct the scoping filter, or the value that it reads, then run Start-ADSyncSyncCycle -PolicyType Initial.',
          de: 'Synchronization Rules Editor > Outbound > "{rule}": Berichtigen Sie den Bereichsfilter oder den Wert, den er liest, und führen Sie dann Start-ADSyncSyncCycle -PolicyType Initial aus.',
        },
      ],
    },
  },
  evaluate(facts, { ad, place, isSelected, hasArrived, settings }) {
    const served = valueOr(facts["server.syncRules"], undefined);
    if (ad === undefined || served === undefined || place === undefined || !isSelected || !isOrdinary(ad))
      return { verdict: "skip", message: "notApplicable" };
    const data = { user: nameOf(ad) };
    const chain = valueOr(facts["cs.chain"], undefined);
    if (hasArrived && !isLeaving(facts["cs.chain"])) return { verdict: "pass", message: "free", data };
    const rules = rulesInForce(served, valueOr(facts["server.connectors"], []));
    const found =
      inboundFilter(ad, rules, place.connector.Name, settings) ??
      outboundFilter(chain?.entraCs === null ? chain.mv : null, rules);
    if (found === undefined) return { verdict: "pass", message: "free", data };
    const { message, rule, clause, attributes, values } = found;
    const marker = message === "outbound" ? undefined : markerOf(attributes);
    const attribute = marker ?? attributes[0];
    const valueOf = (name: string): string | InEvery => {
      const value = attributeOf(values, name);
      return value === undefined ? EMPTY : String(value);
    };
    const value = attribute === undefined ? EMPTY : valueOf(attribute);
    return {
      verdict: "fail",
      message,
      proof: "measured",
      standing: hasArrived ? "expected" : "shown",
      data: {
        ...data,
        rule: rule.Name,
        clause,
        attribute: attribute ?? NONE,
        value: typeof value === "string" ? pii(value, "value") : value,
      },
      suggests: marker === undefined ? [] : ["clear-filter-attribute"],
      evidence: [
        cite(
          told(
            {
              en: 'Rule "{rule}" (precedence {precedence}): {clause}',
              de: 'Regel "{rule}" (Rangfolge {precedence}): {clause}',
            },
            { rule: rule.Name, precedence: rule.Precedence, clause },
          ),
          facts["server.syncRules"],
        ),
        cite(
          told("{values}", {
            values: attributes.map((a) => told("{attribute} = {value}", { attribute: a, value: valueOf(a) })),
          }),
          message === "outbound" ? facts["cs.chain"] : facts["ad.user"],
        ),
      ],
    };
  },
});

/** Only a contact has no account name. */
const isOrdinary = (ad: AdObject): boolean =>
  systemReason(ad) === undefined &&
  neverSyncedClass(ad) === undefined &&
  (Boolean(ad.sAMAccountName) || cloudKindOf(ad) === "contact");
const sayAll = (clauses: readonly ScopeCondition[]): string => clauses.map(sayClause).join(" AND ");
/** The one attribute that decides a filter and exists only to mark objects. */
const markerOf = ([attribute, ...more]: readonly string[]): string | undefined =>
  attribute !== undefined && more.length === 0 && MARKERS.test(attribute) ? attribute : undefined;

/** A rule that sets cloudFiltered, or a provisioning rule that does not take the account. */
function inboundFilter(
  ad: AdObject,
  rules: readonly SyncRule[],
  connector: string,
  settings: SyncSettings,
): Filter | undefined {
  const hit = cloudFilteredBy(ad, rules, connector);
  if (hit !== null) {
    const [group = []] = groupsInScope(hit.rule, ad);
    const clause = told(
      { en: "it sets cloudFiltered where {clauses}", de: "sie setzt cloudFiltered, wo gilt: {clauses}" },
      { clauses: sayAll(group) || { en: "its expression says so", de: "ihr Ausdruck" } },
    );
    return { message: "filtered", rule: hit.rule, clause, attributes: hit.attributes, values: ad };
  }
  const { joins, joinRule, failedClauses } = inboundOf(ad, rules, connector, settings);
  if (joins || joinRule === null || failedClauses.length === 0) return undefined;
  const attributes = [...new Set(failedClauses.map((c) => c.Attribute))];
  return { message: "outOfJoin", rule: joinRule, clause: sayAll(failedClauses), attributes, values: ad };
}
/** A custom clause of the outbound join rule that keeps the metaverse object back. */
function outboundFilter(mv: MvObject | null, rules: readonly SyncRule[]): Filter | undefined {
  const blocked = mv === null ? null : outboundBlockedBy(mv.Attributes, rules);
  if (mv === null || blocked?.rule == null) return undefined;
  const own = blocked.clauses.filter((c) => !STANDARD_CLAUSES.test(c.Attribute));
  if (own.length === 0) return undefined;
  const attributes = own.map((c) => c.Attribute);
  return { message: "outbound", rule: blocked.rule, clause: sayAll(own), attributes, values: mv.Attributes };
}
