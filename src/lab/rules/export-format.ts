/** Which value of an AD object the service refuses for its form (adsync reference §4.2, §7.1), and how the cloud derives its own from the rest (§7.2). */
import type { World } from "../scenario";
import { initialDomainOf, isVerified } from "./tenant";
import { addressOf, filledText, isSmtp, localPartOf, primaryOf, sameText, smtpAddressesOf, textsOf } from "./text";

type Attributes = Readonly<Record<string, unknown>>;
const NOT_ASCII = /[^\x21-\x7e]/;
/** A sign-in name that breaks the format: forbidden characters, a misplaced `@`, `.` or `&`, or a part that is too long. */
export function isBadSignInName(name: string): boolean {
  const [local = "", domain = ""] = name.split("@");
  return (
    NOT_ASCII.test(name) ||
    /[|\\%&*+/=?{}<>();:,[\]"]/.test(name) ||
    /^@|[.&]@|@.*@|[.@]$/.test(name) ||
    local.length > 64 ||
    domain.length > 48
  );
}
/** An SMTP entry that breaks the format. */
const isBadAddress = (proxy: string): boolean => {
  const address = proxy.replace(/^smtp:/i, "");
  return NOT_ASCII.test(address) || /[<>();:,[\]"]/.test(address) || /\.@|@.*@/.test(address) || proxy.length > 256;
};
/** A nickname with a leading dot, or over 64 characters. */
const isBadNickname = (nickname: string): boolean => nickname.startsWith(".") || nickname.length > 64;
/** The attribute whose value breaks the format; null where all keep it. An absent value breaks nothing. */
export function malformedAttributeOf(object: Attributes): string | null {
  const name = filledText(object["userPrincipalName"]),
    nickname = filledText(object["mailNickname"]);
  if (name !== undefined && isBadSignInName(name)) return "userPrincipalName";
  if (textsOf(object["proxyAddresses"]).some((p) => /^smtp:/i.test(p) && isBadAddress(p))) return "proxyAddresses";
  return nickname !== undefined && isBadNickname(nickname) ? "mailNickname" : null;
}
/** More than 15 certificates make the object too large for the service. */
export const isTooLarge = (object: Attributes): boolean => textsOf(object["userCertificate"]).length > 15;

/** Whether the cloud keeps an address: its domain is verified, and it is none of the service's own. */
export const keepsAddress = (world: World, address: string): boolean =>
  isVerified(world, addressOf(address)) && !/\.(onmicrosoft|microsoftonline)\.com$/i.test(address);
/** The names that an AD object would have in the cloud if nobody else held them; `proxyAddresses` as they would be written. */
export interface CloudNames {
  readonly userPrincipalName: string;
  readonly proxyAddresses: readonly string[];
}
/** From the sign-in name that the engine sends: an unverified suffix or a forbidden character gives `<nickname>@<initial domain>`; `mail` becomes the primary address where there is none. */
export function cloudNamesOf(world: World, object: Attributes, sent: string): CloudNames {
  const broken = /\s/.test(sent) || NOT_ASCII.test(sent) || !isVerified(world, sent);
  return {
    userPrincipalName: broken ? `${nicknameOf(object, sent)}@${initialDomainOf(world)}` : sent,
    proxyAddresses: proxiesOf(world, object),
  };
}
/** AD mailNickname, the primary address, `mail`, the sign-in name, a secondary address: the first that has a part before `@`. */
function nicknameOf(object: Attributes, sent: string): string {
  const sources = [
    filledText(object["mailNickname"]),
    localPartOf(primaryOf(object["proxyAddresses"])),
    localPartOf(filledText(object["mail"])),
    localPartOf(sent),
    localPartOf(smtpAddressesOf(object["proxyAddresses"])[0]),
  ];
  return sources.find((s) => s !== undefined && s !== "") ?? "";
}
function proxiesOf(world: World, object: Attributes): string[] {
  const kept = textsOf(object["proxyAddresses"]).filter((p) => !isSmtp(p) || keepsAddress(world, p)),
    mail = filledText(object["mail"]);
  const needsPrimary =
    mail !== undefined &&
    keepsAddress(world, mail) &&
    !kept.some((p) => p.startsWith("SMTP:")) &&
    !smtpAddressesOf(kept).includes(mail.toLowerCase());
  const sip = filledText(object["msRTCSIP-PrimaryUserAddress"]);
  return [
    ...(needsPrimary ? [`SMTP:${mail}`] : []),
    ...kept,
    ...(sip === undefined || kept.some((p) => sameText(p, sip)) ? [] : [`SIP:${sip.replace(/^sip:/i, "")}`]),
  ];
}
