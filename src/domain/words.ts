import { LANGUAGES, type InEvery, type Language } from "./language";
import { fill, type Value } from "./pii";

/** Text beside its owner. A plain string is the same in every language, or English that has no German yet; placeholders (`{name}`) are the same in each. */
export type Words = string | InEvery;
/** The text in a language; English where that language has none yet. */
export const wordsIn = (words: Words, language: Language = "en"): string =>
  typeof words === "string" ? words : words[language];
/** What is made for one language at a time, in each. */
export const inEvery = (text: (language: Language) => string): InEvery =>
  Object.fromEntries(LANGUAGES.map((l) => [l, text(l)])) as unknown as InEvery;
/** The text with its placeholders filled, in every language: for what is stored now and shown later. */
export const told = (words: Words, data: Readonly<Record<string, Value>> = {}): InEvery =>
  inEvery((l) => fill(wordsIn(words, l), data, l));
/** A moment as files and terminals show it: `2026-11-23T09:00:00Z` → `23 Nov 2026, 09:00 UTC`. What is no date stays as it is. */
export function dateText(iso: string, language: Language = "en"): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  const locale = language === "en" ? "en-GB" : language;
  return `${at.toLocaleString(locale, { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" })} UTC`;
}
/** The same in every language: for a text that is stored now and shown later. */
export const dateIn = (iso: string): InEvery => inEvery((l) => dateText(iso, l));
/** A length of time in round figures, in every language: seconds up to a minute and a half, then minutes, hours from two on. */
export const durationIn = (ms: number): InEvery => {
  const [value, unit] =
    ms < 90_000
      ? ([Math.max(1, Math.round(ms / 1_000)), "second"] as const)
      : ms < 7_200_000
        ? ([Math.round(ms / 60_000), "minute"] as const)
        : ([Math.round(ms / 3_600_000), "hour"] as const);
  return inEvery((l) => new Intl.NumberFormat(l, { style: "unit", unit, unitDisplay: "long" }).format(value));
};
/** A value of an attribute or a property as an admin reads it. */
export const valueText = (v: unknown): string =>
  v === null || v === undefined || v === "" || (Array.isArray(v) && v.length === 0)
    ? "(empty)"
    : Array.isArray(v)
      ? v.map(valueText).join(", ")
      : typeof v === "object"
        ? JSON.stringify(v)
        : String(v);
/** The speaker of one place's texts: `say("opened", { by })` is the text under that key, its placeholders filled. */
export const speaker =
  <K extends string>(words: Readonly<Record<K, Words>>, language: Language) =>
  (key: K, data: Readonly<Record<string, Value>> = {}): string =>
    fill(wordsIn(words[key], language), data, language);
