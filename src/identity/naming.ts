/** How a person of Active Directory is named in a sentence. */
import { pii, type AdObject, type Pii } from "../domain";

/** The sign-in name, else the logon name, else the common name. */
export const nameOf = (ad: AdObject): Pii => pii(ad.userPrincipalName ?? ad.sAMAccountName ?? ad.cn);
