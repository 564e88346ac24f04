/** How far the present configuration would carry an AD object, were it imported now (adsync reference §6.1). */
import { sameDn } from "../../identity/dn";
import type { AdObject } from "../../domain";
import { isWithin } from "../../identity/dn";
import { connectorPlaceOf } from "../rules/partition";
import { leavesForCloud, projectionOf, rulesInForceOf, type Projection, type RuleInForce } from "../rules/sync-rules";
import type { World } from "../scenario";
import { byDn, valuesOf } from "./directory";

/** The rules in force in one world: worked out once for all of its objects. */
export const rulesInForceIn = ({ premises }: World): RuleInForce[] =>
  rulesInForceOf(premises.syncRules, premises.connectors, premises.globalSettings);

/** May the connector's account read this object? */
export function mayRead(world: World, dn: string, account: string | undefined): boolean {
  return !world.premises.permissions.some(
    (p) =>
      (account === undefined || p.Account.toLowerCase() === account.toLowerCase()) &&
      p.Missing.some((m) => m === "read") &&
      isWithin(dn, p.DN),
  );
}
/** The pilot group with its direct members; null where group filtering is off. */
export function pilotGroupOf(world: World): { dn: string; members: string[] } | null {
  const dn = world.premises.pilotGroup;
  if (dn === null || dn === undefined) return null;
  const group = byDn(world, dn);
  return { dn, members: group === undefined ? [] : valuesOf(group.entry["member"]) };
}
/** Direct members alone count, as the group or the member itself tells it; nested and primary groups do not. */
const inPilotGroup = (ad: AdObject, group: { dn: string; members: readonly string[] }): boolean =>
  group.members.some((m) => sameDn(m, ad.dn)) || valuesOf(ad.memberOf).some((g) => sameDn(g, group.dn));
/** The structural class, which the connector goes by: the last one named, but for the classes that a user is derived into. */
export function objectTypeOf(ad: AdObject): string {
  const classes = ad.objectClass.map((c) => c.toLowerCase());
  const special = ["msds-groupmanagedserviceaccount", "msds-managedserviceaccount", "computer", "inetorgperson"];
  const found = special.find((s) => classes.includes(s));
  if (found !== undefined) return found === "inetorgperson" ? "inetOrgPerson" : found;
  return classes.includes("user") ? "user" : (ad.objectClass.at(-1) ?? "");
}

/** Classes that the standard rules take (adsync reference §6.1). */
const SYNCED_TYPES = ["user", "inetorgperson", "group", "contact", "computer"];

type Stop = "domain" | "ou" | "type" | "permission" | "group" | "join" | "filtered" | "outbound" | "anchor" | "error";
/** `stopsAt` is the first step that the object does not pass; null = it is exported, under `anchor`. */
export interface Reach {
  readonly connector: string | null;
  readonly stopsAt: Stop | null;
  readonly projection: Projection | null;
  readonly anchor: string | null;
}
/** How far the object comes: partition, container, class, visibility, group filter, inbound rules, cloudFiltered, anchor, outbound rules. */
export function reachOf(world: World, ad: AdObject, rules: readonly RuleInForce[]): Reach {
  const place = connectorPlaceOf(ad.dn, world.premises.connectors);
  const { connector } = place;
  const stop = (stopsAt: Stop, projection: Projection | null = null): Reach => ({
    connector,
    stopsAt,
    projection,
    anchor: null,
  });
  if (connector === null || place.stops !== null) return stop(place.stops ?? "domain");
  const unread = unreadBecauseOf(world, ad, connector);
  if (unread !== null) return stop(unread);
  const projection = projectionOf(ad, ad.dn, objectTypeOf(ad), rules, connector, world.premises.globalSettings);
  if (projection.error !== null) return stop("error", projection);
  if (!projection.provisioned) return stop("join", projection);
  if (projection.attributes["cloudFiltered"] === true) return stop("filtered", projection);
  const anchor = projection.attributes["sourceAnchor"];
  if (typeof anchor !== "string") return stop("anchor", projection);
  if (!leavesForCloud(projection.attributes, rules)) return stop("outbound", projection);
  return { connector, stopsAt: null, projection, anchor };
}
/** Why an object of a selected container is not taken in: its class, the account's rights, the pilot group. */
function unreadBecauseOf(world: World, ad: AdObject, connector: string): Stop | null {
  const { ObjectTypes, Account } = world.premises.connectors[connector]!,
    type = objectTypeOf(ad).toLowerCase();
  if (!SYNCED_TYPES.includes(type)) return "type";
  if (ObjectTypes !== undefined && !ObjectTypes.some((t) => t.toLowerCase() === type)) return "type";
  if (!mayRead(world, ad.dn, Account)) return "permission";
  const pilot = pilotGroupOf(world);
  return pilot !== null && !inPilotGroup(ad, pilot) ? "group" : null;
}
