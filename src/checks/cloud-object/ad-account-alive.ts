import { defineCheck } from "../../identity/define";
import { seenInAd, seenInCloud } from "../../identity/evidence";
import { anchorsOf, carries } from "../../identity/link";
import { lastSyncOf } from "../../identity/tenant";
import { at } from "../../identity/time";
import { unreadOf } from "../../identity/unread";
import { pii, valueOr, type AdObject, type CloudUser } from "../../domain";

/** A deleted AD account takes its cloud user with it, into the deleted users. */
export default defineCheck({
  id: "cloud-object.ad-account-alive",
  title: "The AD account has not been deleted",
  guide: "confirm.presence",
  needs: ["ad.user", "ad.deleted"],
  wants: ["entra.user", "entra.relatedUsers", "entra.deletedUsers", "entra.organization", "server.globalSettings"],
  messages: {
    alive: { en: "The AD account has not been deleted.", de: "Das AD-Konto wurde nicht gelöscht." },
    other: {
      en: "No account was deleted in Active Directory that is missed now.",
      de: "In Active Directory wurde kein Konto gelöscht, das jetzt fehlt.",
    },
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
  evaluate(facts, { users, deleted, settings }) {
    const gone = valueOr(facts["ad.deleted"], []);
    const carrierAmong = (cloudUsers: readonly CloudUser[], o: AdObject): CloudUser | undefined =>
      cloudUsers.find((u) => anchorsOf(settings, o).some((a) => carries(u, a)));
    const object = gone.find((o) => carrierAmong([...deleted, ...users], o) !== undefined) ?? gone[0];
    if (facts["ad.user"].state === "seen") return { verdict: "pass", message: "alive" };
    if (object === undefined) return { verdict: "skip", message: "other" };
    const trashed = carrierAmong(deleted, object);
    const live = carrierAmong(users, object);
    // Cycles have run since, and the cloud user stayed: it is an orphan, not a deletion on its way.
    if (live !== undefined && !(at(object.whenChanged) > at(lastSyncOf(facts["entra.organization"]))))
      return { verdict: "skip", message: "other" };
    const isFollowed = trashed !== undefined || live !== undefined;
    return {
      verdict: "fail",
      message: "deleted",
      proof: isFollowed ? "measured" : "timed",
      settles: isFollowed ? [] : unreadOf(facts, "entra.user", "entra.relatedUsers", "entra.deletedUsers"),
      ...(object.whenChanged === undefined ? {} : { since: object.whenChanged }),
      data: {
        user: pii(object.userPrincipalName ?? object["msDS-LastKnownRDN"] ?? object.dn),
        when: object.whenChanged ?? "at an unknown time",
        guid: object.objectGUID,
        cloud: fateOf(trashed, live),
      },
      evidence: [
        seenInAd(object, facts["ad.deleted"]),
        ...[trashed, live].flatMap((u) => (u === undefined ? [] : [seenInCloud(u, facts)])),
      ],
    };
  },
});

function fateOf(trashed: CloudUser | undefined, live: CloudUser | undefined): string {
  if (trashed !== undefined) return "its cloud user is among the deleted users";
  return live !== undefined ? "its cloud user goes with the next export" : "no cloud user of it was found";
}
