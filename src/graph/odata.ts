/** The one place where values become OData: literals quoted, whole query options percent-encoded. */

/** An OData string literal: quotes doubled (OData 4.01 §5.1.1.6). */
export const literal = (value: string): string => `'${value.replace(/'/g, "''")}'`;
export const eq = (property: string, value: string): string => `${property} eq ${literal(value)}`;
/** `in` for several values, `eq` for one. */
export const anyOf = (property: string, values: readonly string[]): string =>
  values.length === 1 ? eq(property, values[0]!) : `${property} in (${values.map(literal).join(", ")})`;
/** Both letter cases of the smtp prefix: which of them matches is not documented. */
export const holdsAddress = (addresses: readonly string[]): string =>
  addresses
    .flatMap((a) => [`SMTP:${a}`, `smtp:${a}`])
    .map((a) => `proxyAddresses/any(p:p eq ${literal(a)})`)
    .join(" or ");
/** A relative URL; every option's value is encoded, undefined ones are left out. */
export function url(path: string, options: Readonly<Record<string, string | undefined>> = {}): string {
  const query = Object.entries(options)
    .filter((e): e is [string, string] => e[1] !== undefined)
    .map(([k, v]) => `${k}=${encodeURIComponent(v)}`)
    .join("&");
  return query === "" ? path : `${path}?${query}`;
}
/** A path segment from outside; `$` and `/` cannot change the resource. */
export const segment = (value: string): string => encodeURIComponent(value);
