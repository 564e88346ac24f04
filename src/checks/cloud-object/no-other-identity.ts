import { defineCheck } from "../../identity/define";
import { seenInCloud } from "../../identity/evidence";
import { aloneInCloud, isGuest } from "../../identity/holders";
import { sameDisplayName } from "../../identity/same-person";
import { cite, pii } from "../../domain";

/** A guest identity of the same person beside the synced one is what people find first. */
export default defineCheck({
  id: "cloud-object.no-other-identity",
  title: "The person has no second, external identity",
  guide: "objects.status",
  needs: ["entra.user", "entra.relatedUsers"],
  wants: ["ad.user", "cs.chain", "server.globalSettings", "server.runHistory", "server.connectors"],
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
    guestAlone: {
      code: "external-address-confusion",
      text: "{guest} is a guest, an external identity: no account of this person stands in Active Directory, and synchronization has no part in it.",
      advice: [
        "A guest stands in no address list unless it is shown there: Entra admin center › Users › the guest, or Set-MailUser -HiddenFromAddressListsEnabled $false.",
        "Where the person needs an account of this organization, it is made in Active Directory; the guest then keeps the external address until one of the two gives it up.",
      ],
    },
  },
  evaluate(facts, { soundPair, users, cloud, ad: account }) {
    if (account === undefined && facts["ad.user"].state === "absent" && cloud !== undefined && isGuest(cloud))
      return {
        verdict: "fail",
        message: "guestAlone",
        standing: "benign",
        proof: "timed",
        data: { guest: pii(cloud.userPrincipalName) },
        evidence: [seenInCloud(cloud, facts), cite("No such account in Active Directory", facts["ad.user"])],
      };
    const user = aloneInCloud(facts["ad.user"], cloud) ?? soundPair?.user;
    if (user === undefined) return { verdict: "skip", message: "noPair" };
    const named = soundPair?.ad ?? user;
    const target = pii(user.userPrincipalName);
    const guest = users.find((u) => u.id !== user.id && isGuest(u) && sameDisplayName(named, u));
    if (guest === undefined) return { verdict: "pass", message: "single", data: { target } };
    return {
      verdict: "fail",
      message: "guest",
      standing: "benign",
      proof: "timed",
      data: { target, guest: pii(guest.userPrincipalName) },
      evidence: [seenInCloud(user, facts), seenInCloud(guest, facts)],
    };
  },
});
