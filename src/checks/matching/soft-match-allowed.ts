import { primaryAddress, sameText } from "../../identity/address";
import { defineCheck } from "../../identity/define";
import { clashesAmong } from "../../identity/errors";
import { contradictions, seenInAd, seenInCloud } from "../../identity/evidence";
import { isGuest, rolesOf, upnSent } from "../../identity/holders";
import { samePerson } from "../../identity/same-person";
import type { SyncSettings } from "../../identity/settings";
import { featureOf } from "../../identity/tenant";
import { cite, pii, type AdObject, type CloudUser } from "../../domain";

/** With soft match blocked, a cloud-only account is never joined by its sign-in name or primary address. */
export default defineCheck({
  id: "matching.soft-match-allowed",
  title: "The tenant lets accounts match by name and address",
  guide: "objects.matching",
  needs: ["ad.user", "entra.user", "entra.relatedUsers", "entra.synchronization"],
  wants: ["entra.roles", "server.globalSettings", "server.runHistory", "server.connectors", "cs.chain"],
  messages: {
    noUser: "Active Directory has no such user, so nothing is matched.",
    allowed: "Soft match is not what keeps {user} from a cloud account.",
    blocked: {
      code: "soft-match-blocked",
      text: "The tenant blocks soft match, so {user} is not joined to the cloud-only account {target} of the same name.",
      advice: [
        "Tie the two by the sourceAnchor instead (hard match), after comparing both persons.",
        "Leave blockSoftMatch on: it protects the tenant.",
      ],
    },
  },
  evaluate(facts, { ad, carrier, rivals, errors, settings }) {
    if (ad === undefined) return { verdict: "skip", message: "noUser" };
    const user = pii(ad.userPrincipalName ?? ad.dn);
    const isBlocked = featureOf(facts["entra.synchronization"], "blockSoftMatchEnabled") === true;
    const target = rivals.find(
      (u) =>
        isBlocked &&
        u.onPremisesImmutableId == null &&
        u.onPremisesSyncEnabled !== true &&
        !isGuest(u) &&
        rolesOf(facts["entra.roles"], u).length === 0 &&
        wouldSoftMatch(settings, ad, u),
    );
    if (target === undefined) return { verdict: "pass", message: "allowed", data: { user } };
    const clashes = clashesAmong(errors);
    return {
      verdict: "fail",
      message: "blocked",
      standing: clashes.length > 0 || carrier !== undefined ? "shown" : "expected",
      proof: "measured",
      data: { user, target: pii(target.userPrincipalName) },
      evidence: [
        cite("blockSoftMatchEnabled is true", facts["entra.synchronization"]),
        seenInAd(ad, facts["ad.user"]),
        seenInCloud(target, facts),
        ...clashes.map((e) => e.evidence),
      ],
      against: contradictions(ad, target, facts["ad.user"]),
      suggests: samePerson(ad, target) ? ["hard-match"] : [],
    };
  },
});

/** By sign-in name or primary address (Graph reference §6.1). */
function wouldSoftMatch(settings: SyncSettings, ad: AdObject, user: CloudUser): boolean {
  const primary = (o: AdObject | CloudUser) => primaryAddress(o.proxyAddresses) ?? o.mail;
  return sameText(user.userPrincipalName, upnSent(settings, ad)) || sameText(primary(user), primary(ad));
}
