/** What hangs on a user that a plan takes away, each kind in one line for the card (security reference, M7). What was not read is said as such. */
import { inEvery, told, type CloudUser, type FactSet, type InEvery, type Words, wordsIn } from "../domain";
import { liveUpnOf } from "../identity/address";
import { attachmentsOf } from "../identity/emptiness";
import { rolesOf } from "../identity/holders";

type Facts = Pick<FactSet, "entra.attachments" | "entra.roles">;
const MOST_NAMES = 10;
const LICENCES: InEvery = { en: "licences", de: "Lizenzen" };
const ROLES: InEvery = { en: "roles", de: "Rollen" };

/** The lines for a live user, or for a deleted one, of which Graph tells licences and roles alone. */
export function hangingOn(facts: Facts, user: CloudUser): Words[] {
  const name = liveUpnOf(user.userPrincipalName);
  const parts = user.deletedDateTime == null ? attachmentsOf(facts["entra.attachments"], user) : undefined;
  const roles = facts["entra.roles"];
  const lines: Words[] = [
    ofWhat(
      LICENCES,
      user.assignedLicenses?.map((l) => l.skuId),
    ),
    ofWhat(ROLES, roles.state === "unreadable" ? undefined : rolesOf(roles, user).map((r) => r.role)),
    ...(parts ?? []).map(({ what, hanging }) =>
      "unread" in hanging
        ? told(
            { en: "{what}: could not be read ({why})", de: "{what}: nicht lesbar ({why})" },
            { what, why: hanging.unread },
          )
        : ofWhat(what, hanging.names),
    ),
  ];
  return [
    told(
      { en: "On {name} hang: {what}.", de: "An {name} hängt: {what}." },
      { name, what: inEvery((l) => lines.map((line) => wordsIn(line, l)).join("; ")) },
    ),
    ...(parts !== undefined
      ? []
      : [
          user.deletedDateTime == null
            ? told(
                {
                  en: "Mailbox, groups, application assignments, devices and owned objects of {name} were not read.",
                  de: "Postfach, Gruppen, Anwendungszuweisungen, Geräte und eigene Objekte von {name} wurden nicht gelesen.",
                },
                { name },
              )
            : told(
                {
                  en: "Groups, application assignments, devices and owned objects of a deleted user cannot be read: what hangs on {name} is not known.",
                  de: "Gruppen, Anwendungszuweisungen, Geräte und eigene Objekte eines gelöschten Benutzers lassen sich nicht lesen: Was an {name} hängt, ist nicht bekannt.",
                },
                { name },
              ),
        ]),
  ];
}
function ofWhat(what: Words, names: readonly string[] | undefined): Words {
  if (names === undefined) return told({ en: "{what}: not read", de: "{what}: nicht gelesen" }, { what });
  if (names.length === 0) return told({ en: "{what}: none", de: "{what}: keine" }, { what });
  const more = Math.max(0, names.length - MOST_NAMES);
  return told(
    {
      en: "{what}: {names}{more, plural, =0 {} other { and # more}}",
      de: "{what}: {names}{more, plural, =0 {} other { und # weitere}}",
    },
    { what, names: names.slice(0, MOST_NAMES), more },
  );
}
