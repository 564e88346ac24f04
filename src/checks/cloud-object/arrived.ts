import { sameText } from "../../identity/address";
import { isLeaving } from "../../identity/chain";
import { defineCheck } from "../../identity/define";
import { seenInAd, seenInCloud } from "../../identity/evidence";
import { upnSent } from "../../identity/holders";
import { nameOf } from "../../identity/naming";
import { cite, pii, valueOr } from "../../domain";

/** Anchor equal on both sides, synced, nothing withheld, no error: sync is not what is wrong. */
export default defineCheck({
  id: "cloud-object.arrived",
  title: "The person is in the cloud, whole",
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
      text: "{user} is in the cloud as {target}, linked to the right AD account, last written by sync {lastSync}. Synchronization has nothing against it.",
      advice: [
        "Look in Entra admin center › Users for {target} (object id {id}); a list may be filtered or stale, so search by the sign-in name.",
        "Missing in Teams, Outlook or the address list: check licence, usage location and mailbox, and allow up to 24 hours for the offline address book.",
        "Missing for one person only: that person's client cache, address book policy or information barrier.",
      ],
    },
    notInGroup: "{user} is in the cloud whole, and not in the group that was asked about; another check says why.",
    notWhole: "The person is not in the cloud without a fault; other checks say why.",
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
        lastSync: user.onPremisesLastSyncDateTime ?? "at an unknown time",
      },
      evidence: [
        seenInAd(ad, facts["ad.user"]),
        seenInCloud(user, facts),
        ...(stored?.entraCs?.IsConnector === true
          ? [cite("The object in the Entra connector space is joined and has no error", chain)]
          : []),
      ],
    };
  },
});
