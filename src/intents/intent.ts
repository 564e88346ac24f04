/** What a message wants: a person looked for, or one of the other things the bot answers. Words alone decide; nobody is asked. Pure. */
import { clausesOf, patternOf, wordsOf } from "../triage/phrases";
import { bodyOf, clipped, plainOf } from "../triage/plain";
import { topicsOf } from "../triage/topics";
import { asksWhat, termsIn } from "./explain";
import { COURTESIES, GREETINGS, PHRASES, SETS, THANKS, WANTS, type Want } from "./phrases";
import { namedIn, type Named } from "./subjects";
import { WISHES, type WishId } from "./wishes";

/** Everything that a message may want. `unclear`: nothing of it, as far as can be told. */
export const INTENTS = [
  ...WANTS,
  "person",
  "group",
  "explain",
  "incident",
  "thanks",
  "unsupported",
  "unclear",
] as const;
export type Intent = (typeof INTENTS)[number];
/** A message, read. */
export interface Message {
  readonly intent: Intent;
  /** What it says, without greeting and signature; lines stay lines. */
  readonly body: string;
  /** Whom it names, as written; what only may be a name is not among them unless the message is about it. */
  readonly names: readonly string[];
  /** What is to be explained: errors, codes, terms. */
  readonly terms: readonly string[];
  /** The number of an incident that the case is to keep. */
  readonly number?: string;
  /** Which wish it is that nothing here grants. */
  readonly wish?: WishId;
  /** What an unclear message may mean, the likeliest first. */
  readonly likely: readonly Intent[];
}

const pattern = (phrase: string): RegExp => patternOf(phrase, SETS);
const TABLE = new Map<Want, readonly RegExp[]>(WANTS.map((w) => [w, Object.values(PHRASES[w]).flat().map(pattern)]));
const WISH_TABLE = (Object.keys(WISHES) as WishId[]).map((id) => [id, WISHES[id].phrases.map(pattern)] as const);
/** X is not in Y, where X is somebody and Y a group. */
const NOT_IN_GROUP = [
  "x … {not}|missing|fehlt … {group}",
  "x … {not}|isn't|isnt [a|an|the|kein|ein] [direct] member|mitglied|miembro|membre",
  "x … should be … {group}|member",
  "member|mitglied|miembro|membre … {not}",
  "{not}|missing|fehlt|kein|pas … x … {group}",
  "{not}|missing|fehlt … member|mitglied|membre … {group}|x",
  "why|warum|wieso|weshalb … x … {not}|missing|fehlt … {group}",
  "fehlt|falta|manque … x … {group}",
  "x … n'est-il|n'est-elle|n'est … membre|groupe",
].map(pattern);
const OF_REQUEST = [
  "approve|approves|decline|reject|accept|genehmige|freigeben|ablehnen|genehmigen … {case}|plan|x",
].map(pattern);
const OF_CASES = ["{cases} of|about|for|from|by|von|für|über|zu|mit … x", "x … {cases}"].map(pattern);
const LOOK = [
  "^ [{can}] [{courteous}] check|find|search|verify|inspect|diagnose|triage|examine",
  "check|find|search|where's",
  "look|looks at|into|up|for",
  "what about",
  "happened|happening to|with",
  "is|are|ist|sind … there|here|da|hier|schon",
  "where|who|what is|are",
  "status|state of",
  "prüf|prüfe|prüfen|überprüf|überprüfe|such|suche|schau|schaue|schauen|guck|sieh|finde",
  "wo|wer|was ist|sind [mit]",
  "synced|synchronized|synchronised|synchronisiert|gesynct|provisioned",
  "revisa|verifica|busca|encuentro|comprueba|vérifie|vérifier|cherche",
  "dónde|où está|est",
  "{not} [{still}] {in}|there|here|da|hier",
].map(pattern);
const says = (clauses: readonly string[], patterns: readonly RegExp[]): boolean =>
  clauses.some((c) => patterns.some((p) => p.test(c)));

/** The clauses of a text, its names as `x`; each also without its words of courtesy, since these stand anywhere. */
function clausesIn(body: string, names: readonly string[]): string[] {
  const masked = names.reduce((rest, name) => rest.replaceAll(name, " x "), body);
  return clausesOf(masked.replace(/\n+/gu, " . ").replace(/(\S)[.!?]+(?=\s|$)/gu, "$1 . ")).flatMap((clause) => {
    const bare = ` ${clause
      .split(" ")
      .filter((w) => w !== "" && !POLITE.has(w))
      .join(" ")} `;
    return bare === clause ? [clause] : [clause, bare];
  });
}
const POLITE = wordsOf(["please|pls|plz|bitte|mal|kindly|doch|eben|just|leider|eigentlich|unfortunately|hi|hey|hallo"]);

/** Emoji and dashes are no words. */
const wordsIn = (body: string): string[] =>
  body
    .toLowerCase()
    .replaceAll("’", "'")
    .match(/[\p{L}\p{M}'-]+/gu) ?? [];
const isEmoji = (body: string): boolean => /\p{Extended_Pictographic}/u.test(body);
const isGreeting = (body: string): boolean => wordsIn(body).length > 0 && wordsIn(body).every((w) => GREETINGS.has(w));
function isThanks(body: string): boolean {
  const words = wordsIn(body);
  if (words.length === 0) return isEmoji(body);
  return words.every((w) => COURTESIES.has(w)) && (words.some((w) => THANKS.has(w)) || isEmoji(body));
}
/** What the words of an unclear message come nearest to. */
const NEAR: readonly (readonly [Intent, ReadonlySet<string>])[] = WANTS.map((w) => [
  w,
  wordsOf(Object.values(PHRASES[w]).flat()),
]);
/** What people ask most, where the words tell nothing. */
const USUAL: readonly Intent[] = ["help", "health", "cases"];
/** A word that most of them use tells nothing. */
const TELLS = 3;
function likely(body: string): Intent[] {
  const words = wordsIn(body).filter((w) => NEAR.filter(([, own]) => own.has(w)).length <= TELLS);
  const near = NEAR.map(
    ([intent, own]) => [intent, words.filter((w) => own.has(w)).length / Math.sqrt(own.size)] as const,
  )
    .filter(([, hits]) => hits > 0)
    .sort((a, b) => b[1] - a[1])
    .map(([intent]) => intent);
  return [...new Set([...near, ...USUAL])].slice(0, 3);
}

/** Reads a message. What has a clear subject is about that person; an error without one is explained; what is left unread is unclear. */
export function readMessage(text: string): Message {
  const body = bodyOf(clipped(plainOf(text)).text);
  const named = namedIn(body),
    clauses = clausesIn(body, named.sure),
    message = { body, names: named.sure, terms: [], likely: [] };
  if (body === "" || isGreeting(body)) return { ...message, intent: "help" };
  const number = numberIn(body);
  if (number !== undefined) return { ...message, names: [], intent: "incident", number };
  if (named.sure.length > 0) return { ...message, ...ofSomebody(clauses, body) };
  if (isThanks(body)) return { ...message, intent: "thanks" };
  return { ...message, ...ofNobody(clauses, body, named) };
}
const wishIn = (clauses: readonly string[]): WishId | undefined =>
  WISH_TABLE.find(([, patterns]) => says(clauses, patterns))?.[0];

/** "incident INC0012345", "Ticketnummer: HD-4711": nothing but the word and the number, which holds a digit. */
const INCIDENT =
  /^(?:(?:the|our|its|die|der|das|unsere?)\s+)?(?:incident|ticket|ticketnummer|vorgang|vorgangsnummer|störung)(?:\s*(?:number|nummer|no\.?|nr\.?|id|is|ist|:|#|=))*\s*((?=\S*\d)[\p{L}\p{N}][\p{L}\p{N}/_-]{2,62})[.!]?$/iu;
const numberIn = (body: string): string | undefined => INCIDENT.exec(body.trim())?.[1];

/** Said beside a complaint as well: "help, hana sato is missing". */
const WEAK: readonly Want[] = ["help", "status", "approve", "report"];

/** Where somebody is named it is about them, unless something else is said of them. */
function ofSomebody(clauses: readonly string[], body: string): Pick<Message, "intent" | "wish"> {
  if (says(clauses, TABLE.get("approvers")!)) return { intent: "approvers" };
  if (says(clauses, OF_REQUEST)) return { intent: "approve" };
  const wish = wishIn(clauses);
  if (wish !== undefined) return { intent: "unsupported", wish };
  if (says(clauses, OF_CASES)) return { intent: "cases" };
  return { intent: topicsOf(body).includes("list") ? "person" : says(clauses, NOT_IN_GROUP) ? "group" : "person" };
}
function ofNobody(clauses: readonly string[], body: string, named: Named): Pick<Message, "intent"> & Partial<Message> {
  const terms = termsIn(body);
  if (terms.length > 0 && asksWhat(clauses, body, terms)) return { intent: "explain", terms };
  const wish = wishIn(clauses);
  const want = WANTS.find((w) => says(clauses, TABLE.get(w)!));
  if (wish !== undefined && (want === undefined || wish !== "other")) return { intent: "unsupported", wish };
  const topics = topicsOf(body),
    person = { intent: "person", names: named.loose } as const;
  if (want !== undefined && !(WEAK.includes(want) && topics.length > 0 && named.loose.length > 0))
    return { intent: want };
  // One word in small letters may be anything: nobody is looked for by it unless the message is nothing else.
  const isName = named.alone || named.loose.some((name) => /\S\s+\S|^\p{Lu}/u.test(name));
  if (named.loose.length > 0 && isName && (named.alone || topics.length > 0 || says(clauses, LOOK))) return person;
  if (terms.length > 0) return { intent: "explain", terms };
  if (topics.includes("engine")) return { intent: "health" };
  return { intent: "unclear", likely: likely(body) };
}
