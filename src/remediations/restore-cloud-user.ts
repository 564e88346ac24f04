import { liveUpnOf, namesOf } from "../identity/address";
import { defaultAnchorsOf } from "../identity/legacy";
import { comparePerson } from "../identity/same-person";
import { defineRemediation } from "../identity/legacy";
import type { PlanResult } from "../domain";
import {
  adUser,
  bring,
  cycleBlocked,
  cycleTouches,
  deletedUsers,
  expectCloud,
  holdersOf,
  idle,
  linked,
  refuse,
  unread,
} from "./parts";
import { matchForbidden } from "./match";

/** Brings the person's deleted cloud user back, and lets sync take it up again. */
export default defineRemediation({
  id: "restore-cloud-user",
  title: "Restore the deleted cloud user",
  risk: "write",
  undo: "Delete again; it goes back to the deleted users",
  plan(facts, _finding, choice): PlanResult {
    const missing = unread(facts, "ad.user", "entra.deletedUsers", "entra.relatedUsers", "entra.roles");
    if (missing !== undefined) return refuse(missing);
    const ad = adUser(facts);
    const anchors = ad === undefined ? [] : defaultAnchorsOf(ad);
    const candidates = deletedUsers(facts).filter(
      (u) =>
        ad === undefined ||
        anchors.includes(u.onPremisesImmutableId ?? "") ||
        (namesOf({ ...u, userPrincipalName: liveUpnOf(u.userPrincipalName) }).some((n) => namesOf(ad).includes(n)) &&
          comparePerson(ad, u).same),
    );
    if (candidates.length === 0) return refuse("No deleted cloud user of this person was found.");
    const fit = candidates.filter((u) => ad === undefined || matchForbidden(facts, ad, u) === undefined);
    if (fit.length === 0) return refuse(matchForbidden(facts, ad!, candidates[0]!)!);
    const target = choice === undefined ? (fit.length === 1 ? fit[0] : undefined) : fit.find((u) => u.id === choice);
    if (target === undefined)
      return {
        question: "Which deleted user shall come back?",
        choose: [...fit]
          .sort((a, b) => (b.assignedLicenses?.length ?? 0) - (a.assignedLicenses?.length ?? 0))
          .map((u) => ({
            id: u.id,
            title: liveUpnOf(u.userPrincipalName),
            detail: `deleted ${u.deletedDateTime ?? "?"}, ${u.assignedLicenses?.length ?? 0} licence(s)`,
          })),
      };
    const blocked = ad === undefined ? undefined : cycleBlocked(facts);
    if (blocked !== undefined) return refuse(blocked);
    const upn = liveUpnOf(target.userPrincipalName);
    const holder = holdersOf(facts, upn, [target.id, ...(ad === undefined ? [] : [ad.objectGUID])]);
    if (holder.length > 0)
      return refuse(
        `${upn} is held by ${holder[0]} meanwhile; the user cannot come back under its name. Free the name first.`,
      );
    const stamp =
      ad !== undefined &&
      target.onPremisesImmutableId &&
      !anchors.includes(target.onPremisesImmutableId) &&
      target.onPremisesSyncEnabled !== true
        ? anchors[0]
        : undefined;
    return {
      plan: {
        remediation: "restore-cloud-user",
        title: `Restore ${upn}`,
        risk: "write",
        summary: `Restores the deleted cloud user ${upn} with its licences and data${ad === undefined ? "" : ", and runs a sync cycle"}.`,
        changes: [
          { what: `${upn} (${target.id})`, before: `deleted ${target.deletedDateTime ?? ""}`.trim(), after: "live" },
          ...(stamp === undefined
            ? []
            : [{ what: "onPremisesImmutableId", before: target.onPremisesImmutableId!, after: stamp }]),
        ],
        touches: ad === undefined ? [] : cycleTouches(facts),
        commands: [
          { system: "entra", kind: "restore-user", id: target.id },
          ...(stamp === undefined
            ? []
            : [
                {
                  system: "entra" as const,
                  kind: "update-user" as const,
                  id: target.id,
                  set: { onPremisesImmutableId: stamp },
                },
              ]),
          ...(ad === undefined ? [] : bring(facts, "Delta", ad.dn)),
        ],
        expects: [
          { system: "entra", id: target.id, deleted: true, says: `${upn} is still among the deleted users.` },
          ...expectCloud(target, "onPremisesImmutableId"),
          ...(ad === undefined ? [] : idle(facts)),
        ],
        undo: { commands: [{ system: "entra", kind: "delete-user", id: target.id }], says: "It can be deleted again." },
        verify:
          ad === undefined
            ? { kind: "value-arrived", cloudId: target.id, property: "userPrincipalName", equals: upn }
            : linked(ad, { cloudId: target.id }),
      },
    };
  },
});
