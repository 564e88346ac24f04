import { isLeaving } from "../../identity/chain";
import { defineCheck } from "../../identity/define";
import { nameOf } from "../../identity/naming";
import { isSyncedTwin } from "../../identity/twin";
import { cite, valueOr } from "../../domain";

/** What the cloud calls its list of such objects. */
const WHERE = {
  group: "Groups › All groups",
  contact: "Exchange admin center › Recipients › Contacts",
  device: "Devices › All devices",
} as const;

/** A group, contact or device that is synced, with nothing withheld and no error: sync is not what is wrong. */
export default defineCheck({
  id: "cloud-object.object-arrived",
  title: "The group, contact or device is in the cloud, whole",
  guide: "confirm.presence",
  needs: ["ad.user", "entra.object"],
  wants: ["cs.chain", "server.globalSettings", "server.runHistory", "server.connectors"],
  messages: {
    arrived: {
      code: "already-synced",
      text: "{object} is in the cloud as the {kind} {id}, last written by sync {lastSync}. Synchronization has nothing against it.",
      advice: [
        "Look in Entra admin center › {where} for {object} (object id {id}).",
        "Not in the address list though mail-enabled: see whether it is hidden there (msExchHideFromAddressLists), and allow up to 24 hours for the offline address book.",
      ],
    },
    notWhole: "It is no group, contact or device that stands in the cloud without a fault; other checks say why.",
  },
  evaluate(facts, { ad, object, errors }) {
    const chain = facts["cs.chain"];
    const isWhole =
      isSyncedTwin(ad, object) &&
      (object?.onPremisesProvisioningErrors ?? []).length === 0 &&
      errors.length === 0 &&
      !isLeaving(chain) &&
      valueOr(chain, undefined)?.adCs?.HasSyncError !== true;
    if (ad === undefined || object === undefined || !isWhole) return { verdict: "skip", message: "notWhole" };
    const lastSync = object.onPremisesLastSyncDateTime ?? "at an unknown time";
    return {
      verdict: "warn",
      message: "arrived",
      standing: "benign",
      proof: "measured",
      data: { object: nameOf(ad), kind: object.kind, id: object.id, where: WHERE[object.kind], lastSync },
      evidence: [
        cite(`${ad.dn}: objectGUID ${ad.objectGUID}, objectSid ${ad.objectSid ?? "(none)"}`, facts["ad.user"]),
        cite(`${object.kind} ${object.id}: synced, last sync ${lastSync}`, facts["entra.object"]),
      ],
    };
  },
});
