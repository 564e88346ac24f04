import { bareAddress } from "../../identity/address";
import { defineCheck } from "../../identity/define";
import { CLASH, errorNaming, errorsNamed } from "../../identity/errors";
import { seenInAd, seenInCloud } from "../../identity/evidence";
import { cloudNames, isGuest, isLicensed } from "../../identity/holders";
import { citeError, errorsOf, holdsRole, sharedNames, sidesOf } from "../../identity/legacy";
import { samePerson } from "../../identity/same-person";
import { pii, valueOr } from "../../domain";

/** A soft-deleted user keeps its anchor and addresses for 30 days, and still takes part in matching. */
export default defineCheck({
  id: "matching.no-deleted-holder",
  title: "No deleted cloud user holds the anchor, the name or an address",
  guide: "duplicates.remove",
  needs: ["ad.user", "entra.user", "entra.relatedUsers", "entra.deletedUsers"],
  wants: ["entra.roles", "entra.organization", "server.globalSettings", "server.runHistory", "cs.chain"],
  messages: {
    noUser: "Active Directory has no such user, so nothing can be held.",
    free: "No deleted cloud user is in the way of {user}.",
    held: {
      code: "soft-deleted-conflict",
      text: "The deleted cloud user {target} still holds the anchor or an address of {user}, so {user} is not in the cloud as it should be.",
      advice: [
        "Compare the deleted user with the account that is kept: licences, mailbox, date of deletion.",
        "It is the person's real account: restore it. It is an empty duplicate: purge it, tie the real account to the AD account, run a delta cycle.",
      ],
    },
  },
  evaluate(facts) {
    const sides = sidesOf(facts),
      { ad, anchors, linked } = sides;
    if (ad === undefined) return { verdict: "skip", message: "noUser" };
    const user = pii(ad.userPrincipalName ?? ad.dn),
      errors = errorsNamed(errorsOf(facts, { dn: ad.dn, anchors }), ...CLASH);
    const withheld = (linked?.onPremisesProvisioningErrors ?? []).map((e) => bareAddress(e.value));
    const heldAlive = sides.users.flatMap((u) => (u === linked ? [] : cloudNames(u)));
    const cs = valueOr(facts["cs.chain"], undefined)?.entraCs,
      lastSync = Date.parse(valueOr(facts["entra.organization"], undefined)?.onPremisesLastSyncDateTime ?? "");
    // In scope and exported once, deleted in the cloud, and cycles have run since: sync does not bring it back by itself.
    const forgotten = (deletedAt: string | null | undefined): boolean =>
      cs != null && cs.IsConnector && cs.PendingExport === undefined && Date.parse(deletedAt ?? "") < lastSync;
    const target = sides.deleted.find((u) => {
      const owns = u.onPremisesImmutableId != null && u.onPremisesImmutableId === anchors[0];
      return (
        errorNaming(errors, u.id) !== undefined ||
        (linked === undefined && owns && (errors.length > 0 || forgotten(u.deletedDateTime))) ||
        (linked === undefined &&
          sharedNames(facts, ad, u).length > 0 &&
          errors.length > 0 &&
          errors.every((e) => e.holderId === undefined)) ||
        withheld.some((v) => cloudNames(u).includes(v) && !heldAlive.includes(v))
      );
    });
    if (target === undefined) return { verdict: "pass", message: "free", data: { user } };
    const heir = linked ?? sides.rivals.find((u) => !isGuest(u) && !holdsRole(facts, u) && samePerson(ad, u)),
      empty = !isLicensed(target);
    return {
      verdict: "fail",
      message: "held",
      standing: "shown",
      data: { user, target: pii(target.displayName ?? target.userPrincipalName) },
      evidence: [
        seenInAd(ad, facts["ad.user"]),
        seenInCloud(target, facts),
        ...(heir === undefined ? [] : [seenInCloud(heir, facts)]),
        ...errors.map(citeError),
      ],
      suggests:
        heir !== undefined
          ? empty
            ? ["purge-deleted-user"]
            : []
          : samePerson(ad, target)
            ? ["restore-cloud-user", ...(empty ? ["purge-deleted-user" as const] : [])]
            : empty
              ? ["purge-deleted-user"]
              : [],
    };
  },
});
