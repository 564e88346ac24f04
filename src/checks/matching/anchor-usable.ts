import { immutableIdOf } from "../../identity/anchor";
import { defineCheck } from "../../identity/define";
import { errorsNamed, type ObjectError } from "../../identity/errors";
import { contradictions, seenInAd, seenInCloud } from "../../identity/evidence";
import { anchorCanBeSteered, anchorKind, isLinkedMailbox } from "../../identity/link";
import type { PersonOf } from "../../identity/person";
import { mayBeMatched } from "../../identity/same-person";
import { unreadOf } from "../../identity/unread";
import { cite, pii, valueOr, type AdObject, type Claim, type Given, type MvObject } from "../../domain";

const NEEDS = ["ad.user", "entra.user", "entra.relatedUsers"] as const;
const WANTS = ["entra.roles", "server.globalSettings", "server.runHistory", "server.connectors", "cs.chain"] as const;
type Facts = Given<(typeof NEEDS)[number], (typeof WANTS)[number]>;
type Person = PersonOf<(typeof NEEDS)[number] | (typeof WANTS)[number]>;

/** An anchor that is empty, malformed, or made from another attribute than the one in use never matches. */
export default defineCheck({
  id: "matching.anchor-usable",
  title: { en: "The sourceAnchor is usable on both sides", de: "Der sourceAnchor ist auf beiden Seiten verwendbar" },
  guide: "objects.matching",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/plan-connect-design-concepts"],
  needs: NEEDS,
  wants: WANTS,
  messages: {
    noUser: {
      en: "Active Directory has no such user, so there is no anchor to judge.",
      de: "Active Directory hat keinen solchen Benutzer, es gibt also keinen sourceAnchor zu beurteilen.",
    },
    usable: { en: "The sourceAnchor of {user} is usable.", de: "Der sourceAnchor von {user} ist verwendbar." },
    foreign: {
      code: "anchor-unusable",
      text: {
        en: "The cloud user {target} carries {theirs} as sourceAnchor. The engine makes its anchors from {attribute}, so {user} can never match it.",
        de: "Der Cloudbenutzer {target} trägt {theirs} als sourceAnchor. Die Synchronisierungs-Engine bildet ihn aus {attribute}, deshalb kann {user} ihm nie zugeordnet werden.",
      },
      advice: [
        {
          en: "The anchor was written by hand or comes from another attribute than the one in use ({attribute}).",
          de: "Der sourceAnchor wurde von Hand geschrieben oder stammt aus einem anderen Attribut als dem verwendeten ({attribute}).",
        },
        {
          en: "Still synced: stop the cycle for the affected users (out of scope), clear the old anchor on the cloud users once they are no longer synced, then bring the users back in scope so that they match by sign-in name or address.",
          de: "Noch synchronisiert: Halten Sie den Zyklus für die betroffenen Benutzer an (aus dem Bereich nehmen), leeren Sie den alten sourceAnchor bei den Cloudbenutzern, sobald sie nicht mehr synchronisiert sind, und nehmen Sie die Benutzer dann wieder in den Bereich auf, damit sie über Anmeldename oder Adresse zugeordnet werden.",
        },
        {
          en: "Do this with a single test user first; do not change the anchor attribute of the installation back and forth.",
          de: "Tun Sie das zuerst mit einem einzelnen Testbenutzer; wechseln Sie das sourceAnchor-Attribut der Installation nicht hin und her.",
        },
      ],
    },
    malformed: {
      code: "anchor-unusable",
      text: {
        en: "{attribute} of {user} holds {value}, which is not 16 bytes: the engine can make no sourceAnchor of it.",
        de: "{attribute} von {user} enthält {value}; das sind keine 16 Bytes, daraus kann die Synchronisierungs-Engine keinen sourceAnchor bilden.",
      },
      advice: [
        {
          en: "Set mS-DS-ConsistencyGuid of the account to its own objectGUID, then run a delta cycle.",
          de: "Setzen Sie mS-DS-ConsistencyGuid des Kontos auf die eigene objectGUID und starten Sie dann eine Deltasynchronisierung.",
        },
      ],
    },
    empty: {
      code: "anchor-unusable",
      text: {
        en: "The engine has no sourceAnchor for {user}: {attribute} gives none.",
        de: "Die Synchronisierungs-Engine hat keinen sourceAnchor für {user}: {attribute} ergibt keinen.",
      },
      advice: [
        {
          en: "Fill {attribute}, or mend the sync rule that leaves sourceAnchor empty, then run a full synchronization of that connector.",
          de: "Füllen Sie {attribute}, oder berichtigen Sie die Synchronisierungsregel, die sourceAnchor leer lässt, und führen Sie dann eine vollständige Synchronisierung dieses Connectors aus.",
        },
      ],
    },
  },
  evaluate(facts, person) {
    const { ad } = person;
    if (ad === undefined) return { verdict: "skip", message: "noUser" };
    const found = [...foreign(facts, person, ad), ...malformed(facts, person, ad)];
    if (found.length === 0) found.push(...empty(facts, person, ad));
    return found.length > 0 ? found : { verdict: "pass", message: "usable", data: { user: nameOf(ad) } };
  },
});
const nameOf = (ad: AdObject) => pii(ad.userPrincipalName ?? ad.dn);

/** A cloud user of the person carries what the engine never makes for it. */
function foreign(
  facts: Facts,
  { settings, rivals, errors }: Person,
  ad: AdObject,
): Claim<"foreign" | "malformed" | "empty">[] {
  const target = rivals.find(
    (u) => anchorKind(settings, u, ad) === "foreign" && mayBeMatched(ad, u, facts["entra.roles"]),
  );
  if (target === undefined) return [];
  return [
    {
      verdict: "fail",
      message: "foreign",
      proof: "measured",
      data: {
        user: nameOf(ad),
        attribute: settings.anchorAttribute,
        target: pii(target.userPrincipalName),
        theirs: pii(target.onPremisesImmutableId, "anchor"),
      },
      evidence: [seenInAd(ad, facts["ad.user"]), seenInCloud(target, facts), ...errors.map((e) => e.evidence)],
      against: contradictions(ad, target, facts["ad.user"]),
      suggests: target.onPremisesSyncEnabled === true ? [] : ["hard-match"],
    },
  ];
}

/** mS-DS-ConsistencyGuid is in use and holds no GUID. */
function malformed(facts: Facts, { settings }: Person, ad: AdObject): Claim<"malformed">[] {
  const value = ad["mS-DS-ConsistencyGuid"] ?? "";
  if (!anchorCanBeSteered(settings) || value === "" || immutableIdOf(value) !== undefined) return [];
  return [
    {
      verdict: "fail",
      message: "malformed",
      proof: "measured",
      data: { user: nameOf(ad), attribute: settings.anchorAttribute, value: pii(value, "anchor") },
      evidence: [seenInAd(ad, facts["ad.user"])],
      suggests: ["set-consistency-guid"],
    },
  ];
}

/** Nothing gives the account an anchor. A linked mailbox has none by design: another check speaks of it. */
function empty(facts: Facts, { settings, anchors, errors }: Person, ad: AdObject): Claim<"empty">[] {
  const refused: ObjectError[] = errorsNamed(errors, "MissingSourceAnchor");
  const chain = facts["cs.chain"];
  const mv = valueOr(chain, undefined)?.entraCs === null ? valueOr(chain, undefined)?.mv : undefined;
  const isNulled = mv != null && hasNoAnchor(mv);
  const none = (anchors.length === 0 || isNulled) && !isLinkedMailbox(ad);
  if (!none && refused.length === 0) return [];
  return [
    {
      verdict: "fail",
      message: "empty",
      proof: refused.length > 0 ? "stated" : "timed",
      settles: refused.length > 0 ? [] : unreadOf(facts, "cs.chain", "server.runHistory"),
      data: { user: nameOf(ad), attribute: settings.anchorAttribute },
      evidence: [
        seenInAd(ad, facts["ad.user"]),
        ...refused.map((e) => e.evidence),
        ...(isNulled
          ? [
              cite(
                {
                  en: "The metaverse object has no sourceAnchor",
                  de: "Das Objekt im metaverse hat keinen sourceAnchor",
                },
                chain,
              ),
            ]
          : []),
      ],
    },
  ];
}
/** Projected, not filtered, and without sourceAnchor. */
const hasNoAnchor = ({ Attributes }: MvObject): boolean =>
  Object.keys(Attributes).length > 0 &&
  !/^true$/i.test(String(Attributes["cloudFiltered"])) &&
  Attributes["sourceAnchor"] == null;
