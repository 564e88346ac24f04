/** Moments as the systems give them: ISO 8601 text, sometimes absent. */
const HOUR = 3_600_000;
/** Milliseconds since 1970; NaN where there is no date. */
export const at = (iso: string | null | undefined): number => Date.parse(iso ?? "");
/** Hours from one moment to another, negative where the first is later; NaN where one is missing. */
export const hoursBetween = (from: string | null | undefined, to: string | null | undefined): number =>
  (at(to) - at(from)) / HOUR;
/** Date and minute for a sentence: `2026-11-23 08:47`. */
export const minuteOf = (iso: string | null | undefined): string => (iso ?? "").slice(0, 16).replace("T", " ");
