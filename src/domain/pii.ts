/** A value about a person: cards show it, logs and audit print its label. */
export interface Pii {
  readonly pii: string;
  readonly label: string;
}
export const pii = (value: string | null | undefined, label = "person"): Pii => ({ pii: value ?? "(empty)", label });
export type Value = string | number | boolean | Pii | readonly (string | Pii)[];
const one = (v: string | number | boolean | Pii, show: (p: Pii) => string): string =>
  typeof v === "object" ? show(v) : String(v);
/** Text for a card, the report or the CLI. */
export const shown = (v: Value): string =>
  Array.isArray(v)
    ? (v as (string | Pii)[]).map((x) => one(x, (p) => p.pii)).join(", ")
    : one(v as string | Pii, (p) => p.pii);
/** Text for a log or the audit: labels in place of persons. */
export const logged = (v: Value): string =>
  Array.isArray(v)
    ? (v as (string | Pii)[]).map((x) => one(x, (p) => `<${p.label}>`)).join(", ")
    : one(v as string | Pii, (p) => `<${p.label}>`);
/** Puts `{name}` placeholders of a message. Values are inserted once and never read as a template again. */
export const fill = (text: string, data: Readonly<Record<string, Value>>, as: (v: Value) => string = shown): string =>
  text.replace(/\{(\w+)\}/g, (whole, key: string) => (data[key] === undefined ? whole : as(data[key])));
