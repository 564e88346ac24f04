import { defineCheck } from "../../identity/define";
import { clashesAmong, errorNaming } from "../../identity/errors";
import { seenInAd, seenInCloud } from "../../identity/evidence";
import { cloudNames, isGuest, sharedNames, withheldFrom } from "../../identity/holders";
import { pii } from "../../domain";

/** A guest with the person's address is never matched, and holds the address. */
export default defineCheck({
  id: "matching.no-guest-in-the-way",
  title: "No guest holds an address of the person",
  guide: "objects.duplicates",
  needs: ["ad.user", "entra.user", "entra.relatedUsers"],
  wants: ["server.globalSettings", "server.runHistory", "server.connectors", "cs.chain"],
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
  evaluate(facts, { ad, carrier, rivals, errors, settings }) {
    if (ad === undefined) return { verdict: "skip", message: "noUser" };
    const user = pii(ad.userPrincipalName ?? ad.dn);
    const clashes = clashesAmong(errors);
    const withheld = withheldFrom(carrier);
    // Beside a person that is in the cloud, a guest is in the way only where the service says so.
    const guest = rivals.find(
      (u) =>
        isGuest(u) &&
        (carrier === undefined ||
          errorNaming(clashes, u.id) !== undefined ||
          withheld.some((v) => cloudNames(u).includes(v))),
    );
    if (guest === undefined) return { verdict: "pass", message: "free", data: { user } };
    const clash = errorNaming(clashes, guest.id);
    return {
      verdict: "fail",
      message: "guest",
      standing: clash !== undefined || carrier !== undefined ? "shown" : "expected",
      proof: clash === undefined ? "measured" : "stated",
      data: { user, guest: pii(guest.userPrincipalName), values: sharedNames(settings, ad, guest).map((n) => pii(n)) },
      evidence: [
        seenInAd(ad, facts["ad.user"]),
        seenInCloud(guest, facts),
        ...(clash === undefined ? [] : [clash.evidence]),
      ],
    };
  },
});
