/** Errors, codes and terms that a message asks the meaning of. Pure. */
import { told, type RootCause, type Stage, type Words } from "../domain";
import { codesOfError, errorStage } from "../identity/errors";
import { signInError } from "../identity/sign-ins";
import { patternOf } from "../triage/phrases";
import { quotedIn } from "../triage/quoted";
import { GLOSSARY, TEXTS, type Entry } from "./glossary";
import { SETS } from "./phrases";

/** What is known of one error, code or term. */
export interface Meaning {
  /** As it was written. */
  readonly term: string;
  /** What it is called by the vendor; the term itself where it has no other name. */
  readonly name: string;
  /** Undefined where it is only known where the error belongs. */
  readonly is: Words | undefined;
  readonly look: Words | undefined;
  readonly link: string | undefined;
  /** Causes that it may stem from; none where it is no error. */
  readonly causes: readonly RootCause[];
  readonly stage: Stage | undefined;
  /** Whether anything is known of it. */
  readonly known: boolean;
}
const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[\s_-]+/gu, " ")
    .trim();
const BY_NAME = new Map<string, Entry>(GLOSSARY.flatMap((e) => e.names.map((n) => [plain(n), e] as const)));
/** Terms in the text, the longest first, each where no letter touches it. */
const PATTERNS = [...BY_NAME.keys()]
  .sort((a, b) => b.length - a.length)
  .map(
    (name) =>
      [
        name,
        new RegExp(
          `(?<![\\p{L}\\p{N}])${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?:s|es|n)?(?![\\p{L}\\p{N}])`,
          "u",
        ),
      ] as const,
  );
const FORMS = /\b(?:no-start|stopped|completed)-[a-z-]+\b/giu;
const NUMBER = /(?<![\p{L}\p{N}.,@\\/_-])\d{2,7}(?![\p{L}\p{N}@\\/_-]|[.,]\d)/gu;

/** What a message asks about: errors as they are quoted, numbers that stand for one, and terms of the glossary; at most five. */
export function termsIn(body: string): string[] {
  const { errors, events } = quotedIn(body),
    text = plain(body);
  const quoted = [...errors, ...events.map((id) => `event ${id}`), ...(body.match(FORMS) ?? [])];
  const numbers = (body.match(NUMBER) ?? []).filter((n) => !quoted.some((q) => q.includes(n)) && isKnown(n));
  const messages = TEXTS.filter((t) => t.pattern.test(body)).map((t) => t.error);
  let rest = text;
  const terms = PATTERNS.flatMap(([name, pattern]) => {
    if (!pattern.test(rest)) return [];
    rest = rest.replace(pattern, " ");
    return [name];
  });
  const all = [...quoted, ...numbers, ...messages, ...terms];
  return all.filter((t, at) => all.findIndex((o) => plain(o) === plain(t)) === at).slice(0, 5);
}
const isKnown = (term: string): boolean => BY_NAME.has(plain(term)) || errorStage([term]) !== undefined;

const WHAT = [
  "what|what's|whats [is|are|does|do|was] … mean|means|that|this|it",
  "what|what's|whats is|are|does|do",
  "what's|whats",
  "meaning|definition|explanation of",
  "mean|means .",
  "explain|define|describe",
  "was|wofür … bedeutet|heißt|heisst|bedeuten|steht|besagt",
  "was ist|sind [denn|eigentlich] [ein|eine|der|die|das]",
  "was soll|will|sagt",
  "erklär|erkläre|erklären|definiere",
  "bedeutung von|des|der",
  "qué significa|es",
  "que signifie|veut dire",
  "qu'est-ce que",
].map((p) => patternOf(p, SETS));
/** Of a question about the state of things a term is no question of meaning. */
const STATE = ["status|state|health|stand|zustand|version", "our|my|unser|unsere", "right now|gerade|currently"].map(
  (p) => patternOf(p, SETS),
);

/** True where the message asks what a term means, or is nothing but an error. */
export function asksWhat(clauses: readonly string[], body: string, terms: readonly string[]): boolean {
  const says = (patterns: readonly RegExp[]): boolean => clauses.some((c) => patterns.some((p) => p.test(c)));
  if (says(WHAT) && !says(STATE)) return true;
  // The error's own text, or its name, is the message.
  const left = terms
    .reduce((rest, t) => rest.replaceAll(t, " ").replaceAll(t.toLowerCase(), " "), body)
    .replace(/error|fehler|code|event|[^\p{L}]/giu, "");
  return (
    terms.some((t) => /[\d-]|[a-z][A-Z]/u.test(t)) &&
    (left.length < 4 || terms.some((t) => body.trimStart().startsWith(t)))
  );
}

/** What is known of a term. */
export function meaningOf(term: string): Meaning {
  const entry = BY_NAME.get(plain(term)),
    name = term.replace(/^event\s+/iu, ""),
    sign = signInError(Number(/^(?:AADSTS)?(\d+)$/iu.exec(term)?.[1] ?? NaN)),
    stage = errorStage([name]);
  return {
    term,
    name: entry?.names[0] ?? term,
    is:
      entry?.is ??
      (sign === undefined
        ? undefined
        : told(
            { en: "A sign-in was refused: {means}.", de: "Eine Anmeldung wurde abgelehnt: {means}." },
            { means: sign.means },
          )),
    look: entry?.look,
    link:
      entry?.link ??
      (sign === undefined ? undefined : "https://learn.microsoft.com/entra/identity-platform/reference-error-codes"),
    causes: codesOfError(name),
    stage,
    known: entry !== undefined || sign !== undefined || stage !== undefined,
  };
}
