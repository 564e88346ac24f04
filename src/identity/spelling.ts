/** Mends a value by rule where the mend is certain: invisible characters, stray blanks, dots where none may stand. */
/** UPN or address without invisible characters and blanks, and without leading, trailing or double dots in its local part. */
export function cleanAddress(value: string): string {
  const bare = value.replace(/[\p{Cf}\p{Cc}\s\u00A0]/gu, "");
  const at = bare.lastIndexOf("@");
  if (at < 0) return bare;
  const local = bare
    .slice(0, at)
    .replace(/@/g, "")
    .replace(/["(),:;<>[\]\\|=?*/]/g, "")
    .replace(/\.{2,}/g, ".")
    .replace(/^\.+|\.+$/g, "");
  return `${local}@${bare
    .slice(at + 1)
    .replace(/\.{2,}/g, ".")
    .replace(/^\.+|\.+$/g, "")}`;
}
/** Text without invisible characters and blanks at its ends. */
export const cleanText = (value: string): string =>
  value
    .replace(/[\p{Cf}\p{Cc}]/gu, "")
    .replace(/[\s\u00A0]+/g, " ")
    .trim();
/** An alias: letters, digits and the punctuation that Exchange allows; accents folded. */
export const cleanAlias = (value: string): string =>
  value
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]/g, "")
    .replace(/\.{2,}/g, ".")
    .replace(/^\.+|\.+$/g, "");
