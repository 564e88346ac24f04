import { sameText } from "../../identity/address";
import { defineCheck } from "../../identity/define";
import { seenInAd, seenInCloud } from "../../identity/evidence";
import { cloudNames, isGuest, isLicensed, sharedNames, upnSent, withheldFrom } from "../../identity/holders";
import { ownerOf, type PersonOf } from "../../identity/person";
import { nothingInCommon, sameDisplayName, sameHuman } from "../../identity/same-person";
import { pii, type AdObject, type Claim, type CloudUser } from "../../domain";

const NEEDS = ["ad.user", "ad.related", "entra.user", "entra.relatedUsers"] as const;
const WANTS = ["server.globalSettings"] as const;
type Person = PersonOf<(typeof NEEDS)[number] | (typeof WANTS)[number]>;

/** What is done by hand about a wrong pair. */
const STEPS = [
  "Compare both persons: names, employee number, mail, last sign-in. Moving an anchor hands over an identity, so two people do it together.",
  "Take both AD accounts out of the synchronized scope and run a delta cycle; both cloud users are soft-deleted and keep their mailboxes for 30 days.",
  "Restore the cloud user that is kept, clear its onPremisesImmutableId, and write the anchor of the right AD account on it.",
  "Bring only the right AD account back in scope, run a delta cycle, and check the mailbox and sign-in before the other one goes.",
] as const;

/** An anchor ties a cloud user to one AD account: to somebody else's, or to the wrong one of a person's two, and everything flows from there. */
export default defineCheck({
  id: "matching.right-person-joined",
  title: "The cloud user follows the right AD account",
  guide: "anchors.reprovisioned",
  needs: NEEDS,
  wants: WANTS,
  messages: {
    noUser: "Active Directory has no such user, so there is no pair to compare.",
    right: "The cloud user of {user} follows this AD account.",
    stranger: {
      code: "wrong-match",
      text: "{user} is joined to the cloud user {target}, and neither names nor addresses of the two agree.",
      advice: STEPS,
    },
    otherOwner: {
      code: "wrong-match",
      text: "The cloud user {target} of {user} follows another AD account, {other}.",
      advice: STEPS,
    },
    secondAccount: {
      code: "wrong-match",
      text: "The person has two AD accounts. The cloud user {target} with the licences follows {other}; {user} has an empty one.",
      advice: STEPS,
    },
  },
  evaluate(facts, person) {
    const { ad, carrier, users } = person;
    if (ad === undefined) return { verdict: "skip", message: "noUser" };
    const user = pii(ad.userPrincipalName ?? ad.dn);
    const found: Claim<"stranger" | "otherOwner" | "secondAccount">[] = [];
    if (carrier !== undefined && nothingInCommon(ad, carrier))
      found.push({
        verdict: "fail",
        message: "stranger",
        proof: "measured",
        data: { user, target: pii(carrier.userPrincipalName) },
        evidence: [seenInAd(ad, facts["ad.user"]), seenInCloud(carrier, facts)],
      });
    for (const target of users.filter((u) => u !== carrier && !isGuest(u))) {
      const owner = ownerOf(person, target);
      const message = owner === undefined ? undefined : whatIsWrong(person, ad, owner, target);
      if (owner === undefined || message === undefined) continue;
      found.push({
        verdict: "fail",
        message,
        proof: "measured",
        data: { user, target: pii(target.userPrincipalName), other: pii(owner.dn) },
        evidence: [
          seenInAd(ad, facts["ad.user"]),
          seenInAd(owner, facts["ad.related"]),
          seenInCloud(target, facts),
          ...(carrier === undefined ? [] : [seenInCloud(carrier, facts)]),
        ],
      });
    }
    return found.length > 0 ? found : { verdict: "pass", message: "right", data: { user } };
  },
});

/** What is wrong about a cloud user that follows another AD account. */
function whatIsWrong(
  { carrier, settings }: Person,
  ad: AdObject,
  owner: AdObject,
  target: CloudUser,
): "otherOwner" | "secondAccount" | undefined {
  const isStranger = sharedNames(settings, owner, target).length === 0 && nothingInCommon(owner, target);
  if (isStranger && sameDisplayName(ad, target)) return "otherOwner";
  if (carrier === undefined || !sameHuman(ad, owner) || sameText(owner.userPrincipalName, ad.userPrincipalName))
    return undefined;
  // Both in sync and nothing withheld: no clash of values, the mailbox simply hangs off the other account.
  const isEmptyAndSound = !isLicensed(carrier) && withheldFrom(carrier).length === 0;
  const isNamed = cloudNames(target).includes((upnSent(settings, ad) ?? "").toLowerCase());
  return isEmptyAndSound && isLicensed(target) && isNamed ? "secondAccount" : undefined;
}
