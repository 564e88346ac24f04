import { defineCheck } from "../../identity/define";
import { clashesAmong, errorNaming } from "../../identity/errors";
import { contradictions, seenInAd, seenInCloud } from "../../identity/evidence";
import { anchorCanBeSteered, anchorKind, carries, hadSid } from "../../identity/link";
import { isLicensed } from "../../identity/holders";
import { ownerOf, type PersonOf } from "../../identity/person";
import { mayBeMatched, samePerson } from "../../identity/same-person";
import { at } from "../../identity/time";
import { unreadOf } from "../../identity/unread";
import {
  cite,
  pii,
  told,
  type AdObject,
  type Claim,
  type CloudUser,
  type Given,
  type RemediationId,
} from "../../domain";

const NEEDS = ["ad.user", "entra.user", "entra.relatedUsers"] as const;
const WANTS = [
  "ad.related",
  "entra.deletedUsers",
  "entra.roles",
  "server.globalSettings",
  "server.runHistory",
  "server.connectors",
  "cs.chain",
] as const;
type Facts = Given<(typeof NEEDS)[number], (typeof WANTS)[number]>;
type Person = PersonOf<(typeof NEEDS)[number] | (typeof WANTS)[number]>;

/** A re-created or moved AD account has a new anchor, and the person's cloud user still carries the old one: nothing can match. */
export default defineCheck({
  id: "matching.anchor-differs",
  title: {
    en: "The person's cloud user carries the AD account's sourceAnchor",
    de: "Der Cloudbenutzer der Person trägt den sourceAnchor des AD-Kontos",
  },
  guide: "objects.matching",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/tshoot-connect-sync-errors"],
  needs: NEEDS,
  wants: WANTS,
  messages: {
    noUser: {
      en: "Active Directory has no such user, so there is no anchor to compare.",
      de: "Active Directory hat keinen solchen Benutzer, es gibt also keinen sourceAnchor zu vergleichen.",
    },
    same: {
      en: "No cloud user of {user} carries a sourceAnchor that belongs to nobody else.",
      de: "Kein Cloudbenutzer von {user} trägt einen sourceAnchor, der sonst niemandem gehört.",
    },
    differs: {
      code: "anchor-mismatch",
      text: {
        en: "The cloud user {target} of {user} carries the sourceAnchor {theirs}; the AD account's is {ours}, so the two are not matched.",
        de: "Der Cloudbenutzer {target} von {user} trägt den sourceAnchor {theirs}; der des AD-Kontos ist {ours}, deshalb werden die beiden einander nicht zugeordnet.",
      },
      advice: [
        {
          en: "Compare both persons first (name, mail, employee number).",
          de: "Vergleichen Sie zuerst beide Personen (Name, E-Mail, Personalnummer).",
        },
        {
          en: "If they are one person: tie the cloud user {target} to the AD account. A target that is no longer synced gets the AD account's anchor as onPremisesImmutableId; one that still counts as synced is tied by writing its anchor to mS-DS-ConsistencyGuid of the AD account.",
          de: "Sind sie dieselbe Person: Verknüpfen Sie den Cloudbenutzer {target} mit dem AD-Konto. Wird er nicht mehr synchronisiert, erhält er den sourceAnchor des AD-Kontos als onPremisesImmutableId; gilt er noch als synchronisiert, wird sein sourceAnchor in mS-DS-ConsistencyGuid des AD-Kontos geschrieben.",
        },
        {
          en: "Then run a delta cycle and look at the export.",
          de: "Starten Sie dann eine Deltasynchronisierung und sehen Sie sich den Export an.",
        },
      ],
    },
    madeAnew: {
      code: "anchor-mismatch",
      text: {
        en: "{user} was made anew: the cloud user of the former account, {target}, carries the anchor {theirs} and lies among the deleted users with its licences, and synchronization made another, empty one with the anchor {ours}.",
        de: "{user} wurde neu angelegt: Der Cloudbenutzer des früheren Kontos, {target}, trägt den sourceAnchor {theirs} und liegt mit seinen Lizenzen unter den gelöschten Benutzern, und die Synchronisierung hat einen anderen, leeren mit dem sourceAnchor {ours} angelegt.",
      },
      advice: [
        {
          en: "Nothing of the person is lost: {target} can be restored until 30 days after its deletion.",
          de: "Von der Person ist nichts verloren: {target} lässt sich bis 30 Tage nach dem Löschen wiederherstellen.",
        },
        {
          en: "Take {user} out of the synchronized scope and run a delta cycle, so that the empty cloud user goes; purge it from the deleted users once it is proved empty.",
          de: "Nehmen Sie {user} aus dem Synchronisierungsbereich und starten Sie eine Deltasynchronisierung, damit der leere Cloudbenutzer verschwindet; löschen Sie ihn endgültig aus den gelöschten Benutzern, sobald bewiesen ist, dass er leer ist.",
        },
        {
          en: "Write the former anchor ({theirs}) to mS-DS-ConsistencyGuid of {user} while it is out of scope, bring it back in scope, and run a delta cycle: {target} is restored by the match.",
          de: "Schreiben Sie den früheren sourceAnchor ({theirs}) in mS-DS-ConsistencyGuid von {user}, solange das Konto außerhalb des Bereichs ist, nehmen Sie es wieder in den Bereich auf und starten Sie eine Deltasynchronisierung: Durch die Zuordnung wird {target} wiederhergestellt.",
        },
      ],
    },
    moved: {
      code: "anchor-mismatch",
      text: {
        en: "{user} was moved here from another forest (sIDHistory {sid}) without its anchor {theirs}: the cloud user of the former account, {target}, is among the deleted users, and synchronization made another one with the anchor {ours}.",
        de: "{user} kam aus einer anderen Gesamtstruktur hierher (sIDHistory {sid}), ohne den sourceAnchor {theirs}: Der Cloudbenutzer des früheren Kontos, {target}, ist unter den gelöschten Benutzern, und die Synchronisierung hat einen anderen mit dem sourceAnchor {ours} angelegt.",
      },
      advice: [
        {
          en: "Nothing of the person is lost: {target} can be restored until 30 days after its deletion. Do the next accounts only after this one is mended.",
          de: "Von der Person ist nichts verloren: {target} lässt sich bis 30 Tage nach dem Löschen wiederherstellen. Verschieben Sie die nächsten Konten erst, wenn dieses in Ordnung ist.",
        },
        {
          en: "Take {user} out of the synchronized scope and run a delta cycle, so that the empty cloud user goes; purge it from the deleted users once it is proved empty.",
          de: "Nehmen Sie {user} aus dem Synchronisierungsbereich und starten Sie eine Deltasynchronisierung, damit der leere Cloudbenutzer verschwindet; löschen Sie ihn endgültig aus den gelöschten Benutzern, sobald bewiesen ist, dass er leer ist.",
        },
        {
          en: "Write the former account's anchor ({theirs}) to mS-DS-ConsistencyGuid of {user} while it is out of scope, bring it back in scope, and run a delta cycle: {target} is restored by the match.",
          de: "Schreiben Sie den sourceAnchor des früheren Kontos ({theirs}) in mS-DS-ConsistencyGuid von {user}, solange das Konto außerhalb des Bereichs ist, nehmen Sie es wieder in den Bereich auf und starten Sie eine Deltasynchronisierung: Durch die Zuordnung wird {target} wiederhergestellt.",
        },
        {
          en: "For the accounts still to be moved: copy mS-DS-ConsistencyGuid to the new account before it is first synchronized, and take the old one out of scope afterwards.",
          de: "Für die Konten, die noch umziehen: Kopieren Sie mS-DS-ConsistencyGuid auf das neue Konto, bevor es zum ersten Mal synchronisiert wird, und nehmen Sie das alte danach aus dem Bereich.",
        },
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
    if (target === undefined || anchor === undefined)
      return formerSelf(facts, person, ad) ?? { verdict: "pass", message: "same", data: { user } };
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

/**
 * The deleted cloud user of the account's former self: in another forest, whose SID its sIDHistory keeps, so that the migration did not carry the anchor
 * along (adsync reference §5.4); or an account of the same person that was deleted and made anew, whose licences lie with the deleted one.
 */
function formerSelf(facts: Facts, person: Person, ad: AdObject): Claim<"moved" | "madeAnew"> | undefined {
  const { carrier, anchor, deleted } = person;
  if (anchor === undefined || carrier === undefined) return undefined;
  const target = deleted.find(
    (u) =>
      u.onPremisesImmutableId != null &&
      !carries(u, anchor) &&
      (hadSid(ad, u) || (leftItsLicences(ad, carrier, u) && ownerOf(person, u) === undefined)),
  );
  if (target === undefined) return undefined;
  const isMoved = hadSid(ad, target);
  return {
    verdict: "fail",
    message: isMoved ? "moved" : "madeAnew",
    proof: "measured",
    ...(target.deletedDateTime == null ? {} : { since: target.deletedDateTime }),
    data: {
      user: pii(ad.userPrincipalName ?? ad.dn),
      sid: pii(target.onPremisesSecurityIdentifier, "SID"),
      target: pii(target.displayName ?? target.userPrincipalName),
      theirs: pii(target.onPremisesImmutableId, "anchor"),
      ours: pii(anchor, "anchor"),
    },
    evidence: [
      seenInAd(ad, facts["ad.user"]),
      ...(isMoved
        ? [
            cite(
              told(
                { en: "sIDHistory holds {sid}", de: "sIDHistory enthält {sid}" },
                { sid: target.onPremisesSecurityIdentifier ?? "?" },
              ),
              facts["ad.user"],
            ),
          ]
        : []),
      seenInCloud(target, facts),
      seenInCloud(carrier, facts),
    ],
  };
}
/** An older cloud user of the same person and name, deleted with its licences, beside a new one that has none. */
const leftItsLicences = (ad: AdObject, carrier: CloudUser, gone: CloudUser): boolean =>
  isLicensed(gone) && !isLicensed(carrier) && samePerson(ad, gone) && at(gone.createdDateTime) < at(ad.whenCreated);
