/** The Entra connector's export: deletions of who left the scope, then every person that a connector lets through (adsync reference §4.2, §5). */
import type { AdObject } from "../../domain";
import { entraCsDn } from "../../identity/anchor";
import { arrivalOf, type Refused, type Sent } from "../rules/arrival";
import { writeArrival } from "../rules/cloud-user";
import { softDelete } from "../rules/recycle-bin";
import { mayCarryAnchor } from "../rules/source-anchor";
import { sameText } from "../rules/text";
import type { World } from "../scenario";
import type { WorldHandle } from "../world";
import type { RunError } from "./cycle-log";
import { everyObject, isDeleted, type Placed } from "./directory";
import type { Reach } from "./reach";

type User = World["cloud"]["users"][string];
/** An AD object with how far it comes. */
export type Reached = Reach & { readonly ad: AdObject };
/** One that is exported: by which connector, under which anchor. */
export type Outgoing = Reached & { readonly connector: string; readonly anchor: string };
export interface ExportResult {
  readonly errors: RunError[];
  readonly counters: Record<string, number>;
}

/**
 * Ids of synced users that this engine deletes: they came from a domain that it reads, and it lets their object through no more. Where a domain could
 * not be read, or a delta does not see the object, its absence is no news.
 */
export function leaversOf(world: World, outgoing: readonly Outgoing[], unheard: readonly Reached[]): string[] {
  const spared = new Set([...outgoing, ...unheard].map((r) => r.anchor));
  const objects = [...everyObject(world)];
  return Object.entries(world.cloud.users)
    .filter(
      ([, u]) =>
        u.onPremisesSyncEnabled === true &&
        u.onPremisesSyncBehavior?.isCloudManaged !== true &&
        !spared.has(u.onPremisesImmutableId ?? "") &&
        cameFromHere(world, u, objects),
    )
    .map(([id]) => id);
}
/** Its AD object is here, known by anchor or SID, or lies among the deleted ones of a forest that is here. */
function cameFromHere(world: World, user: User, objects: readonly Placed[]): boolean {
  const anchor = user.onPremisesImmutableId ?? "",
    domain = String(user["onPremisesDomainName"] ?? "").toLowerCase();
  const source = objects.filter(
    (o) =>
      mayCarryAnchor(o.entry, anchor, world.premises.globalSettings) ||
      sameText(o.entry["objectSid"], user["onPremisesSecurityIdentifier"]),
  );
  if (source.some((o) => !isDeleted(o))) return true;
  const known = Object.keys(world.premises.directory.forests).some(
    (f) => domain === f.toLowerCase() || domain.endsWith(`.${f.toLowerCase()}`),
  );
  return known && source.length > 0;
}

/** Carries out the export; `leavers` are deleted first. */
export function exportToCloud(
  lab: WorldHandle,
  outgoing: readonly Outgoing[],
  leavers: readonly string[],
): ExportResult {
  for (const id of leavers) softDelete(lab, id, "left-scope");
  const errors: RunError[] = [],
    counters = { ExportAdd: 0, ExportUpdate: 0, ExportDelete: leavers.length };
  const first = new Map<string, Outgoing>();
  for (const person of outgoing) {
    const other = first.get(person.anchor);
    if (other === undefined) {
      first.set(person.anchor, person);
      exportOne(lab, person, errors, counters);
    } else if (!sameText(person.ad.objectSid, other.ad.objectSid)) errors.push(duplicateAnchor(person.anchor));
  }
  return { errors, counters: { ...counters, ...(errors.length > 0 ? { ExportFailure: errors.length } : {}) } };
}
const duplicateAnchor = (anchor: string): RunError => ({
  DN: entraCsDn(anchor),
  ErrorName: "DuplicateSourceAnchor",
  Detail: "Two objects carry the same sourceAnchor.",
  Attribute: "SourceAnchor",
});
function exportOne(
  lab: WorldHandle,
  { ad, anchor, projection }: Outgoing,
  errors: RunError[],
  counters: { ExportAdd: number; ExportUpdate: number },
): void {
  const sent: Sent = { object: ad, dn: ad.dn, anchor, sent: String(projection?.attributes["userPrincipalName"] ?? "") };
  const arrival = arrivalOf(lab.world, sent);
  if (arrival.outcome === "refused") errors.push(exportError(anchor, arrival));
  if (arrival.outcome !== "accepted") return;
  writeArrival(lab, sent, arrival, () => freshId(lab.world, ad.objectGUID));
  if (arrival.how === "new") counters.ExportAdd++;
  else counters.ExportUpdate++;
}
const exportError = (anchor: string, refusal: Refused): RunError => ({
  DN: entraCsDn(anchor),
  ErrorName: refusal.errorName,
  Detail: refusal.detail,
  Attribute: refusal.attribute,
  ...(refusal.holder === null ? {} : { ConflictingObjectId: refusal.holder }),
});
/** An object id that nobody has: the same one for the same AD object in every run of a world. */
function freshId({ cloud }: World, objectGUID: string): string {
  let n = [...objectGUID].reduce((x, c) => (Math.imul(x, 33) + c.charCodeAt(0)) >>> 0, 5381);
  for (;;) {
    const h = (n >>> 0).toString(16).padStart(8, "0");
    const id = `${h}-${h.slice(0, 4)}-4${h.slice(1, 4)}-a${h.slice(2, 5)}-${h}${h.slice(0, 4)}`;
    if (cloud.users[id] === undefined && cloud.deletedUsers[id] === undefined) return id;
    n++;
  }
}
