/** The languages that the product speaks. */
export const LANGUAGES = ["en", "de"] as const;
export type Language = (typeof LANGUAGES)[number];
/** One text in every language. */
export type InEvery = Readonly<Record<Language, string>>;

/** The language of a locale as a channel sends it (`de-DE`, `en-US`); English where it is none of ours, or none is told. */
export const languageOfLocale = (locale: string | undefined): Language =>
  LANGUAGES.find((l) => locale?.toLowerCase().split(/[-_]/)[0] === l) ?? "en";
