import { notEmpty } from "../identity/emptiness";
import { defaultAnchorsOf } from "../identity/legacy";
import { valueOr } from "../domain";
import { defineRemediation } from "../identity/legacy";
import type { PlanResult } from "../domain";
import {
  adObjects,
  adUser,
  bring,
  cycleBlocked,
  cycleTouches,
  expectCloud,
  expectNoRole,
  idle,
  linked,
  liveUsers,
  refuse,
  unread,
} from "./parts";

/** Soft-deletes a cloud user that nobody stands behind: no AD account, no licence, no role. */
export default defineRemediation({
  id: "remove-cloud-user",
  title: "Remove the cloud user that nobody stands behind",
  risk: "write",
  undo: "Restore from deleted users within 30 days",
  plan(facts, _finding, choice): PlanResult {
    const missing = unread(facts, "ad.user", "ad.related", "entra.user", "entra.relatedUsers", "entra.roles");
    if (missing !== undefined) return refuse(missing);
    const ad = adUser(facts),
      anchors = adObjects(facts).flatMap(defaultAnchorsOf);
    const ownerless = liveUsers(facts).filter(
      (u) => u.userType !== "Guest" && !anchors.includes(u.onPremisesImmutableId ?? ""),
    );
    if (ownerless.length === 0) return refuse("Every cloud user found has an AD account behind it; none is removed.");
    const why = (u: (typeof ownerless)[number]): string | undefined => {
      const roles = valueOr(facts["entra.roles"], []).filter((r) => r.principalId === u.id);
      if (roles.length > 0)
        return `${u.userPrincipalName} has the role ${roles[0]!.role}; a privileged account is never removed by a tool.`;
      return notEmpty(facts, u, "lately");
    };
    const fit = ownerless.filter((u) => why(u) === undefined);
    if (fit.length === 0)
      return refuse(
        `${why(ownerless[0]!)} Prefer to tie it to its person, or to free the address; it is not removed by a tool.`,
      );
    const target = choice === undefined ? (fit.length === 1 ? fit[0] : undefined) : fit.find((u) => u.id === choice);
    if (target === undefined)
      return {
        question: "Which cloud user is not wanted any more?",
        choose: fit.map((u) => ({
          id: u.id,
          title: u.userPrincipalName,
          detail: `created ${u.createdDateTime ?? "?"}, last sync ${u.onPremisesLastSyncDateTime ?? "never"}`,
        })),
      };
    const blocked = ad === undefined ? undefined : cycleBlocked(facts);
    if (blocked !== undefined) return refuse(blocked);
    return {
      plan: {
        remediation: "remove-cloud-user",
        title: `Remove ${target.userPrincipalName}`,
        risk: "write",
        summary: `Deletes the cloud user ${target.userPrincipalName} (${target.id}), which has no AD account behind it, to the deleted users${ad === undefined ? "" : ", and runs a sync cycle for the person whose name or address it held"}.`,
        changes: [
          {
            what: `${target.userPrincipalName} (${target.id})`,
            before: "live",
            after: "deleted (can be restored for 30 days)",
          },
        ],
        touches: [
          "No licence, no mailbox, no sign-in in the last 30 days, no role.",
          ...(ad === undefined ? [] : cycleTouches(facts)),
        ],
        commands: [
          { system: "entra", kind: "delete-user", id: target.id },
          ...(ad === undefined ? [] : bring(facts, "Delta", ad.dn)),
        ],
        expects: [
          { system: "entra", id: target.id, deleted: false, says: `${target.userPrincipalName} is still there.` },
          ...expectCloud(target, "userPrincipalName", "assignedLicenses", "onPremisesImmutableId"),
          expectNoRole(target),
          ...(ad === undefined ? [] : idle(facts)),
        ],
        undo: {
          commands: [{ system: "entra", kind: "restore-user", id: target.id }],
          says: "It can be restored from the deleted users for 30 days.",
        },
        verify: ad === undefined ? { kind: "user-gone", cloudId: target.id } : linked(ad),
      },
    };
  },
});
