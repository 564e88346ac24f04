/** Texts on their way into a card: in its language, its dates in the reader's zone, and nothing from outside read as anything but text. */
import { dateText, wordsIn, type Language, type Words } from "../domain";

/** The texts that a template shows as they stand, as `${$root.labels.…}`. */
export type Labels = Readonly<Record<string, string>>;
/** The labels of a card in a language. */
export const labelsIn = (words: Readonly<Record<string, Words>>, language: Language): Labels =>
  Object.fromEntries(Object.entries(words).map(([key, text]) => [key, wordsIn(text, language)]));

/** Marks a date inside a text until the card is made. It is known to no one outside this process, so no value can pass itself off as a date. */
const SEAL = crypto.randomUUID();
const SEALED = new RegExp(`${SEAL}<(\\w+) ([^>]*)>`);
/** A moment (ISO 8601) inside a card's text, which Teams shows in the reader's zone. For cards alone, and until they are made: elsewhere `dateText`. What is no date stays as it is. */
export function when(iso: string, language: Language = "en"): string {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? iso : `${SEAL}<${language} ${at.toISOString().replace(/\.\d+/, "")}>`;
}
/** Every text between dates by `text`, every date by `date`. */
function parted(value: string, text: (part: string) => string, date: (iso: string, language: Language) => string) {
  const parts = value.split(SEALED);
  return parts
    .map((part, i) => (i % 3 === 0 ? text(part) : i % 3 === 1 ? "" : date(part, parts[i - 1] as Language)))
    .join("");
}

/** Control, zero-width and bidirectional characters as `⟨U+202E⟩`, so that no name can fool the reader; long values cut in the middle. */
export function visible(value: string, limit = 900): string {
  const shown = value.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (c) =>
    c === "\n" || c === "\t" ? " " : `⟨U+${c.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}⟩`,
  );
  return shown.length <= limit
    ? shown
    : `${shown.slice(0, limit * 0.7).replace(/[\uD800-\uDBFF]$/, "")} … ${shown.slice(-limit * 0.25).replace(/^[\uDC00-\uDFFF]/, "")}`;
}
/** Joins without a mark: what it stands in looks the same, and is no longer read as what it would be. */
const JOINER = "\u2060";
/** A date function that was not made here stays text. */
const withoutFunctions = (text: string): string => text.replace(/\{\{(?=(?:DATE|TIME)\()/gi, `{${JOINER}{`);
/** A text of a view as a card shows it: made visible, and the dates in it as functions of Teams. */
const cardText = (value: string, limit?: number): string =>
  parted(
    value,
    (text) => withoutFunctions(visible(text, limit)),
    (iso) => `{{DATE(${iso},SHORT)}} {{TIME(${iso})}}`,
  );
/** A text of a view where nothing is rendered, but Markdown may be: made visible, dates in UTC, no link. */
export const plainText = (value: string, limit?: number): string =>
  parted(value, (text) => withoutFunctions(visible(text, limit)).replaceAll("](", `]${JOINER}(`), dateText);

/** Every string of a view as a card shows it. */
export function cardTexts<T>(view: T, limit?: number): T {
  if (typeof view === "string") return cardText(view, limit) as T;
  if (Array.isArray(view)) return view.map((v: unknown) => cardTexts(v, limit)) as T;
  if (typeof view === "object" && view !== null)
    return Object.fromEntries(Object.entries(view).map(([k, v]) => [k, cardTexts(v, limit)])) as T;
  return view;
}
