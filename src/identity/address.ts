/** Addresses and sign-in names, as Exchange and Entra compare them: without letter case, `smtp:` set aside. */
export const bareAddress = (address: string): string =>
  address
    .replace(/^smtp:/i, "")
    .trim()
    .toLowerCase();
/** SMTP addresses of a proxyAddresses list, bare; X500, SIP, SPO and others left out. */
export const smtpAddresses = (proxies: readonly string[] | undefined | null): string[] =>
  (proxies ?? []).filter((p) => /^smtp:/i.test(p) || !p.includes(":")).map(bareAddress);
/**
 * Every entry of a proxyAddresses list as it is compared: SMTP ones bare, any other with its prefix (`sip:`, `x500:`, `spo:`, `eum:` …), since the
 * prefix is data (adsync reference, addendum). In lower case: the entry itself is written and removed as it stands.
 */
export const proxyKeys = (proxies: readonly string[] | undefined | null): string[] => (proxies ?? []).map(bareAddress);
/** The attribute that holds the sign-in address of Skype and Teams telephony beside proxyAddresses, with its `sip:` (adsync reference §4.2). */
export const SIP_ATTRIBUTE = "msRTCSIP-PrimaryUserAddress";
/** The primary (`SMTP:`) address, bare. */
export const primaryAddress = (proxies: readonly string[] | undefined | null): string | undefined => {
  const p = (proxies ?? []).find((x) => x.startsWith("SMTP:"));
  return p === undefined ? undefined : bareAddress(p);
};
export const suffixOf = (upn: string | null | undefined): string => (upn ?? "").split("@").pop()!.toLowerCase();
export const localPartOf = (upn: string | null | undefined): string => (upn ?? "").split("@")[0]!.toLowerCase();
export const sameText = (a: string | null | undefined, b: string | null | undefined): boolean =>
  a != null && b != null && a.toLowerCase() === b.toLowerCase();
/** All values by which an object can be in another's way: UPN, mail and SMTP addresses, bare and unique. */
export function namesOf(o: {
  userPrincipalName?: string | null;
  mail?: string | null;
  proxyAddresses?: readonly string[] | null;
}): string[] {
  return [
    ...new Set(
      [o.userPrincipalName, o.mail, ...smtpAddresses(o.proxyAddresses)]
        .filter((v): v is string => typeof v === "string" && v !== "")
        .map(bareAddress),
    ),
  ];
}
/** A soft-deleted user's UPN without the object id that the service puts before it. */
export const liveUpnOf = (upn: string): string => upn.replace(/^[0-9a-f]{32}/i, "");
