import { defineCheck } from "../../identity/define";
import { seenInCloud } from "../../identity/evidence";
import { aloneInCloud, isLicensed } from "../../identity/holders";
import { cite, pii } from "../../domain";

/** Without a licence no service shows the person. */
export default defineCheck({
  id: "cloud-object.licensed",
  title: "The synced person has a licence",
  guide: "objects.status",
  needs: ["entra.user", "entra.relatedUsers"],
  wants: ["ad.user", "cs.chain", "server.globalSettings", "server.runHistory", "server.connectors"],
  messages: {
    noPair: "The person is not in the cloud whole, so licences are not the question.",
    licensed: "{target} is licensed.",
    unlicensed: {
      code: "present-but-unlicensed",
      text: "{target} is synced, but has no licence (usage location {location}), so Teams, Exchange and the others do not show it.",
      advice: [
        "Set the usage location, then assign a licence: Entra admin center › Users › {target} › Licences, or add the user to the group that licences come from.",
        "A mailbox and Teams follow within hours.",
      ],
    },
  },
  evaluate(facts, { soundPair, cloud }) {
    const user = aloneInCloud(facts["ad.user"], cloud) ?? soundPair?.user;
    if (user?.assignedLicenses === undefined || user.accountEnabled === false)
      return { verdict: "skip", message: "noPair" };
    const target = pii(user.userPrincipalName);
    const location = user.usageLocation ?? "(none)";
    if (isLicensed(user)) return { verdict: "pass", message: "licensed", data: { target } };
    return {
      verdict: "fail",
      message: "unlicensed",
      standing: "expected",
      proof: "measured",
      // The licence may be on the cloud user of the person's other account.
      effectOf: ["wrong-match"],
      data: { target, location },
      evidence: [
        seenInCloud(user, facts),
        cite(`assignedLicenses is empty, usageLocation ${location}`, facts["entra.user"]),
      ],
    };
  },
});
