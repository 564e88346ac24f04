/** Soft-deletes a cloud user that nobody stands behind: no AD account, no licence, no role (security reference, M7). */
import { told, type Words } from "../domain";
import {
  valueOr,
  type AdObject,
  type CloudUser,
  type FactSet,
  type Draft,
  type Readable,
  type RoleHolding,
} from "../domain";
import { defineRemediation } from "../identity/define";
import { EMPTINESS_FACTS, emptinessOf } from "../identity/emptiness";
import { isGuest } from "../identity/holders";
import type { Person } from "../identity/person";
import { hangingOn } from "./attachments";
import { chosenOf } from "./choice";
import { carried, commandsToCloud, CYCLE_NEEDS, CYCLE_WANTS, cycleTouches, engineIdle, whyNoCycle } from "./cycle";
import { holdsNoRole, linkedAfterwards, unchangedInCloud } from "./expectations";
import { masterOf } from "./people";

export default defineRemediation({
  id: "remove-cloud-user",
  title: {
    en: "Remove the cloud user that nobody stands behind",
    de: "Den Cloudbenutzer entfernen, hinter dem niemand steht",
  },
  risk: "write",
  undo: {
    en: "Restore from deleted users within 30 days",
    de: "Innerhalb von 30 Tagen aus den gelöschten Benutzern wiederherstellen",
  },
  needs: ["ad.user", "ad.related", "entra.user", "entra.relatedUsers", "entra.roles", "server.globalSettings"],
  wants: [...CYCLE_NEEDS, ...CYCLE_WANTS, ...EMPTINESS_FACTS],
  plan(facts, person, _finding, choice) {
    const ownerless = person.users
      .filter((u) => !isGuest(u) && masterOf(person, u) === undefined)
      .map((user) => ({ user, emptiness: emptinessOf(facts, user, "lately") }));
    const [first] = ownerless;
    if (first === undefined)
      return {
        refused: {
          en: "Every cloud user found has an AD account behind it; none is removed.",
          de: "Hinter jedem gefundenen Cloudbenutzer steht ein AD-Konto; keiner wird entfernt.",
        },
      };
    const roleOf = (u: CloudUser) => privileged(facts["entra.roles"], u);
    const fit = ownerless.filter(({ user, emptiness }) => roleOf(user) === undefined && emptiness.is !== "not-empty");
    if (fit.length === 0) {
      const why = roleOf(first.user) ?? (first.emptiness.is === "not-empty" ? first.emptiness.why : "");
      return {
        refused: told(
          {
            en: "{why} Prefer to tie it to its person, or to free the address; it is not removed by a tool.",
            de: "{why} Verknüpfen Sie ihn lieber mit seiner Person, oder geben Sie die Adresse frei; kein Werkzeug entfernt ihn.",
          },
          { why },
        ),
      };
    }
    const blocked = person.ad === undefined ? undefined : whyNoCycle(facts);
    if (blocked !== undefined) return { refused: blocked };
    const asks = fit.flatMap(({ emptiness }) => (emptiness.is === "open" ? emptiness.asks : []));
    if (asks.length > 0) return { asks: [...new Set(asks)] };
    const empty = fit.map(({ user }) => user);
    const target = chosenOf(empty, (u) => u.id, choice);
    return target === undefined
      ? {
          question: {
            en: "Which cloud user is not wanted any more?",
            de: "Welcher Cloudbenutzer wird nicht mehr gebraucht?",
          },
          choose: empty.map(optionOf),
        }
      : { plan: removalPlan(target, person.ad, person.settings, facts) };
  },
});

function privileged(roles: Readable<RoleHolding[]>, user: CloudUser): Words | undefined {
  const held = valueOr(roles, []).find((r) => r.principalId === user.id);
  return held === undefined
    ? undefined
    : told(
        {
          en: "{user} has the role {role}; a privileged account is never removed by a tool.",
          de: "{user} hat die Rolle {role}; ein privilegiertes Konto entfernt kein Werkzeug je.",
        },
        { user: user.userPrincipalName, role: held.role },
      );
}
const optionOf = (u: CloudUser) => ({
  id: u.id,
  title: u.userPrincipalName,
  detail: told(
    { en: "created {created}, last sync {synced}", de: "angelegt {created}, zuletzt synchronisiert {synced}" },
    { created: u.createdDateTime ?? "?", synced: u.onPremisesLastSyncDateTime ?? "–" },
  ),
});

/** Where there is an AD account whose name or address the user held, a cycle lets that account arrive. */
function removalPlan(
  target: CloudUser,
  ad: AdObject | undefined,
  settings: Person["settings"],
  facts: Pick<FactSet, (typeof CYCLE_NEEDS | typeof CYCLE_WANTS)[number] | "entra.attachments" | "entra.roles">,
): Draft {
  const name = target.userPrincipalName;
  const cycle =
    ad === undefined
      ? ""
      : told(
          {
            en: ", and {carried}, for the person whose name or address it held",
            de: " und {carried}, für die Person, deren Namen oder Adresse er hielt",
          },
          { carried: carried(facts, ad) },
        );
  return {
    remediation: "remove-cloud-user",
    title: told({ en: "Remove {user}", de: "{user} entfernen" }, { user: name }),
    risk: "write",
    summary: told(
      {
        en: "Deletes the cloud user {user} ({id}), which has no AD account behind it, to the deleted users{cycle}.",
        de: "Löscht den Cloudbenutzer {user} ({id}), hinter dem kein AD-Konto steht, zu den gelöschten Benutzern{cycle}.",
      },
      { user: name, id: target.id, cycle },
    ),
    changes: [
      {
        what: `${name} (${target.id})`,
        before: { en: "live", de: "lebend" },
        after: { en: "deleted (can be restored for 30 days)", de: "gelöscht (30 Tage lang wiederherstellbar)" },
      },
    ],
    touches: [
      {
        en: "Nobody has signed in with it in the last 30 days.",
        de: "In den letzten 30 Tagen hat sich niemand damit angemeldet.",
      },
      ...hangingOn(facts, target),
      ...(ad === undefined ? [] : cycleTouches(facts)),
    ],
    commands: [
      { system: "entra", kind: "delete-user", id: target.id },
      ...(ad === undefined ? [] : commandsToCloud(facts, ad.dn)),
    ],
    expects: [
      {
        system: "entra",
        id: target.id,
        deleted: false,
        says: told({ en: "{user} is still there.", de: "{user} ist noch da." }, { user: name }),
      },
      ...unchangedInCloud(target, "userPrincipalName", "assignedLicenses", "onPremisesImmutableId"),
      holdsNoRole(target),
      ...(ad === undefined ? [] : engineIdle(facts)),
    ],
    verify: ad === undefined ? { kind: "user-gone", cloudId: target.id } : linkedAfterwards(settings, ad),
  };
}
