import { defineCheck } from "../../identity/define";
import { nameOf } from "../../identity/naming";
import { systemReason } from "../../identity/system-object";
import { cite, told } from "../../domain";

export default defineCheck({
  id: "scope.system-object",
  title: "The account is an ordinary one, not a system object",
  guide: "basics.scope",
  docs: [
    "https://learn.microsoft.com/entra/identity/hybrid/connect/concept-azure-ad-connect-sync-default-configuration#out-of-box-rules-from-on-premises-to-azure-ad",
  ],
  needs: ["ad.user"],
  messages: {
    noUser: "There is no AD account to look at.",
    ordinary: "{user} is not a system object.",
    system: {
      code: "system-object",
      text: "{user} is a system object, and the default rules never sync those: {reason}.",
      advice: [
        "Nothing is to be repaired. Use an ordinary account for what needs to be in the cloud; do not clear isCriticalSystemObject or bend the rule.",
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
