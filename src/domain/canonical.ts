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
const plain = (v: unknown): string => {
  if (Array.isArray(v)) return v.length === 0 ? "null" : v.map(plain).sort().join();
  return canonicalJson(v === undefined || v === "" ? null : typeof v === "number" ? String(v) : v);
};
/** Equal as values of an attribute: nothing, null, "" and [] are all "empty", several values have no order, and a number is its digits, as LDAP writes it. */
export const sameValue = (a: unknown, b: unknown): boolean => plain(a) === plain(b);
