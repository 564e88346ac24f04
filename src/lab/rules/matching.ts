/** How the cloud matches an object that sync adds: hard match, soft match, and what blocks each (Graph reference §2, §6.1, §6.2). */
import type { World } from "../scenario";
import { anchorHolderOf, type Holder } from "./holders";
import { featureOf, holdsRole } from "./tenant";
import { addressOf, filledText, primaryOf, sameText } from "./text";

type User = World["cloud"]["users"][string];
/** What arrives: anchor, the AD object's id, and the names that it would have in the cloud. */
export interface Incoming {
  readonly anchor: string;
  readonly objectGUID: string;
  readonly userPrincipalName: string;
  readonly primaryAddress: string | undefined;
}
export type HardBlock = "role" | "tenant" | "mapping";
/** The user with this anchor. `block` says why the service refuses to hand it over; null = taken over, or synced already. */
export interface HardMatch {
  readonly holder: Holder;
  readonly block: HardBlock | null;
}
/** Matched by anchor, live before soft-deleted; null where nobody carries it. */
export function hardMatchOf(world: World, incoming: Incoming): HardMatch | null {
  const holder = anchorHolderOf(world, incoming.anchor);
  if (holder === undefined) return null;
  const { cloud } = world;
  const user = holder.kind === "user" ? cloud.users[holder.id]! : cloud.deletedUsers[holder.id]!;
  const known = holder.kind === "user" && user.onPremisesSyncEnabled === true;
  return { holder, block: known ? null : hardBlockOf(world, holder.id, user, incoming.objectGUID) };
}
function hardBlockOf(world: World, id: string, user: User, objectGUID: string): HardBlock | null {
  if (holdsRole(world, id)) return "role";
  if (featureOf(world, "blockCloudObjectTakeoverThroughHardMatch") === true) return "tenant";
  const mapped = filledText(user["onPremisesObjectIdentifier"]);
  const bypassed = featureOf(world, "allowOnPremUpdateOfOnPremisesObjectIdentifier") === true;
  return mapped !== undefined && !sameText(mapped, objectGUID) && !bypassed ? "mapping" : null;
}

export type SoftBlock = "role" | "tenant" | "other-anchor";
/** A live member with the same sign-in name or primary address. `block` says why it is not joined; null = it is. */
export interface SoftMatch {
  readonly id: string;
  readonly block: SoftBlock | null;
}
/** Matched by sign-in name, then by primary SMTP address; asked only where nothing hard-matched. Guests are no candidates. */
export function softMatchOf(world: World, incoming: Incoming): SoftMatch | null {
  const members = Object.entries(world.cloud.users).filter(([, u]) => u.userType !== "Guest");
  const primary = incoming.primaryAddress === undefined ? undefined : addressOf(incoming.primaryAddress);
  const byName =
    featureOf(world, "softMatchOnUpn") === false
      ? undefined
      : members.find(([, u]) => sameText(u.userPrincipalName, incoming.userPrincipalName));
  const found =
    byName ??
    (primary === undefined ? undefined : members.find(([, u]) => sameText(primaryOf(u.proxyAddresses), primary)));
  return found === undefined ? null : { id: found[0], block: softBlockOf(world, found[0], found[1]) };
}
function softBlockOf(world: World, id: string, user: User): SoftBlock | null {
  if (user.onPremisesImmutableId != null || user.onPremisesSyncEnabled === true) return "other-anchor";
  if (holdsRole(world, id)) return "role";
  return featureOf(world, "blockSoftMatch") === true ? "tenant" : null;
}
