/** Soft-deletes a cloud user that nobody stands behind: no AD account, no licence, no role (security reference, M7). */
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
  title: "Remove the cloud user that nobody stands behind",
  risk: "write",
  undo: "Restore from deleted users within 30 days",
  needs: ["ad.user", "ad.related", "entra.user", "entra.relatedUsers", "entra.roles", "server.globalSettings"],
  wants: [...CYCLE_NEEDS, ...CYCLE_WANTS, ...EMPTINESS_FACTS],
  plan(facts, person, _finding, choice) {
    const ownerless = person.users
      .filter((u) => !isGuest(u) && masterOf(person, u) === undefined)
      .map((user) => ({ user, emptiness: emptinessOf(facts, user, "lately") }));
    const [first] = ownerless;
    if (first === undefined) return { refused: "Every cloud user found has an AD account behind it; none is removed." };
    const roleOf = (u: CloudUser) => privileged(facts["entra.roles"], u);
    const fit = ownerless.filter(({ user, emptiness }) => roleOf(user) === undefined && emptiness.is !== "not-empty");
    if (fit.length === 0) {
      const why = roleOf(first.user) ?? (first.emptiness.is === "not-empty" ? first.emptiness.why : "");
      return { refused: `${why} Prefer to tie it to its person, or to free the address; it is not removed by a tool.` };
    }
    const blocked = person.ad === undefined ? undefined : whyNoCycle(facts);
    if (blocked !== undefined) return { refused: blocked };
    const asks = fit.flatMap(({ emptiness }) => (emptiness.is === "open" ? emptiness.asks : []));
    if (asks.length > 0) return { asks: [...new Set(asks)] };
    const empty = fit.map(({ user }) => user);
    const target = chosenOf(empty, (u) => u.id, choice);
    return target === undefined
      ? { question: "Which cloud user is not wanted any more?", choose: empty.map(optionOf) }
      : { plan: removalPlan(target, person.ad, person.settings, facts) };
  },
});

function privileged(roles: Readable<RoleHolding[]>, user: CloudUser): string | undefined {
  const held = valueOr(roles, []).find((r) => r.principalId === user.id);
  return held === undefined
    ? undefined
    : `${user.userPrincipalName} has the role ${held.role}; a privileged account is never removed by a tool.`;
}
const optionOf = (u: CloudUser) => ({
  id: u.id,
  title: u.userPrincipalName,
  detail: `created ${u.createdDateTime ?? "?"}, last sync ${u.onPremisesLastSyncDateTime ?? "never"}`,
});

/** Where there is an AD account whose name or address the user held, a cycle lets that account arrive. */
function removalPlan(
  target: CloudUser,
  ad: AdObject | undefined,
  settings: Person["settings"],
  facts: Pick<FactSet, (typeof CYCLE_NEEDS | typeof CYCLE_WANTS)[number] | "entra.attachments" | "entra.roles">,
): Draft {
  const name = target.userPrincipalName;
  const cycle = ad === undefined ? "" : `, and ${carried(facts, ad)}, for the person whose name or address it held`;
  return {
    remediation: "remove-cloud-user",
    title: `Remove ${name}`,
    risk: "write",
    summary: `Deletes the cloud user ${name} (${target.id}), which has no AD account behind it, to the deleted users${cycle}.`,
    changes: [{ what: `${name} (${target.id})`, before: "live", after: "deleted (can be restored for 30 days)" }],
    touches: [
      "Nobody has signed in with it in the last 30 days.",
      ...hangingOn(facts, target),
      ...(ad === undefined ? [] : cycleTouches(facts)),
    ],
    commands: [
      { system: "entra", kind: "delete-user", id: target.id },
      ...(ad === undefined ? [] : commandsToCloud(facts, ad.dn)),
    ],
    expects: [
      { system: "entra", id: target.id, deleted: false, says: `${name} is still there.` },
      ...unchangedInCloud(target, "userPrincipalName", "assignedLicenses", "onPremisesImmutableId"),
      holdsNoRole(target),
      ...(ad === undefined ? [] : engineIdle(facts)),
    ],
    verify: ad === undefined ? { kind: "user-gone", cloudId: target.id } : linkedAfterwards(settings, ad),
  };
}
