/** The languages that the product speaks. */
export type Language = "en" | "de";
/** Text beside its owner. A plain string is English that has no German yet; placeholders (`{name}`) are the same in every language. */
export type Words = string | Readonly<Record<Language, string>>;
/** The text in a language; English where that language has none yet. */
export const wordsIn = (words: Words, language: Language = "en"): string =>
  typeof words === "string" ? words : words[language];
