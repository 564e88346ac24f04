/** Whether a message names somebody (or a group, a device), and where; not whom it means, which is read by `triage/ask.ts`. Pure. */
import { ADDRESS } from "../triage/ask";
import { identifiersIn } from "../triage/identifiers";
import { mayBeAccount } from "../triage/names";
import { wordsOf } from "../triage/phrases";
import { dnsIn, quotedIn } from "../triage/quoted";
import { COURTESIES, PHRASES, SETS } from "./phrases";
import { WISHES } from "./wishes";

/** Words of this room's phrases, and what people say around them: never a name by themselves. */
const OURS = wordsOf([
  ...Object.values(SETS),
  ...Object.values(PHRASES).flatMap((p) => Object.values(p).flat()),
  ...Object.values(WISHES).flatMap((w) => w.phrases),
]);
const EVERYDAY = new Set(
  (
    "can could would should might must shall let's lets tell explain mean means meaning find found look looks looking looked seem seems something anything thing things way ways time times week month year yesterday tonight " +
    "people person persons guy guys man woman boss manager team teams department helpdesk desk building branch site london berlin joiner joiners starter starters intern interns newcomer newcomers employee staff member members customer " +
    "vanished vanish disappeared appeared arrived gone got gets back stays happens happened happening happen going getting says said gives given shows showing keeps makes made really already always never often maybe perhaps " +
    "about above across against along among around behind below beside between beyond during except inside near off onto outside past since through throughout toward under until upon within whats thats theres dont cant isnt wasnt arent " +
    "global global's display number job title old new updated configured administrator administrators application applications block blocks unless specifically granted assigned access your following values associated another unable update object attributes " +
    "kannst könnt könnte könntest können kann will würde würdest möchte möchten soll sollte muss müssen darf dürfen hab habe hat haben hatte war waren sein seine ihr ihre unser unsere mein meine dein deine dieser diese dieses jener " +
    "leute person personen jemand niemand keiner alle alles beide beiden drei vier fünf zwei eins mehrere einige viele wenige mann team abteilung buchhaltung personal vertrieb einkauf verwaltung büro zentrale standort praktikant praktikantin azubi " +
    "azubis neuzugang kollegen kolleginnen mitarbeitenden zug wetter tag woche monat jahr uhr morgens abends immer schon noch nur auch sehr hier dort da los dazu davon damit dafür dass ob wenn weil aber doch denn also nun eben grad gerade " +
    "eigentlich leider wirklich nochmal bloß einfach ganz fast etwa vielleicht anscheinend angeblich liegt steht stehen taucht auftauchen erscheint erscheinen kommt kommen ankommt angekommen angelegt geändert verschwunden erklär erkläre bedeutet " +
    "heißt heisst aus nach vor über unter zwischen durch gegen ohne um wieso weshalb wozu woher wohin welcher welche welches hilfe folgende folgenden folgender prüf prüfe prüfen schau schauen schaut guck sieh such suche weder " +
    "para por que quién qué cuál dónde cuándo cómo este esta estos estas ese esa aquí allí muy más menos nuevo nueva gente persona alguien nadie encuentro aparece aparecen puede pueden pueden podría " +
    "pour que qui quoi quel quelle où quand comment ce cette ces ici là très plus moins nouveau nouvelle gens personne quelqu'un n'est n'apparaît apparaît pas manque manquent dans vérifier pouvez-vous pourquoi sont synchronisés"
  ).split(" "),
);
/** Words that are names as well as grammar; with a capital, or in a message of small letters beside another. */
const ALSO_NAMES = new Set(
  "april june august forest mark grace hope joy dawn rose summer autumn winter sommer herbst".split(" "),
);
const CAPITAL_ONLY = new Set("will may march".split(" "));
const PARTICLES = new Set("de da del van von der den la le al bin ibn dos di du ter ten zu zur heide".split(" "));
/** What a noun that is no name stands behind. */
const DETERMINERS = new Set(
  (
    "the a an my our your his her its their this that these those some any no every each all both another new old whole two three four five six seven eight nine ten several many few most other " +
    "der die das den dem des ein eine einen einem einer eines mein meine meinen unser unsere unseren dein ihr ihre sein seine dieser diese dieses jeder jede alle keine kein neue neuer neuen neues alte alter zwei drei vier fünf zehn mehrere einige viele " +
    "el la los las un una unos unas mi mis nuestro nuestra su sus este esta nuevo nueva le les l une des mon ma mes notre nos votre ce cette ces nouveau nouvelle dos tres deux trois"
  ).split(" "),
);
/** German articles, which stand before names as well in speech. */
const ARTICLES = new Set(["der", "die", "den", "dem"]);
/** Behind one of these a word is a name, or what something is called. */
const TITLES = new Set(
  (
    "mr mrs ms miss dr prof herr herrn frau hr fr señor señora sr sra madame monsieur mme user account device pc computer laptop notebook workstation group contact benutzer benutzerin nutzer konto gerät rechner gruppe verteiler kollege kollegin " +
    "mitarbeiter mitarbeiterin usuario usuaria grupo utilisateur groupe"
  ).split(" "),
);
/** What asks to look for whoever follows. */
const LOOKS = new Set(
  (
    "check find search look lookup verify inspect diagnose triage see for at about of is are does where prüf prüfe prüfen such suche finde schau nach bei für zu von ist sind fehlt fehlen wo revisa busca verifica encuentro está falta faltan a vérifie cherche " +
    "and or und oder sowie y et e also auch with mit neither nor weder noch status not synced please bitte pls help hilfe"
  ).split(" "),
);
/** What is said of whoever stands before it. */
const STATES = new Set(
  (
    "is isn't isnt are aren't was wasn't has hasn't have does doesn't doesnt did cannot can't cant still not never missing gone stuck vanished disappeared lost ist sind war fehlt fehlen hat haben kann wird wurde taucht kommt erscheint steht immer nicht weg no está falta " +
    "aparece n'est n'apparaît est sont manque manquent and und y et"
  ).split(" "),
);
const isCommon = (lower: string): boolean =>
  !mayBeAccount(lower) || OURS.has(lower) || EVERYDAY.has(lower) || COURTESIES.has(lower);

/** Accounts `DOMAIN\name`. */
const DOMAIN_USER = /(?<![\p{L}\p{N}-])[\p{L}\p{N}-]+\\[\p{L}\p{N}._-]+\$?/gu;
/** Joined by a dot or an underscore, or by a hyphen to a number: an account, a device, a group. */
const JOINED = /(?<![\p{L}\p{N}@\\/._-])\p{L}[\p{L}\p{N}]*(?:[._-][\p{L}\p{N}]+)+\$?(?![\p{L}\p{N}@\\/])/gu;
const A_DOMAIN = /\.(?:com|local|net|org|de|eu|uk|es|fr|dk|io)$/iu;
const isJoinedName = (word: string): boolean =>
  !A_DOMAIN.test(word) &&
  !/^(?:e\.g|i\.e|z\.b|u\.a|d\.h|o\.ä)$/iu.test(word) &&
  (/[._]/u.test(word) || /-\p{L}*\d/u.test(word)) &&
  word
    .split(/[._-]/u)
    .some((part) => part.length > 1 && !isCommon(part.toLowerCase()) && (/\p{L}/u.test(part) || /\d{3}/u.test(part)));
/** Letters of scripts that have no capitals, in which no word of ours is written. */
const OTHER_SCRIPT =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Thai}\p{Script=Devanagari}][\p{L}\p{M}]+(?:\s+[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Devanagari}][\p{L}\p{M}]+)*/gu;

/** What a message names. */
export interface Named {
  /** Identifiers, and names that nothing else can be, as they are written, the longest first. */
  readonly sure: readonly string[];
  /** What is a name if the message complains of something or asks to look. */
  readonly loose: readonly string[];
  /** Nothing but what may be a name. */
  readonly alone: boolean;
}
interface Token {
  readonly text: string;
  readonly lower: string;
  readonly capital: boolean;
}
const tokensOf = (clause: string): Token[] =>
  (clause.match(/[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}'’_-]*/gu) ?? []).map((raw) => {
    const text = raw.replace(/['’]s?$/u, "");
    return {
      text,
      lower: text.toLowerCase().replaceAll("’", "'"),
      capital: /^\p{Lu}[\p{L}\p{M}'’-]*\p{Ll}/u.test(text),
    };
  });
const clausesOf = (text: string): Token[][] =>
  text
    .split(/[.,;:!?()"„“”<>[\]\n]|\s[-–—]{1,2}\s|\s\d+[.)]\s/u)
    .map(tokensOf)
    .filter((tokens) => tokens.length > 0);

interface Run {
  readonly words: readonly Token[];
  readonly before: Token | undefined;
  readonly after: Token | undefined;
}
/** Runs of words of which each may be part of a name; particles between them. */
function runsOf(tokens: readonly Token[], isLoud: boolean): Run[] {
  const fits = (t: Token): boolean =>
    /^\p{L}/u.test(t.text) &&
    t.text.length > 1 &&
    !/^(?:n|d|l|j|s|c|m|t|qu)'/u.test(t.lower) &&
    (!isCommon(t.lower) || ALSO_NAMES.has(t.lower) || (CAPITAL_ONLY.has(t.lower) && t.capital && !isLoud));
  const runs: Run[] = [];
  let from = -1,
    to = -1;
  const end = (): void => {
    if (from >= 0) runs.push({ words: tokens.slice(from, to + 1), before: tokens[from - 1], after: tokens[to + 1] });
    from = -1;
  };
  tokens.forEach((t, at) => {
    // "Felix Grant": what is a word of ours by itself ends a name that has begun.
    const ends = from >= 0 && to === at - 1 && t.capital && !isLoud && tokens[to]!.capital && mayBeAccount(t.lower);
    if (fits(t) || ends) {
      if (from < 0) from = at;
      to = at;
    } else if (from < 0 || !PARTICLES.has(t.lower)) end();
  });
  end();
  return runs;
}
const textOf = (words: readonly Token[]): string => words.map((w) => w.text).join(" ");
const isPerson = ({ words, before }: Run): boolean =>
  words.filter((w) => w.capital && !PARTICLES.has(w.lower)).length >= 2 ||
  (words.some((w) => w.capital) && before !== undefined && TITLES.has(before.lower));
/** A run stands where a name can: not behind an article or an adjective. */
function standsFree({ words, before, after }: Run): boolean {
  const first = words[0]!.lower;
  if (before !== undefined && DETERMINERS.has(before.lower))
    return words.length > 1 && ARTICLES.has(before.lower) && !/e[nrsm]?$/u.test(first);
  if (words.length > 1) return words.length <= 5;
  return (
    (before === undefined || LOOKS.has(before.lower) || TITLES.has(before.lower)) &&
    (before !== undefined || after === undefined || STATES.has(after.lower))
  );
}
/** A word that can be spoken; strings of consonants are none. */
const isSpeakable = (word: string): boolean =>
  word.length > 1 &&
  /[aeiouyäöüáéíóúàèìòùâêîôûåøæœãõąęıőűěůāēīōū]/iu.test(word) &&
  !/[bcdfghjklmnpqrstvwxzß]{6}/iu.test(word);

/** Reads whom a message names. */
export function namedIn(body: string): Named {
  const own: string[] = [
    ...dnsIn(body),
    ...(body.match(ADDRESS) ?? []),
    ...(body.match(DOMAIN_USER) ?? []),
    ...identifiersIn(body).filter((id) => body.toLowerCase().includes(id.toLowerCase())),
  ];
  const rest = without(body, own);
  const quoted = quotedIn(rest).errors;
  const words = without(rest, quoted);
  own.push(...(words.match(JOINED) ?? []).filter(isJoinedName), ...(words.match(OTHER_SCRIPT) ?? []));
  const plain = without(words, own),
    isLoud = plain === plain.toUpperCase();
  const runs = clausesOf(plain).flatMap((tokens) => runsOf(tokens, isLoud));
  const people = runs.filter(isPerson),
    alone = isAlone(plain, runs, own.length > 0),
    loose = runs.filter((r, at) => !people.includes(r) && (standsFree(r) || (alone && at === 0)));
  const sure = [...new Set([...own, ...people.map((r) => textOf(r.words))])].sort((a, b) => b.length - a.length);
  return { sure, loose: loose.map((r) => textOf(r.words)), alone };
}
const without = (text: string, parts: readonly string[]): string =>
  [...parts].sort((a, b) => b.length - a.length).reduce((rest, part) => rest.replaceAll(part, " "), text);
/** "Hana in Finance", "hana sato", "fsiddiqui". */
function isAlone(plain: string, runs: readonly Run[], hasOwn: boolean): boolean {
  const [first] = runs;
  if (hasOwn) return true;
  return (
    first !== undefined &&
    first.before === undefined &&
    first.words.length <= 4 &&
    runs.flatMap((r) => r.words).every((w) => isSpeakable(w.text)) &&
    (first.after === undefined || /^(?:in|from|of|at|aus|von|im|de)$/u.test(first.after.lower)) &&
    plain.trim().split(/\s+/u).length <= first.words.length + 3
  );
}
