import { sameText } from "../../identity/address";
import { defineCheck } from "../../identity/define";
import { seenInAd, seenInCloud } from "../../identity/evidence";
import { cloudNames, isGuest, isLicensed } from "../../identity/holders";
import { ownerOf, sharedNames, sidesOf, upnSent } from "../../identity/legacy";
import { nothingInCommon, sameDisplayName, sameHuman } from "../../identity/same-person";
import { pii, type Claim } from "../../domain";

/** An anchor ties a cloud user to one AD account: to somebody else's, or to the wrong one of a person's two, and everything flows from there. */
export default defineCheck({
  id: "matching.right-person-joined",
  title: "The cloud user follows the right AD account",
  guide: "anchors.reprovisioned",
  needs: ["ad.user", "ad.related", "entra.user", "entra.relatedUsers"],
  wants: ["server.globalSettings"],
  messages: {
    noUser: "Active Directory has no such user, so there is no pair to compare.",
    right: "The cloud user of {user} follows this AD account.",
    stranger: {
      code: "wrong-match",
      text: "{user} is joined to the cloud user {target}, and neither names nor addresses of the two agree.",
      advice: STEPS(),
    },
    otherOwner: {
      code: "wrong-match",
      text: "The cloud user {target} of {user} follows another AD account, {other}.",
      advice: STEPS(),
    },
    secondAccount: {
      code: "wrong-match",
      text: "The person has two AD accounts. The cloud user {target} with the licences follows {other}; {user} has an empty one.",
      advice: STEPS(),
    },
  },
  evaluate(facts) {
    const sides = sidesOf(facts),
      { ad, linked } = sides;
    if (ad === undefined) return { verdict: "skip", message: "noUser" };
    const user = pii(ad.userPrincipalName ?? ad.dn),
      seenAd = seenInAd(ad, facts["ad.user"]),
      found: Claim<"stranger" | "otherOwner" | "secondAccount">[] = [];
    if (linked !== undefined && nothingInCommon(ad, linked))
      found.push({
        verdict: "fail",
        message: "stranger",
        data: { user, target: pii(linked.userPrincipalName) },
        evidence: [seenAd, seenInCloud(linked, facts)],
        suggests: [],
      });
    for (const target of sides.users.filter((u) => u !== linked && !isGuest(u))) {
      const owner = ownerOf(facts, sides, target);
      if (owner === undefined) continue;
      const evidence = [
        seenAd,
        seenInAd(owner, facts["ad.related"]),
        seenInCloud(target, facts),
        ...(linked === undefined ? [] : [seenInCloud(linked, facts)]),
      ];
      const data = { user, target: pii(target.userPrincipalName), other: pii(owner.dn) };
      const itsOwn = sharedNames(facts, owner, target).length > 0;
      if (!itsOwn && nothingInCommon(owner, target) && sameDisplayName(ad, target))
        found.push({ verdict: "fail", message: "otherOwner", data, evidence, suggests: [] });
      // Both in sync and nothing withheld: no clash of values, the mailbox simply hangs off the other account.
      else if (
        sameHuman(ad, owner) &&
        linked !== undefined &&
        !isLicensed(linked) &&
        isLicensed(target) &&
        (linked.onPremisesProvisioningErrors ?? []).length === 0 &&
        cloudNames(target).includes((upnSent(facts, ad) ?? "").toLowerCase()) &&
        !sameText(owner.userPrincipalName, ad.userPrincipalName)
      )
        found.push({ verdict: "fail", message: "secondAccount", data, evidence, suggests: [] });
    }
    return found.length > 0 ? found : { verdict: "pass", message: "right", data: { user } };
  },
});
function STEPS(): string[] {
  return [
    "Compare both persons: names, employee number, mail, last sign-in. Moving an anchor hands over an identity, so two people do it together.",
    "Take both AD accounts out of the synchronized scope and run a delta cycle; both cloud users are soft-deleted and keep their mailboxes for 30 days.",
    "Restore the cloud user that is kept, clear its onPremisesImmutableId, and write the anchor of the right AD account on it.",
    "Bring only the right AD account back in scope, run a delta cycle, and check the mailbox and sign-in before the other one goes.",
  ];
}
