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
  title: {
    en: "The tenant lets accounts match by name and address",
    de: "Der Mandant lässt die Zuordnung von Konten nach Name und Adresse zu",
  },
  guide: "objects.matching",
  needs: ["ad.user", "entra.user", "entra.relatedUsers", "entra.synchronization"],
  wants: ["entra.roles", "server.globalSettings", "server.runHistory", "server.connectors", "cs.chain"],
  messages: {
    noUser: {
      en: "Active Directory has no such user, so nothing is matched.",
      de: "Active Directory hat keinen solchen Benutzer, also wird nichts zugeordnet.",
    },
    allowed: {
      en: "Soft match is not what keeps {user} from a cloud account.",
      de: "Der soft match ist nicht das, was {user} von einem Cloudkonto trennt.",
    },
    blocked: {
      code: "soft-match-blocked",
      text: {
        en: "The tenant blocks soft match, so {user} is not joined to the cloud-only account {target} of the same name.",
        de: "Der Mandant blockiert den soft match, deshalb wird {user} nicht mit dem reinen Cloudkonto {target} desselben Namens verknüpft.",
      },
      advice: [
        {
          en: "Tie the two by the sourceAnchor instead (hard match), after comparing both persons.",
          de: "Verknüpfen Sie die beiden stattdessen über den sourceAnchor (hard match), nachdem Sie beide Personen verglichen haben.",
        },
        {
          en: "Leave blockSoftMatch on: it protects the tenant.",
          de: "Lassen Sie blockSoftMatch eingeschaltet: Es schützt den Mandanten.",
        },
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
        cite(
          { en: "blockSoftMatchEnabled is true", de: "blockSoftMatchEnabled ist true" },
          facts["entra.synchronization"],
        ),
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
