import { bareAddress } from "../../identity/address";
import { defineCheck } from "../../identity/define";
import { CLASH, errorNaming, errorsNamed } from "../../identity/errors";
import { seenInAd, seenInCloud } from "../../identity/evidence";
import { cloudNames, isGuest } from "../../identity/holders";
import { citeError, errorsOf, sharedNames, sidesOf } from "../../identity/legacy";
import { pii } from "../../domain";

/** A guest with the person's address is never matched, and holds the address. */
export default defineCheck({
  id: "matching.no-guest-in-the-way",
  title: "No guest holds an address of the person",
  guide: "objects.duplicates",
  needs: ["ad.user", "entra.user", "entra.relatedUsers"],
  wants: ["server.globalSettings", "server.runHistory", "cs.chain"],
  messages: {
    noUser: "Active Directory has no such user, so nothing can be held.",
    free: "No guest is in the way of {user}.",
    guest: {
      code: "guest-conflict",
      text: "The guest {guest} holds {values} of {user}.",
      advice: [
        "Ask the owner of the invitation whether the guest is still needed: files and teams shared with it go with it.",
        "Either remove the guest (Entra admin center › Users) or take the address from it, or take the external address out of mail and proxyAddresses of the AD account.",
        "Run a delta cycle and check again.",
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
    const guest = sides.rivals.find(
      (u) =>
        isGuest(u) &&
        (linked === undefined ||
          errorNaming(errors, u.id) !== undefined ||
          withheld.some((v) => cloudNames(u).includes(v))),
    );
    if (guest === undefined) return { verdict: "pass", message: "free", data: { user } };
    const proof = errorNaming(errors, guest.id);
    return {
      verdict: "fail",
      message: "guest",
      standing: proof !== undefined || linked !== undefined ? "shown" : "expected",
      data: { user, guest: pii(guest.userPrincipalName), values: sharedNames(facts, ad, guest).map((n) => pii(n)) },
      evidence: [
        seenInAd(ad, facts["ad.user"]),
        seenInCloud(guest, facts),
        ...(proof === undefined ? [] : [citeError(proof)]),
      ],
      suggests: [],
    };
  },
});
