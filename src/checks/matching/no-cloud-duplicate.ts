import { guidOfImmutableId } from "../../identity/anchor";
import { defineCheck } from "../../identity/define";
import { CLASH, errorNaming, errorsNamed } from "../../identity/errors";
import { seenInAd, seenInCloud } from "../../identity/evidence";
import { isGuest, isLicensed } from "../../identity/holders";
import { citeError, errorsOf, flag, holdsRole, sharedNames, sidesOf } from "../../identity/legacy";
import { samePerson } from "../../identity/same-person";
import { pii } from "../../domain";

/** A cloud-only account holds the person's name or address and could not be matched; sync made a second account, or fails. */
export default defineCheck({
  id: "matching.no-cloud-duplicate",
  title: "No cloud-only account stands beside the synced one",
  guide: "duplicates.collisions",
  needs: ["ad.user", "entra.user", "entra.relatedUsers"],
  wants: ["entra.roles", "entra.synchronization", "server.globalSettings", "server.runHistory", "cs.chain"],
  messages: {
    noUser: "Active Directory has no such user, so nothing can be doubled.",
    single: "No cloud-only account is in the way of {user}.",
    doubled: {
      code: "duplicate-cloud-user",
      text: "The cloud-only account {target} holds {values} of {user}, and was not matched.",
      advice: [
        "Compare both accounts: licences, mailbox, sign-ins.",
        "One person: tie {target} to the AD account by its source anchor (hard match); an empty duplicate that sync made goes first.",
        "Somebody else's or nobody's: free the value there in Exchange, Set-Mailbox -Identity <holder> -EmailAddresses @{remove='<address>'}, or remove the account.",
      ],
    },
  },
  evaluate(facts) {
    const sides = sidesOf(facts),
      { ad, anchors, linked } = sides;
    if (ad === undefined) return { verdict: "skip", message: "noUser" };
    const user = pii(ad.userPrincipalName ?? ad.dn),
      errors = errorsNamed(errorsOf(facts, { dn: ad.dn, anchors }), ...CLASH);
    const target = sides.rivals.find(
      (u) =>
        u.onPremisesSyncEnabled !== true &&
        guidOfImmutableId(u.onPremisesImmutableId) === undefined &&
        !isGuest(u) &&
        !holdsRole(facts, u),
    );
    // Without a second account or an error, the next export may well match it.
    const proof = target === undefined ? undefined : (errorNaming(errors, target.id) ?? errors[0]);
    const blockedForAll = flag(facts, "blockSoftMatchEnabled") === true && target?.onPremisesImmutableId == null;
    if (target === undefined || blockedForAll || (linked === undefined && proof === undefined))
      return { verdict: "pass", message: "single", data: { user } };
    return {
      verdict: "fail",
      message: "doubled",
      standing: "shown",
      data: { user, target: pii(target.userPrincipalName), values: sharedNames(facts, ad, target).map((n) => pii(n)) },
      evidence: [
        seenInAd(ad, facts["ad.user"]),
        seenInCloud(target, facts),
        ...(linked === undefined ? [] : [seenInCloud(linked, facts)]),
        ...(proof === undefined ? [] : [citeError(proof)]),
      ],
      suggests: samePerson(ad, target)
        ? ["hard-match"]
        : isLicensed(target) || target.accountEnabled !== false
          ? []
          : ["remove-cloud-user"],
    };
  },
});
