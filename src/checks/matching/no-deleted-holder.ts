import { defineCheck } from "../../identity/define";
import { clashesAmong, errorNaming, type ObjectError } from "../../identity/errors";
import { seenInAd, seenInCloud } from "../../identity/evidence";
import { cloudNames, isLicensed, sharedNames, withheldFrom } from "../../identity/holders";
import { carries, hadSid } from "../../identity/link";
import type { PersonOf } from "../../identity/person";
import { mayBeMatched, samePerson } from "../../identity/same-person";
import { lastSyncOf } from "../../identity/tenant";
import { at } from "../../identity/time";
import { pii, valueOr, type AdObject, type CloudUser, type Given, type RemediationId } from "../../domain";

const NEEDS = ["ad.user", "entra.user", "entra.relatedUsers", "entra.deletedUsers"] as const;
const WANTS = [
  "entra.roles",
  "entra.organization",
  "server.globalSettings",
  "server.runHistory",
  "server.connectors",
  "cs.chain",
] as const;
type Facts = Given<(typeof NEEDS)[number], (typeof WANTS)[number]>;
type Person = PersonOf<(typeof NEEDS)[number] | (typeof WANTS)[number]>;

/** A soft-deleted user keeps its anchor and addresses for 30 days, and still takes part in matching. */
export default defineCheck({
  id: "matching.no-deleted-holder",
  title: {
    en: "No deleted cloud user holds the anchor, the name or an address",
    de: "Kein gelöschter Cloudbenutzer belegt den sourceAnchor, den Namen oder eine Adresse",
  },
  guide: "duplicates.remove",
  needs: NEEDS,
  wants: WANTS,
  messages: {
    noUser: {
      en: "Active Directory has no such user, so nothing can be held.",
      de: "Active Directory hat keinen solchen Benutzer, es kann also nichts belegt sein.",
    },
    free: {
      en: "No deleted cloud user is in the way of {user}.",
      de: "Kein gelöschter Cloudbenutzer steht {user} im Weg.",
    },
    held: {
      code: "soft-deleted-conflict",
      text: {
        en: "The deleted cloud user {target} still holds the anchor or an address of {user}, so {user} is not in the cloud as it should be.",
        de: "Der gelöschte Cloudbenutzer {target} belegt noch den sourceAnchor oder eine Adresse von {user}, deshalb ist {user} nicht so in der Cloud, wie es sein soll.",
      },
      advice: [
        {
          en: "Compare the deleted user with the account that is kept: licences, mailbox, date of deletion.",
          de: "Vergleichen Sie den gelöschten Benutzer mit dem Konto, das bleibt: Lizenzen, Postfach, Löschdatum.",
        },
        {
          en: "It is the person's real account: restore it. It is an empty duplicate: purge it, tie the real account to the AD account, run a delta cycle. It is a duplicate that is not empty: let it give up its anchor (restore it under another name, clear onPremisesImmutableId, delete it again), then tie the real account.",
          de: "Es ist das echte Konto der Person: Stellen Sie es wieder her. Es ist ein leeres Duplikat: Löschen Sie es endgültig, verknüpfen Sie das echte Konto mit dem AD-Konto und starten Sie eine Deltasynchronisierung. Es ist ein Duplikat, das nicht leer ist: Lassen Sie es seinen sourceAnchor abgeben (unter anderem Namen wiederherstellen, onPremisesImmutableId leeren, wieder löschen) und verknüpfen Sie dann das echte Konto.",
        },
      ],
    },
  },
  evaluate(facts, person) {
    const { ad, carrier, rivals, deleted } = person;
    if (ad === undefined) return { verdict: "skip", message: "noUser" };
    const user = pii(ad.userPrincipalName ?? ad.dn);
    const clashes = clashesAmong(person.errors);
    const target = deleted.find((u) => isInTheWay(facts, person, ad, u, clashes));
    if (target === undefined) return { verdict: "pass", message: "free", data: { user } };
    const heir = carrier ?? rivals.find((u) => mayBeMatched(ad, u, facts["entra.roles"]));
    return {
      verdict: "fail",
      message: "held",
      proof: errorNaming(clashes, target.id) === undefined ? "measured" : "stated",
      ...(target.deletedDateTime == null ? {} : { since: target.deletedDateTime }),
      data: { user, target: pii(target.displayName ?? target.userPrincipalName) },
      evidence: [
        seenInAd(ad, facts["ad.user"]),
        seenInCloud(target, facts),
        ...(heir === undefined ? [] : [seenInCloud(heir, facts)]),
        ...clashes.map((e) => e.evidence),
      ],
      // The former self's cloud user was left behind since its anchor was not carried along.
      ...(hadSid(ad, target) ? { effectOf: ["anchor-mismatch"] as const } : {}),
      suggests: waysOut(ad, target, heir, heir !== carrier && carries(target, person.anchor)),
    };
  },
});

/** The service names it; or it holds the anchor or a name that is refused or withheld, and nobody alive does. */
function isInTheWay(
  facts: Facts,
  { anchor, carrier, users, settings }: Person,
  ad: AdObject,
  u: CloudUser,
  clashes: readonly ObjectError[],
): boolean {
  if (errorNaming(clashes, u.id) !== undefined) return true;
  if (carrier === undefined) {
    if (carries(u, anchor) && (clashes.length > 0 || isForgotten(facts, u))) return true;
    const isUnnamed = clashes.length > 0 && clashes.every((e) => e.holderId === undefined);
    if (isUnnamed && sharedNames(settings, ad, u).length > 0) return true;
  }
  const heldAlive = users.filter((other) => other !== carrier).flatMap(cloudNames);
  return withheldFrom(carrier).some((v) => cloudNames(u).includes(v) && !heldAlive.includes(v));
}
/** In scope and exported once, deleted in the cloud, and cycles have run since: sync does not bring it back by itself. */
function isForgotten(facts: Facts, { deletedDateTime }: CloudUser): boolean {
  const exported = valueOr(facts["cs.chain"], undefined)?.entraCs;
  const isInStep = exported != null && exported.IsConnector && exported.PendingExport === undefined;
  return isInStep && at(deletedDateTime) < at(lastSyncOf(facts["entra.organization"]));
}
/**
 * Where the person has another account, an empty deleted one is purged, and a licensed one, which is never purged, gives the anchor up that it holds;
 * else it is restored where it is the person's.
 */
function waysOut(ad: AdObject, target: CloudUser, heir: CloudUser | undefined, holdsAnchor: boolean): RemediationId[] {
  const purge: RemediationId[] = isLicensed(target) ? [] : ["purge-deleted-user"];
  if (heir === undefined) return samePerson(ad, target) ? ["restore-cloud-user", ...purge] : purge;
  return holdsAnchor ? [...purge, "hard-match"] : purge;
}
