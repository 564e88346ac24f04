import { fill, type Value } from "./pii";

/** The languages that the product speaks. */
export type Language = "en" | "de";
/** Text beside its owner. A plain string is English that has no German yet; placeholders (`{name}`) are the same in every language. */
export type Words = string | Readonly<Record<Language, string>>;
/** The text in a language; English where that language has none yet. */
export const wordsIn = (words: Words, language: Language = "en"): string =>
  typeof words === "string" ? words : words[language];
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
    fill(wordsIn(words[key], language), data);
