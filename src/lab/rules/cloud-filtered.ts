/** When the standard User Join rule sets cloudFiltered (adsync reference §6.3): True, or nothing; never False. */
import { rdnsOf } from "../../identity/dn";
import { attributeOf } from "./source-anchor";
import { filledText } from "./text";

type Attributes = Readonly<Record<string, unknown>>;
/** Public folder, system attendant, system mailbox, Microsoft Exchange, arbitration, mailbox plan and discovery mailboxes. */
const SYSTEM_RECIPIENTS = 0x21c07000n;
const begins = (text: string, start: string): boolean => text.toLowerCase().startsWith(start.toLowerCase());
const isCasMailbox = (name: string): boolean => begins(name, "CAS_") && name.includes("}");

/** Whether the object is kept from the cloud by the standard rule. */
export function isCloudFiltered(object: Attributes, dn: string): boolean {
  const account = filledText(attributeOf(object, "sAMAccountName")),
    nickname = filledText(attributeOf(object, "mailNickname")) ?? "";
  if (attributeOf(object, "isCriticalSystemObject") !== undefined || account === undefined) return true;
  if (account.toLowerCase() === "support_388945a0" || begins(account, "AAD_") || begins(account, "MSOL_")) return true;
  if (begins(nickname, "SystemMailbox{") || isCasMailbox(nickname) || isCasMailbox(account)) return true;
  const recipient = attributeOf(object, "msExchRecipientTypeDetails");
  if (/^\d+$/.test(String(recipient)) && (BigInt(String(recipient)) & SYSTEM_RECIPIENTS) !== 0n) return true;
  return (rdnsOf(dn)[0] ?? "").toUpperCase().includes("\\0ACNF:");
}
