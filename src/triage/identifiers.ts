/** The identifiers in a text that mean exactly one object, however they are spelled. Pure. */
import { anchorOfEntraCsDn, guidOfImmutableId } from "../identity/anchor";
import { dnsIn } from "./quoted";

/** Hyphens and braces as they come; `N` format, which also is how hexadecimal bytes are written, apart. */
const GUID = /(?<![0-9a-f-])[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?![0-9a-f-])/gi;
const HEX =
  /(?<![\p{L}\p{N}])(?:0x)?(?:[0-9a-f]{32}|[0-9a-f]{2}(?:[ -][0-9a-f]{2}){15}|(?:\\[0-9a-f]{2}){16})(?![\p{L}\p{N}@])/giu;
const SID = /\bS-1-5-21(?:-\d{1,10}){4}\b/gi;
/** Base64 of 16 bytes. */
const IMMUTABLE_ID = /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{22}==/g;
/** A domain and a path below it, to the end of the line: where the name ends nothing says. */
const CANONICAL = /(?<![\p{L}\p{N}@./-])(?:[\p{L}\p{N}-]+\.)+[\p{L}\p{N}-]+\/[^\n]{1,250}/gu;

/** Each form of an identifier but the DN; what one takes, the later ones leave. */
export const IDENTIFIERS: readonly RegExp[] = [GUID, SID, IMMUTABLE_ID, HEX];

/** The forms that the 16 bytes may stand for: the text of a GUID, or the bytes of an anchor. */
function ofHex(text: string): string[] {
  const hex = text.replace(/^0x|[^0-9a-f]/gi, "").toLowerCase(),
    anchor = Buffer.from(hex, "hex").toString("base64");
  return [hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"), anchor];
}
/** GUIDs (objectGUID, cloud object id), SIDs, sourceAnchors and DNs, each once; a DN of the Entra connector space as its anchor. */
export function identifiersIn(text: string): string[] {
  const guids = (text.match(GUID) ?? []).map((g) => g.toLowerCase()),
    rest = text.replace(GUID, " "),
    anchors = (rest.match(IMMUTABLE_ID) ?? []).filter((a) => guidOfImmutableId(a) !== undefined);
  return [
    ...new Set([
      ...guids,
      ...(rest.match(SID) ?? []).map((s) => s.toUpperCase()),
      ...anchors,
      ...dnsIn(text).map((dn) => anchorOfEntraCsDn(dn) ?? dn),
      ...(rest.replace(/CN=\{[0-9a-f]+\}/gi, " ").match(HEX) ?? []).flatMap(ofHex),
    ]),
  ];
}
/** Canonical names (`contoso.local/Staff/Hana Sato`), each with all that follows it in its line. */
export const canonicalNamesIn = (text: string): string[] =>
  (text.replace(/https?:\/\/\S+/gi, " ").match(CANONICAL) ?? []).map((name) => name.trim());
/** The text without its identifiers; of a canonical name the last part is left, which may be a name. */
export const withoutIdentifiers = (text: string): string =>
  dnsIn(text)
    .reduce((rest, dn) => rest.replaceAll(dn, " "), text)
    .replace(/https?:\/\/\S+/gi, " ")
    .replace(CANONICAL, (name) => ` ${name.slice(name.lastIndexOf("/") + 1)}`)
    .replace(GUID, " ")
    .replace(IMMUTABLE_ID, " ")
    .replace(SID, " ")
    .replace(HEX, " ");
