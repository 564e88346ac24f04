import { namesOf } from "../../identity/address";
import { defineCheck } from "../../identity/define";
import { clashesAmong, errorNaming } from "../../identity/errors";
import { contradictions, seenInAd, seenInCloud } from "../../identity/evidence";
import { adNames, isGuest, isLicensed, rolesOf, sharedNames } from "../../identity/holders";
import { anchorKind } from "../../identity/link";
import { samePerson } from "../../identity/same-person";
import type { SyncSettings } from "../../identity/settings";
import { featureOf, isServiceAddress } from "../../identity/tenant";
import { pii, type AdObject, type CloudUser, type RemediationId } from "../../domain";

/** A cloud-only account holds the person's name or address and could not be matched; sync made a second account, or fails. */
export default defineCheck({
  id: "matching.no-cloud-duplicate",
  title: {
    en: "No cloud-only account stands beside the synced one",
    de: "Neben dem synchronisierten Konto steht kein reines Cloudkonto",
  },
  guide: "duplicates.collisions",
  needs: ["ad.user", "entra.user", "entra.relatedUsers"],
  wants: [
    "entra.roles",
    "entra.synchronization",
    "server.globalSettings",
    "server.runHistory",
    "server.connectors",
    "cs.chain",
  ],
  messages: {
    noUser: {
      en: "Active Directory has no such user, so nothing can be doubled.",
      de: "Active Directory hat keinen solchen Benutzer, es kann also nichts doppelt sein.",
    },
    single: { en: "No cloud-only account is in the way of {user}.", de: "Kein reines Cloudkonto steht {user} im Weg." },
    doubled: {
      code: "duplicate-cloud-user",
      text: {
        en: "The cloud-only account {target} holds {values} of {user}, and was not matched.",
        de: "Das reine Cloudkonto {target} belegt {values} von {user} und wurde nicht zugeordnet.",
      },
      advice: [
        {
          en: "Compare both accounts: licences, mailbox, sign-ins.",
          de: "Vergleichen Sie beide Konten: Lizenzen, Postfach, Anmeldungen.",
        },
        {
          en: "One person: tie {target} to the AD account by its sourceAnchor (hard match); an empty duplicate that sync made goes first.",
          de: "Eine Person: Verknüpfen Sie {target} über den sourceAnchor mit dem AD-Konto (hard match); ein leeres Duplikat, das die Synchronisierung angelegt hat, verschwindet zuerst.",
        },
        {
          en: "Somebody else's or nobody's: free the value there in Exchange, Set-Mailbox -Identity <holder> -EmailAddresses @{remove='<address>'}, or remove the account.",
          de: "Gehört es jemand anderem oder niemandem: Geben Sie den Wert dort in Exchange frei, Set-Mailbox -Identity <holder> -EmailAddresses @{remove='<address>'}, oder entfernen Sie das Konto.",
        },
      ],
    },
  },
  evaluate(facts, { ad, carrier, rivals, errors, settings }) {
    if (ad === undefined) return { verdict: "skip", message: "noUser" };
    const user = pii(ad.userPrincipalName ?? ad.dn);
    const single = { verdict: "pass", message: "single", data: { user } } as const;
    const target = rivals.find(
      (u) =>
        u.onPremisesSyncEnabled !== true &&
        anchorKind(settings, u, ad) !== "made" &&
        !isGuest(u) &&
        rolesOf(facts["entra.roles"], u).length === 0,
    );
    if (target === undefined) return single;
    const isBlockedForAll =
      featureOf(facts["entra.synchronization"], "blockSoftMatchEnabled") === true &&
      target.onPremisesImmutableId == null;
    const clashes = clashesAmong(errors);
    const named = errorNaming(clashes, target.id);
    const clash = named ?? clashes[0];
    // Without a second account or an error, the next export may well match it.
    if (isBlockedForAll || (carrier === undefined && clash === undefined)) return single;
    return {
      verdict: "fail",
      message: "doubled",
      proof: named === undefined ? "measured" : "stated",
      effectOf: ["anchor-unusable"],
      data: {
        user,
        target: pii(target.userPrincipalName),
        values: sharedNames(settings, ad, target).map((n) => pii(n)),
      },
      evidence: [
        seenInAd(ad, facts["ad.user"]),
        seenInCloud(target, facts),
        ...(carrier === undefined ? [] : [seenInCloud(carrier, facts)]),
        ...(clash === undefined ? [] : [clash.evidence]),
      ],
      against: contradictions(ad, target, facts["ad.user"]),
      suggests: waysOut(settings, ad, target),
    };
  },
});

/**
 * The person's own account is tied; somebody else's goes only where it is disabled, has no licence and no address but the person's. With one of
 * its own it may be a shared mailbox, which is disabled on purpose and needs no licence: there the address is taken from it in Exchange.
 */
const waysOut = (settings: SyncSettings, ad: AdObject, target: CloudUser): RemediationId[] => {
  if (samePerson(ad, target)) return ["hard-match"];
  const ours = adNames(settings, ad);
  const { mail = null, proxyAddresses = null } = target;
  const hasOwn = namesOf({ mail, proxyAddresses }).some((a) => !ours.includes(a) && !isServiceAddress(a));
  return isLicensed(target) || target.accountEnabled !== false || hasOwn ? [] : ["remove-cloud-user"];
};
