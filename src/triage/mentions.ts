/** Where a text names somebody, and how it is written there: identifiers, addresses, account names, names. Pure. */
import { isAlsoName, isCommon, isCommonWithCapital, isParticle, isTitle } from "./common-words";
import { ADDRESS, CMDLET, DOMAIN, DOMAIN_USER, JOINED, NUMBERED } from "./forms";
import { IDENTIFIERS } from "./identifiers";
import { DN, quotedIn } from "./quoted";

/** One place in a text that names somebody. */
export interface Mention {
  /** `id`: a GUID, SID, anchor or DN. `account`: a logon name, or a computer's or a group's. `name`: two words or more, or one behind a title. `word`: one that no grammar explains. */
  readonly kind: "id" | "address" | "account" | "name" | "word";
  /** As it is written. */
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** By its form or its capitals it is no other word. */
  readonly isSure: boolean;
}
/** Same length, so that positions stay; no name reaches over it. */
const blanked = (text: string, from: number, to: number): string =>
  text.slice(0, from) + "\0".repeat(to - from) + text.slice(to);

const matches = (text: string, pattern: RegExp, kind: Mention["kind"]): Mention[] =>
  [...text.matchAll(pattern)].map((m) => ({
    kind,
    text: m[0],
    from: m.index,
    to: m.index + m[0].length,
    isSure: true,
  }));
/** An address without the quotation mark or the full stop that it stands beside. */
function withoutEdges(m: Mention): Mention {
  const before = /^['.]*/.exec(m.text)![0].length,
    text = m.text.replace(/^['.]+|['.]+$/g, "");
  return { ...m, text, from: m.from + before, to: m.from + before + text.length };
}
/** Words that a hyphen joins are an account's name where none of them is a word of the language, or where they are in capitals. */
function isAccount({ text }: Mention): boolean {
  if (CMDLET.test(text) || DOMAIN.test(text) || text.length < 4) return false;
  if (/[\d_$]|\p{L}\.\p{L}/u.test(text)) return true;
  const parts = text.split("-");
  return /^\p{Lu}{2}/u.test(text) || (text === text.toLowerCase() && parts.every((p) => p.length > 1 && !isCommon(p)));
}
/** What stands out by its form, in the order of the text; of two that overlap the first pattern's. */
function formsIn(text: string): Mention[] {
  const errors = quotedIn(text).errors,
    taken: Mention[] = [];
  let rest = text;
  const take = (pattern: RegExp, kind: Mention["kind"], fits: (m: Mention) => boolean = () => true): void => {
    for (const m of matches(rest, pattern, kind).map(withoutEdges).filter(fits)) {
      taken.push(m);
      rest = blanked(rest, m.from, m.to);
    }
  };
  take(DN, "id");
  for (const pattern of IDENTIFIERS) take(pattern, "id");
  take(ADDRESS, "address");
  take(DOMAIN_USER, "account");
  take(JOINED, "account", (m) => isAccount(m) && !errors.includes(m.text));
  take(NUMBERED, "account", (m) => !errors.includes(m.text) && !isCommon(m.text.toLowerCase()));
  return taken.sort((a, b) => a.from - b.from);
}

interface Word {
  readonly text: string;
  readonly lower: string;
  readonly from: number;
  readonly to: number;
  readonly hasCapital: boolean;
  readonly isLoud: boolean;
  /** Its script knows no capitals. */
  readonly isCaseless: boolean;
  /** It stood in the possessive, which ends a name. */
  readonly ends: boolean;
}
const wordsIn = (text: string): Word[] =>
  [...text.matchAll(/[\p{L}\p{M}][\p{L}\p{M}'’-]*/gu)].map((m) => {
    const word = m[0].replace(/['’]s?$|-+$/u, "");
    return {
      text: word,
      lower: word.toLowerCase().replaceAll("’", "'"),
      from: m.index,
      to: m.index + word.length,
      hasCapital: /^\p{Lu}/u.test(word),
      isLoud: /^\p{Lu}{2}/u.test(word) && word === word.toUpperCase(),
      isCaseless: /^\p{Lo}/u.test(word),
      ends: /['’]/u.test(m[0].slice(word.length)),
    };
  });
/** Nothing but a blank between them, or the dot of an initial or a title. */
const areBeside = (text: string, a: Word | undefined, b: Word): boolean =>
  a !== undefined &&
  !a.ends &&
  (/^ $/.test(text.slice(a.to, b.from)) ||
    (text.slice(a.to, b.from) === ". " && (a.text.length === 1 || isTitle(a.lower))));

/** Written in capitals throughout: they tell nothing of names. */
function isShouted(words: readonly Word[]): boolean {
  const long = words.filter((w) => w.text.length > 2 && !w.isCaseless);
  return long.length > 2 && long.filter((w) => w.isLoud).length > 0.6 * long.length;
}
/** Runs of words that stand beside one another and fit; particles inside. */
function runsOf(text: string, words: readonly Word[], fits: (at: number) => boolean): Word[][] {
  const runs: Word[][] = [];
  let run: Word[] = [];
  const end = (): void => {
    while (run.length > 0 && isParticle(run[run.length - 1]!.lower) && !run[run.length - 1]!.hasCapital) run.pop();
    if (run.length > 0) runs.push(run);
    run = [];
  };
  words.forEach((word, at) => {
    if (run.length > 0 && !areBeside(text, run[run.length - 1], word)) end();
    if (fits(at) || (run.length > 0 && !word.hasCapital && isParticle(word.lower))) run.push(word);
    else end();
  });
  end();
  return runs;
}
const MOST_WORDS = 5;
/** Names by their capitals, or in a script that has none. */
function properIn(text: string, words: readonly Word[]): Mention[] {
  const beside = (a: number, b: number): boolean =>
    words[a] !== undefined && words[b] !== undefined && areBeside(text, words[a], words[b]);
  const plain = (at: number): boolean => {
    const w = words[at];
    return w !== undefined && (w.isCaseless || (w.hasCapital && !w.isLoud && !isCommonWithCapital(w.lower)));
  };
  const capital = (at: number): boolean => words[at]?.hasCapital === true && !isTitle(words[at].lower);
  const alsoName = (at: number): boolean => capital(at) && isAlsoName(words[at]!.lower);
  const fits = (at: number): boolean =>
    plain(at) ||
    // "Will Turner", "Mark Forest", "April May"
    (alsoName(at) &&
      ((beside(at, at + 1) && (plain(at + 1) || alsoName(at + 1))) ||
        (beside(at - 1, at) && (plain(at - 1) || alsoName(at - 1))))) ||
    // "Hana SATO", "SATO Hana"; "Anil Das", whose second word alone would be none
    (capital(at) &&
      ((words[at]!.isLoud &&
        !isCommonWithCapital(words[at]!.lower) &&
        ((beside(at, at + 1) && plain(at + 1)) || (beside(at - 1, at) && plain(at - 1)))) ||
        (words[at]!.text.length <= 3 &&
          !words[at]!.isLoud &&
          beside(at - 1, at) &&
          plain(at - 1) &&
          !(beside(at - 2, at - 1) && plain(at - 2)))));
  return runsOf(text, words, fits).map((run) => {
    const first = words.indexOf(run[0]!),
      isTitled = beside(first - 1, first) && isTitle(words[first - 1]!.lower),
      isName = run.filter((w) => w.hasCapital || w.isCaseless).length > 1 || isTitled || run[0]!.isCaseless;
    return mentionOf(text, run, isName ? "name" : "word", isName);
  });
}
/** Names without regard to letter case: words that no grammar explains. */
function smallIn(text: string, words: readonly Word[]): Mention[] {
  const plain = (at: number): boolean => {
    const w = words[at];
    return w !== undefined && !isCommon(w.lower) && w.text.length > 1;
  };
  const beside = (a: number, b: number): boolean =>
    words[a] !== undefined && words[b] !== undefined && areBeside(text, words[a], words[b]);
  const alsoName = (at: number): boolean => words[at] !== undefined && isAlsoName(words[at].lower);
  // A first name only: "will" and "may" behind a name are the sentence's verb.
  const fits = (at: number): boolean =>
    plain(at) ||
    (alsoName(at) && beside(at, at + 1) && (plain(at + 1) || alsoName(at + 1)) && !plain(at - 1)) ||
    (alsoName(at) && beside(at - 1, at) && !["will", "may"].includes(words[at]!.lower) && plain(at - 1)) ||
    (alsoName(at) && beside(at - 1, at) && alsoName(at - 1) && !plain(at - 2));
  return runsOf(text, words, fits)
    .filter((run) => run.length <= MOST_WORDS)
    .map((run) => mentionOf(text, run, run.length > 1 ? "name" : "word", false));
}
const mentionOf = (text: string, run: readonly Word[], kind: Mention["kind"], isSure: boolean): Mention => {
  const from = run[0]!.from,
    to = run[run.length - 1]!.to;
  return { kind, text: text.slice(from, to), from, to, isSure };
};

const IS_PLURAL =
  /^\s*(?:are|aren't|have|haven't|were|weren't|don't|both|sind|haben|fehlen|waren|kommen|werden|están|faltan|no están|han|sont|ont|manquent)(?![\p{L}])/iu;
const COMMA = /^, ?$/;
/** "Tanaka, Aiko": two single words with nothing but a comma between them, where no list of first names goes on. */
function turnedRound(text: string, all: readonly Mention[]): Mention[] {
  const isSingle = (m: Mention | undefined): m is Mention => m?.kind === "word";
  const between = (a: Mention | undefined, b: Mention | undefined): string =>
    a === undefined || b === undefined ? "" : text.slice(a.to, b.from);
  const out: Mention[] = [];
  for (let i = 0; i < all.length; i++) {
    const last = all[i]!,
      first = all[i + 1];
    const isPair =
      isSingle(last) &&
      isSingle(first) &&
      COMMA.test(between(last, first)) &&
      /^\p{Lu}|^\p{Lo}/u.test(last.text) === /^\p{Lu}|^\p{Lo}/u.test(first.text) &&
      !COMMA.test(between(all[i - 1], last)) &&
      !/^,? (?:and|und|y|et|or|oder) $|^, ?$/iu.test(between(first, all[i + 2])) &&
      !IS_PLURAL.test(text.slice(first.to));
    if (!isPair) {
      out.push(last);
      continue;
    }
    const both = text.slice(last.from, first.to);
    // In small letters a comma parts two words of any sentence.
    out.push({ kind: "name", text: both, from: last.from, to: first.to, isSure: /^\p{Lu}.*, ?\p{Lu}/u.test(both) });
    i++;
  }
  return out;
}

/** Whom a text names, in its order: by forms and capitals, and where those name nobody sure or `widely` is asked, by small letters. */
export function mentionsIn(text: string): Mention[] {
  const forms = formsIn(text),
    rest = forms
      .reduce((t, m) => blanked(t, m.from, m.to), text)
      .replace(/https?:\/\/\S+/giu, (l) => "\0".repeat(l.length)),
    words = wordsIn(rest),
    proper = isShouted(words) ? [] : properIn(rest, words),
    isFree = (m: Mention): boolean => !proper.some((p) => p.kind === "name" && p.from < m.to && m.from < p.to),
    small = smallIn(rest, words).filter(isFree),
    named = proper.filter((p) => p.kind === "name" || !small.some((s) => s.from <= p.from && s.to >= p.to));
  return turnedRound(
    text,
    [...forms, ...named, ...small].sort((a, b) => a.from - b.from),
  );
}
