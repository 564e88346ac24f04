/** Understanding the ask, deterministically: identifiers first, then names. Nothing here decides what to do; it only says whom to look for. */
import type { Ask, SearchTerms } from "../domain";
import { rdnsOf } from "../identity/dn";
import { canonicalNamesIn, identifiersIn, withoutIdentifiers } from "./identifiers";
import { departmentsIn, mayBeAccount, namesIn } from "./names";
import { dnsIn, quotedIn } from "./quoted";
import { topicsOf } from "./topics";

/** Of a longer message nothing is read. */
const MOST_READ = 4000;
const MOST_NAMES = 16;
const MOST_ACCOUNTS = 30;

/** A mail address or sign-in name, its domain perhaps one label. */
export const ADDRESS = /[\p{L}\p{N}._%+'!#$&^~-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*/gu;
const DOMAIN_USER = /(?<![\p{L}\p{N}-])[\p{L}\p{N}-]+\\([\p{L}\p{N}._-]+\$?)/gu;
/** An account name of two parts or more joined by dot, dash or underscore. */
export const JOINED = /(?<![\p{L}\p{N}@\\/.])[\p{L}][\p{L}\p{N}]*(?:[._-][\p{L}\p{N}]+)+\$?(?![\p{L}\p{N}@\\/])/gu;
/** One word: `fsiddiqui`, `Mhohenlohe` as phones write it, `ASPNET`, `PC0441$`. */
const ONE_WORD =
  /(?<![\p{L}\p{N}@._\\/-])\p{L}[\p{L}\p{N}]{2,19}\$?(?![\p{L}\p{N}@_\\/-]|\.[\p{L}\p{N}]|['’](?!s\b))/gu;
/** A number of a person: the anchor where a text attribute such as employeeID gives it. */
const NUMBER = /(?<![\p{L}\p{N}.,:@\\/_+-])\d{5,12}(?![\p{L}\p{N}@\\/_-]|[.,:]\d)/gu;
const A_DOMAIN = /\.(com|local|net|org|onmicrosoft\.com)$/;

const addressesIn = (text: string): string[] => [
  ...new Set((text.match(ADDRESS) ?? []).map((a) => a.replace(/^['.]+|['.]+$/g, "").toLowerCase())),
];
/** Account names, the surest first; `departments` are none. */
function accountsIn(text: string, departments: readonly string[]): string[] {
  const sure = [
    ...[...text.matchAll(DOMAIN_USER)].map((m) => m[1]!),
    ...(text.match(JOINED) ?? []).filter((w) => !w.includes("--")),
  ];
  const words = (text.replace(DOMAIN_USER, " ").match(ONE_WORD) ?? []).filter(
    (w) => mayBeAccount(w) && !departments.includes(w),
  );
  const named = [...sure, ...words].map((w) => w.toLowerCase().replace(/[._-]+$/, ""));
  return [...new Set(named)].filter((w) => !A_DOMAIN.test(w)).slice(0, MOST_ACCOUNTS);
}
/** The last component of a DN as it is shown. */
const leafOf = (dn: string): string[] => {
  const leaf = rdnsOf(dn)[0] ?? "";
  return /^cn=/i.test(leaf) ? [leaf.replace(/^cn=/i, "").replace(/\\(.)/g, "$1")] : [];
};

/** Reads a message. Every value stays text; search adapters escape it for their own syntax. */
export function parseAsk(text: string): Ask {
  const clean = text
    .replace(/&nbsp;/gi, " ")
    .replace(/<at>.*?<\/at>/gi, " ")
    .replace(/mailto:/gi, "")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, MOST_READ);
  const rest = withoutIdentifiers(clean.replace(ADDRESS, " ")),
    departments = departmentsIn(rest).slice(0, 3);
  const upns = addressesIn(clean);
  const terms: SearchTerms = {
    upns,
    sams: accountsIn(rest, departments),
    names: [...new Set([...dnsIn(clean).flatMap(leafOf), ...namesIn(rest.replace(DOMAIN_USER, " "), MOST_NAMES)])],
    departments,
    ids: [...identifiersIn(clean), ...canonicalNamesIn(clean), ...(upns.length > 0 ? [] : (rest.match(NUMBER) ?? []))],
  };
  return { text: clean, terms, topics: topicsOf(clean), quoted: quotedIn(clean) };
}
