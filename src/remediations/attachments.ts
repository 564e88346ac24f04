/** What hangs on a user that a plan takes away, each kind in one line for the card (security reference, M7). What was not read is said as such. */
import type { CloudUser, FactSet } from "../domain";
import { liveUpnOf } from "../identity/address";
import { attachmentsOf } from "../identity/emptiness";
import { rolesOf } from "../identity/holders";

type Facts = Pick<FactSet, "entra.attachments" | "entra.roles">;
const MOST_NAMES = 10;

/** The lines for a live user, or for a deleted one, of which Graph tells licences and roles alone. */
export function hangingOn(facts: Facts, user: CloudUser): string[] {
  const name = liveUpnOf(user.userPrincipalName);
  const parts = user.deletedDateTime == null ? attachmentsOf(facts["entra.attachments"], user) : undefined;
  const roles = facts["entra.roles"];
  const told = [
    ofWhat(
      "licences",
      user.assignedLicenses?.map((l) => l.skuId),
    ),
    ofWhat("roles", roles.state === "unreadable" ? undefined : rolesOf(roles, user).map((r) => r.role)),
    ...(parts ?? []).map(({ what, hanging }) =>
      "unread" in hanging ? `${what}: could not be read (${hanging.unread})` : ofWhat(what, hanging.names),
    ),
  ];
  return [
    `On ${name} hang: ${told.join("; ")}.`,
    ...(parts !== undefined
      ? []
      : [
          user.deletedDateTime == null
            ? `Mailbox, groups, application assignments, devices and owned objects of ${name} were not read.`
            : `Groups, application assignments, devices and owned objects of a deleted user cannot be read: what hangs on ${name} is not known.`,
        ]),
  ];
}
function ofWhat(what: string, names: readonly string[] | undefined): string {
  if (names === undefined) return `${what}: not read`;
  if (names.length === 0) return `${what}: none`;
  const more = names.length - MOST_NAMES;
  return `${what}: ${names.slice(0, MOST_NAMES).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
