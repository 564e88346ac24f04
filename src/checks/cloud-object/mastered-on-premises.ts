import { defineCheck } from "../../identity/define";
import { cite, pii, valueOr } from "../../domain";

/** A user that was switched to cloud management no longer follows AD. */
export default defineCheck({
  id: "cloud-object.mastered-on-premises",
  title: "Active Directory masters the user",
  guide: "objects.status",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/user-source-of-authority-overview"],
  needs: ["entra.user", "entra.syncBehavior"],
  wants: ["cs.chain"],
  messages: {
    noUser: "There is no cloud user, so nothing masters it.",
    onPremises: "{target} is not switched to cloud management.",
    cloud: {
      code: "source-of-authority-cloud",
      text: "{target} was switched to cloud management: changes in Active Directory are ignored.",
      advice: [
        "Ask who switched it, and whether it was meant (audit log: Change Source of Authority from AD DS to cloud).",
        "Meant: change the user in the cloud. Not meant: an administrator sets isCloudManaged of onPremisesSyncBehavior back to false, after the user has left cloud-only groups; the next cycle takes over again.",
      ],
    },
  },
  evaluate(facts, { cloud }) {
    if (cloud === undefined) return { verdict: "skip", message: "noUser" };
    const target = pii(cloud.userPrincipalName);
    const behavior = facts["entra.syncBehavior"];
    const chain = facts["cs.chain"];
    const isManaged = valueOr(behavior, undefined)?.isCloudManaged === true;
    const isBlocked = isTrue(valueOr(chain, undefined)?.entraCs?.Attributes["blockOnPremisesSync"]);
    if (!isManaged && !isBlocked) return { verdict: "pass", message: "onPremises", data: { target } };
    return {
      verdict: "fail",
      message: "cloud",
      proof: "stated",
      data: { target },
      evidence: [
        ...(isManaged ? [cite("onPremisesSyncBehavior.isCloudManaged is true", behavior)] : []),
        ...(isBlocked ? [cite("blockOnPremisesSync is true on the object in the Entra connector space", chain)] : []),
      ],
    };
  },
});

/** Attributes in a connector space come as texts or as booleans. */
const isTrue = (value: unknown): boolean => /^true$/i.test(String(value ?? ""));
