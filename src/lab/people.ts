/** Who may do what in the lab, read from the world: role holders approve, they and the Help Desk open cases. */
import type { Person } from "../domain";
import type { Rights } from "../ports";
import { roleTemplateOf } from "./graph/role-templates";
import type { World } from "./scenario";

export const LAB_APPROVER_ROLES = ["Hybrid Identity Administrator", "Global Administrator"];
const HELP_DESK = "Help Desk";

/** The groups that the world calls Help Desk, by their ids. */
const helpDesksOf = (world: World): string[] =>
  Object.entries(world.cloud.groups).flatMap(([id, g]) => (g["displayName"] === HELP_DESK ? [id] : []));
/** Ids of the people who are directly in the Help Desk. */
export const helpDeskOf = (world: World): string[] =>
  helpDesksOf(world).flatMap((id) => world.cloud.groups[id]?.members ?? []);
/** What the lab's bot is set to for this world. */
export const labRights = (world: World): Rights => ({
  open: { roles: [], groups: helpDesksOf(world) },
  grave: { roles: LAB_APPROVER_ROLES.map(roleTemplateOf), groups: [] },
});
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
