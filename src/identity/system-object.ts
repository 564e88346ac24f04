/** Objects that the default rules never sync (adsync reference §6.3). */
import { told, type AdObject, type InEvery } from "../domain";

/** msExchRecipientTypeDetails of mailboxes that Exchange keeps for itself: public folder, system, arbitration, mailbox plan, discovery. */
const SYSTEM_MAILBOXES = 0x21c07000n;

/** Why the rule "In from AD - User Join" filters the object out whatever its place; undefined for an ordinary one. */
export function systemReason(ad: AdObject): InEvery | undefined {
  const sam = ad.sAMAccountName ?? "";
  const nickname = ad.mailNickname ?? "";
  const type = Number(ad["msExchRecipientTypeDetails"] ?? 0);
  if (ad.isCriticalSystemObject === true) return told("isCriticalSystemObject = True");
  if (/^support_388945a0$/i.test(sam) || /^(AAD_|MSOL_)/i.test(sam))
    return told({ en: "sAMAccountName = {sam} is reserved", de: "sAMAccountName = {sam} ist reserviert" }, { sam });
  if (/^SystemMailbox\{/i.test(nickname) || [nickname, sam].some((v) => /^CAS_.*\}/i.test(v)))
    return told(
      { en: "{name} is an Exchange system mailbox", de: "{name} ist ein Exchange-Systempostfach" },
      { name: nickname || sam },
    );
  if (Number.isSafeInteger(type) && (BigInt(type) & SYSTEM_MAILBOXES) !== 0n)
    return told(
      {
        en: "msExchRecipientTypeDetails = {type} is an Exchange system type",
        de: "msExchRecipientTypeDetails = {type} ist ein Systemtyp von Exchange",
      },
      { type },
    );
  if (/(\\0ACNF:|\u000aCNF:)/i.test(ad.dn))
    return {
      en: "its DN contains \\0ACNF: (replication conflict object)",
      de: "sein DN enthält \\0ACNF: (Replikationskonfliktobjekt)",
    };
  return undefined;
}
