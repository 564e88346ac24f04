/**
 * How naming attributes must be spelled: what is wrong with a value, and the value that mends it where there is exactly one
 * (the service's and IdFix's rules; adsync reference §7.1). Flaw and mend stand together, so that no repair leaves what a check found.
 */
export interface Flaw {
  readonly attribute: string;
  readonly value: string;
  readonly rule: string;
  /** The well-formed value; absent where several would do, and a person chooses. */
  readonly mended?: string;
}
/** One step: what is wrong first, and the value without that. */
interface Step {
  readonly rule: string;
  readonly next?: string;
}
type Rules = (value: string) => Step | undefined;

const hex = (c: string): string => `U+${c.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`;
/** Invisible: controls, blanks of any kind, zero-width and direction marks. */
const INVISIBLE = /[\u0000-\u0020\u007f-\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]/u;
const withoutInvisible = (v: string): string => v.replace(new RegExp(INVISIBLE.source, "gu"), "");

/** userPrincipalName: one name, one @, one domain; dots and characters as Entra allows them. */
const upnRules: Rules = (upn) => {
  const hidden = INVISIBLE.exec(upn);
  if (hidden !== null)
    return {
      rule: `it holds the invisible character ${hex(hidden[0])} at position ${hidden.index + 1}`,
      next: withoutInvisible(upn),
    };
  const [local = "", domain = "", ...more] = upn.split("@");
  if (more.length > 0 || local === "" || domain === "") return { rule: "it is not one name, one @ and one domain" };
  if (/[.&]$/.test(local))
    return {
      rule: `a ${local.endsWith(".") ? "period" : "&"} stands right before the @`,
      next: `${local.replace(/[.&]+$/, "")}@${domain}`,
    };
  if (local.startsWith(".")) return { rule: "it starts with a period", next: `${local.replace(/^\.+/, "")}@${domain}` };
  if (local.includes(".."))
    return { rule: "it holds two periods in a row", next: `${local.replace(/\.{2,}/g, ".")}@${domain}` };
  const bad = /[^A-Za-z0-9.\-_!#^~']/u.exec(local);
  if (bad !== null) return { rule: `the character ${bad[0]} (${hex(bad[0])}) is not allowed in it` };
  if (!/^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(domain) || domain.includes(".."))
    return { rule: "its domain part is malformed" };
  return undefined;
};
/** An SMTP address without its prefix. */
const addressRules: Rules = (address) => {
  const hidden = INVISIBLE.exec(address);
  if (hidden !== null)
    return { rule: `it holds the invisible character or blank ${hex(hidden[0])}`, next: withoutInvisible(address) };
  if (/[<>();,[\]":]/.test(address)) return { rule: "it holds a character that is not allowed in an address" };
  if (!/^[^@]+@[^@]+$/.test(address)) return { rule: "it is not one name, one @ and one domain" };
  return undefined;
};
/** An entry of proxyAddresses or targetAddress: SMTP ones as addresses, other kinds are not judged here. */
const proxyRules: Rules = (entry) => {
  const prefix = /^smtp:/i.exec(entry)?.[0];
  if (prefix === undefined) return undefined;
  const step = addressRules(entry.slice(prefix.length));
  return step?.next === undefined ? step : { rule: step.rule, next: prefix + step.next };
};
const nicknameRules: Rules = (nick) => {
  const hidden = INVISIBLE.exec(nick);
  if (hidden !== null) return { rule: `it holds the character ${hex(hidden[0])}`, next: withoutInvisible(nick) };
  return nick.startsWith(".") ? { rule: "it starts with a period", next: nick.replace(/^\.+/, "") } : undefined;
};
/** Names and other text: blanks inside are theirs; controls, format characters and blanks at the ends are not. */
const textRules: Rules = (text) => {
  const tidy = text
    .replace(/[\p{Cf}\p{Cc}]/gu, "")
    .replace(/[\s\u00A0]+/g, " ")
    .trim();
  return tidy === text ? undefined : { rule: "it holds invisible characters or stray blanks", next: tidy };
};

const RULES: Readonly<Record<string, Rules>> = {
  userprincipalname: upnRules,
  mail: addressRules,
  proxyaddresses: proxyRules,
  targetaddress: (v) => (/^smtp:/i.test(v) ? proxyRules(v) : addressRules(v)),
  mailnickname: nicknameRules,
};

/** What is wrong with one value of an attribute; undefined for a well-formed one. */
export function flawOf(attribute: string, value: string): Flaw | undefined {
  const rules = RULES[attribute.toLowerCase()] ?? textRules;
  const first = rules(value);
  if (first === undefined) return undefined;
  // Taking one flaw away may show the next; a value is mended when none is left.
  let mended: string | undefined = first.next;
  for (let step = mended === undefined ? undefined : rules(mended); step !== undefined; ) {
    mended = step.next;
    step = mended === undefined ? undefined : rules(mended);
  }
  return { attribute, value, rule: first.rule, ...(mended === undefined || mended === "" ? {} : { mended }) };
}
/** The value as it should be: itself where nothing is wrong, its mend where there is one, else undefined. */
export const wellFormed = (attribute: string, value: string): string | undefined => {
  const flaw = flawOf(attribute, value);
  return flaw === undefined ? value : flaw.mended;
};
/** An alias made from another name: letters, digits and the punctuation that Exchange allows; accents folded. */
export const aliasFrom = (value: string): string =>
  value
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]/g, "")
    .replace(/\.{2,}/g, ".")
    .replace(/^\.+|\.+$/g, "");
