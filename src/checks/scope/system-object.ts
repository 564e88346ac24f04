import { defineCheck } from "../../identity/define";
import { nameOf } from "../../identity/naming";
import { systemReason } from "../../identity/system-object";
import { cite, told } from "../../domain";

export default defineCheck({
  id: "scope.system-object",
  title: {
    en: "The account is an ordinary one, not a system object",
    de: "Das Konto ist ein gewöhnliches, kein Systemobjekt",
  },
  guide: "basics.scope",
  docs: [
    "https://learn.microsoft.com/entra/identity/hybrid/connect/concept-azure-ad-connect-sync-default-configuration#out-of-box-rules-from-on-premises-to-azure-ad",
  ],
  needs: ["ad.user"],
  messages: {
    noUser: { en: "There is no AD account to look at.", de: "Es gibt kein AD-Konto, das sich prüfen ließe." },
    ordinary: { en: "{user} is not a system object.", de: "{user} ist kein Systemobjekt." },
    system: {
      code: "system-object",
      text: {
        en: "{user} is a system object, and the default rules never sync those: {reason}.",
        de: "{user} ist ein Systemobjekt, und solche synchronisieren die Standardregeln nie: {reason}.",
      },
      advice: [
        {
          en: "Nothing is to be repaired. Use an ordinary account for what needs to be in the cloud; do not clear isCriticalSystemObject or bend the rule.",
          de: "Zu reparieren ist nichts. Verwenden Sie für das, was in der Cloud sein muss, ein gewöhnliches Konto; leeren Sie weder isCriticalSystemObject noch verbiegen Sie die Regel.",
        },
      ],
    },
  },
  evaluate(facts, { ad }) {
    if (ad === undefined) return { verdict: "skip", message: "noUser" };
    const reason = systemReason(ad);
    if (reason === undefined) return { verdict: "pass", message: "ordinary", data: { user: nameOf(ad) } };
    return {
      verdict: "fail",
      message: "system",
      proof: "measured",
      data: { user: nameOf(ad), reason },
      evidence: [cite(told("{dn}: {reason}", { dn: ad.dn, reason }), facts["ad.user"])],
    };
  },
});
