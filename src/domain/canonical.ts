/** JSON with sorted keys and without undefined properties: equal values give equal text, wherever they were stored meanwhile. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((v) => canonicalJson(v ?? null)).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const entries = Object.entries(value)
      .filter(([, v]) => v !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonicalJson(v)}`).join(",")}}`;
  }
  return JSON.stringify(value ?? null);
}
const plain = (v: unknown): string =>
  canonicalJson(v === undefined || v === "" || (Array.isArray(v) && v.length === 0) ? null : v);
/** Equal by value; nothing, null, "" and [] are all "empty". */
export const sameValue = (a: unknown, b: unknown): boolean => plain(a) === plain(b);
