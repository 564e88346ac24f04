import { sameText } from "../../identity/address";
import { immutableIdOf } from "../../identity/anchor";
import { defineCheck } from "../../identity/define";
import { errorsNamed } from "../../identity/errors";
import { seenInAd, seenInCloud } from "../../identity/evidence";
import { citeError, errorsOf, flag, holdsRole, sidesOf } from "../../identity/legacy";
import { cite, pii } from "../../domain";

/** The service refuses to hand a cloud user over by anchor: the tenant blocks it, or the user is mapped to another AD object (onPremisesObjectIdentifier). */
export default defineCheck({
  id: "matching.hard-match-allowed",
  title: "The service lets the AD account take its cloud user over",
  guide: "objects.matching",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/tshoot-connect-sync-errors"],
  needs: ["ad.user", "entra.user", "entra.relatedUsers"],
  wants: [
    "entra.deletedUsers",
    "entra.roles",
    "entra.synchronization",
    "server.globalSettings",
    "server.runHistory",
    "cs.chain",
  ],
  messages: {
    noUser: "Active Directory has no such user, so nothing is taken over.",
    allowed: "The service does not refuse a hard match for {user}.",
    mapped: {
      code: "hard-match-blocked",
      text: "The service refuses the hard match of {user}: the cloud user {target} is mapped to another on-premises object ({identifier}).",
      advice: [
        "Compare both accounts (names, SID history, mail): the mapping protects the cloud user from being taken over.",
        "If they are one person, an administrator clears onPremisesObjectIdentifier of the cloud user (Graph beta, only null is accepted, or Clear-ADSyncToolsOnPremisesAttribute of ADSyncTools), then runs a delta cycle; the next export writes the new mapping.",
        "Leave the tenant's protection as it is.",
      ],
    },
    tenant: {
      code: "hard-match-blocked",
      text: "The tenant blocks take-over by hard match, so {user} is not matched to {target}.",
      advice: [
        "Compare both accounts first.",
        "An administrator decides whether blockCloudObjectTakeoverThroughHardMatch is lifted for the time of one planned match; it is put back at once. This product never switches it off.",
      ],
    },
    refused: {
      code: "hard-match-blocked",
      text: "The service refuses the hard match of {user}.",
      advice: [
        "Compare both accounts (names, SID, mail).",
        "Look at onPremisesObjectIdentifier, the roles and the deleted state of the object that the error names before anything is changed.",
      ],
    },
  },
  evaluate(facts) {
    const sides = sidesOf(facts),
      { ad, anchors } = sides;
    if (ad === undefined) return { verdict: "skip", message: "noUser" };
    const user = pii(ad.userPrincipalName ?? ad.dn),
      errors = errorsNamed(errorsOf(facts, { dn: ad.dn, anchors }), "InvalidHardMatch", "AttributeUpdateNotAllowed"),
      error = errors[0];
    const all = [...sides.users, ...sides.deleted];
    const target =
      all.find((u) => error?.holderId?.includes(u.id.toLowerCase())) ??
      all.find((u) => u.onPremisesImmutableId != null && u.onPremisesImmutableId === anchors[0]);
    const blocked = flag(facts, "blockCloudObjectTakeoverThroughHardMatchEnabled") === true;
    // A synced, linked user without an error has been matched long ago; the block does not touch it.
    const waits = error !== undefined || (blocked && target !== undefined && target.onPremisesSyncEnabled !== true);
    if (!waits || (target !== undefined && holdsRole(facts, target)))
      return { verdict: "pass", message: "allowed", data: { user } };
    const identifier =
      typeof target?.onPremisesObjectIdentifier === "string" &&
      ![ad.objectGUID, immutableIdOf(ad.objectGUID)].some((own) => sameText(own, target.onPremisesObjectIdentifier))
        ? target.onPremisesObjectIdentifier
        : undefined;
    const message = error !== undefined && identifier !== undefined ? "mapped" : blocked ? "tenant" : "refused";
    return {
      verdict: "fail",
      message,
      standing: error === undefined ? "expected" : "shown",
      data: { user, target: pii(target?.userPrincipalName), identifier: pii(identifier, "object identifier") },
      evidence: [
        seenInAd(ad, facts["ad.user"]),
        ...(target === undefined ? [] : [seenInCloud(target, facts)]),
        ...errors.map(citeError),
        ...(blocked
          ? [cite("blockCloudObjectTakeoverThroughHardMatchEnabled is true", facts["entra.synchronization"])]
          : []),
      ],
      suggests: [],
    };
  },
});
