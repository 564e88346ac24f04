/** The sign-in name that the engine sends for an AD object (adsync reference §6.2, §7.2). */
import { domainOf } from "../../identity/dn";
import { attributeOf, type Settings } from "./source-anchor";
import { filledText } from "./text";

type Attributes = Readonly<Record<string, unknown>>;
/** Which attribute carries the sign-in name; undefined where the server states none, and userPrincipalName does. */
export const upnAttributeOf = (settings: Settings): string | undefined =>
  filledText(attributeOf(settings, "Microsoft.SynchronizationOption.UPNAttribute"));
/** The chosen attribute's value, else `sAMAccountName@domain FQDN`; undefined where the standard rule calls Error("AccountName is not present"). */
export function signInNameOf(object: Attributes, dn: string, settings: Settings): string | undefined {
  const chosen = filledText(attributeOf(object, upnAttributeOf(settings) ?? "userPrincipalName"));
  if (chosen !== undefined) return chosen;
  const account = filledText(attributeOf(object, "sAMAccountName"));
  return account === undefined ? undefined : `${account}@${domainOf(dn)}`;
}
