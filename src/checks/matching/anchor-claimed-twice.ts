import { defineCheck } from "../../identity/define";
import { sameDn } from "../../identity/dn";
import { errorsNamed } from "../../identity/errors";
import { seenInAd } from "../../identity/evidence";
import { anchorsIn, citeError, errorsOf, sidesOf } from "../../identity/legacy";
import { cite, pii, valueOr, type AdObject } from "../../domain";

/** Two AD objects that are not joined to one metaverse person may not bring the same anchor. */
export default defineCheck({
  id: "matching.anchor-claimed-twice",
  title: "No other AD object claims this source anchor",
  guide: "objects.matching",
  needs: ["ad.user", "ad.related"],
  wants: ["cs.chain", "cs.relatedChains", "server.globalSettings", "server.runHistory"],
  messages: {
    noUser: "Active Directory has no such user, so there is no anchor to compare.",
    unique: "No other AD object claims the source anchor of {user}.",
    twice: {
      code: "anchor-conflict",
      text: "{user} and {other} claim one source anchor ({anchor}).",
      advice: [
        "Decide which of the two the cloud user belongs to.",
        "Give the other one its own anchor: set its mS-DS-ConsistencyGuid to its own objectGUID (while it has not been exported), then run a delta cycle.",
      ],
    },
  },
  evaluate(facts) {
    const sides = sidesOf(facts),
      { ad, anchors } = sides;
    if (ad === undefined) return { verdict: "skip", message: "noUser" };
    const data = { user: pii(ad.dn) },
      chains = facts["cs.relatedChains"],
      own = valueOr(facts["cs.chain"], undefined);
    const errors = errorsNamed(
      errorsOf(facts, { dn: ad.dn, anchors }),
      "DuplicateSourceAnchor",
      "DuplicateCloudAnchor",
    );
    const chainOf = (o: AdObject) =>
      chains.state === "seen" ? chains.value.find((c) => sameDn(c.adDn, o.dn)) : undefined;
    const claims = (o: AdObject): boolean => {
      if (anchors[0] === undefined || anchorsIn(facts, o)[0] !== anchors[0]) return false;
      const theirs = chainOf(o),
        joined = own?.mv != null && theirs?.mv?.ObjectId === own.mv.ObjectId;
      // An object that the engine does not have brings no anchor.
      const known =
        chains.state !== "seen"
          ? o["mS-DS-ConsistencyGuid"] !== undefined && ad["mS-DS-ConsistencyGuid"] !== undefined
          : theirs?.adCs != null;
      return !joined && (errors.length > 0 || known);
    };
    const other = sides.others.find(claims);
    if (other === undefined) return { verdict: "pass", message: "unique", data };
    return {
      verdict: "fail",
      message: "twice",
      standing: "shown",
      data: { ...data, other: pii(other.dn), anchor: pii(anchors[0], "anchor") },
      evidence: [
        seenInAd(ad, facts["ad.user"]),
        seenInAd(other, facts["ad.related"]),
        ...errors.map(citeError),
        ...(chainOf(other)?.adCs != null
          ? [cite(`${other.dn} is in the connector space`, chains.state === "seen" ? chains : undefined)]
          : []),
      ],
      suggests: ["set-consistency-guid"],
    };
  },
});
