/** How an object of Active Directory is named in a sentence. */
import { pii, type AdObject, type Pii } from "../domain";
import { cloudKindOf } from "./twin";

/** A person's sign-in name, else the logon name; a group or contact by its display name, a computer by its account name. */
export const nameOf = (ad: AdObject): Pii => pii(nameTextOf(ad));
/** The same as plain text. */
export const nameTextOf = (ad: AdObject): string | undefined =>
  (["group", "contact"].includes(cloudKindOf(ad) ?? "") ? (ad.displayName ?? ad.cn) : undefined) ??
  ad.userPrincipalName ??
  ad.sAMAccountName ??
  ad.cn;
