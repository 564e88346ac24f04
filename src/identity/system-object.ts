/** Objects that the default rules never sync (adsync reference §6.3). */
import type { AdObject } from "../domain";

/** msExchRecipientTypeDetails of mailboxes that Exchange keeps for itself: public folder, system, arbitration, mailbox plan, discovery. */
const SYSTEM_MAILBOXES = 0x21c07000n;

/** Why the rule "In from AD - User Join" filters the object out whatever its place; undefined for an ordinary one. */
export function systemReason(ad: AdObject): string | undefined {
  const sam = ad.sAMAccountName ?? "";
  const nickname = ad.mailNickname ?? "";
  const type = Number(ad["msExchRecipientTypeDetails"] ?? 0);
  if (ad.isCriticalSystemObject === true) return "isCriticalSystemObject = True";
  if (/^support_388945a0$/i.test(sam) || /^(AAD_|MSOL_)/i.test(sam)) return `sAMAccountName = ${sam} is reserved`;
  if (/^SystemMailbox\{/i.test(nickname) || [nickname, sam].some((v) => /^CAS_.*\}/i.test(v)))
    return `${nickname || sam} is an Exchange system mailbox`;
  if (Number.isSafeInteger(type) && (BigInt(type) & SYSTEM_MAILBOXES) !== 0n)
    return `msExchRecipientTypeDetails = ${type} is an Exchange system type`;
  if (/(\\0ACNF:|\u000aCNF:)/i.test(ad.dn)) return "its DN contains \\0ACNF: (replication conflict object)";
  return undefined;
}
