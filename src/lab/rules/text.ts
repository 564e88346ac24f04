/** How the directories of the lab compare text and take addresses apart: without letter case, `smtp:` set aside (adsync reference §7.1). */

/** Two present texts, equal without letter case; an absent one equals nothing. */
export const sameText = (a: unknown, b: unknown): boolean =>
  typeof a === "string" && typeof b === "string" && a.toLowerCase() === b.toLowerCase();
/** A filled text as it is; undefined for anything else, an empty text included (a directory holds no empty value). */
export const filledText = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;
/** All values of an attribute, single or multi-valued, as texts. */
export const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.map(String) : typeof value === "string" && value !== "" ? [value] : [];

const SMTP = /^smtp:/i;
/** The kind before the colon decides: an entry without one is SMTP; x500:, sip: and SPO: are data of their own. */
export const isSmtp = (proxy: string): boolean => SMTP.test(proxy) || !proxy.includes(":");
/** An address without its `smtp:`, in lower case. */
export const addressOf = (proxy: string): string => proxy.replace(SMTP, "").trim().toLowerCase();
/** The SMTP addresses of a proxyAddresses list, bare and in lower case. */
export const smtpAddressesOf = (proxies: unknown): string[] => textsOf(proxies).filter(isSmtp).map(addressOf);
/** The one entry with `SMTP:` in capitals, bare; undefined where there is none. */
export function primaryOf(proxies: unknown): string | undefined {
  const primary = textsOf(proxies).find((p) => p.startsWith("SMTP:"));
  return primary === undefined ? undefined : addressOf(primary);
}
/** What stands after the last `@`, in lower case; "" where there is none. */
export const domainPartOf = (name: string | null | undefined): string => {
  const at = (name ?? "").lastIndexOf("@");
  return at < 0 ? "" : name!.slice(at + 1).toLowerCase();
};
/** What stands before the first `@`, in lower case; the whole where there is none. */
export const localPartOf = (name: string | null | undefined): string => (name ?? "").split("@", 1)[0]!.toLowerCase();
