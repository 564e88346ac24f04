import { defineCheck } from "../../identity/define";
import { seenEvent } from "../../identity/events";
import { passwordSetAt } from "../../identity/password";
import { passwordPolicyOf, type PasswordPolicy } from "../../identity/password-policy";
import { at, minuteOf } from "../../identity/time";
import { failedReset, failedWriteback } from "../../identity/writeback";
import { cite, pii } from "../../domain";

/** The password that was set in the cloud reached Active Directory, and its policy did not take it. Writeback itself works. */
export default defineCheck({
  id: "passwords.writeback-accepted",
  title: "Active Directory's password policy takes what is written back",
  guide: "objects.status",
  docs: [
    "https://learn.microsoft.com/troubleshoot/entra/entra-id/user-prov-sync/password-writeback-not-compliant-on-premises-ad-pwd-policy",
  ],
  needs: ["entra.user", "now"],
  wants: ["ad.user", "server.events", "entra.audits", "ad.containers", "ad.related", "server.globalSettings"],
  messages: {
    none: "No password of the user was refused by a policy of Active Directory lately.",
    tooYoung: {
      code: "password-writeback-refused",
      text: "Active Directory refused the password of {user} at {when}: the one in force is from {set}, and the policy wants it to be {age} old before it may be changed again ({until}).",
      advice: [
        "Writeback works. Wait until {until}, or let an administrator reset the password in Active Directory: such a reset does not ask for the minimum age.",
        "If people may change passwords on one day twice, lower the minimum password age in {policy}: Get-ADDefaultDomainPasswordPolicy, Get-ADUserResultantPasswordPolicy.",
      ],
    },
    refused: {
      code: "password-writeback-refused",
      text: "Active Directory refused the password of {user} at {when} by its policy: minimum age, history, length, complexity or a password filter ({limits}).",
      advice: [
        "Writeback works; choose a password that meets the policy ({limits}), and that was not used before.",
        "If it does meet it: ask on the domain controllers for a password filter (Microsoft Entra Password Protection or another product), and for a fine-grained policy: Get-ADUserResultantPasswordPolicy.",
      ],
    },
    toldByCloud: {
      code: "password-writeback-refused",
      text: "The cloud says that the policy of Active Directory did not take the password of {user} at {when} ({reason}).",
      advice: [
        "On the sync server, event 33008 of PasswordResetService tells more. Choose a password that meets the policy; one that was changed today may have to wait for the minimum age.",
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
          cite(`${audit.activityDisplayName ?? ""} at ${audit.activityDateTime}: ${reason}`, facts["entra.audits"]),
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
const spanInWords = (ms: number): string =>
  ms % (24 * HOUR_MS) === 0 ? `${ms / (24 * HOUR_MS)} day(s)` : `${Math.round((ms / HOUR_MS) * 10) / 10} hour(s)`;
function limitsOf(policy: PasswordPolicy | undefined): string {
  const told = [
    policy?.minLength === undefined ? undefined : `at least ${policy.minLength} characters`,
    policy?.history === undefined ? undefined : `none of the last ${policy.history}`,
    policy?.minAgeMs === undefined ? undefined : `at least ${spanInWords(policy.minAgeMs)} old`,
  ].filter((t) => t !== undefined);
  return told.join(", ") || "the policy was not read";
}
