import { defineCheck } from "../../identity/define";
import { seenEvent } from "../../identity/events";
import { passwordSetAt } from "../../identity/password";
import { passwordPolicyOf, type PasswordPolicy } from "../../identity/password-policy";
import { at, minuteOf } from "../../identity/time";
import { failedReset, failedWriteback } from "../../identity/writeback";
import { cite, pii, told, type InEvery } from "../../domain";

/** The password that was set in the cloud reached Active Directory, and its policy did not take it. Writeback itself works. */
export default defineCheck({
  id: "passwords.writeback-accepted",
  title: {
    en: "Active Directory's password policy takes what is written back",
    de: "Die Kennwortrichtlinie von Active Directory nimmt an, was zurückgeschrieben wird",
  },
  guide: "objects.status",
  docs: [
    "https://learn.microsoft.com/troubleshoot/entra/entra-id/user-prov-sync/password-writeback-not-compliant-on-premises-ad-pwd-policy",
  ],
  needs: ["entra.user", "now"],
  wants: ["ad.user", "server.events", "entra.audits", "ad.containers", "ad.related", "server.globalSettings"],
  messages: {
    none: {
      en: "No password of the user was refused by a policy of Active Directory lately.",
      de: "In letzter Zeit wurde kein Kennwort des Benutzers von einer Richtlinie in Active Directory abgelehnt.",
    },
    tooYoung: {
      code: "password-writeback-refused",
      text: {
        en: "Active Directory refused the password of {user} at {when}: the one in force is from {set}, and the policy wants it to be {age} old before it may be changed again ({until}).",
        de: "Active Directory hat das Kennwort von {user} am {when} abgelehnt: Das geltende ist vom {set}, und die Richtlinie verlangt ein Alter von {age}, bevor es wieder geändert werden darf ({until}).",
      },
      advice: [
        {
          en: "Writeback works. Wait until {until}, or let an administrator reset the password in Active Directory: such a reset does not ask for the minimum age.",
          de: "Das Rückschreiben funktioniert. Warten Sie bis {until}, oder lassen Sie einen Administrator das Kennwort in Active Directory zurücksetzen: Dabei zählt das Mindestalter nicht.",
        },
        {
          en: "If people may change passwords on one day twice, lower the minimum password age in {policy}: Get-ADDefaultDomainPasswordPolicy, Get-ADUserResultantPasswordPolicy.",
          de: "Sollen Benutzer ihr Kennwort zweimal am Tag ändern dürfen, verringern Sie das Mindestalter in {policy}: Get-ADDefaultDomainPasswordPolicy, Get-ADUserResultantPasswordPolicy.",
        },
      ],
    },
    refused: {
      code: "password-writeback-refused",
      text: {
        en: "Active Directory refused the password of {user} at {when} by its policy: minimum age, history, length, complexity or a password filter ({limits}).",
        de: "Active Directory hat das Kennwort von {user} am {when} wegen seiner Richtlinie abgelehnt: Mindestalter, Verlauf, Länge, Komplexität oder ein Kennwortfilter ({limits}).",
      },
      advice: [
        {
          en: "Writeback works; choose a password that meets the policy ({limits}), and that was not used before.",
          de: "Das Rückschreiben funktioniert; wählen Sie ein Kennwort, das die Richtlinie erfüllt ({limits}) und noch nicht verwendet wurde.",
        },
        {
          en: "If it does meet it: ask on the domain controllers for a password filter (Microsoft Entra Password Protection or another product), and for a fine-grained policy: Get-ADUserResultantPasswordPolicy.",
          de: "Erfüllt es sie: Fragen Sie auf den Domänencontrollern nach einem Kennwortfilter (Microsoft Entra Password Protection oder ein anderes Produkt) und nach einer abgestimmten Richtlinie: Get-ADUserResultantPasswordPolicy.",
        },
      ],
    },
    toldByCloud: {
      code: "password-writeback-refused",
      text: {
        en: "The cloud says that the policy of Active Directory did not take the password of {user} at {when} ({reason}).",
        de: "Die Cloud meldet, dass die Richtlinie von Active Directory das Kennwort von {user} am {when} nicht angenommen hat ({reason}).",
      },
      advice: [
        {
          en: "On the sync server, event 33008 of PasswordResetService tells more. Choose a password that meets the policy; one that was changed today may have to wait for the minimum age.",
          de: "Auf dem Synchronisierungsserver sagt Ereignis 33008 von PasswordResetService mehr. Wählen Sie ein Kennwort, das die Richtlinie erfüllt; eines, das heute geändert wurde, muss vielleicht das Mindestalter abwarten.",
        },
      ],
    },
  },
  evaluate(facts, { ad, cloud, anchors }) {
    if (cloud?.onPremisesSyncEnabled !== true) return { verdict: "skip", message: "none" };
    const failed = ad === undefined ? undefined : failedWriteback(facts, ad, cloud, anchors);
    const user = pii(cloud.userPrincipalName);
    if (ad === undefined || failed === undefined) {
      const reset = failedReset(facts, cloud.id);
      if (reset === undefined || !/policy/i.test(reset.reason)) return { verdict: "pass", message: "none" };
      const { audit, reason } = reset;
      return {
        verdict: "fail",
        message: "toldByCloud",
        proof: "stated",
        since: audit.activityDateTime,
        data: { user, when: minuteOf(audit.activityDateTime), reason },
        evidence: [
          cite(
            told(
              { en: "{activity} at {when}: {reason}", de: "{activity} am {when}: {reason}" },
              { activity: audit.activityDisplayName ?? "", when: audit.activityDateTime, reason },
            ),
            facts["entra.audits"],
          ),
        ],
      };
    }
    if (failed.refusal !== "policy") return { verdict: "pass", message: "none" };
    const policy = passwordPolicyOf(ad, facts);
    const found = {
      verdict: "fail",
      since: failed.event.TimeCreated,
      data: { user, when: minuteOf(failed.event.TimeCreated) },
    } as const;
    const evidence = [
      seenEvent(failed.event, facts["server.events"]),
      ...(failed.engine === undefined ? [] : [seenEvent(failed.engine, facts["server.events"])]),
      ...(policy === undefined ? [] : [policy.evidence]),
    ];
    const set = passwordSetAt(ad.pwdLastSet);
    const until = at(set) + (policy?.minAgeMs ?? 0);
    if (policy?.minAgeMs !== undefined && set !== undefined && at(failed.event.TimeCreated) < until)
      return {
        ...found,
        message: "tooYoung",
        proof: "measured",
        data: {
          ...found.data,
          set: minuteOf(set),
          age: spanInWords(policy.minAgeMs),
          until: minuteOf(new Date(until).toISOString()),
          policy: policy.dn,
        },
        evidence: [...evidence, cite(`pwdLastSet ${set}`, facts["ad.user"])],
      };
    return {
      ...found,
      message: "refused",
      proof: "stated",
      data: { ...found.data, limits: limitsOf(policy) },
      evidence,
    };
  },
});

const HOUR_MS = 3_600_000;
const DAYS = {
    en: "{count, plural, one {# day} other {# days}}",
    de: "{count, plural, one {# Tag} other {# Tagen}}",
  },
  HOURS = {
    en: "{count, plural, one {# hour} other {# hours}}",
    de: "{count, plural, one {# Stunde} other {# Stunden}}",
  };
const spanInWords = (ms: number): InEvery =>
  ms % (24 * HOUR_MS) === 0
    ? told(DAYS, { count: ms / (24 * HOUR_MS) })
    : told(HOURS, { count: Math.round((ms / HOUR_MS) * 10) / 10 });
function limitsOf(policy: PasswordPolicy | undefined): InEvery {
  const limits = [
    policy?.minLength === undefined
      ? undefined
      : told({ en: "at least {count} characters", de: "mindestens {count} Zeichen" }, { count: policy.minLength }),
    policy?.history === undefined
      ? undefined
      : told({ en: "none of the last {count}", de: "keines der letzten {count}" }, { count: policy.history }),
    policy?.minAgeMs === undefined
      ? undefined
      : told({ en: "at least {age} old", de: "Mindestalter von {age}" }, { age: spanInWords(policy.minAgeMs) }),
  ].filter((t) => t !== undefined);
  return limits.length > 0
    ? told("{limits}", { limits })
    : { en: "the policy was not read", de: "die Richtlinie wurde nicht gelesen" };
}
