import { defineCheck } from "../../identity/define";
import { cite, pii, valueOr } from "../../domain";

/** What was switched to cloud management no longer follows AD: a user, a group, a contact. */
export default defineCheck({
  id: "cloud-object.mastered-on-premises",
  title: "Active Directory masters the object",
  guide: "objects.status",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/user-source-of-authority-overview"],
  needs: ["entra.user", "entra.syncBehavior"],
  wants: ["cs.chain", "entra.object"],
  messages: {
    noUser: "There is no cloud object, so nothing masters it.",
    onPremises: "{target} is not switched to cloud management.",
    cloud: {
      code: "source-of-authority-cloud",
      text: "{target} was switched to cloud management: changes in Active Directory are ignored.",
      advice: [
        "Ask who switched it, and whether it was meant (audit log: Change Source of Authority from AD DS to cloud).",
        "Meant: change it in the cloud, members of a group among it. Not meant: an administrator sets isCloudManaged of onPremisesSyncBehavior back to false, after a user has left cloud-only groups; the next cycle takes over again.",
      ],
    },
  },
  evaluate(facts, { cloud, object }) {
    if (cloud === undefined && object === undefined) return { verdict: "skip", message: "noUser" };
    const target = pii(cloud?.userPrincipalName ?? object?.displayName ?? object?.id);
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
