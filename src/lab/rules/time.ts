/** ISO 8601 in UTC to the second, as both directories write times. */
export const secondsIso = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, "Z");
