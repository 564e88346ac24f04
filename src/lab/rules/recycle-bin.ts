/** Soft delete, restore and purge of a cloud user (Graph reference §2). */
import type { WorldHandle } from "../world";
import { secondsIso } from "./time";

type User = WorldHandle["world"]["cloud"]["users"][string];
/** A soft-deleted user's sign-in name without the object id that the service puts before it. */
export const liveSignInNameOf = (name: string): string => name.replace(/^[0-9a-f]{32}/i, "");

/** Moves a live user to the deleted items, its sign-in name prefixed with its id without dashes. Anchor and addresses stay; who left the sync scope is no longer synced. */
export function softDelete(lab: WorldHandle, id: string, why: "left-scope" | "by-admin"): void {
  const { cloud } = lab.world,
    user = cloud.users[id];
  if (user === undefined) return;
  cloud.deletedUsers[id] = {
    ...user,
    userPrincipalName: `${id.replaceAll("-", "")}${user.userPrincipalName}`,
    deletedDateTime: secondsIso(lab.now()),
    ...(why === "left-scope" ? { onPremisesSyncEnabled: false } : {}),
  };
  delete cloud.users[id];
}
/** Brings a soft-deleted user back under its former sign-in name, or a given one; undefined where there is none. */
export function restore(lab: WorldHandle, id: string, signInName?: string): User | undefined {
  const { cloud } = lab.world,
    deleted = cloud.deletedUsers[id];
  if (deleted === undefined) return undefined;
  const { deletedDateTime: _gone, ...kept } = deleted;
  const user = { ...kept, userPrincipalName: signInName ?? liveSignInNameOf(deleted.userPrincipalName) } as User;
  cloud.users[id] = user;
  delete cloud.deletedUsers[id];
  return user;
}
/** Ends a soft-deleted user for good, with its places in roles. */
export function purge({ world: { cloud } }: WorldHandle, id: string): void {
  delete cloud.deletedUsers[id];
  for (const roles of [cloud.directoryRoles, cloud.directoryRoleEligibility ?? {}])
    for (const [role, members] of Object.entries(roles)) roles[role] = members.filter((m) => m !== id);
}
