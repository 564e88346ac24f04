import { isDisabled } from "../../identity/account";
import { defineCheck } from "../../identity/define";
import { nameOf } from "../../identity/naming";
import { MUST_CHANGE, passwordTraceOf } from "../../identity/password";
import { passwordRuleOf } from "../../identity/password-rules";
import { attributeOf, groupsInScope, sayClause } from "../../identity/scoping-filter";
import { rulesInForce } from "../../identity/sync-rules";
import { sourceTypeOf } from "../../identity/source-type";
import { featureOf } from "../../identity/tenant";
import { minuteOf } from "../../identity/time";
import { cite, pii, valueOr, type AdObject, type SyncRule } from "../../domain";

/** Selective password hash synchronization: the rule that takes the object has "Enable Password Sync" off, or none that has it on takes it. */
export default defineCheck({
  id: "passwords.filtered",
  title: "A sync rule sends the user's password hash",
  guide: "objects.status",
  docs: [
    "https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-selective-password-hash-synchronization",
  ],
  needs: ["ad.user", "entra.user", "server.syncRules", "server.connectors"],
  wants: ["now", "entra.audits", "entra.synchronization", "server.events", "server.globalSettings"],
  messages: {
    notApplicable:
      "The account is not synced by Entra Connect, is disabled or an inetOrgPerson, or no hash is sent at all.",
    sent: "The rules send the password hash of {user}.",
    arrived: "The password of {user} has come, whatever the rules say now.",
    left: {
      code: "password-sync-filtered",
      text: 'The rule "{rule}" has password sync off and takes {user} ({clause}; {values}), so the hash is not sent.',
      advice: [
        "Ask whether the account was left out on purpose. If not: change the value by which the rule takes it ({values}), then run a delta cycle; the hash follows within minutes.",
        'If the rule is wrong: Synchronization Rules Editor › Inbound › "{rule}": tick "Enable Password Sync" or correct its scoping filter; a full synchronization follows.',
      ],
    },
    told: {
      code: "password-sync-filtered",
      text: 'The password channel says of {user} at {when}: "{said}", so the hash is not sent.',
      advice: [
        'Synchronization Rules Editor › Inbound, filter "Password Sync: On": look at which rule takes the account. Get-ADSyncCSObjectLog -Identifier <id> tells more of the reason.',
      ],
    },
    untaken: {
      code: "password-sync-filtered",
      text: 'No inbound rule with "Enable Password Sync" takes {user}, so the hash is not sent.',
      advice: [
        'Synchronization Rules Editor › Inbound, filter "Password Sync: On": look at which rule should take the account, and at its scoping filter (selective password hash synchronization often wants adminDescription PHSIncluded).',
      ],
    },
  },
  evaluate(facts, { ad, place, isLinked }) {
    const served = valueOr(facts["server.syncRules"], undefined);
    const isOff = featureOf(facts["entra.synchronization"], "passwordSyncEnabled") === false;
    if (ad === undefined || place === undefined || served === undefined || !isLinked || isOff || !isSent(ad))
      return { verdict: "skip", message: "notApplicable" };
    const data = { user: nameOf(ad) };
    const rules = rulesInForce(served, valueOr(facts["server.connectors"], []));
    const { sends, rule, standsIn } = passwordRuleOf(ad, rules, place.connector.Name);
    const trace = passwordTraceOf(facts);
    const { said = "", since = "" } = trace;
    if (sends && trace.how === "refused" && /^filtered/i.test(said) && !MUST_CHANGE.test(said))
      return {
        verdict: "fail",
        message: "told",
        proof: "stated",
        since,
        data: { ...data, when: minuteOf(since), said },
        evidence: trace.evidence,
      };
    if (sends) return { verdict: "pass", message: "sent", data };
    if (trace.state === "well") return { verdict: "pass", message: "arrived", data };
    const known = {
      verdict: "fail",
      proof: standsIn ? "measured" : "timed",
      ...(trace.how === "behind" && trace.since !== undefined ? { since: trace.since } : {}),
    } as const;
    if (rule === undefined)
      return {
        ...known,
        message: "untaken",
        data,
        evidence: [
          cite("no rule with EnablePasswordSync takes the object", facts["server.syncRules"]),
          ...trace.evidence,
        ],
      };
    const { clause, values } = scopeOf(rule, ad);
    return {
      ...known,
      message: "left",
      data: { ...data, rule: rule.Name, clause, values: pii(values, "value") },
      evidence: [
        cite(
          `Rule "${rule.Name}" (precedence ${rule.Precedence}): EnablePasswordSync is off; ${clause}`,
          facts["server.syncRules"],
        ),
        cite(values, facts["ad.user"]),
        ...trace.evidence,
      ],
    };
  },
});

/** Hashes of users are sent, not of an inetOrgPerson or of a disabled account. */
const isSent = (ad: AdObject): boolean => !isDisabled(ad) && sourceTypeOf(ad) === "user";

/** By which clauses the rule takes the object, and the values that meet them. */
function scopeOf(rule: SyncRule, ad: AdObject): { clause: string; values: string } {
  const [group = []] = groupsInScope(rule, ad);
  const attributes = [...new Set(group.map((c) => c.Attribute))];
  return {
    clause: group.map(sayClause).join(" AND ") || "no scoping filter",
    values: attributes.map((a) => `${a} = ${String(attributeOf(ad, a) ?? "(empty)")}`).join("; ") || "any value",
  };
}
