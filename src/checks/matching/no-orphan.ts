import { guidOfImmutableId } from "../../identity/anchor";
import { defineCheck } from "../../identity/define";
import { CLASH, errorNaming, errorsNamed } from "../../identity/errors";
import { seenInAd, seenInCloud } from "../../identity/evidence";
import { isGuest, isLicensed } from "../../identity/holders";
import { anchorsIn, citeError, errorsOf, holdsRole, ownerOf, sharedNames, sidesOf } from "../../identity/legacy";
import { samePerson } from "../../identity/same-person";
import { pii, type CloudUser } from "../../domain";

/** A cloud user whose anchor no live AD object has: its account is gone, and it stayed. */
export default defineCheck({
  id: "matching.no-orphan",
  title: "No cloud user is left over from a lost AD account",
  guide: "duplicates.stale",
  needs: ["ad.user", "ad.related", "ad.deleted", "entra.user", "entra.relatedUsers"],
  wants: ["entra.roles", "entra.organization", "server.globalSettings", "server.runHistory", "cs.chain"],
  messages: {
    none: "No cloud user with a lost AD account was found.",
    orphan: {
      code: "orphaned-cloud-object",
      text: "{target} was synced once and has lost its AD account: no live AD object has its anchor {anchor}.",
      advice: [
        "Make sure that nobody needs the account: licences, mailbox, sign-ins.",
        "Not wanted: remove it; it can be restored for 30 days. Wanted: keep it as a cloud-only account, or tie it to a new AD account.",
      ],
    },
    holder: {
      code: "orphaned-cloud-object",
      text: "{target}, left over from an AD account that no longer exists, holds {values} of {user}.",
      advice: [
        "Make sure that nobody needs {target}.",
        "Not wanted: remove it, then run a delta cycle. Wanted: free the address in Exchange.",
      ],
    },
  },
  evaluate(facts) {
    const sides = sidesOf(facts),
      { ad } = sides;
    const lost = (u: CloudUser): boolean =>
      u !== sides.linked &&
      !isGuest(u) &&
      !holdsRole(facts, u) &&
      guidOfImmutableId(u.onPremisesImmutableId) !== undefined &&
      ownerOf(facts, sides, u) === undefined &&
      !sides.anchors.includes(u.onPremisesImmutableId!);
    const target = (ad === undefined ? sides.users : sides.rivals).find(lost);
    if (target === undefined || (ad !== undefined && samePerson(ad, target)))
      return { verdict: "pass", message: "none" };
    const gone =
      facts["ad.deleted"].state === "seen"
        ? facts["ad.deleted"].value.find((o) => anchorsIn(facts, o).includes(target.onPremisesImmutableId!))
        : undefined;
    const org = facts["entra.organization"],
      lastSync = org.state === "seen" ? (org.value.onPremisesLastSyncDateTime ?? "") : "";
    // Deleted after the last cycle: the cloud has not had the chance to follow.
    if (
      gone !== undefined &&
      typeof gone.whenChanged === "string" &&
      lastSync !== "" &&
      Date.parse(gone.whenChanged) > Date.parse(lastSync)
    )
      return { verdict: "pass", message: "none" };
    const errors = errorsOf(facts, {
      dn: ad?.dn,
      anchors: ad === undefined ? [target.onPremisesImmutableId!] : sides.anchors,
    });
    const proof = ad === undefined ? errors[0] : errorNaming(errorsNamed(errors, ...CLASH), target.id);
    const unwanted = !isLicensed(target);
    return {
      verdict: "fail",
      message: ad === undefined ? "orphan" : "holder",
      standing:
        ad === undefined || proof !== undefined || sides.linked?.onPremisesProvisioningErrors?.length
          ? "shown"
          : "expected",
      data: {
        target: pii(target.userPrincipalName),
        anchor: pii(target.onPremisesImmutableId, "anchor"),
        ...(ad === undefined
          ? {}
          : { user: pii(ad.userPrincipalName ?? ad.dn), values: sharedNames(facts, ad, target).map((n) => pii(n)) }),
      },
      evidence: [
        seenInCloud(target, facts),
        ...(ad === undefined ? [] : [seenInAd(ad, facts["ad.user"])]),
        ...(gone === undefined ? [] : [seenInAd(gone, facts["ad.deleted"])]),
        ...(proof === undefined ? [] : [citeError(proof)]),
      ],
      suggests: unwanted ? ["remove-cloud-user"] : [],
    };
  },
});
