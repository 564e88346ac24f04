import { primaryAddress, sameText } from "../../identity/address";
import { defineCheck } from "../../identity/define";
import { CLASH, errorsNamed } from "../../identity/errors";
import { seenInAd, seenInCloud } from "../../identity/evidence";
import { isGuest } from "../../identity/holders";
import { citeError, errorsOf, flag, holdsRole, sidesOf, upnSent } from "../../identity/legacy";
import { samePerson } from "../../identity/same-person";
import { cite, pii } from "../../domain";

/** With soft match blocked, a cloud-only account is never joined by its sign-in name or primary address. */
export default defineCheck({
  id: "matching.soft-match-allowed",
  title: "The tenant lets accounts match by name and address",
  guide: "objects.matching",
  needs: ["ad.user", "entra.user", "entra.relatedUsers", "entra.synchronization"],
  wants: ["entra.roles", "server.globalSettings", "server.runHistory", "cs.chain"],
  messages: {
    noUser: "Active Directory has no such user, so nothing is matched.",
    allowed: "Soft match is not what keeps {user} from a cloud account.",
    blocked: {
      code: "soft-match-blocked",
      text: "The tenant blocks soft match, so {user} is not joined to the cloud-only account {target} of the same name.",
      advice: [
        "Tie the two by the source anchor instead (hard match), after comparing both persons.",
        "Leave blockSoftMatch on: it protects the tenant.",
      ],
    },
  },
  evaluate(facts) {
    const sides = sidesOf(facts),
      { ad, anchors } = sides;
    if (ad === undefined) return { verdict: "skip", message: "noUser" };
    const user = pii(ad.userPrincipalName ?? ad.dn),
      primary = primaryAddress(ad.proxyAddresses) ?? ad.mail;
    const target =
      flag(facts, "blockSoftMatchEnabled") !== true
        ? undefined
        : sides.rivals.find(
            (u) =>
              u.onPremisesImmutableId == null &&
              u.onPremisesSyncEnabled !== true &&
              !isGuest(u) &&
              !holdsRole(facts, u) &&
              (sameText(u.userPrincipalName, upnSent(facts, ad)) ||
                sameText(primaryAddress(u.proxyAddresses) ?? u.mail, primary)),
          );
    if (target === undefined) return { verdict: "pass", message: "allowed", data: { user } };
    const errors = errorsNamed(errorsOf(facts, { dn: ad.dn, anchors }), ...CLASH);
    return {
      verdict: "fail",
      message: "blocked",
      standing: errors.length > 0 || sides.linked !== undefined ? "shown" : "expected",
      data: { user, target: pii(target.userPrincipalName) },
      evidence: [
        cite("blockSoftMatchEnabled is true", facts["entra.synchronization"]),
        seenInAd(ad, facts["ad.user"]),
        seenInCloud(target, facts),
        ...errors.map(citeError),
      ],
      suggests: samePerson(ad, target) ? ["hard-match"] : [],
    };
  },
});
