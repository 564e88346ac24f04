/** What a set of texts tells about people, gathered before anything is replaced. */
import { WRITABLE_ATTRIBUTES } from "../../domain";
import { ADDRESS, anyOf, DATE, DN, wordsIn } from "./forms";
import { COMMON_LABELS, MARKS, SERVICE_DOMAIN, STANDARD_NAME, TRADE_WORDS } from "./personal";
import type { Visit } from "./visit";

/** Accounts that event texts name: after their label, or by the dollar sign of a computer or managed account. */
const ACCOUNT_IN_TEXT =
  /(?:Account Name|User Name|User|Subject|Principal|behalf of user):?\s+([^\s\\,;'"]{3,})|\b([\w-]{2,}\$)/g;
/** Made once: a set of facts has thousands of texts. */
const ADDRESSES = new RegExp(ADDRESS, "g"),
  DNS = new RegExp(DN, "gi"),
  MARK = new RegExp(`^(${anyOf(MARKS)})`, "i"),
  MARKED = new RegExp(`@[A-Za-z0-9.-]+|${anyOf(MARKS)}`, "gi");
/** Their words are replaced, and are nobody's name elsewhere. */
const FREE_TEXT: ReadonlySet<string> = new Set(["description", "info", "comment"]);
/** Where the name of a computer stands: letters and a number that are a name only together. */
const NUMBERED: ReadonlySet<string> = new Set(["cn", "sAMAccountName", "displayName"]);
/** Words are folded, domains in small letters, the rest as written. */
export interface Known {
  readonly words: Set<string>;
  /** Names of several words, which may be made of words of the trade. */
  readonly phrases: Set<string>;
  readonly domains: Set<string>;
  readonly phones: Set<string>;
  /** Literals of sync rules: a value that a rule compares with stays what the rule compares it with. */
  readonly literals: Set<string>;
}
/** Gathers it from every text that `each` hands over. It is called more than once: what one text tells counts in all. */
export function learn(each: (visit: Visit) => unknown): Known {
  const known: Known = {
    words: new Set(),
    phrases: new Set(),
    domains: new Set(),
    phones: new Set(),
    literals: new Set(),
  };
  // An ask may name an attribute where it could name somebody.
  const trade = new Set([...TRADE_WORDS, ...WRITABLE_ATTRIBUTES.flatMap(wordsIn)]);
  each((text, reading) => {
    if (reading === "common") for (const w of wordsIn(text)) trade.add(w);
    return text;
  });
  const word = (text: string, least = 3): void => {
    for (const w of wordsIn(text)) if (w.length >= least && !trade.has(w)) known.words.add(w);
  };
  const domain = (name: string): void => {
    const plain = name.toLowerCase().replace(/\.+$/, "");
    if (!plain.includes(".") || SERVICE_DOMAIN.test(plain.replace(/^[^.]+\.(mail\.)?onmicrosoft\.com$/, "x"))) return;
    known.domains.add(plain);
    for (const label of plain.split(".").slice(0, -1)) if (!COMMON_LABELS.has(label)) word(label, 5);
  };
  each((text, reading, property) => {
    for (const address of (text.includes("@") && text.match(ADDRESSES)) || []) {
      const [local = "", host = ""] = address.split("@");
      word(local);
      domain(host);
    }
    for (const dn of (text.includes("=") && text.match(DNS)) || [])
      domain([...dn.matchAll(/DC=([\w-]+)/gi)].map((m) => m[1]).join("."));
    for (const [, labelled, dollar] of property === "Message" ? text.matchAll(ACCOUNT_IN_TEXT) : []) {
      const account = labelled ?? dollar ?? "";
      if (/[._\d$-]/.test(account) && !MARK.test(account)) known.phrases.add(account);
    }
    if (property === "forest" || property === "onPremisesDomainName" || property === "id") domain(text);
    if (property === "ComparisonValue" && text.length >= 3) known.literals.add(text.toLowerCase());
    if (property === "Source") for (const m of text.matchAll(/"([^"]{3,})"/g)) known.literals.add(m[1]!.toLowerCase());
    if (reading === "phone") known.phones.add(text);
    if (reading === "personal" && !DATE.test(text) && !STANDARD_NAME.test(text) && !/=/.test(text)) {
      const names = text.replace(MARKED, " ");
      if (!FREE_TEXT.has(property) && !text.includes("\\") && !known.domains.has(text.toLowerCase())) word(names);
      if (/^[^\s\\]+( [^\s\\]+)+$/.test(text)) known.phrases.add(text);
      if (NUMBERED.has(property) && /^[A-Za-z]+[-_]?\d+\$?$/.test(text)) known.phrases.add(text.replace(/\$$/, ""));
    }
    return text;
  });
  return known;
}
