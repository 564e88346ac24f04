import { defineCheck } from "../../identity/define";
import { clashesAmong, errorNaming, errorsOn } from "../../identity/errors";
import { seenInAd, seenInCloud } from "../../identity/evidence";
import { isGuest, isLicensed, rolesOf, sharedNames, withheldFrom } from "../../identity/holders";
import { anchorKind, anchorsOf, carries } from "../../identity/link";
import { ownerOf, type PersonOf } from "../../identity/person";
import { samePerson } from "../../identity/same-person";
import { lastSyncOf } from "../../identity/tenant";
import { at } from "../../identity/time";
import { pii, valueOr, type AdObject, type Claim, type CloudUser, type Given, type RemediationId } from "../../domain";

const NEEDS = ["ad.user", "ad.related", "ad.deleted", "entra.user", "entra.relatedUsers"] as const;
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

/** A cloud user whose anchor no live AD object has: its account is gone, and it stayed. */
export default defineCheck({
  id: "matching.no-orphan",
  title: {
    en: "No cloud user is left over from a lost AD account",
    de: "Kein Cloudbenutzer ist von einem verlorenen AD-Konto übrig",
  },
  guide: "duplicates.stale",
  needs: NEEDS,
  wants: WANTS,
  messages: {
    none: {
      en: "No cloud user with a lost AD account was found.",
      de: "Es wurde kein Cloudbenutzer mit verlorenem AD-Konto gefunden.",
    },
    orphan: {
      code: "orphaned-cloud-object",
      text: {
        en: "{target} was synced once and has lost its AD account: no live AD object has its anchor {anchor}.",
        de: "{target} war einmal synchronisiert und hat sein AD-Konto verloren: Kein vorhandenes AD-Objekt hat seinen sourceAnchor {anchor}.",
      },
      advice: [
        {
          en: "Make sure that nobody needs the account: licences, mailbox, sign-ins.",
          de: "Stellen Sie sicher, dass niemand das Konto braucht: Lizenzen, Postfach, Anmeldungen.",
        },
        {
          en: "Not wanted: remove it; it can be restored for 30 days. Wanted: keep it as a cloud-only account, or tie it to a new AD account.",
          de: "Nicht gewollt: Entfernen Sie es; es lässt sich 30 Tage lang wiederherstellen. Gewollt: Behalten Sie es als reines Cloudkonto, oder verknüpfen Sie es mit einem neuen AD-Konto.",
        },
      ],
    },
    holder: {
      code: "orphaned-cloud-object",
      text: {
        en: "{target}, left over from an AD account that no longer exists, holds {values} of {user}.",
        de: "{target} ist von einem AD-Konto übrig, das es nicht mehr gibt, und belegt {values} von {user}.",
      },
      advice: [
        { en: "Make sure that nobody needs {target}.", de: "Stellen Sie sicher, dass niemand {target} braucht." },
        {
          en: "Not wanted: remove it, then run a delta cycle. Wanted: free the address in Exchange.",
          de: "Nicht gewollt: Entfernen Sie es und starten Sie dann eine Deltasynchronisierung. Gewollt: Geben Sie die Adresse in Exchange frei.",
        },
      ],
    },
  },
  evaluate(facts, person) {
    const { ad, users, rivals, settings } = person;
    const none: Claim<"none"> = { verdict: "pass", message: "none" };
    const target = (ad === undefined ? users : rivals).find((u) => isLost(facts, person, u));
    if (target === undefined || (ad !== undefined && samePerson(ad, target))) return none;
    const gone = valueOr(facts["ad.deleted"], []).find((o) => anchorsOf(settings, o).some((a) => carries(target, a)));
    // Deleted after the last cycle: the cloud has not had the chance to follow.
    if (at(gone?.whenChanged) > at(lastSyncOf(facts["entra.organization"]))) return none;
    return ad === undefined ? orphan(facts, target, gone) : holder(facts, person, ad, target, gone);
  },
});

/** It carries an anchor of the engine's, and no live AD object that was found has it. */
const isLost = (facts: Facts, person: Person, u: CloudUser): boolean =>
  u !== person.carrier &&
  !isGuest(u) &&
  rolesOf(facts["entra.roles"], u).length === 0 &&
  anchorKind(person.settings, u, person.ad) === "made" &&
  ownerOf(person, u) === undefined &&
  !person.anchors.some((a) => carries(u, a));

const whatIsGone = (facts: Facts, gone: AdObject | undefined) => ({
  evidence: gone === undefined ? [] : [seenInAd(gone, facts["ad.deleted"])],
  ...(gone?.whenChanged === undefined ? {} : { since: gone.whenChanged }),
});
/** A licensed one is somebody's: it is never removed. */
const waysOut = (target: CloudUser): RemediationId[] => (isLicensed(target) ? [] : ["remove-cloud-user"]);

/** Whom was asked for is left over. */
function orphan(facts: Facts, target: CloudUser, gone: AdObject | undefined): Claim<"orphan"> {
  const anchor = target.onPremisesImmutableId ?? "";
  const [refused] = errorsOn(
    { anchors: [anchor] },
    { chain: facts["cs.chain"], runs: facts["server.runHistory"], connectors: facts["server.connectors"] },
  );
  const { evidence, ...since } = whatIsGone(facts, gone);
  return {
    verdict: "fail",
    message: "orphan",
    proof: "measured",
    ...since,
    data: { target: pii(target.userPrincipalName), anchor: pii(anchor, "anchor") },
    evidence: [seenInCloud(target, facts), ...evidence, ...(refused === undefined ? [] : [refused.evidence])],
    suggests: waysOut(target),
  };
}
/** What is left over holds a name or an address of whom was asked for. */
function holder(
  facts: Facts,
  { carrier, errors, settings }: Person,
  ad: AdObject,
  target: CloudUser,
  gone: AdObject | undefined,
): Claim<"holder"> {
  const clash = errorNaming(clashesAmong(errors), target.id);
  const { evidence, ...since } = whatIsGone(facts, gone);
  return {
    verdict: "fail",
    message: "holder",
    standing: clash !== undefined || withheldFrom(carrier).length > 0 ? "shown" : "expected",
    proof: clash === undefined ? "measured" : "stated",
    ...since,
    data: {
      target: pii(target.userPrincipalName),
      user: pii(ad.userPrincipalName ?? ad.dn),
      values: sharedNames(settings, ad, target).map((n) => pii(n)),
    },
    evidence: [
      seenInCloud(target, facts),
      seenInAd(ad, facts["ad.user"]),
      ...evidence,
      ...(clash === undefined ? [] : [clash.evidence]),
    ],
    suggests: waysOut(target),
  };
}
