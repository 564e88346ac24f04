import { sameText } from "../../identity/address";
import { isLeaving } from "../../identity/chain";
import { defineCheck } from "../../identity/define";
import { seenInAd, seenInCloud } from "../../identity/evidence";
import { upnSent } from "../../identity/holders";
import { nameOf } from "../../identity/naming";
import { AT_AN_UNKNOWN_TIME } from "../../identity/phrases";
import { cite, pii, valueOr } from "../../domain";

/** Anchor equal on both sides, synced, nothing withheld, no error: sync is not what is wrong. */
export default defineCheck({
  id: "cloud-object.arrived",
  title: { en: "The person is in the cloud, whole", de: "Die Person ist vollständig in der Cloud" },
  guide: "confirm.presence",
  needs: ["ad.user", "entra.user", "entra.relatedUsers"],
  wants: [
    "cs.chain",
    "ad.group",
    "entra.group",
    "entra.membership",
    "server.globalSettings",
    "server.runHistory",
    "server.connectors",
  ],
  messages: {
    arrived: {
      code: "already-synced",
      text: {
        en: "{user} is in the cloud as {target}, linked to the right AD account, last written by sync {lastSync}. Synchronization has nothing against it.",
        de: "{user} ist als {target} in der Cloud, mit dem richtigen AD-Konto verknüpft und zuletzt von der Synchronisierung geschrieben: {lastSync}. Die Synchronisierung hat nichts zu beanstanden.",
      },
      advice: [
        {
          en: "Look in Entra admin center › Users for {target} (object id {id}); a list may be filtered or stale, so search by the sign-in name.",
          de: "Sehen Sie unter Entra admin center › Users nach {target} (Objekt-ID {id}); eine Liste kann gefiltert oder veraltet sein, suchen Sie deshalb nach dem Anmeldenamen.",
        },
        {
          en: "Missing in Teams, Outlook or the address list: check licence, usage location and mailbox, and allow up to 24 hours for the offline address book.",
          de: "Fehlt die Person in Teams, Outlook oder der Adressliste: Prüfen Sie Lizenz, Nutzungsstandort und Postfach und rechnen Sie mit bis zu 24 Stunden für das Offlineadressbuch.",
        },
        {
          en: "Missing for one person only: that person's client cache, address book policy or information barrier.",
          de: "Fehlt sie nur bei einer einzelnen Person: Prüfen Sie dort den Clientcache, die Adressbuchrichtlinie oder eine Informationsbarriere.",
        },
      ],
    },
    notInGroup: {
      en: "{user} is in the cloud whole, and not in the group that was asked about; another check says why.",
      de: "{user} ist vollständig in der Cloud, aber nicht in der Gruppe, nach der gefragt wurde; eine andere Prüfung nennt den Grund.",
    },
    notWhole: {
      en: "The person is not in the cloud without a fault; other checks say why.",
      de: "Die Person ist nicht fehlerfrei in der Cloud; andere Prüfungen nennen den Grund.",
    },
  },
  evaluate(facts, { soundPair, settings }) {
    const chain = facts["cs.chain"];
    const stored = valueOr(chain, undefined);
    if (
      soundPair === undefined ||
      !sameText(soundPair.user.userPrincipalName, upnSent(settings, soundPair.ad)) ||
      isLeaving(chain) ||
      stored?.adCs?.HasSyncError === true
    )
      return { verdict: "skip", message: "notWhole" };
    const { ad, user } = soundPair;
    const isAskedOfGroup = [facts["ad.group"], facts["entra.group"]].some((group) => group.state === "seen");
    if (isAskedOfGroup && valueOr(facts["entra.membership"], undefined)?.isMember !== true)
      return { verdict: "skip", message: "notInGroup", data: { user: nameOf(ad) } };
    return {
      verdict: "warn",
      message: "arrived",
      standing: "benign",
      proof: "measured",
      data: {
        user: pii(ad.userPrincipalName ?? ad.dn),
        target: pii(user.userPrincipalName),
        id: user.id,
        lastSync: user.onPremisesLastSyncDateTime ?? AT_AN_UNKNOWN_TIME,
      },
      evidence: [
        seenInAd(ad, facts["ad.user"]),
        seenInCloud(user, facts),
        ...(stored?.entraCs?.IsConnector === true
          ? [
              cite(
                {
                  en: "The object in the Entra connector space is joined and has no error",
                  de: "Das Objekt im Entra-connector space ist verknüpft und hat keinen Fehler",
                },
                chain,
              ),
            ]
          : []),
      ],
    };
  },
});
