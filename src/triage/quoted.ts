/** What an ask quotes of the systems: names and numbers of errors, event ids, distinguished names. Pure; every value stays as it was written. */
import type { Quoted } from "../domain";

/** Errors by names that nothing else has: results of runs (adsync reference §4.1, §8), sign-in and self-service codes, numbers in hexadecimal. */
const BY_FORM: readonly RegExp[] = [
  /\bAADSTS\d{4,8}\b/gi,
  /\bSSPR_\d{3,5}\b/gi,
  /\b0x[0-9a-f]{2,16}\b/gi,
  /\bhr\s*=\s*(?:0x)?[0-9a-f]{8}\b/gi,
  /\bFederatedUser\.\w+/g,
  /\b(?:Directory|Request|Authorization|Authentication)_[A-Za-z]+\b/g,
  /\b(?:no-start|stopped|completed|missing-partition|dn-attributes|cd-connectivity|ambiguous-import|ma-extension|sync-rule|unexpected|permission)-[a-z-]*[a-z]\b/g,
];
/** `error 8344`, `error code 81`, `Fehlercode 8453`, `HTTP 502`, `8344 permission-issue`. */
const BY_NUMBER: readonly RegExp[] = [
  /\b(?:error|errors|err|code|status|result|fehler|fehlercode|c[oó]digo|error de)(?:\s+(?:code|number|no\.?|id|nr\.?|is|was|of))?\s*[:=#]?\s*\(?(-?\d{1,10})\b(?![.\d]*%|\s*(?:users?|objects?|times|mails?))/giu,
  /\b(?:http|an?)\s+(40[13789]|429|50[0-4])\b/gi,
  /\b(\d{2,5})\s*[,:–-]?\s*(?=(?:permission-issue|insufficient access|access denied|zugriff verweigert)\b)/giu,
];
/** The words that the service's and the engine's error names are made of (adsync reference §4.2, graph reference §6); product and attribute names have none. */
const OF_AN_ERROR =
  /Error|Fail|Invalid|Match|Mismatch|Conflict|Denied|Exceeded|Busy|Duplicate|MustBe|Unauthorized|Expired|Timeout|Exception|LargeObject|NotAllowed|NotFound|NoActive|NoHard|Missing|Blocked|Unreachable|NotEnabled|NotValid|Quarantine|Forbidden/;
const CAMEL_CASE = /(?<![\p{L}\p{N}@./\\-])[A-Z][a-z]+(?:[A-Z][A-Za-z]*[a-z]+)+(?![\p{L}\p{N}@]|\.\p{L})/gu;
/** Camel case with a word of an error that is no error: a cmdlet's noun, an attribute of the engine. */
const NO_ERROR = /^(?:SoftMatch|HardMatch|BlockSoftMatch\w*|ImmutableId)$/;
/** "Event 611", "event id 6801", "Ereignis 655", "events on the sync server, 6126, 109 and 6110". */
const EVENTS =
  /\b(?:events?|ereignis(?:se)?|eventos?)(?:\s*-?\s*ids?)?(?:\s+log\s+(?:shows|says|has))?(?:(?:\s+\p{L}+){1,5}\s*[:,]|\s*[:#,(]?)\s*(\d{2,5}(?:(?:\s*[,/&]\s*(?:and\s|und\s|y\s)?|\s+(?:and|und|y)\s+)\d{2,5})*)(?![\p{L}\d:%]|\.\d|\s*(?:GB|MB|%|errors?|users?|times))/giu;
/** A distinguished name that ends with its domain, or that of an Entra connector-space object. */
export const DN =
  /\b(?:(?:CN|OU)=(?:\\.|[^,\\="\n])+,\s*)*(?:DC=[\p{L}\p{N}-]+)(?:,\s*DC=[\p{L}\p{N}-]+)*|\bCN=\{[0-9a-f]+\}/giu;

const all = (text: string, patterns: readonly RegExp[]): string[] =>
  patterns.flatMap((p) => [...text.matchAll(p)].map((m) => m[1] ?? m[0]));
const namesOfErrors = (text: string): string[] =>
  (text.match(CAMEL_CASE) ?? []).filter((name) => OF_AN_ERROR.test(name) && !NO_ERROR.test(name));
const eventIds = (text: string): number[] =>
  all(text, [EVENTS]).flatMap((list) => (list.match(/\d+/g) ?? []).map(Number));
/** The distinguished names in a text, each ending with its domain; that of an Entra connector-space object too. */
export const dnsIn = (text: string): string[] => [...new Set(text.match(DN) ?? [])];

/** What a text quotes, each value once. */
export function quotedIn(text: string): Quoted {
  const rest = text.replace(DN, " ");
  return {
    errors: [...new Set([...namesOfErrors(rest), ...all(rest, BY_FORM), ...all(rest, BY_NUMBER)])],
    events: [...new Set(eventIds(rest))],
    dns: dnsIn(text),
  };
}
