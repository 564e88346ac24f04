/** Active Directory of the lab: reading and searching a scenario's forests. */
import { attributeOf } from "../rules/source-anchor";
import type { AdObject } from "../../domain";
import { guidOfImmutableId } from "../../identity/anchor";
import { dnKey, sameDn } from "../../identity/dn";
import { addressOf, smtpAddressesOf, textsOf } from "../rules/text";
import type { World } from "../scenario";

export type Forests = World["premises"]["directory"]["forests"];
/** One object with its place: `entry` is the scenario's own record, to be changed in place. */
export interface Placed {
  readonly forest: string;
  readonly dn: string;
  readonly entry: Record<string, unknown> & { objectClass: string[]; objectGUID: string };
}

export function* everyObject(world: World): Generator<Placed> {
  for (const [forest, f] of Object.entries(world.premises.directory.forests))
    for (const [dn, entry] of Object.entries(f.objects)) yield { forest, dn, entry };
}
export const adObjectOf = ({ forest, dn, entry }: Placed): AdObject =>
  ({ ...structuredClone(entry), dn, forest }) as AdObject;
const classes = (p: Placed): string[] => p.entry.objectClass.map((c) => c.toLowerCase());
export const isDeleted = (p: Placed): boolean => p.entry["isDeleted"] === true;
export const isPerson = (p: Placed): boolean =>
  !isDeleted(p) &&
  classes(p).some((c) => ["user", "inetorgperson", "contact", "msds-groupmanagedserviceaccount"].includes(c)) &&
  !(classes(p).includes("computer") && !classes(p).includes("msds-groupmanagedserviceaccount"));
/** Whatever an ask may be about: a person, a contact, a group, a computer, a service account. */
export const isSubject = (p: Placed): boolean =>
  isPerson(p) || (!isDeleted(p) && classes(p).some((c) => c === "group" || c === "computer"));
export const isContainer = (p: Placed): boolean =>
  !isDeleted(p) &&
  classes(p).some((c) => ["organizationalunit", "container", "domaindns", "builtindomain"].includes(c));
export const byGuid = (world: World, guid: string): Placed | undefined => {
  for (const p of everyObject(world)) if (p.entry.objectGUID.toLowerCase() === guid.toLowerCase()) return p;
  return undefined;
};
export const byDn = (world: World, dn: string): Placed | undefined => {
  for (const p of everyObject(world)) if (sameDn(p.dn, dn)) return p;
  return undefined;
};

const text = (v: unknown): string | undefined => (typeof v === "string" && v !== "" ? v.toLowerCase() : undefined);
/** Everything by which an exact search finds an object, in lower case; the value of the attribute that gives the sourceAnchor among it. */
export function keysOf(p: Placed, anchorAttribute: string | undefined): Set<string> {
  const e = p.entry;
  const keys = [
    text(e["userPrincipalName"]),
    text(e["mail"]),
    text(e["sAMAccountName"]),
    // A computer is called by its name; its account name has a `$` behind it.
    text(e["sAMAccountName"])?.replace(/\$$/, ""),
    text(e["dNSHostName"]),
    text(e["objectGUID"]),
    text(e["mS-DS-ConsistencyGuid"]),
    text(e["objectSid"]),
    text(e["mailNickname"]),
    anchorAttribute === undefined ? undefined : text(attributeOf(e, anchorAttribute)),
    dnKey(p.dn),
    ...smtpAddressesOf(textsOf(e["proxyAddresses"])),
    ...textsOf(e["proxyAddresses"]).map((x) => x.toLowerCase()),
    text(e["msRTCSIP-PrimaryUserAddress"]),
    ...(typeof e["targetAddress"] === "string" ? [addressOf(e["targetAddress"])] : []),
  ];
  return new Set(keys.filter((k): k is string => k !== undefined));
}
/** A search value in the form that keysOf uses: addresses bare, base64 anchors as GUIDs, DNs normalised. */
export const keyOf = (value: string): string =>
  guidOfImmutableId(value)?.toLowerCase() ?? (/^(cn|ou|dc)=/i.test(value) ? dnKey(value) : addressOf(value));

const fold = (s: unknown): string[] =>
  String(s ?? "")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((t) => t !== "");
/** Ambiguous name resolution: every word of the name stands in the object's names. */
export function hasName(p: Placed, name: string): boolean {
  const want = fold(name),
    have = new Set([
      ...fold(p.entry["displayName"]),
      ...fold(p.entry["cn"]),
      ...fold(p.entry["givenName"]),
      ...fold(p.entry["sn"]),
    ]);
  return want.length > 0 && want.every((w) => have.has(w));
}
/** All values of an attribute, as texts. */
export const valuesOf = textsOf;
/** The object with the SIDs of its groups and of theirs, as a base search with tokenGroups gives it. */
export function withTokenGroups(world: World, p: Placed): AdObject {
  const met = new Map<string, Placed>(),
    waiting = valuesOf(p.entry["memberOf"]);
  for (let dn = waiting.pop(); dn !== undefined; dn = waiting.pop()) {
    const group = byDn(world, dn);
    if (group === undefined || met.has(dnKey(dn))) continue;
    met.set(dnKey(dn), group);
    waiting.push(...valuesOf(group.entry["memberOf"]));
  }
  const tokenGroups = [...met.values()].flatMap((g) => valuesOf(g.entry["objectSid"]));
  return { ...adObjectOf(p), ...(tokenGroups.length === 0 ? {} : { tokenGroups }) };
}
