/** Who may do what in the lab, read from the world: role holders approve, they and the Help Desk open cases. */
import type { Person } from "../domain";
import type { World } from "./scenario";

export const LAB_APPROVER_ROLES = ["Hybrid Identity Administrator", "Global Administrator"];
export const LAB_OPENER_GROUPS = ["Help Desk"];
/** The lab's approvers: enabled members with one of the roles. */
export function approversOf(world: World): Person[] {
  const ids = LAB_APPROVER_ROLES.flatMap((r) => world.cloud.directoryRoles[r] ?? []);
  return [...new Set(ids)].flatMap((id) => {
    const u = world.cloud.users[id];
    return u === undefined || u.accountEnabled === false
      ? []
      : [{ id, tenantId: world.cloud.organization.id, name: String(u["displayName"] ?? u.userPrincipalName) }];
  });
}
