import { guidOfImmutableId } from "../../identity/anchor";
import { defineCheck } from "../../identity/define";
import { CLASH, errorNaming, errorsNamed } from "../../identity/errors";
import { seenInAd, seenInCloud } from "../../identity/evidence";
import { isGuest } from "../../identity/holders";
import { citeError, errorsOf, holdsRole, ownerOf, sidesOf } from "../../identity/legacy";
import { samePerson } from "../../identity/same-person";
import { pii } from "../../domain";

/** A re-created or moved AD account has a new anchor, and the person's cloud user still carries the old one: nothing can match. */
export default defineCheck({
  id: "matching.anchor-differs",
  title: "The person's cloud user carries the AD account's source anchor",
  guide: "objects.matching",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/tshoot-connect-sync-errors"],
  needs: ["ad.user", "entra.user", "entra.relatedUsers"],
  wants: ["ad.related", "entra.roles", "server.globalSettings", "server.runHistory", "cs.chain"],
  messages: {
    noUser: "Active Directory has no such user, so there is no anchor to compare.",
    same: "No cloud user of {user} carries a source anchor that belongs to nobody else.",
    differs: {
      code: "anchor-mismatch",
      text: "The cloud user {target} of {user} carries the source anchor {theirs}; the AD account's is {ours}, so the two are not matched.",
      advice: [
        "Compare both persons first (name, mail, employee number).",
        "If they are one person: tie the cloud user {target} to the AD account. A target that is no longer synced gets the AD account's anchor as onPremisesImmutableId; one that still counts as synced is tied by writing its anchor to mS-DS-ConsistencyGuid of the AD account.",
        "Then run a delta cycle and look at the export.",
      ],
    },
  },
  evaluate(facts) {
    const sides = sidesOf(facts),
      { ad, anchors } = sides;
    if (ad === undefined) return { verdict: "skip", message: "noUser" };
    const target = sides.rivals.find(
      (u) =>
        guidOfImmutableId(u.onPremisesImmutableId) !== undefined &&
        !isGuest(u) &&
        !holdsRole(facts, u) &&
        ownerOf(facts, sides, u) === undefined &&
        samePerson(ad, u),
    );
    if (target === undefined || anchors[0] === undefined)
      return { verdict: "pass", message: "same", data: { user: pii(ad.userPrincipalName ?? ad.dn) } };
    const errors = errorsNamed(errorsOf(facts, { dn: ad.dn, anchors }), ...CLASH),
      proof = errorNaming(errors, target.id) ?? errors[0];
    return {
      verdict: "fail",
      message: "differs",
      standing: "shown",
      proof: proof === undefined && sides.linked === undefined ? "timed" : "measured",
      data: {
        user: pii(ad.userPrincipalName ?? ad.dn),
        target: pii(target.userPrincipalName),
        theirs: pii(target.onPremisesImmutableId, "anchor"),
        ours: pii(anchors[0], "anchor"),
      },
      evidence: [
        seenInAd(ad, facts["ad.user"]),
        seenInCloud(target, facts),
        ...(sides.linked === undefined ? [] : [seenInCloud(sides.linked, facts)]),
        ...(proof === undefined ? [] : [citeError(proof)]),
      ],
      suggests: [target.onPremisesSyncEnabled === true ? "set-consistency-guid" : "hard-match"],
    };
  },
});
