import { isLeaving } from "../../identity/chain";
import { defineCheck } from "../../identity/define";
import { KINDS } from "../../identity/kinds";
import { nameOf } from "../../identity/naming";
import { AT_AN_UNKNOWN_TIME, NONE } from "../../identity/phrases";
import { isSyncedTwin } from "../../identity/twin";
import { cite, told, valueOr } from "../../domain";

/** Where the cloud lists such objects. */
const WHERE = {
  group: "Entra admin center › Groups › All groups",
  contact: "Exchange admin center › Recipients › Contacts",
  device: "Entra admin center › Devices › All devices",
} as const;

/** A group, contact or device that is synced, with nothing withheld and no error: sync is not what is wrong. */
export default defineCheck({
  id: "cloud-object.object-arrived",
  title: {
    en: "The group, contact or device is in the cloud, whole",
    de: "Die Gruppe, der Kontakt oder das Gerät ist vollständig in der Cloud",
  },
  guide: "confirm.presence",
  needs: ["ad.user", "entra.object"],
  wants: ["cs.chain", "server.globalSettings", "server.runHistory", "server.connectors"],
  messages: {
    arrived: {
      code: "already-synced",
      text: {
        en: "{object} is in the cloud as the {kind} {id}, last written by sync {lastSync}. Synchronization has nothing against it.",
        de: "{object} ist als {kind} {id} in der Cloud, zuletzt von der Synchronisierung geschrieben: {lastSync}. Die Synchronisierung hat nichts zu beanstanden.",
      },
      advice: [
        {
          en: "Look in {where} for {object} (object id {id}).",
          de: "Suchen Sie unter {where} nach {object} (Objekt-ID {id}).",
        },
        {
          en: "Not in the address list though mail-enabled: see whether it is hidden there (msExchHideFromAddressLists), and allow up to 24 hours for the offline address book.",
          de: "Nicht in der Adressliste, obwohl E-Mail-aktiviert: Prüfen Sie, ob das Objekt dort verborgen ist (msExchHideFromAddressLists), und rechnen Sie mit bis zu 24 Stunden für das Offlineadressbuch.",
        },
      ],
    },
    notWhole: {
      en: "It is no group, contact or device that stands in the cloud without a fault; other checks say why.",
      de: "Es ist keine Gruppe, kein Kontakt und kein Gerät, das fehlerfrei in der Cloud steht; andere Prüfungen nennen den Grund.",
    },
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
    const kind = KINDS[object.kind];
    const lastSync = object.onPremisesLastSyncDateTime ?? AT_AN_UNKNOWN_TIME;
    return {
      verdict: "warn",
      message: "arrived",
      standing: "benign",
      proof: "measured",
      data: { object: nameOf(ad), kind, id: object.id, where: WHERE[object.kind], lastSync },
      evidence: [
        cite(
          told("{dn}: objectGUID {guid}, objectSid {sid}", {
            dn: ad.dn,
            guid: ad.objectGUID,
            sid: ad.objectSid ?? NONE,
          }),
          facts["ad.user"],
        ),
        cite(
          told(
            {
              en: "{kind} {id}: synced, last sync {lastSync}",
              de: "{kind} {id}: synchronisiert, letzte Synchronisierung {lastSync}",
            },
            { kind, id: object.id, lastSync },
          ),
          facts["entra.object"],
        ),
      ],
    };
  },
});
