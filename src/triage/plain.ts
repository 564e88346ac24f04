/** A message as plain text: without markup, and without what frames a letter. Pure. */

/** The text as people read it: mentions away, `[name](mailto:address)` as name and address, one blank for many; lines stay lines. */
export const plainOf = (text: string): string =>
  text
    .normalize("NFC")
    .replace(/&nbsp;/gi, " ")
    .replace(/<at[^>]*>.*?<\/at>/gi, " ")
    .replace(/\[([^\]\n]*)\]\(mailto:([^)\s]+)\)/gi, (_, label: string, address: string) =>
      label.includes("@") ? address : `${label} <${address}>`,
    )
    .replace(/mailto:/gi, "")
    .replace(/\r\n?|\u2028|\u2029/g, "\n")
    .replace(/[^\S\n]+/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .trim();

/** Of a longer message the rest is not read: patterns over names cost more than their length. */
const MOST_READ = 16_000;
/** No name, place or link has more in one piece. */
const LONGEST = 500;
/** What is read of a plain text, and how many characters are not. */
export function clipped(plain: string): { readonly text: string; readonly unread: number } {
  const text = plain.replace(new RegExp(`(\\S{${LONGEST}})\\S+`, "gu"), "$1").slice(0, MOST_READ);
  return { text, unread: plain.length - text.length };
}

const TO_ALL =
  "team|all|everyone|everybody|folks|guys|colleagues|support|helpdesk|there|together|zusammen|alle|leute|kollegen|kolleginnen|miteinander|a todos|todos|equipo|à tous|tous|l'équipe";
/** "Hi team,", "Guten Morgen zusammen,", "Dear Joan Whitfield,": the groups are whom it greets by name, and the end. */
const GREETING = new RegExp(
  `^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|hallo|guten? (?:morgen|tag|abend)|moin|servus|liebe[rs]?|sehr geehrte[rs]?|hola|buen[oa]s (?:días|tardes)|bonjour|bonsoir|salut)` +
    `(?: (?:${TO_ALL}))*((?: [\\p{L}'’-]+){0,3})\\s*[,!.:–-]?(?:\\n+|(?<=[,!])\\s*)`,
  "iu",
);
const CLOSING =
  "(?:(?:with )?(?:kind|best|warm|many) (?:regards|wishes|thanks)|regards|cheers|thanks(?: in advance| a lot| so much)?|thank you|sincerely|yours|br|" +
  "mit freundlichen grüßen|mit freundlichem gruß|(?:freundliche|viele|beste|liebe|schöne) grüße|(?:viele |beste |lieber? |schönen? )?gruß|grüße|lg|mfg|vg|danke(?: im voraus| (?:und|&) (?:viele )?gr[uü](?:ß|ss)e?)?|(?:vielen|besten) dank|" +
  "(?:un )?saludos?(?: cordiales)?|(?:muchas )?gracias|(?:bien )?cordialement|merci(?: d'avance)?)";
/** The closing on a line of its own with the lines behind it, or at the end of the last line. The group is what stands behind it. */
const SIGNED = new RegExp(
  `(?:\\n${CLOSING}[,.!]*((?:\\n[^\\n]{0,60}){0,6})|(?:\\n|[.!?] )${CLOSING}[,.!]?((?: [\\p{L}\\p{M}.'’-]+){0,4}))$`,
  "iu",
);
/** Words with capitals alone, as in a name. */
const isName = (words: string): boolean => words.split(/\s+/u).every((w) => w === "" || /^\p{Lu}/u.test(w));
/** No line of a signature is a sentence; an account stands there below a name only. */
const isSignature = (lines: string): boolean =>
  (isName(lines.trim().split("\n")[0] ?? "") || !/@|\\/.test(lines)) &&
  !/(?<![\p{L}])(?:is|are|isn't|aren't|not|missing|has|have|ist|sind|nicht|fehlt|fehlen|está|no|falta|faltan|est|pas|manque)(?![\p{L}])/iu.test(
    lines,
  );

/** The text without its greeting and without closing and signature: who writes, and who is written to, is not who is written of. */
export function bodyOf(plain: string): string {
  const unsigned = plain.replace(SIGNED, (whole, lines?: string, name?: string) =>
    isSignature(lines ?? "") && isName(name ?? "") ? "" : whole,
  );
  const body = unsigned.replace(GREETING, (whole, names: string) => (isName(names) ? "" : whole));
  return body.trim() === "" ? plain : body;
}
