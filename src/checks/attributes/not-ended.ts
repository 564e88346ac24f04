import { sameText } from "../../identity/address";
import { defineCheck } from "../../identity/define";
import { MASTERY_FACTS, seenDifference, valueDifferences } from "../../identity/mastery";
import { nameOf } from "../../identity/naming";
import { groupsInScope, ruleInScope, sayClause } from "../../identity/scoping-filter";
import { sourceTypeOf } from "../../identity/source-type";
import { cite, valueOr, type AdObject, type SyncRule } from "../../domain";

/** A flow that gives `AuthoritativeNull` ends the attribute: no rule of lower precedence fills it, and its value never leaves (adsync reference, addendum). */
export default defineCheck({
  id: "attributes.not-ended",
  title: "No own sync rule ends a value of the user",
  guide: "objects.attributes",
  needs: ["ad.user", "entra.user", "server.syncRules"],
  wants: ["entra.relatedUsers", "server.globalSettings", ...MASTERY_FACTS.filter((key) => key !== "server.syncRules")],
  messages: {
    noPair: "The AD account has no synced cloud user, so no value of it can be missing there.",
    free: "No own rule ends a value of {user}.",
    ended: {
      code: "filtered-by-rule",
      text: 'The rule "{rule}" keeps {attribute} of {user} back: it flows {expression} to it and goes before the standard rules, so the value of Active Directory never leaves.',
      advice: [
        "Decide whether the rule was meant for this account ({scope}). If not: change the attribute by which the account comes into its scope, then run a delta cycle.",
        'If the rule itself is wrong: Synchronization Rules Editor > Inbound > "{rule}", change or disable it, then run Start-ADSyncSyncCycle -PolicyType Initial.',
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
        scope: scope[0] ?? "all of its class",
      },
      evidence: [
        cite(
          `Rule "${rule.Name}" (precedence ${rule.Precedence}): ${flow.Source} → ${flow.Destination}`,
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
