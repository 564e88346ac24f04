import { defineCheck } from "../../identity/define";
import { cite, pii, valueOr } from "../../domain";

/** What was switched to cloud management no longer follows AD: a user, a group, a contact. */
export default defineCheck({
  id: "cloud-object.mastered-on-premises",
  title: { en: "Active Directory masters the object", de: "Active Directory verwaltet das Objekt" },
  guide: "objects.status",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/user-source-of-authority-overview"],
  needs: ["entra.user", "entra.syncBehavior"],
  wants: ["cs.chain", "entra.object"],
  messages: {
    noUser: {
      en: "There is no cloud object, so nothing masters it.",
      de: "Es gibt kein Cloudobjekt, das verwaltet würde.",
    },
    onPremises: {
      en: "{target} is not switched to cloud management.",
      de: "{target} ist nicht auf Cloudverwaltung umgestellt.",
    },
    cloud: {
      code: "source-of-authority-cloud",
      text: {
        en: "{target} was switched to cloud management: changes in Active Directory are ignored.",
        de: "{target} wurde auf Cloudverwaltung umgestellt: Änderungen in Active Directory werden ignoriert.",
      },
      advice: [
        {
          en: "Ask who switched it, and whether it was meant (audit log: Change Source of Authority from AD DS to cloud).",
          de: "Klären Sie, wer umgestellt hat und ob es gewollt war (Überwachungsprotokoll: Change Source of Authority from AD DS to cloud).",
        },
        {
          en: "Meant: change it in the cloud, members of a group among it. Not meant: an administrator sets isCloudManaged of onPremisesSyncBehavior back to false, after a user has left cloud-only groups; the next cycle takes over again.",
          de: "Gewollt: Nehmen Sie Änderungen in der Cloud vor, auch an den Mitgliedern einer Gruppe. Nicht gewollt: Ein Administrator setzt isCloudManaged von onPremisesSyncBehavior zurück auf false, bei einem Benutzer erst, nachdem er reine Cloudgruppen verlassen hat; der nächste Zyklus übernimmt wieder.",
        },
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
        ...(isManaged
          ? [
              cite(
                {
                  en: "onPremisesSyncBehavior.isCloudManaged is true",
                  de: "onPremisesSyncBehavior.isCloudManaged ist true",
                },
                behavior,
              ),
            ]
          : []),
        ...(isBlocked
          ? [
              cite(
                {
                  en: "blockOnPremisesSync is true on the object in the Entra connector space",
                  de: "blockOnPremisesSync ist true am Objekt im Entra-connector space",
                },
                chain,
              ),
            ]
          : []),
      ],
    };
  },
});

/** Attributes in a connector space come as texts or as booleans. */
const isTrue = (value: unknown): boolean => /^true$/i.test(String(value ?? ""));
