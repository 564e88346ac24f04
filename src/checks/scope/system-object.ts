import { defineCheck } from "../../identity/define";
import { cite, pii, type AdObject } from "../../domain";

/** Why the default rules never sync the object; undefined for an ordinary one (conditions of "In from AD - User Join"). */
export function systemReason(o: AdObject): string | undefined {
  const sam = o.sAMAccountName ?? "",
    nick = o.mailNickname ?? "",
    type = Number(o["msExchRecipientTypeDetails"] ?? 0);
  if (o.isCriticalSystemObject === true) return "isCriticalSystemObject = True";
  if (/^support_388945a0$/i.test(sam) || /^(AAD_|MSOL_)/i.test(sam)) return `sAMAccountName = ${sam} is reserved`;
  if (/^SystemMailbox\{/i.test(nick) || [nick, sam].some((v) => /^CAS_.*\}/i.test(v)))
    return `${nick || sam} is an Exchange system mailbox`;
  if (Number.isSafeInteger(type) && (BigInt(type) & 0x21c07000n) !== 0n)
    return `msExchRecipientTypeDetails = ${type} is an Exchange system type`;
  if (/(\\0ACNF:|\u000aCNF:)/i.test(o.dn)) return "its DN contains \\0ACNF: (replication conflict object)";
  return undefined;
}
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
  evaluate({ "ad.user": user }) {
    if (user.state === "absent") return { verdict: "skip", message: "noUser" };
    const reason = systemReason(user.value);
    const data = { user: pii(user.value.userPrincipalName ?? user.value.sAMAccountName), reason: reason ?? "" };
    return reason === undefined
      ? { verdict: "pass", message: "ordinary", data }
      : { verdict: "fail", message: "system", data, evidence: [cite(`${user.value.dn}: ${reason}`, user)] };
  },
});
