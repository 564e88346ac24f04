import { areJoined, chainOf } from "../../identity/chain";
import { defineCheck } from "../../identity/define";
import { errorsNamed } from "../../identity/errors";
import { seenInAd } from "../../identity/evidence";
import { anchorCanBeSteered, anchorInUse, textAttribute } from "../../identity/link";
import type { SyncSettings } from "../../identity/settings";
import { cite, pii, told, valueOr, type AdObject, type Chain, type Fact } from "../../domain";

/** Two AD objects that are not joined to one metaverse person may not bring the same anchor. */
export default defineCheck({
  id: "matching.anchor-claimed-twice",
  title: {
    en: "No other AD object claims this sourceAnchor",
    de: "Kein anderes AD-Objekt beansprucht diesen sourceAnchor",
  },
  guide: "objects.matching",
  needs: ["ad.user", "ad.related"],
  wants: ["cs.chain", "cs.relatedChains", "server.globalSettings", "server.runHistory", "server.connectors"],
  messages: {
    noUser: {
      en: "Active Directory has no such user, so there is no anchor to compare.",
      de: "Active Directory hat keinen solchen Benutzer, es gibt also keinen sourceAnchor zu vergleichen.",
    },
    unique: {
      en: "No other AD object claims the sourceAnchor of {user}.",
      de: "Kein anderes AD-Objekt beansprucht den sourceAnchor von {user}.",
    },
    twice: {
      code: "anchor-conflict",
      text: {
        en: "{user} and {other} claim one sourceAnchor ({anchor}).",
        de: "{user} und {other} beanspruchen denselben sourceAnchor ({anchor}).",
      },
      advice: [
        {
          en: "Decide which of the two the cloud user belongs to.",
          de: "Entscheiden Sie, zu welchem der beiden der Cloudbenutzer gehört.",
        },
        {
          en: "Give the other one its own anchor: set its {attribute} to a value of its own (mS-DS-ConsistencyGuid: its own objectGUID) while it has not been exported, then run a delta cycle.",
          de: "Geben Sie dem anderen einen eigenen sourceAnchor: Setzen Sie {attribute} auf einen eigenen Wert (mS-DS-ConsistencyGuid: die eigene objectGUID), solange es noch nicht exportiert wurde, und starten Sie dann eine Deltasynchronisierung.",
        },
      ],
    },
  },
  evaluate(facts, { ad, anchor, others, errors, settings }) {
    if (ad === undefined) return { verdict: "skip", message: "noUser" };
    const user = pii(ad.dn);
    const refused = errorsNamed(errors, "DuplicateSourceAnchor", "DuplicateCloudAnchor");
    const own = valueOr(facts["cs.chain"], undefined);
    const chains = facts["cs.relatedChains"];
    const other = others.find(
      (o) =>
        anchor !== undefined &&
        anchorInUse(settings, o) === anchor &&
        !areJoined(own, chainOf(o, chains)) &&
        (refused.length > 0 || bringsAnchor(settings, ad, o, chains)),
    );
    if (other === undefined) return { verdict: "pass", message: "unique", data: { user } };
    const imported = chainOf(other, chains)?.adCs != null;
    return {
      verdict: "fail",
      message: "twice",
      proof: refused.length > 0 ? "stated" : "measured",
      data: { user, other: pii(other.dn), anchor: pii(anchor, "anchor"), attribute: settings.anchorAttribute },
      evidence: [
        seenInAd(ad, facts["ad.user"]),
        seenInAd(other, facts["ad.related"]),
        ...refused.map((e) => e.evidence),
        ...(imported
          ? [
              cite(
                told({ en: "{dn} is in the connector space", de: "{dn} ist im connector space" }, { dn: other.dn }),
                chains,
              ),
            ]
          : []),
      ],
      suggests: anchorCanBeSteered(settings) ? ["set-consistency-guid"] : [],
    };
  },
});

/** An object that the engine does not have brings no anchor. Where that was not read, the attribute in use must be filled on both. */
const bringsAnchor = (settings: SyncSettings, ad: AdObject, other: AdObject, chains: Fact<Chain[]>): boolean =>
  chains.state === "seen"
    ? chainOf(other, chains)?.adCs != null
    : [ad, other].every((o) => textAttribute(o, settings.anchorAttribute) !== undefined);
