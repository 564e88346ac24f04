/** The forms that personal values have in a text. */
import { fold } from "../../identity/same-person";

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
/** A pattern of these texts, the longest first; one that matches nothing where there are none. */
export const anyOf = (texts: Iterable<string>): string =>
  [...texts]
    .sort((a, b) => b.length - a.length)
    .map(escaped)
    .join("|") || "(?!)";
/** With hyphens. */
export const GUID = "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";
/** A DN down to its domain, escapes honoured (RFC 4514). */
export const DN = String.raw`(?:CN|OU|DC)=(?:\\.|[^,"\\=])+,(?:(?:CN|OU|DC)=(?:\\.|[^,"\\=])+,)*DC=[\w-]+|DC=[\w-]+(?:,DC=[\w-]+)+`;
/** An address or sign-in name, well spelled or not. */
export const ADDRESS = String.raw`[^\s@"'<>()\[\];:,=\\{}]+@[A-Za-z0-9][A-Za-z0-9.-]*`;
/** Runs of letters, and of digits. */
export const RUNS = /(\p{L}[\p{L}\p{M}]*)|(\p{Nd}+)/gu;
/** A moment, ISO 8601 or generalized time: nobody's. */
export const DATE = /^(\d{4}-\d\d-\d\dT[\d:.]+Z?|\d{14}\.\d+Z)$/;
/** A short code, or a moment in FILETIME; other numbers are somebody's (employee numbers). */
export const CODE = /^(\d{1,4}|\d{17,})$/;
/** Runs of letters that are long enough to be known again in running text, folded. */
export const wordsIn = (text: string): string[] =>
  (text.match(/\p{L}[\p{L}\p{M}]*/gu) ?? []).map(fold).filter((w) => w.length >= 3);
