import { defineCheck } from "../../identity/define";
import { seenInAd, seenInCloud } from "../../identity/evidence";
import { anchorsOf, carries } from "../../identity/link";
import { AT_AN_UNKNOWN_TIME } from "../../identity/phrases";
import { lastSyncOf } from "../../identity/tenant";
import { at } from "../../identity/time";
import { unreadOf } from "../../identity/unread";
import { pii, valueOr, type AdObject, type CloudUser, type InEvery } from "../../domain";

/** A deleted AD account takes its cloud user with it, into the deleted users. */
export default defineCheck({
  id: "cloud-object.ad-account-alive",
  title: { en: "The AD account has not been deleted", de: "Das AD-Konto ist nicht gelöscht" },
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
      text: {
        en: "The AD account of {user} was deleted ({when}); {cloud}.",
        de: "Das AD-Konto von {user} wurde gelöscht ({when}); {cloud}.",
      },
      advice: [
        {
          en: "Restore it from the AD recycle bin: Get-ADObject -Filter 'objectGUID -eq \"{guid}\"' -IncludeDeletedObjects | Restore-ADObject. It keeps its objectGUID, so it matches its cloud user again.",
          de: "Stellen Sie es aus dem AD-Papierkorb wieder her: Get-ADObject -Filter 'objectGUID -eq \"{guid}\"' -IncludeDeletedObjects | Restore-ADObject. Es behält seine objectGUID und wird deshalb wieder seinem Cloudbenutzer zugeordnet.",
        },
        {
          en: "Make sure that it lies in a synced OU and is enabled, then let a delta cycle run: the cloud user is restored by itself.",
          de: "Achten Sie darauf, dass es in einer synchronisierten OU liegt und aktiviert ist, und lassen Sie dann eine Deltasynchronisierung laufen: Der Cloudbenutzer wird von selbst wiederhergestellt.",
        },
        {
          en: "Without a recycle bin: create the account anew and give it the old mS-DS-ConsistencyGuid before it is first synced.",
          de: "Ohne Papierkorb: Legen Sie das Konto neu an und geben Sie ihm die alte mS-DS-ConsistencyGuid, bevor es zum ersten Mal synchronisiert wird.",
        },
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
        when: object.whenChanged ?? AT_AN_UNKNOWN_TIME,
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

function fateOf(trashed: CloudUser | undefined, live: CloudUser | undefined): InEvery {
  if (trashed !== undefined)
    return {
      en: "its cloud user is among the deleted users",
      de: "sein Cloudbenutzer ist unter den gelöschten Benutzern",
    };
  return live !== undefined
    ? { en: "its cloud user goes with the next export", de: "sein Cloudbenutzer verschwindet mit dem nächsten Export" }
    : { en: "no cloud user of it was found", de: "kein Cloudbenutzer dazu wurde gefunden" };
}
