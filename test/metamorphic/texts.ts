/** Changes the texts of a JSON value, keys of maps among them. Pure. */

/** A value with every text in it exchanged by `change`, which is told the nearest property name above the text. */
export function mapTexts<T>(value: T, change: (text: string, property: string) => string, property = ""): T {
  if (typeof value === "string") return change(value, property) as T;
  if (Array.isArray(value)) return value.map((v: unknown) => mapTexts(v, change, property)) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, mapTexts<unknown>(v, change, k)])) as T;
}

/** A map with its keys exchanged, in the same order. */
export const mapKeys = <V>(map: Readonly<Record<string, V>>, change: (key: string) => string): Record<string, V> =>
  Object.fromEntries(Object.entries(map).map(([k, v]) => [change(k), v]));

/** As `mapTexts`, the names of properties and keys exchanged too. */
export function mapAllTexts<T>(value: T, change: (text: string, property: string) => string, property = ""): T {
  if (typeof value === "string") return change(value, property) as T;
  if (Array.isArray(value)) return value.map((v: unknown) => mapAllTexts(v, change, property)) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([k, v]) => [change(k, property), mapAllTexts<unknown>(v, change, k)]),
  ) as T;
}
