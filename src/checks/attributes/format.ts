/** Format rules of the synced naming attributes (the service's and IdFix's): what is wrong with a value, and the value that mends it where there is exactly one. */
export interface Flaw {
  readonly attribute: "userPrincipalName" | "proxyAddresses" | "mailNickname";
  readonly value: string;
  readonly rule: string;
  readonly mended?: string;
}
const hex = (c: string): string => `U+${c.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`;
/** Invisible: controls, blanks of any kind, zero-width and direction marks. */
const INVISIBLE = /[\u0000-\u0020\u007f-\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]/u;
const strip = (v: string): string => v.replace(new RegExp(INVISIBLE.source, "gu"), "");

export function upnFlaw(upn: string): Flaw | undefined {
  const flaw = (rule: string, mended?: string): Flaw => ({
    attribute: "userPrincipalName",
    value: upn,
    rule,
    ...(mended !== undefined && upnFlaw(mended) === undefined ? { mended } : {}),
  });
  const hidden = INVISIBLE.exec(upn);
  if (hidden !== null)
    return flaw(`it holds the invisible character ${hex(hidden[0])} at position ${hidden.index + 1}`, strip(upn));
  const parts = upn.split("@"),
    local = parts[0]!,
    domain = parts[1] ?? "";
  if (parts.length !== 2 || local === "" || domain === "") return flaw("it is not one name, one @ and one domain");
  if (/[.&]$/.test(local))
    return flaw(
      `a ${local.slice(-1) === "." ? "period" : "&"} stands right before the @`,
      `${local.replace(/[.&]+$/, "")}@${domain}`,
    );
  if (local.startsWith(".")) return flaw("it starts with a period", `${local.replace(/^\.+/, "")}@${domain}`);
  if (local.includes("..")) return flaw("it holds two periods in a row", `${local.replace(/\.{2,}/g, ".")}@${domain}`);
  const bad = /[^A-Za-z0-9.\-_!#^~']/u.exec(local);
  if (bad !== null) return flaw(`the character ${bad[0]} (${hex(bad[0])}) is not allowed in it`);
  if (!/^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(domain) || domain.includes(".."))
    return flaw("its domain part is malformed");
  return undefined;
}
export function proxyFlaw(address: string): Flaw | undefined {
  if (!/^smtp:/i.test(address)) return undefined;
  const bare = address.slice(5),
    hidden = INVISIBLE.exec(bare);
  const flaw = (rule: string, mended?: string): Flaw => ({
    attribute: "proxyAddresses",
    value: address,
    rule,
    ...(mended === undefined ? {} : { mended }),
  });
  if (hidden !== null)
    return flaw(`it holds the invisible character or blank ${hex(hidden[0])}`, address.slice(0, 5) + strip(bare));
  if (/[<>();,[\]":]/.test(bare)) return flaw("it holds a character that is not allowed in an address");
  if (!/^[^@]+@[^@]+$/.test(bare)) return flaw("it is not one name, one @ and one domain");
  return undefined;
}
export const nicknameFlaw = (nick: string): Flaw | undefined => {
  const hidden = INVISIBLE.exec(nick);
  if (hidden !== null)
    return {
      attribute: "mailNickname",
      value: nick,
      rule: `it holds the character ${hex(hidden[0])}`,
      mended: strip(nick),
    };
  return nick.startsWith(".")
    ? { attribute: "mailNickname", value: nick, rule: "it starts with a period", mended: nick.replace(/^\.+/, "") }
    : undefined;
};
