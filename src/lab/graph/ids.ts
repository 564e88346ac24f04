import { createHash } from "node:crypto";
/** A GUID that stays the same for the same thing, for resources that the scenario names without one. */
export function identifierOf(kind: string, name: string): string {
  const h = createHash("sha256").update(`${kind}:${name}`).digest("hex");
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-5${h.slice(13, 16)}-a${h.slice(17, 20)}-${h.slice(20, 32)}`;
}
