/** Names of people in a text: sequences of words that are nobody's grammar, in any letter case. Pure. */
import { isAlsoName, isCommon, isCommonWithCapital, isParticle } from "./common-words";

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
    while (run.length > 0 && isParticle(run[run.length - 1]!.lower)) run.pop();
    if (run.length > 0) runs.push(run);
    run = [];
  };
  words.forEach((word, at) => {
    if (fits(word, at) || (run.length > 0 && isParticle(word.lower))) run.push(word);
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
  const plain = (w: Word | undefined): boolean =>
    w !== undefined && w.hasCapital && !w.isLoud && !isCommonWithCapital(w.lower);
  const alsoName = (w: Word | undefined): boolean => w !== undefined && w.hasCapital && isAlsoName(w.lower);
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
