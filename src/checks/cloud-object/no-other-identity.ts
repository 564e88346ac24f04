import { defineCheck } from "../../identity/define";
import { seenInCloud } from "../../identity/evidence";
import { isGuest } from "../../identity/holders";
import { sidesOf, soundPair } from "../../identity/legacy";
import { sameDisplayName } from "../../identity/same-person";
import { pii } from "../../domain";

/** A guest identity of the same person beside the synced one is what people find first. */
export default defineCheck({
  id: "cloud-object.no-other-identity",
  title: "The person has no second, external identity",
  guide: "objects.status",
  needs: ["ad.user", "entra.user", "entra.relatedUsers"],
  wants: ["cs.chain", "server.globalSettings", "server.runHistory"],
  messages: {
    noPair: "The person is not in the cloud whole, so a second identity is not the question.",
    single: "No guest identity of the person stands beside {target}.",
    guest: {
      code: "external-address-confusion",
      text: "{target} is synced well; beside it stands the guest {guest} of the same person, which people may find instead.",
      advice: [
        "Tell people to pick {target}.",
        "Where the guest is not needed any more, its owner removes it; chats and files shared with the guest stay with the guest.",
      ],
    },
  },
  evaluate(facts) {
    const pair = soundPair(facts);
    if (pair === undefined) return { verdict: "skip", message: "noPair" };
    const target = pii(pair.user.userPrincipalName),
      guest = sidesOf(facts).users.find((u) => u.id !== pair.user.id && isGuest(u) && sameDisplayName(pair.ad, u));
    if (guest === undefined) return { verdict: "pass", message: "single", data: { target } };
    return {
      verdict: "fail",
      message: "guest",
      standing: "benign",
      proof: "timed",
      data: { target, guest: pii(guest.userPrincipalName) },
      evidence: [seenInCloud(pair.user, facts), seenInCloud(guest, facts)],
      suggests: [],
    };
  },
});
