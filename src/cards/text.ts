/** Texts on their way into a card: in its language, without Markdown, and what cannot be seen made visible. */
import { wordsIn, type Language, type Words } from "../domain";

/** The texts that a template shows as they stand, as `${$root.labels.…}`. */
export type Labels = Readonly<Record<string, string>>;
/** The labels of a card in a language. */
export const labelsIn = (words: Readonly<Record<string, Words>>, language: Language): Labels =>
  Object.fromEntries(Object.entries(words).map(([key, text]) => [key, wordsIn(text, language)]));

/** Control, zero-width and bidirectional characters as `⟨U+202E⟩`, so that no name can fool the reader; long values cut in the middle. */
export function visible(value: string, limit = 900): string {
  const shown = value.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (c) =>
    c === "\n" || c === "\t" ? " " : `⟨U+${c.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}⟩`,
  );
  return shown.length <= limit
    ? shown
    : `${shown.slice(0, limit * 0.7).replace(/[\uD800-\uDBFF]$/, "")} … ${shown.slice(-limit * 0.25).replace(/^[\uDC00-\uDFFF]/, "")}`;
}
/** Every string of a view, made visible. */
export function visibleAll<T>(view: T, limit?: number): T {
  if (typeof view === "string") return visible(view, limit) as T;
  if (Array.isArray(view)) return view.map((v: unknown) => visibleAll(v, limit)) as T;
  if (typeof view === "object" && view !== null)
    return Object.fromEntries(Object.entries(view).map(([k, v]) => [k, visibleAll(v, limit)])) as T;
  return view;
}
/** `2026-11-23T09:00:00Z` → `23 Nov 2026, 09:00 UTC`. */
export function when(iso: string): string {
  const m = /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d)/.exec(iso);
  return m === null
    ? iso
    : `${Number(m[3])} ${["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][Number(m[2]) - 1]} ${m[1]}, ${m[4]} UTC`;
}
