/** Which AD attribute is the sourceAnchor, and its value for one object (adsync reference §5.1, §5.2). */
import { immutableIdOf } from "../../identity/anchor";
import { filledText, sameText } from "./text";

type Attributes = Readonly<Record<string, unknown>>;
export type Settings = Readonly<Record<string, unknown>>;
/** Attributes whose syntax is binary; a world writes a GUID in them as canonical text. */
const BINARY = new Set(["objectguid", "ms-ds-consistencyguid", "msexchmailboxguid", "msexcharchiveguid"]);
export const isBinary = (attribute: string): boolean => BINARY.has(attribute.toLowerCase());

/** An attribute by its LDAP name, whose letter case carries no meaning; undefined where the object has none. A directory holds no empty value. */
export function attributeOf(object: Attributes, name: string): unknown {
  const wanted = name.toLowerCase();
  const key = object[name] !== undefined ? name : Object.keys(object).find((k) => k.toLowerCase() === wanted);
  const value = key === undefined ? undefined : object[key];
  return value === null || value === "" || (Array.isArray(value) && value.length === 0) ? undefined : value;
}
/** Which attribute the wizard chose; undefined where the server states none. The default of new installations is mS-DS-ConsistencyGuid. */
export const anchorAttributeOf = (settings: Settings): string | undefined =>
  filledText(attributeOf(settings, "Microsoft.SynchronizationOption.AnchorAttribute"));
/** A linked mailbox (recipient type 2) contributes no anchor: its account-forest twin does. */
export const isLinkedMailbox = (object: Attributes): boolean =>
  Number(attributeOf(object, "msExchRecipientTypeDetails") ?? 0) === 2;

/** The anchor that one attribute gives: bytes as base64, text and numbers as they are; null where it is empty or holds several values. */
function anchorFrom(object: Attributes, attribute: string): string | null {
  const value = attributeOf(object, attribute);
  const single = Array.isArray(value) ? (value.length === 1 ? (value as unknown[])[0] : undefined) : value;
  if (isBinary(attribute)) return (typeof single === "string" ? immutableIdOf(single) : undefined) ?? null;
  if (typeof single === "number") return String(single);
  return filledText(single) ?? null;
}
/** sourceAnchor of an AD object where `attribute` is the one in use; null = none, so the object is never exported. Only mS-DS-ConsistencyGuid falls back to objectGUID. */
export function sourceAnchorOf(object: Attributes, attribute: string): string | null {
  if (isLinkedMailbox(object)) return null;
  const anchor = anchorFrom(object, attribute);
  return anchor === null && sameText(attribute, "mS-DS-ConsistencyGuid") ? anchorFrom(object, "objectGUID") : anchor;
}
/** Whether the engine stamps the attribute in AD once it is empty: with mS-DS-ConsistencyGuid alone. */
export const writesAnchorBack = (settings: Settings): boolean =>
  sameText(anchorAttributeOf(settings), "mS-DS-ConsistencyGuid");
/** Whether the object is the one that was exported under this anchor: by the attribute in use, or by one of its GUIDs before the other was filled. */
export function mayCarryAnchor(object: Attributes, anchor: string, settings: Settings): boolean {
  const attribute = anchorAttributeOf(settings) ?? "mS-DS-ConsistencyGuid";
  if (anchor === "") return false;
  const also = isBinary(attribute) ? ["mS-DS-ConsistencyGuid", "objectGUID"] : [];
  return [attribute, ...also].some((a) => anchorFrom(object, a) === anchor);
}
