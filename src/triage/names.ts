/** Names of people in a text: sequences of words that are nobody's grammar, in any letter case. Pure. */
import { COMPLAINT_WORDS } from "./topics";

/** Words that start a sentence or name a product: never a person's name by themselves. */
const NOISE = new Set(
  (
    "a about account accounts active ad after again agent all alias already also am an and any are as at azure back be because been before between but by can cannot cloud " +
    "colleague colleagues company connect connector contact could count created cycle day days delta department did directory do does domain don't done during each either email employee entra error errors every everybody " +
    "everyone exchange export exports file first for forest friday from full fw fwd get gets global good got group had has have he hello help her here hers hi him his how hr i i'm i've if import in into is isn't it its just last legal " +
    "like list local log mail mailbox me members microsoft missing monday more my name need needs never new no nobody none not nothing now of office ok old on one online only operations or ou our out outlook over people please " +
    "portal problem re same sales saturday says security see sent server service she show shows since so some somebody someone soon still stopped sunday support sync synced syncing synchronization system take teams tenant than thank " +
    "thanks that the their them then there these they this those thursday to today too tuesday two type u up upn us user users we wednesday week well what when where which who why wifi will windows with without wizard would yes yesterday you your yours " +
    "january february march april may june july august september october november december health idfix powershell graph licence license m365 o365 finance engineering marketing it gmsa kds dc ldap smtp sip sso mfa aadconnect after-hours ticket order two three " +
    "der die das den dem ein eine einer ist sind nicht mit und oder für von bei auf im in wo wer was warum seit heute gestern morgen guten hallo moin servus benutzer benutzerin mitarbeiter mitarbeiterin kollege kollegin herr frau gruppe konto postfach kennwort passwort bitte " +
    "fehlt fehlen wurde wird kann kein keine neue neuer nutzer anmeldung " +
    "el la los las un una es no con y o para por desde hoy ayer hola usuario usuaria cuenta grupo buzón contraseña falta faltan está dónde por favor bonjour le les une est dans avec et pour utilisateur"
  ).split(" "),
);
/** Words that are names as well, where they stand beside a name or beside one another, with a capital. */
const ALSO_NAMES = new Set(
  "will may april june august forest mark grace hope joy dawn rose summer autumn sunday monday friday march july january".split(
    " ",
  ),
);
const PARTICLES = new Set("de da del van von der den la le el al bin ibn dos di du ter ten zu zur of".split(" "));
/** In small letters a word is a name only where no complaint uses it. */
const isCommon = (word: string): boolean => NOISE.has(word) || COMPLAINT_WORDS.has(word);

interface Word {
  readonly text: string;
  readonly lower: string;
  readonly hasCapital: boolean;
  /** All letters are capitals, as in an acronym. */
  readonly isLoud: boolean;
  /** It stood in the possessive, which ends a name. */
  readonly ends: boolean;
}
const wordsIn = (clause: string): Word[] =>
  (clause.match(/[\p{L}\p{M}][\p{L}\p{M}'’-]*/gu) ?? []).map((raw) => {
    const text = raw.replace(/['’]s?$/u, "");
    return {
      text,
      lower: text.toLowerCase(),
      hasCapital: /^\p{Lu}/u.test(text),
      isLoud: /^\p{Lu}{2,}/u.test(text) && text === text.toUpperCase(),
      ends: text !== raw,
    };
  });
const clausesOf = (text: string): string[] => text.split(/[.,;:!?()"„“”\[\]<>\n]|\s[-–—]{1,2}\s/u);

/** Runs of words that `fits`, particles between them; a possessive ends a run. */
function runsOf(words: readonly Word[], fits: (word: Word, at: number) => boolean): Word[][] {
  const runs: Word[][] = [];
  let run: Word[] = [];
  const end = (): void => {
    while (run.length > 0 && PARTICLES.has(run[run.length - 1]!.lower)) run.pop();
    if (run.length > 0) runs.push(run);
    run = [];
  };
  words.forEach((word, at) => {
    if (fits(word, at) || (run.length > 0 && PARTICLES.has(word.lower))) run.push(word);
    else end();
    if (word.ends) end();
  });
  end();
  return runs;
}
const joined = (run: readonly Word[]): string => run.map((w) => w.text).join(" ");
/** The run and, where it may hold more than one name, its neighbours in twos and threes. */
function partsOf(run: readonly Word[]): string[] {
  const some = (size: number): string[] =>
    run.length <= size ? [] : run.slice(0, run.length - size + 1).map((_, i) => joined(run.slice(i, i + size)));
  return [joined(run), ...some(3), ...some(2)];
}

/** Written with capitals: "Hana Sato", and "Will Turner", whose first word alone would be none. */
function capitalised(words: readonly Word[]): string[] {
  const plain = (w: Word | undefined): boolean => w !== undefined && w.hasCapital && !w.isLoud && !NOISE.has(w.lower);
  const alsoName = (w: Word | undefined): boolean => w !== undefined && w.hasCapital && ALSO_NAMES.has(w.lower);
  const strict = runsOf(words, plain);
  const wide = runsOf(
    words,
    (w, i) =>
      plain(w) ||
      (w.hasCapital &&
        !w.isLoud &&
        (plain(words[i - 1]) ||
          plain(words[i + 1]) ||
          (alsoName(w) && (alsoName(words[i - 1]) || alsoName(words[i + 1]))))),
  );
  return [...strict.map(joined), ...[...strict, ...wide.filter((r) => r.length > 1)].flatMap(partsOf)];
}
/** Written without regard to case: "hana sato", "HANA SATO". */
const anyCase = (words: readonly Word[]): string[] =>
  runsOf(words, (w) => !isCommon(w.lower) && w.text.length > 1)
    .filter((run) => run.length > 1)
    .flatMap(partsOf);

/** Before the first verb of a sentence: "monitoring service apac" of "monitoring service apac is missing". */
const SENTENCE =
  /^\W*((?:[\p{L}\p{N}][^\s]*\s+){2,5}?)(?:is|isn't|isnt|are|aren't|was|wasn't|has|hasn't|have|does|doesn't|doesnt|did|didn't|can't|cannot|won't|never|still|not|ist|fehlt|hat|kann|wird|falta|no|está)\s/iu;
const subjectOfSentence = (clause: string): string[] => {
  const words = SENTENCE.exec(clause)?.[1]?.trim();
  return words === undefined ? [] : [words];
};

/** The names that may be meant, at most `most`: whole ones in the order of the text, then parts of them, then single words. */
export function namesIn(text: string, most: number): string[] {
  const clauses = clausesOf(text).map(wordsIn);
  const proper = clauses.flatMap(capitalised);
  const hasWhole = proper.some((name) => name.includes(" "));
  const loose = hasWhole ? [] : [...clauses.flatMap(anyCase), ...clausesOf(text).flatMap(subjectOfSentence)];
  const all = [...new Set([...proper, ...loose])];
  const isWhole = (name: string): boolean => name.includes(" ");
  return [...all.filter(isWhole), ...all.filter((name) => !isWhole(name))].slice(0, most);
}

/** "Hana in Finance" → the department beside the name. */
export const departmentsIn = (text: string): string[] =>
  [...text.matchAll(/\b(?:in|from|of)\s+(?:the\s+)?([\p{Lu}][\p{L}&-]+)/gu)]
    .map((m) => m[1]!)
    .filter((w) => !/^(microsoft|office|entra|azure|ad|active|teams)$/i.test(w));

/** True for a word that no grammar explains: it may be an account's name. */
export const mayBeAccount = (word: string): boolean => !isCommon(word.toLowerCase());
