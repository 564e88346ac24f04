/**
 * The sourceAnchor in its four spellings. Known from Microsoft's source-anchor documentation: base64 of the 16 GUID bytes in .NET order
 * (the first three groups little-endian); the Entra connector's DN is `CN={hex of the base64 text's bytes}`.
 */
const GUID = /^\{?([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})\}?$/i;
const flip = (hex: string): string => (hex.match(/../g) ?? []).reverse().join("");

/** GUID text → sourceAnchor / onPremisesImmutableId (base64, 24 characters); undefined for anything that is not a GUID. */
export function immutableIdOf(guid: string | null | undefined): string | undefined {
  const m = GUID.exec(guid?.trim() ?? "");
  if (m === null) return undefined;
  return Buffer.from(flip(m[1]!) + flip(m[2]!) + flip(m[3]!) + m[4]! + m[5]!, "hex").toString("base64");
}
/** onPremisesImmutableId → canonical GUID text; undefined where it is not the base64 of exactly 16 bytes (any text can have been written there by hand). */
export function guidOfImmutableId(anchor: string | null | undefined): string | undefined {
  if (anchor === null || anchor === undefined || !/^[A-Za-z0-9+/]{22}==$/.test(anchor)) return undefined;
  const bytes = Buffer.from(anchor, "base64");
  if (bytes.length !== 16 || bytes.toString("base64") !== anchor) return undefined;
  const hex = bytes.toString("hex");
  return `${flip(hex.slice(0, 8))}-${flip(hex.slice(8, 12))}-${flip(hex.slice(12, 16))}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
/** DN of the object in the Entra connector space. */
export const entraCsDn = (anchor: string): string =>
  `CN={${Buffer.from(anchor, "utf8").toString("hex").toUpperCase()}}`;
/** The anchor inside an Entra connector-space DN; undefined for another form. */
export function anchorOfEntraCsDn(dn: string): string | undefined {
  const m = /^CN=\{([0-9a-f]+)\}$/i.exec(dn.trim());
  return m === null || m[1]!.length % 2 === 1 ? undefined : Buffer.from(m[1]!, "hex").toString("utf8");
}
/** Every anchor that an AD object may carry: the one from mS-DS-ConsistencyGuid first (where filled), then the one from objectGUID. */
export function anchorsOf(object: { objectGUID?: string; "mS-DS-ConsistencyGuid"?: string }): string[] {
  const both = [immutableIdOf(object["mS-DS-ConsistencyGuid"]), immutableIdOf(object.objectGUID)];
  return [...new Set(both.filter((a): a is string => a !== undefined))];
}
