/** What a message says, without how it greets and takes its leave: whoever signs it is not whom it is about. Pure. */

/** A greeting, and who is greeted where a comma, an exclamation mark or the end of the line follows. */
const GREETING =
  /^\s*(?:hi|hello|hey|hiya|dear|hallo|hallöchen|moin(?:\s+moin)?|servus|grüß\s+gott|guten\s+(?:tag|morgen|abend)|good\s+(?:morning|afternoon|evening|day)|sehr\s+geehrte[rs]?|liebe[rs]?|hola|buen[oa]s\s+(?:días|tardes|noches)|buenas|bonjour|bonsoir|salut)(?![\p{L}\p{N}])(?:(?:\s+[\p{L}'’-]+){0,4}?\s*[,!\n]|\s+(?:all|team|everyone|everybody|colleagues|folks|there|bot|together|zusammen|alle|leute|kollegen|équipe|equipo|à\s+tous|a\s+todos)(?![\p{L}\p{N}])|\s*[,!.\n]?)\s*/iu;
/** A leave that nothing but a name and a line about the writer follows. */
const LEAVE =
  /(?:^|[\n.!?,])\s*(?:(?:danke|thanks|vielen\s+dank|many\s+thanks|merci|gracias)\s+(?:und|and|&|et|y)\s+)?(?:mit\s+(?:freundlichen|besten|lieben|vielen)\s+grüßen|mit\s+freundlichem\s+gruß|(?:viele|beste|liebe|schöne|freundliche|herzliche)\s+grüße|grüße|gruß|lg|mfg|vg|(?:kind|best|warm|many)\s+regards|regards|best\s+wishes|cheers|(?:yours\s+)?sincerely|thanks\s+in\s+advance|thank\s+you\s+in\s+advance|(?:vielen\s+)?dank\s+im\s+voraus|(?:un\s+)?saludos?|cordialement|bien\s+à\s+vous|merci\s+d['’]avance)(?![\p{L}\p{N}])[\s\S]*$/iu;
/** Thanks on a line of their own, with the name below. */
const THANKS_AND_NAME =
  /\n\s*(?:thanks|thank\s+you|many\s+thanks|danke|vielen\s+dank|merci|gracias)\s*[,.!]?\s*\n[^\n]{0,60}(?:\n[^\n]{0,60}){0,3}$/iu;
/** More words than a name, an office and a telephone number: no signature. */
const MOST_WORDS = 16;

const isSignature = (tail: string): boolean => !tail.includes("@") && tail.trim().split(/\s+/u).length <= MOST_WORDS;
const cut = (text: string, pattern: RegExp): string => {
  const found = pattern.exec(text);
  return found === null || !isSignature(found[0]) ? text : text.slice(0, found.index);
};
/** The message as it came. */
export interface Letter {
  /** What it says; empty where it only greets or takes its leave. */
  readonly body: string;
  readonly greets: boolean;
}
/** Lines stay lines: a list may stand on them. */
export function letterOf(text: string): Letter {
  const plain = text.replace(/\r\n?/g, "\n").trim(),
    found = GREETING.exec(plain),
    rest = found === null ? plain : plain.slice(found[0].length);
  return { body: cut(cut(rest, LEAVE), THANKS_AND_NAME).trim(), greets: found !== null };
}
