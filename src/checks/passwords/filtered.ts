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
import { EMPTY } from "../../identity/phrases";
import { cite, pii, told, valueOr, type AdObject, type InEvery, type Pii, type SyncRule } from "../../domain";

/** Selective password hash synchronization: the rule that takes the object has "Enable Password Sync" off, or none that has it on takes it. */
export default defineCheck({
  id: "passwords.filtered",
  title: {
    en: "A sync rule sends the user's password hash",
    de: "Eine Synchronisierungsregel sendet den Kennworthash des Benutzers",
  },
  guide: "objects.status",
  docs: [
    "https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-selective-password-hash-synchronization",
  ],
  needs: ["ad.user", "entra.user", "server.syncRules", "server.connectors"],
  wants: ["now", "entra.audits", "entra.synchronization", "server.events", "server.globalSettings"],
  messages: {
    notApplicable: {
      en: "The account is not synced by Entra Connect, is disabled or an inetOrgPerson, or no hash is sent at all.",
      de: "Das Konto wird nicht von Entra Connect synchronisiert, ist deaktiviert oder ein inetOrgPerson, oder es wird überhaupt kein Hash gesendet.",
    },
    sent: { en: "The rules send the password hash of {user}.", de: "Die Regeln senden den Kennworthash von {user}." },
    arrived: {
      en: "The password of {user} has come, whatever the rules say now.",
      de: "Das Kennwort von {user} ist angekommen, was die Regeln jetzt auch sagen.",
    },
    left: {
      code: "password-sync-filtered",
      text: {
        en: 'The rule "{rule}" has password sync off and takes {user} ({clause}; {values}), so the hash is not sent.',
        de: 'Die Regel "{rule}" hat die Kennwortsynchronisierung ausgeschaltet und erfasst {user} ({clause}; {values}), deshalb wird der Hash nicht gesendet.',
      },
      advice: [
        {
          en: "Ask whether the account was left out on purpose. If not: change the value by which the rule takes it ({values}), then run a delta cycle; the hash follows within minutes.",
          de: "Fragen Sie, ob das Konto absichtlich ausgenommen wurde. Falls nicht: Ändern Sie den Wert, durch den die Regel es erfasst ({values}), und starten Sie dann eine Deltasynchronisierung; der Hash folgt binnen Minuten.",
        },
        {
          en: 'If the rule is wrong: Synchronization Rules Editor › Inbound › "{rule}": tick "Enable Password Sync" or correct its scoping filter; a full synchronization follows.',
          de: 'Falls die Regel falsch ist: Synchronization Rules Editor › Inbound › "{rule}": Aktivieren Sie "Enable Password Sync" oder berichtigen Sie den Bereichsfilter; eine vollständige Synchronisierung folgt.',
        },
      ],
    },
    told: {
      code: "password-sync-filtered",
      text: {
        en: 'The password channel says of {user} at {when}: "{said}", so the hash is not sent.',
        de: 'Der Kennwortkanal meldet zu {user} am {when}: "{said}"; deshalb wird der Hash nicht gesendet.',
      },
      advice: [
        {
          en: 'Synchronization Rules Editor › Inbound, filter "Password Sync: On": look at which rule takes the account. Get-ADSyncCSObjectLog -Identifier <id> tells more of the reason.',
          de: 'Synchronization Rules Editor › Inbound, Filter "Password Sync: On": Sehen Sie nach, welche Regel das Konto erfasst. Get-ADSyncCSObjectLog -Identifier <id> sagt mehr über den Grund.',
        },
      ],
    },
    untaken: {
      code: "password-sync-filtered",
      text: {
        en: 'No inbound rule with "Enable Password Sync" takes {user}, so the hash is not sent.',
        de: 'Keine eingehende Regel mit "Enable Password Sync" erfasst {user}, deshalb wird der Hash nicht gesendet.',
      },
      advice: [
        {
          en: 'Synchronization Rules Editor › Inbound, filter "Password Sync: On": look at which rule should take the account, and at its scoping filter (selective password hash synchronization often wants adminDescription PHSIncluded).',
          de: 'Synchronization Rules Editor › Inbound, Filter "Password Sync: On": Sehen Sie nach, welche Regel das Konto erfassen sollte, und prüfen Sie ihren Bereichsfilter (die selektive Kennworthashsynchronisierung verlangt oft adminDescription PHSIncluded).',
        },
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
          cite(
            {
              en: "no rule with EnablePasswordSync takes the object",
              de: "keine Regel mit EnablePasswordSync erfasst das Objekt",
            },
            facts["server.syncRules"],
          ),
          ...trace.evidence,
        ],
      };
    const { clause, values } = scopeOf(rule, ad);
    return {
      ...known,
      message: "left",
      data: { ...data, rule: rule.Name, clause, values },
      evidence: [
        cite(
          told(
            {
              en: 'Rule "{rule}" (precedence {precedence}): EnablePasswordSync is off; {clause}',
              de: 'Regel "{rule}" (Rangfolge {precedence}): EnablePasswordSync ist aus; {clause}',
            },
            { rule: rule.Name, precedence: rule.Precedence, clause },
          ),
          facts["server.syncRules"],
        ),
        cite(told("{values}", { values }), facts["ad.user"]),
        ...trace.evidence,
      ],
    };
  },
});

/** Hashes of users are sent, not of an inetOrgPerson or of a disabled account. */
const isSent = (ad: AdObject): boolean => !isDisabled(ad) && sourceTypeOf(ad) === "user";

function valueOf(ad: AdObject, attribute: string): Pii | InEvery {
  const value = attributeOf(ad, attribute);
  return value === undefined
    ? told("{attribute} = {value}", { attribute, value: EMPTY })
    : pii(`${attribute} = ${String(value)}`, "value");
}
/** By which clauses the rule takes the object, and the values that meet them. */
function scopeOf(rule: SyncRule, ad: AdObject): { clause: string | InEvery; values: (Pii | InEvery)[] } {
  const [group = []] = groupsInScope(rule, ad);
  const attributes = [...new Set(group.map((c) => c.Attribute))];
  return {
    clause: group.map(sayClause).join(" AND ") || { en: "no scoping filter", de: "kein Bereichsfilter" },
    values: attributes.length === 0 ? [{ en: "any value", de: "jeder Wert" }] : attributes.map((a) => valueOf(ad, a)),
  };
}
