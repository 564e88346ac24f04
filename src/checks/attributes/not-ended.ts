import { sameText } from "../../identity/address";
import { defineCheck } from "../../identity/define";
import { MASTERY_FACTS, seenDifference, valueDifferences } from "../../identity/mastery";
import { nameOf } from "../../identity/naming";
import { groupsInScope, ruleInScope, sayClause } from "../../identity/scoping-filter";
import { sourceTypeOf } from "../../identity/source-type";
import { cite, told, valueOr, type AdObject, type SyncRule } from "../../domain";

/** A flow that gives `AuthoritativeNull` ends the attribute: no rule of lower precedence fills it, and its value never leaves (adsync reference, addendum). */
export default defineCheck({
  id: "attributes.not-ended",
  title: {
    en: "No own sync rule ends a value of the user",
    de: "Keine eigene Synchronisierungsregel beendet einen Wert des Benutzers",
  },
  guide: "objects.attributes",
  needs: ["ad.user", "entra.user", "server.syncRules"],
  wants: ["entra.relatedUsers", "server.globalSettings", ...MASTERY_FACTS.filter((key) => key !== "server.syncRules")],
  messages: {
    noPair: {
      en: "The AD account has no synced cloud user, so no value of it can be missing there.",
      de: "Das AD-Konto hat keinen synchronisierten Cloudbenutzer, dort kann also kein Wert fehlen.",
    },
    free: { en: "No own rule ends a value of {user}.", de: "Keine eigene Regel beendet einen Wert von {user}." },
    ended: {
      code: "filtered-by-rule",
      text: {
        en: 'The rule "{rule}" keeps {attribute} of {user} back: it flows {expression} to it and goes before the standard rules, so the value of Active Directory never leaves.',
        de: 'Die Regel "{rule}" hält {attribute} von {user} zurück: Sie übergibt dafür {expression} und hat Vorrang vor den Standardregeln, deshalb wird der Wert aus Active Directory nie exportiert.',
      },
      advice: [
        {
          en: "Decide whether the rule was meant for this account ({scope}). If not: change the attribute by which the account comes into its scope, then run a delta cycle.",
          de: "Entscheiden Sie, ob die Regel für dieses Konto gedacht war ({scope}). Falls nicht: Ändern Sie das Attribut, durch das das Konto in ihren Bereich fällt, und starten Sie dann eine Deltasynchronisierung.",
        },
        {
          en: 'If the rule itself is wrong: Synchronization Rules Editor > Inbound > "{rule}", change or disable it, then run Start-ADSyncSyncCycle -PolicyType Initial.',
          de: 'Falls die Regel selbst falsch ist: Synchronization Rules Editor > Inbound > "{rule}", ändern oder deaktivieren Sie sie und führen Sie dann Start-ADSyncSyncCycle -PolicyType Initial aus.',
        },
      ],
    },
  },
  evaluate(facts, person) {
    if (person.pair === undefined) return { verdict: "skip", message: "noPair" };
    const { ad } = person.pair;
    const own = valueOr(facts["server.syncRules"], []).filter((r) => isOwn(r, ad, person.place?.connector.Name));
    const kept = valueDifferences(person, facts).filter((d) => !d.flows);
    const [ended] = kept.flatMap((difference) =>
      own.flatMap((rule) =>
        rule.AttributeFlowMappings.filter((flow) => sameText(flow.Destination, difference.attribute)).map((flow) => ({
          rule,
          flow,
          difference,
        })),
      ),
    );
    if (ended === undefined) return { verdict: "pass", message: "free", data: { user: nameOf(ad) } };
    const { rule, flow, difference } = ended;
    const scope = groupsInScope(rule, ad).map((group) => group.map(sayClause).join(" AND "));
    return {
      verdict: "fail",
      message: "ended",
      // Another expression that gives nothing is likely to be why.
      proof: sameText(flow.Source, "AuthoritativeNull") ? "measured" : "timed",
      since: difference.since,
      data: {
        user: nameOf(ad),
        rule: rule.Name,
        attribute: difference.attribute,
        expression: flow.Source,
        scope: scope[0] ?? { en: "all of its class", de: "alle dieser Objektklasse" },
      },
      evidence: [
        cite(
          told(
            {
              en: 'Rule "{rule}" (precedence {precedence}): {source} → {destination}',
              de: 'Regel "{rule}" (Rangfolge {precedence}): {source} → {destination}',
            },
            { rule: rule.Name, precedence: rule.Precedence, source: flow.Source, destination: flow.Destination },
          ),
          facts["server.syncRules"],
        ),
        seenDifference(difference, facts),
      ],
    };
  },
});

/** An own inbound rule of the connector that takes the account. */
const isOwn = (rule: SyncRule, ad: AdObject, connector: string | undefined): boolean =>
  rule.Direction === "Inbound" &&
  !rule.Disabled &&
  !rule.IsStandardRule &&
  rule.ConnectorName === connector &&
  sameText(rule.SourceObjectType, sourceTypeOf(ad)) &&
  ruleInScope(rule, ad);
