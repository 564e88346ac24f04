/** The digest that binds an approval to the plan that was shown: sha256 over canonical JSON. The hash comes in, so that this room stays pure. */
import type { Plan } from "../domain/command";

/** JSON with sorted keys and without undefined properties: equal values give equal text, wherever they were stored meanwhile. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((v) => canonicalJson(v ?? null)).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const entries = Object.entries(value).filter(([, v]) => v !== undefined).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonicalJson(v)}`).join(",")}}`;
  }
  return JSON.stringify(value ?? null);
}
/** `sha256`: UTF-8 text → lower-case hex. */
export const planDigest = (plan: Plan, sha256: (text: string) => string): string => sha256(canonicalJson(plan));
