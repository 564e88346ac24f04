import { isDisabled } from "../../identity/account";
import { defineCheck } from "../../identity/define";
import { seenInCloud } from "../../identity/evidence";
import { aloneInCloud } from "../../identity/holders";
import { isDisabledOnPurpose } from "../../identity/recipient";
import { cite, pii } from "../../domain";

/** A disabled account syncs, and cannot sign in. */
export default defineCheck({
  id: "cloud-object.sign-in-enabled",
  title: { en: "The synced person may sign in", de: "Die synchronisierte Person darf sich anmelden" },
  guide: "confirm.signIn",
  needs: ["entra.user", "entra.relatedUsers"],
  wants: ["ad.user", "cs.chain", "server.globalSettings", "server.runHistory", "server.connectors"],
  messages: {
    noPair: {
      en: "The person is not in the cloud whole, so sign-in is not the question.",
      de: "Die Person ist nicht vollständig in der Cloud, die Anmeldung ist also nicht die Frage.",
    },
    enabled: { en: "{target} is enabled.", de: "{target} ist aktiviert." },
    onPurpose: {
      en: "{target} is a shared, room or equipment mailbox: its account is disabled on purpose.",
      de: "{target} ist ein freigegebenes, Raum- oder Gerätepostfach: Das Konto ist absichtlich deaktiviert.",
    },
    blocked: {
      code: "sign-in-blocked",
      text: {
        en: "{target} is synced, and its sign-in is blocked ({where}).",
        de: "{target} ist synchronisiert, und die Anmeldung ist blockiert ({where}).",
      },
      advice: [
        {
          en: "Ask why it was disabled before it is enabled.",
          de: "Fragen Sie vor dem Aktivieren, warum das Konto deaktiviert wurde.",
        },
        {
          en: "Disabled in Active Directory: Enable-ADAccount, then a delta cycle. Blocked in the cloud only: Entra admin center › Users › {target} › Account status.",
          de: "In Active Directory deaktiviert: Enable-ADAccount, dann eine Deltasynchronisierung. Nur in der Cloud blockiert: Entra admin center › Users › {target} › Account status.",
        },
      ],
    },
  },
  evaluate(facts, { soundPair, cloud }) {
    const user = aloneInCloud(facts["ad.user"], cloud) ?? soundPair?.user;
    if (user === undefined) return { verdict: "skip", message: "noPair" };
    const ad = soundPair?.ad;
    const target = pii(user.userPrincipalName);
    if (user.accountEnabled !== false) return { verdict: "pass", message: "enabled", data: { target } };
    if (ad !== undefined && isDisabledOnPurpose(ad)) return { verdict: "pass", message: "onPurpose", data: { target } };
    return {
      verdict: "fail",
      message: "blocked",
      standing: "expected",
      proof: "measured",
      data: {
        target,
        where:
          ad === undefined
            ? {
                en: "in the cloud; Active Directory was not read",
                de: "in der Cloud; Active Directory wurde nicht gelesen",
              }
            : isDisabled(ad)
              ? { en: "the AD account is disabled", de: "das AD-Konto ist deaktiviert" }
              : { en: "in the cloud only", de: "nur in der Cloud" },
      },
      evidence: [
        seenInCloud(user, facts),
        cite({ en: "accountEnabled is false", de: "accountEnabled ist false" }, facts["entra.user"]),
        ...(ad === undefined ? [] : [cite(`userAccountControl ${ad.userAccountControl ?? "?"}`, facts["ad.user"])]),
      ],
    };
  },
});
