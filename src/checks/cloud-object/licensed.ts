import { defineCheck } from "../../identity/define";
import { seenInCloud } from "../../identity/evidence";
import { aloneInCloud, isLicensed } from "../../identity/holders";
import { cite, pii, told } from "../../domain";

/** Without a licence no service shows the person. */
export default defineCheck({
  id: "cloud-object.licensed",
  title: { en: "The synced person has a licence", de: "Die synchronisierte Person hat eine Lizenz" },
  guide: "objects.status",
  needs: ["entra.user", "entra.relatedUsers"],
  wants: ["ad.user", "cs.chain", "server.globalSettings", "server.runHistory", "server.connectors"],
  messages: {
    noPair: {
      en: "The person is not in the cloud whole, so licences are not the question.",
      de: "Die Person ist nicht vollständig in der Cloud, Lizenzen sind also nicht die Frage.",
    },
    licensed: { en: "{target} is licensed.", de: "{target} hat eine Lizenz." },
    unlicensed: {
      code: "present-but-unlicensed",
      text: {
        en: "{target} is synced, but has no licence (usage location {location}), so Teams, Exchange and the others do not show it.",
        de: "{target} ist synchronisiert, hat aber keine Lizenz (Nutzungsstandort {location}); deshalb erscheint die Person in Teams, Exchange und den anderen Diensten nicht.",
      },
      advice: [
        {
          en: "Set the usage location, then assign a licence: Entra admin center › Users › {target} › Licences, or add the user to the group that licences come from.",
          de: "Legen Sie den Nutzungsstandort fest und weisen Sie dann eine Lizenz zu: Entra admin center › Users › {target} › Licences, oder nehmen Sie den Benutzer in die Gruppe auf, über die Lizenzen kommen.",
        },
        { en: "A mailbox and Teams follow within hours.", de: "Postfach und Teams folgen innerhalb von Stunden." },
      ],
    },
  },
  evaluate(facts, { soundPair, cloud }) {
    const user = aloneInCloud(facts["ad.user"], cloud) ?? soundPair?.user;
    if (user?.assignedLicenses === undefined || user.accountEnabled === false)
      return { verdict: "skip", message: "noPair" };
    const target = pii(user.userPrincipalName);
    const location = user.usageLocation ?? { en: "(none)", de: "(keiner)" };
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
        cite(
          told(
            {
              en: "assignedLicenses is empty, usageLocation {location}",
              de: "assignedLicenses ist leer, usageLocation {location}",
            },
            { location },
          ),
          facts["entra.user"],
        ),
      ],
    };
  },
});
