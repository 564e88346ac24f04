/** Understanding the ask, deterministically: identifiers first, then names. Nothing here decides what to do; it only says whom to look for. */
import type { Ask, SearchTerms } from "../domain";
import { rdnsOf } from "../identity/dn";
import { canonicalNamesIn, identifiersIn, withoutIdentifiers } from "./identifiers";
import { ADDRESS, DOMAIN, DOMAIN_USER, JOINED } from "./forms";
import { mentionsIn } from "./mentions";
import { departmentsIn, mayBeAccount, namesIn } from "./names";
import { bodyOf, clipped, plainOf } from "./plain";
import { dnsIn, quotedIn } from "./quoted";
import { topicsOf } from "./topics";

const MOST_NAMES = 16;
const MOST_ACCOUNTS = 30;

/** One word: `fsiddiqui`, `Mhohenlohe` as phones write it, `ASPNET`, `PC0441$`. */
const ONE_WORD =
  /(?<![\p{L}\p{N}@._\\/-])\p{L}[\p{L}\p{N}]{2,19}\$?(?![\p{L}\p{N}@_\\/-]|\.[\p{L}\p{N}]|['’](?!s\b))/gu;
/** A number of a person: the anchor where a text attribute such as employeeID gives it. */
const NUMBER = /(?<![\p{L}\p{N}.,:@\\/_+-])\d{5,12}(?![\p{L}\p{N}@\\/_-]|[.,:]\d)/gu;

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
  return [...new Set(named)].filter((w) => !DOMAIN.test(w)).slice(0, MOST_ACCOUNTS);
}
/** The last component of a DN as it is shown. */
const leafOf = (dn: string): string[] => {
  const leaf = rdnsOf(dn)[0] ?? "";
  return /^cn=/i.test(leaf) ? [leaf.replace(/^cn=/i, "").replace(/\\(.)/g, "$1")] : [];
};

/** Names by how they stand in the text; one turned round ("Sato, Hana") in both orders. */
const namesMentioned = (text: string): string[] =>
  mentionsIn(text)
    .filter((m) => m.kind === "name")
    .flatMap(({ text: name }) => (name.includes(", ") ? [name, name.split(", ").reverse().join(" ")] : [name]));
const inOneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

/** Reads a message, or the words about one person of it. Every value stays text; search adapters escape it for their own syntax. */
export function parseAsk(message: string): Ask {
  const { text, unread } = clipped(plainOf(message)),
    body = bodyOf(text),
    clean = inOneLine(body);
  const rest = withoutIdentifiers(clean.replace(ADDRESS, " ")),
    departments = departmentsIn(rest).slice(0, 3);
  const upns = addressesIn(clean);
  const names = [
    ...dnsIn(clean).flatMap(leafOf),
    ...namesMentioned(body),
    ...namesIn(rest.replace(DOMAIN_USER, " "), MOST_NAMES),
  ];
  const terms: SearchTerms = {
    upns,
    sams: accountsIn(rest, departments),
    names: [...new Set(names)].slice(0, MOST_NAMES),
    departments,
    ids: [...identifiersIn(clean), ...canonicalNamesIn(body), ...(upns.length > 0 ? [] : (rest.match(NUMBER) ?? []))],
  };
  const whole = inOneLine(text);
  return {
    text: whole,
    terms,
    topics: topicsOf(whole),
    quoted: quotedIn(whole),
    ...(unread === 0 ? {} : { unread }),
  };
}
