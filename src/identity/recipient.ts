/** Kinds of mailboxes as Active Directory and Exchange Online state them (adsync reference §6.3 and addendum). */
import type { AdObject } from "../domain";

export type MailboxKind = "user" | "shared" | "room" | "equipment";
/** msExchRecipientTypeDetails: mailboxes on premises, and their remote twins in Exchange Online. */
const BY_DETAILS: Readonly<Record<string, MailboxKind>> = {
  "1": "user",
  "4": "shared",
  "16": "room",
  "32": "equipment",
  "2147483648": "user",
  "8589934592": "room",
  "17179869184": "equipment",
  "34359738368": "shared",
};
/** The bits of msExchRemoteRecipientType that tell the kind; the others tell how the mailbox came there. */
const KIND_BITS = 96;
const BY_BITS: Readonly<Record<number, MailboxKind>> = { 0: "user", 32: "room", 64: "equipment", 96: "shared" };

/** The kind that msExchRecipientTypeDetails states; undefined where it states none of these. */
export const detailsKindOf = (ad: AdObject): MailboxKind | undefined =>
  BY_DETAILS[String(ad["msExchRecipientTypeDetails"] ?? "")];
/** The kind that msExchRemoteRecipientType states; undefined where it is empty. */
export const remoteKindOf = (ad: AdObject): MailboxKind | undefined => {
  const type = Number(ad["msExchRemoteRecipientType"] ?? NaN);
  return Number.isInteger(type) ? BY_BITS[type & KIND_BITS] : undefined;
};
/** The kind that Exchange Online states (mailboxSettings.userPurpose). */
export const purposeOf = (settings: Readonly<Record<string, unknown>> | undefined): MailboxKind | undefined =>
  (["user", "shared", "room", "equipment"] as const).find((k) => k === settings?.["userPurpose"]);
/** Nobody signs in to a shared, room or equipment mailbox: its account is disabled on purpose. */
export const isDisabledOnPurpose = (ad: AdObject): boolean => !["user", undefined].includes(detailsKindOf(ad));
