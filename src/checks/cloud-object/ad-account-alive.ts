import { defineCheck } from "../../identity/define";
import { seenInAd, seenInCloud } from "../../identity/evidence";
import { defaultAnchorsOf, sidesOf } from "../../identity/legacy";
import { pii, valueOr } from "../../domain";

/** A deleted AD account takes its cloud user with it, into the deleted users. */
export default defineCheck({
  id: "cloud-object.ad-account-alive",
  title: "The AD account has not been deleted",
  guide: "confirm.presence",
  needs: ["ad.user", "ad.deleted"],
  wants: ["entra.user", "entra.relatedUsers", "entra.deletedUsers", "entra.organization", "server.globalSettings"],
  messages: {
    alive: "The AD account has not been deleted.",
    deleted: {
      code: "deleted-on-premises",
      text: "The AD account of {user} was deleted ({when}); {cloud}.",
      advice: [
        "Restore it from the AD recycle bin: Get-ADObject -Filter 'objectGUID -eq \"{guid}\"' -IncludeDeletedObjects | Restore-ADObject. It keeps its objectGUID, so it matches its cloud user again.",
        "Make sure that it lies in a synced OU and is enabled, then let a delta cycle run: the cloud user is restored by itself.",
        "Without a recycle bin: create the account anew and give it the old mS-DS-ConsistencyGuid before it is first synced.",
      ],
    },
  },
  evaluate(facts) {
    const gone = valueOr(facts["ad.deleted"], []);
    if (facts["ad.user"].state === "seen" || gone.length === 0) return { verdict: "pass", message: "alive" };
    const sides = sidesOf(facts),
      carried = (o: (typeof gone)[number], id: string | null | undefined): boolean =>
        id != null && defaultAnchorsOf(o).includes(id);
    const object =
      gone.find((o) => [...sides.deleted, ...sides.users].some((u) => carried(o, u.onPremisesImmutableId))) ?? gone[0]!;
    const trashed = sides.deleted.find((u) => carried(object, u.onPremisesImmutableId)),
      live = sides.users.find((u) => carried(object, u.onPremisesImmutableId));
    const org = facts["entra.organization"],
      lastSync = org.state === "seen" ? (org.value.onPremisesLastSyncDateTime ?? "") : "";
    // Cycles have run since, and the cloud user stayed: it is an orphan, not a deletion on its way.
    if (
      live !== undefined &&
      !(
        lastSync !== "" &&
        typeof object.whenChanged === "string" &&
        Date.parse(object.whenChanged) > Date.parse(lastSync)
      )
    )
      return { verdict: "pass", message: "alive" };
    return {
      verdict: "fail",
      message: "deleted",
      standing: "shown",
      proof: trashed !== undefined || live !== undefined ? "measured" : "timed",
      data: {
        user: pii(object.userPrincipalName ?? object["msDS-LastKnownRDN"] ?? object.dn),
        when: object.whenChanged ?? "at an unknown time",
        guid: object.objectGUID,
        cloud:
          trashed !== undefined
            ? "its cloud user is among the deleted users"
            : live !== undefined
              ? "its cloud user goes with the next export"
              : "no cloud user of it was found",
      },
      evidence: [
        seenInAd(object, facts["ad.deleted"]),
        ...(trashed === undefined ? [] : [seenInCloud(trashed, facts)]),
        ...(live === undefined ? [] : [seenInCloud(live, facts)]),
      ],
      suggests: [],
    };
  },
});
