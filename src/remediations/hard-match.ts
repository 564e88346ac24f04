import { liveUpnOf, localPartOf, namesOf, suffixOf } from "../identity/address";
import { notEmpty } from "../identity/emptiness";
import { comparePerson } from "../identity/same-person";
import { defineRemediation } from "../identity/legacy";
import type { AdObject, CloudUser, EntraCommand, FactSet, PlanResult } from "../domain";
import {
  adUser,
  anchorOf,
  bring,
  cycleBlocked,
  cycleTouches,
  deletedUsers,
  expectAd,
  expectCloud,
  expectNoRole,
  idle,
  isProtected,
  linked,
  liveUsers,
  PROTECTED,
  refuse,
  show,
  unread,
} from "./parts";
import { hardMatchBlocked, matchForbidden } from "./match";

/** Ties a cloud user that is not synced to the AD account, by the account's source anchor (refused onto anybody privileged, mapped elsewhere, still synced, or not shown to be the same person). */
export default defineRemediation({
  id: "hard-match",
  title: "Tie the cloud user to the AD account (hard match)",
  risk: "grave",
  undo: "Write the old anchor back, as long as no cycle has taken the user over; not where a duplicate was purged",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/tshoot-connect-objectsync"],
  plan(facts, _finding, choice): PlanResult {
    const missing = unread(
      facts,
      "ad.user",
      "entra.user",
      "entra.relatedUsers",
      "entra.deletedUsers",
      "entra.roles",
      "entra.synchronization",
    );
    if (missing !== undefined) return refuse(missing);
    const ad = adUser(facts);
    if (ad === undefined) return refuse("There is no AD account to tie a cloud user to.");
    if (isProtected(ad)) return refuse(PROTECTED);
    if (hardMatchBlocked(facts))
      return refuse("The tenant blocks take-over by hard match. That protection is never switched off by a tool.");
    const anchor = anchorOf(facts, ad);
    if (anchor === undefined) return refuse("The AD account has no usable source anchor.");
    const blocked = cycleBlocked(facts);
    if (blocked !== undefined) return refuse(blocked);
    const names = namesOf(ad);
    const others = liveUsers(facts).filter(
      (u) =>
        u.onPremisesImmutableId !== anchor && (namesOf(u).some((n) => names.includes(n)) || comparePerson(ad, u).same),
    );
    const synced = others.filter((u) => u.onPremisesSyncEnabled === true),
      candidates = others.filter((u) => u.onPremisesSyncEnabled !== true);
    if (candidates.length === 0)
      return refuse(
        synced.length > 0
          ? `${synced[0]!.userPrincipalName} is still synchronized, so its anchor cannot be written in the cloud. Set its anchor on the AD side instead (set-consistency-guid).`
          : "No cloud user was found that could be tied to this AD account.",
      );
    const fit = candidates.filter((u) => matchForbidden(facts, ad, u) === undefined);
    if (fit.length === 0) return refuse(matchForbidden(facts, ad, candidates[0]!)!);
    const target = choice === undefined ? (fit.length === 1 ? fit[0] : undefined) : fit.find((u) => u.id === choice);
    if (target === undefined)
      return {
        question: "Which cloud user is this person's?",
        choose: [...fit]
          .sort((a, b) => (b.assignedLicenses?.length ?? 0) - (a.assignedLicenses?.length ?? 0))
          .map((u) => ({
            id: u.id,
            title: u.userPrincipalName,
            detail: `${u.assignedLicenses?.length ?? 0} licence(s), created ${u.createdDateTime ?? "?"}, agrees in ${comparePerson(ad, u).agree.join(", ")}`,
          })),
      };
    const owner = liveUsers(facts).find((u) => u.id !== target.id && u.onPremisesImmutableId === anchor);
    if (owner !== undefined) return throughDuplicate(facts, ad, anchor, target, owner);
    const buried = deletedUsers(facts).find((u) => u.onPremisesImmutableId === anchor);
    if (buried !== undefined)
      return refuse(
        `The deleted user ${liveUpnOf(buried.userPrincipalName)} (${buried.id}) holds this source anchor. It must be restored or purged first.`,
      );
    return {
      plan: {
        remediation: "hard-match",
        title: `Tie ${target.userPrincipalName} to the AD account`,
        risk: "grave",
        summary: `Writes the AD account's source anchor on ${target.userPrincipalName}, and runs a sync cycle, so that Active Directory masters this cloud user from now on.`,
        changes: [
          {
            what: `onPremisesImmutableId of ${target.userPrincipalName} (${target.id})`,
            before: show(target.onPremisesImmutableId),
            after: anchor,
          },
          { what: "Mastered by", before: "the cloud", after: ad.dn },
        ],
        touches: [
          `Same person shown by: ${comparePerson(ad, target).agree.join(", ")}.`,
          "The attributes that Active Directory masters replace those of the cloud user, its password included where hashes are synchronized.",
          ...cycleTouches(facts),
        ],
        commands: [...stamp(facts, target, anchor), ...bring(facts, "Delta", ad.dn)],
        expects: [
          ...expectCloud(
            target,
            "userPrincipalName",
            "onPremisesImmutableId",
            "onPremisesSyncEnabled",
            "onPremisesObjectIdentifier",
          ),
          expectNoRole(target),
          ...expectAd(ad, "mS-DS-ConsistencyGuid", "userPrincipalName"),
          { system: "both", free: anchor, except: [ad.objectGUID], says: "Nobody else carries this source anchor." },
          ...idle(facts),
        ],
        undo: {
          commands: [
            {
              system: "entra",
              kind: "update-user",
              id: target.id,
              set: { onPremisesImmutableId: target.onPremisesImmutableId ?? null },
            },
          ],
          says: "The old value can be written back as long as the sync cycle has not taken the user over.",
        },
        verify: linked(ad, { cloudId: target.id }),
      },
    };
  },
});

/** Writes the anchor. In a federated domain Graph refuses that, so the UPN goes to the initial domain for the moment of the write (Graph reference §7). */
function stamp(facts: FactSet, target: CloudUser, anchor: string): EntraCommand[] {
  const domains = facts["entra.domains"].state === "seen" ? facts["entra.domains"].value : [];
  const write: EntraCommand = {
      system: "entra",
      kind: "update-user",
      id: target.id,
      set: { onPremisesImmutableId: anchor },
    },
    initial = domains.find((d) => d.isInitial === true)?.id;
  if (
    initial === undefined ||
    !domains.some(
      (d) => d.id.toLowerCase() === suffixOf(target.userPrincipalName) && d.authenticationType === "Federated",
    )
  )
    return [write];
  const name = (userPrincipalName: string): EntraCommand => ({
    system: "entra",
    kind: "update-user",
    id: target.id,
    set: { userPrincipalName },
  });
  return [name(`${localPartOf(target.userPrincipalName)}.moving@${initial}`), write, name(target.userPrincipalName)];
}
/** A duplicate that sync made owns the anchor: it goes the way sync allows, the right one gets the anchor, the account comes back. */
function throughDuplicate(facts: FactSet, ad: AdObject, anchor: string, target: CloudUser, dup: CloudUser): PlanResult {
  const kept = notEmpty(facts, dup);
  if (kept !== undefined)
    return refuse(
      `A duplicate that sync made (${dup.userPrincipalName}) owns the anchor, and it is not proved empty: ${kept} Decide by hand which of the two is kept.`,
    );
  if (bring(facts)[0]?.kind !== "start-sync-cycle")
    return refuse("Without a Connect Sync engine the duplicate cannot be taken out step by step.");
  if (typeof ad.adminDescription === "string" && ad.adminDescription !== "")
    return refuse(
      `adminDescription of the AD account is in use (${ad.adminDescription}), so it cannot be taken out of scope that way.`,
    );
  const cycle = bring(facts);
  return {
    plan: {
      remediation: "hard-match",
      title: `Replace the duplicate and tie ${target.userPrincipalName} to the AD account`,
      risk: "grave",
      summary: `Takes the AD account out of scope so that sync deletes its empty duplicate ${dup.userPrincipalName}, purges that, writes the source anchor on ${target.userPrincipalName}, and brings the account back into scope.`,
      changes: [
        {
          what: `${dup.userPrincipalName} (${dup.id})`,
          before: "live, empty, made by sync",
          after: "deleted for good",
        },
        {
          what: `onPremisesImmutableId of ${target.userPrincipalName} (${target.id})`,
          before: show(target.onPremisesImmutableId),
          after: anchor,
        },
        { what: `adminDescription of ${ad.dn}`, before: "(empty)", after: "User_NoSync, then (empty) again" },
        { what: "Mastered by", before: "the cloud", after: ad.dn },
      ],
      touches: [
        `Same person shown by: ${comparePerson(ad, target).agree.join(", ")}.`,
        "The duplicate is proved empty: no licence, no mailbox, no sign-in.",
        "Two sync cycles are run.",
        ...cycleTouches(facts),
      ],
      commands: [
        {
          system: "premises",
          kind: "set-ad-attribute",
          objectGUID: ad.objectGUID,
          attribute: "adminDescription",
          value: "User_NoSync",
        },
        ...cycle,
        { system: "entra", kind: "purge-deleted-user", id: dup.id },
        ...stamp(facts, target, anchor),
        {
          system: "premises",
          kind: "set-ad-attribute",
          objectGUID: ad.objectGUID,
          attribute: "adminDescription",
          value: null,
        },
        ...cycle,
      ],
      expects: [
        ...expectAd(ad, "adminDescription", "mS-DS-ConsistencyGuid", "userPrincipalName"),
        ...expectCloud(target, "userPrincipalName", "onPremisesImmutableId", "onPremisesObjectIdentifier"),
        expectNoRole(target),
        ...expectCloud(dup, "onPremisesImmutableId", "assignedLicenses"),
        expectNoRole(dup),
        ...idle(facts),
      ],
      undo: {
        impossible:
          "The duplicate is gone for good; its values stand in this plan. The AD account comes back into scope by clearing adminDescription.",
      },
      verify: linked(ad, { cloudId: target.id }),
    },
  };
}
