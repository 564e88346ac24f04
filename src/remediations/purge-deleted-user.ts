import { liveUpnOf, namesOf } from "../identity/address";
import { notEmpty } from "../identity/emptiness";
import { defaultAnchorsOf } from "../identity/legacy";
import { comparePerson } from "../identity/same-person";
import { defineRemediation } from "../identity/legacy";
import type { PlanResult } from "../domain";
import {
  adUser,
  anchorOf,
  bring,
  cycleBlocked,
  cycleTouches,
  deletedUsers,
  expectCloud,
  expectNoRole,
  idle,
  linked,
  liveUsers,
  refuse,
  show,
  unread,
} from "./parts";
import { hardMatchBlocked, matchForbidden } from "./match";

/** Deletes for good a soft-deleted user that is proved empty and is in the person's way. */
export default defineRemediation({
  id: "purge-deleted-user",
  title: "Purge the empty deleted user that is in the way",
  risk: "grave",
  undo: "None; the object is gone for good",
  plan(facts, _finding, choice): PlanResult {
    const missing = unread(facts, "ad.user", "entra.deletedUsers", "entra.user", "entra.relatedUsers", "entra.roles");
    if (missing !== undefined) return refuse(missing);
    const ad = adUser(facts);
    if (ad === undefined) return refuse("There is no AD account in whose way a deleted user could be.");
    const blocked = cycleBlocked(facts);
    if (blocked !== undefined) return refuse(blocked);
    const anchors = defaultAnchorsOf(ad),
      names = namesOf(ad);
    const inTheWay = deletedUsers(facts).filter(
      (u) =>
        anchors.includes(u.onPremisesImmutableId ?? "") ||
        namesOf({ ...u, userPrincipalName: liveUpnOf(u.userPrincipalName) }).some((n) => names.includes(n)),
    );
    if (inTheWay.length === 0) return refuse("No deleted user is in this person's way.");
    const fit = inTheWay.filter((u) => notEmpty(facts, u) === undefined);
    if (fit.length === 0)
      return refuse(
        `It may not be purged: ${notEmpty(facts, inTheWay[0]!)} Restore it instead, or wait out the 30 days.`,
      );
    const dup = choice === undefined ? (fit.length === 1 ? fit[0] : undefined) : fit.find((u) => u.id === choice);
    if (dup === undefined)
      return {
        question: "Which deleted user is to go for good?",
        choose: [...fit]
          .sort(
            (a, b) =>
              Number(anchors.includes(b.onPremisesImmutableId ?? "")) -
              Number(anchors.includes(a.onPremisesImmutableId ?? "")),
          )
          .map((u) => ({
            id: u.id,
            title: liveUpnOf(u.userPrincipalName),
            detail: `deleted ${u.deletedDateTime ?? "?"}, anchor ${show(u.onPremisesImmutableId)}`,
          })),
      };
    const anchor = anchorOf(facts, ad);
    const heir =
      anchor === undefined || hardMatchBlocked(facts)
        ? undefined
        : liveUsers(facts).find(
            (u) =>
              u.onPremisesSyncEnabled !== true &&
              u.onPremisesImmutableId !== anchor &&
              namesOf(u).some((n) => names.includes(n)) &&
              matchForbidden(facts, ad, u) === undefined,
          );
    return {
      plan: {
        remediation: "purge-deleted-user",
        title: `Purge the deleted user ${liveUpnOf(dup.userPrincipalName)}`,
        risk: "grave",
        summary: `Deletes the empty soft-deleted user ${dup.id} for good${heir === undefined ? "" : `, writes the AD account's source anchor on ${heir.userPrincipalName}`}, and runs a sync cycle.`,
        changes: [
          {
            what: `${liveUpnOf(dup.userPrincipalName)} (${dup.id})`,
            before: `deleted ${dup.deletedDateTime ?? ""}, anchor ${show(dup.onPremisesImmutableId)}, addresses ${show(dup.proxyAddresses)}, created ${show(dup.createdDateTime)}`,
            after: "gone for good",
          },
          ...(heir === undefined
            ? []
            : [
                {
                  what: `onPremisesImmutableId of ${heir.userPrincipalName} (${heir.id})`,
                  before: show(heir.onPremisesImmutableId),
                  after: anchor!,
                },
              ]),
        ],
        touches: [
          "It is proved empty: no licence, no mailbox, no sign-in.",
          ...(heir === undefined ? [] : [`Same person shown by: ${comparePerson(ad, heir).agree.join(", ")}.`]),
          ...cycleTouches(facts),
        ],
        commands: [
          { system: "entra", kind: "purge-deleted-user", id: dup.id },
          ...(heir === undefined
            ? []
            : [
                {
                  system: "entra" as const,
                  kind: "update-user" as const,
                  id: heir.id,
                  set: { onPremisesImmutableId: anchor! },
                },
              ]),
          ...bring(facts, "Delta", ad.dn),
        ],
        expects: [
          { system: "entra", id: dup.id, deleted: true, says: "It is still among the deleted users." },
          ...expectCloud(dup, "assignedLicenses", "onPremisesImmutableId"),
          expectNoRole(dup),
          ...(heir === undefined
            ? []
            : [...expectCloud(heir, "onPremisesImmutableId", "userPrincipalName"), expectNoRole(heir)]),
          ...idle(facts),
        ],
        undo: { impossible: "A purged user cannot come back; its values stand in this plan." },
        verify: linked(ad, heir === undefined ? {} : { cloudId: heir.id }),
      },
    };
  },
});
