import type { InEvery, Language } from "./language";

/** A value about a person: cards show it, logs and audit print its label. */
export interface Pii {
  readonly pii: string;
  readonly label: string;
}
export const pii = (value: string | null | undefined, label = "person"): Pii => ({ pii: value ?? "(empty)", label });
type One = string | number | boolean | Pii | InEvery;
export type Value = One | readonly (string | Pii | InEvery)[];
const one = (v: One, language: Language, show: (p: Pii) => string): string =>
  typeof v !== "object" ? String(v) : "pii" in v ? show(v) : v[language];
const each = (v: Value, language: Language, show: (p: Pii) => string): string =>
  Array.isArray(v)
    ? (v as readonly One[]).map((x) => one(x, language, show)).join(", ")
    : one(v as One, language, show);
/** Text for a card, the report or the CLI. */
export const shown = (v: Value, language: Language = "en"): string => each(v, language, (p) => p.pii);
/** Text for a log or the audit: labels in place of persons, in English. */
export const logged = (v: Value): string => each(v, "en", (p) => `<${p.label}>`);

/** A text whose form hangs on a number or a kind, in the syntax of ICU: `{count, plural, one {# licence} other {# licences}}`. */
const HAS_FORMS = /\{\w+,\s*(?:plural|select|selectordinal),/;
type Format = (data: Readonly<Record<string, unknown>>) => string;
const formats = new Map<string, Format>();
/** The parser is large: it is loaded with the first text that needs it. */
function formatOf(text: string, language: Language): Format {
  const key = `${language} ${text}`,
    known = formats.get(key);
  if (known !== undefined) return known;
  const { IntlMessageFormat } = require("intl-messageformat") as typeof import("intl-messageformat");
  const message = new IntlMessageFormat(text, language, undefined, { ignoreTag: true });
  const format: Format = (data) => String(message.format(data as Record<string, string>));
  formats.set(key, format);
  return format;
}
/** Puts `{name}` placeholders of a message, and its plural forms in this language. Values are inserted once and never read as a template again. */
export function fill(
  text: string,
  data: Readonly<Record<string, Value>>,
  language: Language = "en",
  as: (v: Value, language: Language) => string = shown,
): string {
  if (HAS_FORMS.test(text))
    return formatOf(
      text,
      language,
    )(Object.fromEntries(Object.entries(data).map(([key, v]) => [key, typeof v === "number" ? v : as(v, language)])));
  return text.replace(/\{(\w+)\}/g, (whole, key: string) =>
    data[key] === undefined ? whole : as(data[key], language),
  );
}
