/** Whether a message names somebody (or a group, a device): the reading of `triage/mentions.ts`, without the words that this room is asked by. Pure. */
import { isAlsoName, isCommon, isTitle } from "../triage/common-words";
import { mentionsIn, type Mention } from "../triage/mentions";
import { wordsOf } from "../triage/phrases";
import { GLOSSARY } from "./glossary";
import { COURTESIES, PHRASES, SETS } from "./phrases";
import { WISHES } from "./wishes";

/** Words of this room's phrases, and what people say around them: never a name by themselves. */
const OURS = wordsOf([
  ...Object.values(SETS),
  ...Object.values(PHRASES).flatMap((p) => Object.values(p).flat()),
  ...Object.values(WISHES).flatMap((w) => w.phrases),
  ...GLOSSARY.flatMap((e) => e.names.flatMap((n) => n.toLowerCase().split(/[\s-]/u))),
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
/** What a message names. */
export interface Named {
  /** Identifiers, and names that nothing else can be, as they are written, the longest first. */
  readonly sure: readonly string[];
  /** What is a name if the message complains of something or asks to look. */
  readonly loose: readonly string[];
  /** Nothing but what may be a name. */
  readonly alone: boolean;
}

const isOurs = (word: string): boolean => OURS.has(word) || EVERYDAY.has(word) || COURTESIES.has(word);
const wordsIn = (text: string): string[] =>
  text
    .toLowerCase()
    .replaceAll("’", "'")
    .match(/[\p{L}\p{M}'-]+/gu) ?? [];
/** No word of it is anything but ours, and not all of them are names as well ("Will May"); an identifier is none of ours. */
function isOnlyOurs({ kind, text }: Mention): boolean {
  if (kind === "id" || kind === "address" || /[\d_\\]/u.test(text)) return false;
  const words = wordsIn(text).flatMap((w) => w.split("-"));
  return words.every((w) => isOurs(w) || isCommon(w)) && !words.every(isAlsoName);
}
/** The word before a place in the text, in small letters, and the one behind; undefined at the end of a clause. */
const wordBefore = (text: string, at: number): string | undefined =>
  /([\p{L}\p{M}\p{N}'’-]+)[\s"„“«(]*$/u.exec(text.slice(0, at))?.[1]?.toLowerCase();
const wordBehind = (text: string, at: number): string | undefined =>
  /^[\s"”“»)]*([\p{L}\p{M}'’-]+)/u.exec(text.slice(at))?.[1]?.toLowerCase().replaceAll("’", "'");
/** It stands where a name can: not behind an article or an adjective. */
function standsFree(body: string, m: Mention): boolean {
  const before = wordBefore(body, m.from),
    behind = wordBehind(body, m.to),
    words = wordsIn(m.text);
  if (before !== undefined && DETERMINERS.has(before))
    return words.length > 1 && ARTICLES.has(before) && !/e[nrsm]?$/u.test(words[0]!);
  if (words.length > 1) return true;
  // "Marta's account"
  if (/^['’]s?\s/u.test(body.slice(m.to))) return true;
  // "I think Pavel is missing": a capital within a sentence, and something is said of it.
  if (before !== undefined && /^\p{Lu}\p{Ll}/u.test(m.text) && behind !== undefined && STATES.has(behind)) return true;
  return (
    (before === undefined || LOOKS.has(before) || isTitle(before)) &&
    (before !== undefined || behind === undefined || STATES.has(behind))
  );
}
/** A word that can be spoken; strings of consonants are none. */
const isSpeakable = (word: string): boolean =>
  word.length > 1 &&
  /[aeiouyäöüáéíóúàèìòùâêîôûåøæœãõąęıőűěůāēīōū]/iu.test(word) &&
  !/[bcdfghjklmnpqrstvwxzß]{6}/iu.test(word);

/** Reads whom a message names. */
export function namedIn(body: string): Named {
  const all = mentionsIn(body).filter((m) => !isOnlyOurs(m)),
    sure = all.filter((m) => m.isSure && m.kind !== "word"),
    alone = isAlone(body, all),
    loose = all.filter((m) => !sure.includes(m) && (alone || standsFree(body, m)));
  const textsOf = (mentions: readonly Mention[]): string[] => [...new Set(mentions.map((m) => m.text))];
  return { sure: textsOf(sure).sort((a, b) => b.length - a.length), loose: textsOf(loose), alone };
}
const JOINERS = /(?<![\p{L}])(?:and|und|y|et|e|or|oder)(?![\p{L}])|[,;/+&•·*|–—\d.)-]/giu;
/** "Hana in Finance", "hana sato", "fsiddiqui", "dana and omar". */
function isAlone(body: string, all: readonly Mention[]): boolean {
  const isNameAlone = (m: Mention): boolean => wordsIn(m.text).every((w) => isSpeakable(w) && (m.isSure || !isOurs(w)));
  if (all.length === 0 || !all.every(isNameAlone)) return false;
  const rest = [...all]
    .reverse()
    .reduce((text, m) => `${text.slice(0, m.from)} ${text.slice(m.to)}`, body)
    .replace(JOINERS, " ")
    .trim();
  return rest === "" || /^(?:in|from|of|at|aus|von|im|de)\s+\S+(?:\s+\S+)?$/iu.test(rest);
}
