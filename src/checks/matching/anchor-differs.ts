import { defineCheck } from "../../identity/define";
import { clashesAmong, errorNaming } from "../../identity/errors";
import { contradictions, seenInAd, seenInCloud } from "../../identity/evidence";
import { anchorCanBeSteered, anchorKind } from "../../identity/link";
import { ownerOf } from "../../identity/person";
import { mayBeMatched } from "../../identity/same-person";
import { unreadOf } from "../../identity/unread";
import { pii, type RemediationId } from "../../domain";

/** A re-created or moved AD account has a new anchor, and the person's cloud user still carries the old one: nothing can match. */
export default defineCheck({
  id: "matching.anchor-differs",
  title: "The person's cloud user carries the AD account's sourceAnchor",
  guide: "objects.matching",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/tshoot-connect-sync-errors"],
  needs: ["ad.user", "entra.user", "entra.relatedUsers"],
  wants: ["ad.related", "entra.roles", "server.globalSettings", "server.runHistory", "server.connectors", "cs.chain"],
  messages: {
    noUser: "Active Directory has no such user, so there is no anchor to compare.",
    same: "No cloud user of {user} carries a sourceAnchor that belongs to nobody else.",
    differs: {
      code: "anchor-mismatch",
      text: "The cloud user {target} of {user} carries the sourceAnchor {theirs}; the AD account's is {ours}, so the two are not matched.",
      advice: [
        "Compare both persons first (name, mail, employee number).",
        "If they are one person: tie the cloud user {target} to the AD account. A target that is no longer synced gets the AD account's anchor as onPremisesImmutableId; one that still counts as synced is tied by writing its anchor to mS-DS-ConsistencyGuid of the AD account.",
        "Then run a delta cycle and look at the export.",
      ],
    },
  },
  evaluate(facts, person) {
    const { ad, anchor, carrier, rivals, settings } = person;
    if (ad === undefined) return { verdict: "skip", message: "noUser" };
    const user = pii(ad.userPrincipalName ?? ad.dn);
    const target = rivals.find(
      (u) =>
        anchorKind(settings, u, ad) === "made" &&
        mayBeMatched(ad, u, facts["entra.roles"]) &&
        ownerOf(person, u) === undefined,
    );
    if (target === undefined || anchor === undefined) return { verdict: "pass", message: "same", data: { user } };
    const clashes = clashesAmong(person.errors);
    const clash = errorNaming(clashes, target.id) ?? clashes[0];
    const isMet = clash !== undefined || carrier !== undefined;
    // What still counts as synced keeps its anchor: the account's must become that one, which only mS-DS-ConsistencyGuid allows.
    const tie: RemediationId[] = anchorCanBeSteered(settings) ? ["set-consistency-guid"] : [];
    return {
      verdict: "fail",
      message: "differs",
      proof: isMet ? "measured" : "timed",
      settles: isMet ? [] : unreadOf(facts, "cs.chain", "server.runHistory"),
      data: {
        user,
        target: pii(target.userPrincipalName),
        theirs: pii(target.onPremisesImmutableId, "anchor"),
        ours: pii(anchor, "anchor"),
      },
      evidence: [
        seenInAd(ad, facts["ad.user"]),
        seenInCloud(target, facts),
        ...(carrier === undefined ? [] : [seenInCloud(carrier, facts)]),
        ...(clash === undefined ? [] : [clash.evidence]),
      ],
      against: contradictions(ad, target, facts["ad.user"]),
      suggests: target.onPremisesSyncEnabled === true ? tie : ["hard-match"],
    };
  },
});
