import { namesOf, sameText } from "../identity/address";
import { guidOfImmutableId, immutableIdOf } from "../identity/anchor";
import { notEmpty } from "../identity/emptiness";
import { defaultAnchorsOf } from "../identity/legacy";
import { comparePerson } from "../identity/same-person";
import { defineRemediation } from "../identity/legacy";
import type { PlanResult } from "../domain";
import {
  adObjects,
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
import { matchForbidden } from "./match";

/** Sets the anchor on the AD side: to the one of a cloud user that is still synced, or to the object's own where two objects claim one. */
export default defineRemediation({
  id: "set-consistency-guid",
  title: "Set mS-DS-ConsistencyGuid of the AD account",
  risk: "grave",
  undo: "Write the old bytes back, as long as the anchor has not been exported",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/plan-connect-design-concepts"],
  plan(facts, _finding, choice): PlanResult {
    const missing = unread(
      facts,
      "ad.user",
      "ad.related",
      "entra.user",
      "entra.relatedUsers",
      "entra.deletedUsers",
      "entra.roles",
    );
    if (missing !== undefined) return refuse(missing);
    const ad = adUser(facts);
    if (ad === undefined) return refuse("There is no AD account whose anchor could be set.");
    const blocked = cycleBlocked(facts);
    if (blocked !== undefined) return refuse(blocked);
    const own = immutableIdOf(ad.objectGUID)!,
      anchor = anchorOf(facts, ad);
    const base = { touches: cycleTouches(facts), risk: "grave" as const, remediation: "set-consistency-guid" as const };

    const claimants = adObjects(facts).filter(
      (o) =>
        o["mS-DS-ConsistencyGuid"] !== undefined && sameText(o["mS-DS-ConsistencyGuid"], ad["mS-DS-ConsistencyGuid"]),
    );
    if (claimants.length > 1) {
      // The one whose own objectGUID it is, or whom the cloud user follows, keeps the anchor; the other gets its own.
      const keeper =
        claimants.find((o) => sameText(o.objectGUID, o["mS-DS-ConsistencyGuid"])) ??
        claimants.find((o) => liveUsers(facts).some((u) => sameText(u.onPremisesSecurityIdentifier, o.objectSid)));
      const movable = claimants.filter((o) => o !== keeper && !isProtected(o));
      if (movable.length === 0) return refuse(PROTECTED);
      const picked =
        choice === undefined
          ? movable.length === 1 && keeper !== undefined
            ? movable[0]
            : undefined
          : claimants.find((o) => o.objectGUID === choice && !isProtected(o));
      if (picked === undefined)
        return {
          question: "Which account gets its own anchor?",
          choose: movable.map((o) => ({ id: o.objectGUID, title: o.displayName ?? o.dn, detail: o.dn })),
        };
      return {
        plan: {
          ...base,
          title: `Give ${picked.dn} its own source anchor`,
          summary:
            "Sets mS-DS-ConsistencyGuid to the account's own objectGUID, so that two accounts no longer claim one anchor, and runs a sync cycle.",
          changes: [
            {
              what: `mS-DS-ConsistencyGuid of ${picked.dn}`,
              before: show(picked["mS-DS-ConsistencyGuid"]),
              after: picked.objectGUID,
            },
          ],
          commands: [
            {
              system: "premises",
              kind: "set-ad-attribute",
              objectGUID: picked.objectGUID,
              attribute: "mS-DS-ConsistencyGuid",
              value: picked.objectGUID,
            },
            ...bring(facts, "Delta", picked.dn),
          ],
          expects: [
            ...expectAd(picked, "mS-DS-ConsistencyGuid"),
            {
              system: "both",
              free: immutableIdOf(picked.objectGUID)!,
              except: [picked.objectGUID],
              says: "Nobody else carries the account's own anchor.",
            },
            ...idle(facts),
          ],
          undo: {
            commands: [
              {
                system: "premises",
                kind: "set-ad-attribute",
                objectGUID: picked.objectGUID,
                attribute: "mS-DS-ConsistencyGuid",
                value: picked["mS-DS-ConsistencyGuid"] ?? null,
              },
            ],
            says: "The old value is written back, as long as it has not been exported.",
          },
          verify: { kind: "user-linked", immutableIds: [immutableIdOf(picked.objectGUID)!] },
        },
      };
    }
    if (isProtected(ad)) return refuse(PROTECTED);
    const names = namesOf(ad);
    const targets = liveUsers(facts).filter(
      (u) =>
        u.onPremisesSyncEnabled === true &&
        u.onPremisesImmutableId !== anchor &&
        guidOfImmutableId(u.onPremisesImmutableId) !== undefined &&
        (namesOf(u).some((n) => names.includes(n)) || comparePerson(ad, u).same) &&
        !adObjects(facts).some(
          (o) => o.objectGUID !== ad.objectGUID && defaultAnchorsOf(o).includes(u.onPremisesImmutableId!),
        ),
    );
    if (targets.length === 0) {
      if (ad["mS-DS-ConsistencyGuid"] !== undefined && immutableIdOf(ad["mS-DS-ConsistencyGuid"]) !== undefined)
        return refuse("No synchronized cloud user was found whose anchor this account could take.");
      const taken = [...liveUsers(facts), ...deletedUsers(facts)].find(
        (u) => u.onPremisesImmutableId === own && !sameText(u.onPremisesSecurityIdentifier, ad.objectSid),
      );
      if (taken !== undefined) return refuse(`${taken.userPrincipalName} carries the account's own anchor already.`);
      return {
        plan: {
          ...base,
          title: `Fill the source anchor of ${ad.dn}`,
          summary:
            "Sets the empty or unusable mS-DS-ConsistencyGuid to the account's own objectGUID and runs a sync cycle.",
          changes: [
            {
              what: `mS-DS-ConsistencyGuid of ${ad.dn}`,
              before: show(ad["mS-DS-ConsistencyGuid"]),
              after: ad.objectGUID,
            },
          ],
          commands: [
            {
              system: "premises",
              kind: "set-ad-attribute",
              objectGUID: ad.objectGUID,
              attribute: "mS-DS-ConsistencyGuid",
              value: ad.objectGUID,
            },
            ...bring(facts, "Delta", ad.dn),
          ],
          expects: [...expectAd(ad, "mS-DS-ConsistencyGuid"), ...idle(facts)],
          undo: {
            commands: [
              {
                system: "premises",
                kind: "set-ad-attribute",
                objectGUID: ad.objectGUID,
                attribute: "mS-DS-ConsistencyGuid",
                value: ad["mS-DS-ConsistencyGuid"] ?? null,
              },
            ],
            says: "The old value is written back, as long as it has not been exported.",
          },
          verify: linked({ ...ad, "mS-DS-ConsistencyGuid": ad.objectGUID }),
        },
      };
    }
    const fit = targets.filter((u) => matchForbidden(facts, ad, u) === undefined);
    if (fit.length === 0) return refuse(matchForbidden(facts, ad, targets[0]!)!);
    const target = choice === undefined ? (fit.length === 1 ? fit[0] : undefined) : fit.find((u) => u.id === choice);
    if (target === undefined)
      return {
        question: "Whose anchor shall the AD account take?",
        choose: fit.map((u) => ({
          id: u.id,
          title: u.userPrincipalName,
          detail: `anchor ${u.onPremisesImmutableId}, agrees in ${comparePerson(ad, u).agree.join(", ")}`,
        })),
      };
    const guid = guidOfImmutableId(target.onPremisesImmutableId)!;
    const write = {
      system: "premises" as const,
      kind: "set-ad-attribute" as const,
      objectGUID: ad.objectGUID,
      attribute: "mS-DS-ConsistencyGuid",
      value: guid,
    };
    const dup = liveUsers(facts).find((u) => u.onPremisesImmutableId === anchor);
    const cycle = bring(facts, "Delta", ad.dn);
    if (dup !== undefined) {
      // An anchor that has been exported may not change under the engine: the account leaves the scope first.
      const kept = notEmpty(facts, dup);
      if (kept !== undefined)
        return refuse(
          `${dup.userPrincipalName} already follows this account and is not proved empty: ${kept} Decide by hand which of the two is kept.`,
        );
      if (show(ad.adminDescription) !== "(empty)")
        return refuse("adminDescription of the AD account is in use, so it cannot be taken out of scope that way.");
    }
    const hide = (value: string | null) => ({
      system: "premises" as const,
      kind: "set-ad-attribute" as const,
      objectGUID: ad.objectGUID,
      attribute: "adminDescription",
      value,
    });
    return {
      plan: {
        ...base,
        title: `Set the AD account's anchor to that of ${target.userPrincipalName}`,
        summary: `Writes the anchor of the synchronized cloud user ${target.userPrincipalName} to mS-DS-ConsistencyGuid of the AD account, and runs a sync cycle, so that the two are joined.`,
        changes: [
          { what: `mS-DS-ConsistencyGuid of ${ad.dn}`, before: show(ad["mS-DS-ConsistencyGuid"]), after: guid },
          ...(dup === undefined
            ? []
            : [
                {
                  what: `${dup.userPrincipalName} (${dup.id})`,
                  before: "live, empty, made by sync",
                  after: "deleted (can be restored for 30 days)",
                },
              ]),
        ],
        touches: [`Same person shown by: ${comparePerson(ad, target).agree.join(", ")}.`, ...base.touches],
        commands: dup === undefined ? [write, ...cycle] : [hide("User_NoSync"), ...cycle, write, hide(null), ...cycle],
        expects: [
          ...expectAd(
            ad,
            "mS-DS-ConsistencyGuid",
            "userPrincipalName",
            ...(dup === undefined ? [] : ["adminDescription"]),
          ),
          ...expectCloud(target, "onPremisesImmutableId", "userPrincipalName"),
          expectNoRole(target),
          ...(dup === undefined ? [] : expectCloud(dup, "assignedLicenses")),
          {
            system: "both",
            free: target.onPremisesImmutableId!,
            except: [target.id],
            says: "No other object claims this anchor.",
          },
          ...idle(facts),
        ],
        undo: {
          commands: [
            {
              system: "premises",
              kind: "set-ad-attribute",
              objectGUID: ad.objectGUID,
              attribute: "mS-DS-ConsistencyGuid",
              value: ad["mS-DS-ConsistencyGuid"] ?? null,
            },
          ],
          says: "The old value is written back, as long as the join has not been exported.",
        },
        verify: { kind: "user-linked", immutableIds: [target.onPremisesImmutableId!], cloudId: target.id },
      },
    };
  },
});
