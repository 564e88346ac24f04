/** The values that attribute flows carry, and how one kind of value is read as another. */

/** Bytes, written as the canonical text that a world gives them (a GUID, or base64). */
export class Bytes {
  constructor(readonly written: string) {}
}
/** Two literals that say how other rules behave instead of giving a value. */
export interface FlowWord {
  readonly flow: "AuthoritativeNull" | "IgnoreThisFlow";
}
export type FlowScalar = string | number | boolean | Bytes | FlowWord | null;
export type FlowValue = FlowScalar | readonly FlowScalar[];
/** A rule called Error(): the object's synchronization fails with this text. */
export class RuleCalledError extends Error {}
/** Under this name an expression reads the object's own DN. */
export const DN_ATTRIBUTE = "dn";

export const isFlowWord = (value: FlowValue): value is FlowWord =>
  typeof value === "object" && value !== null && "flow" in value;
/** Null is false in a condition; a number is true where it is not 0; a text where it says True. */
export function isTrue(value: FlowValue): boolean {
  if (Array.isArray(value)) return value.length > 0 && value.every(isTrue);
  if (typeof value === "string") return value.toLowerCase() === "true" || (Number(value) || 0) !== 0;
  return value !== null && value !== false && value !== 0 && !isFlowWord(value as FlowValue);
}
/** Null is the empty text; several values stand one after another. */
export function textOf(value: FlowValue): string {
  if (value === null) return "";
  if (value instanceof Bytes) return value.written;
  if (Array.isArray(value)) return value.map(textOf).join("");
  if (typeof value === "boolean") return value ? "True" : "False";
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
/** As a number; what is none counts 0. */
export function sizeOf(value: FlowValue): number {
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  const n = Number(textOf(value));
  return Number.isNaN(n) ? 0 : n;
}
export const isEmpty = (value: FlowValue): boolean =>
  value === null || value === "" || (Array.isArray(value) && value.length === 0);
/** A value of a world's object as a flow carries it. */
export function flowValueOf(raw: unknown, binary: boolean): FlowValue {
  if (raw === undefined || raw === null) return null;
  if (Array.isArray(raw)) return raw.map((v) => flowValueOf(v, binary) as FlowScalar);
  if (typeof raw === "string") return binary ? new Bytes(raw) : raw;
  return typeof raw === "number" || typeof raw === "boolean" ? raw : null;
}
/** A flow's result as the metaverse holds it. */
export function plainValueOf(value: FlowValue): unknown {
  if (value instanceof Bytes) return value.written;
  return Array.isArray(value) ? value.map((v) => plainValueOf(v as FlowScalar)) : value;
}
