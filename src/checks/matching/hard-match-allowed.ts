import { sameText } from "../../identity/address";
import { immutableIdOf } from "../../identity/anchor";
import { defineCheck } from "../../identity/define";
import { errorNaming, errorsNamed } from "../../identity/errors";
import { seenInAd, seenInCloud } from "../../identity/evidence";
import { rolesOf } from "../../identity/holders";
import { carries } from "../../identity/link";
import { featureOf } from "../../identity/tenant";
import { cite, pii, type AdObject, type CloudUser } from "../../domain";

/** The service refuses to hand a cloud user over by anchor: the tenant blocks it, or the user is mapped to another AD object (onPremisesObjectIdentifier). */
export default defineCheck({
  id: "matching.hard-match-allowed",
  title: {
    en: "The service lets the AD account take its cloud user over",
    de: "Der Dienst lässt das AD-Konto seinen Cloudbenutzer übernehmen",
  },
  guide: "objects.matching",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/tshoot-connect-sync-errors"],
  needs: ["ad.user", "entra.user", "entra.relatedUsers"],
  wants: [
    "entra.deletedUsers",
    "entra.roles",
    "entra.synchronization",
    "server.globalSettings",
    "server.runHistory",
    "server.connectors",
    "cs.chain",
  ],
  messages: {
    noUser: {
      en: "Active Directory has no such user, so nothing is taken over.",
      de: "Active Directory hat keinen solchen Benutzer, also wird nichts übernommen.",
    },
    allowed: {
      en: "The service does not refuse a hard match for {user}.",
      de: "Der Dienst lehnt keinen hard match für {user} ab.",
    },
    mapped: {
      code: "hard-match-blocked",
      text: {
        en: "The service refuses the hard match of {user}: the cloud user {target} is mapped to another on-premises object ({identifier}).",
        de: "Der Dienst lehnt den hard match von {user} ab: Der Cloudbenutzer {target} ist einem anderen lokalen Objekt zugeordnet ({identifier}).",
      },
      advice: [
        {
          en: "Compare both accounts (names, SID history, mail): the mapping protects the cloud user from being taken over.",
          de: "Vergleichen Sie beide Konten (Namen, SID-Verlauf, E-Mail): Die Zuordnung schützt den Cloudbenutzer davor, übernommen zu werden.",
        },
        {
          en: "If they are one person, an administrator clears onPremisesObjectIdentifier of the cloud user (Graph beta, only null is accepted, or Clear-ADSyncToolsOnPremisesAttribute of ADSyncTools), then runs a delta cycle; the next export writes the new mapping.",
          de: "Sind sie dieselbe Person, leert ein Administrator onPremisesObjectIdentifier des Cloudbenutzers (Graph beta, nur null wird angenommen, oder Clear-ADSyncToolsOnPremisesAttribute aus ADSyncTools) und startet dann eine Deltasynchronisierung; der nächste Export schreibt die neue Zuordnung.",
        },
        { en: "Leave the tenant's protection as it is.", de: "Lassen Sie den Schutz des Mandanten, wie er ist." },
      ],
    },
    tenant: {
      code: "hard-match-blocked",
      text: {
        en: "The tenant blocks take-over by hard match, so {user} is not matched to {target}.",
        de: "Der Mandant blockiert die Übernahme durch hard match, deshalb wird {user} nicht {target} zugeordnet.",
      },
      advice: [
        { en: "Compare both accounts first.", de: "Vergleichen Sie zuerst beide Konten." },
        {
          en: "An administrator decides whether blockCloudObjectTakeoverThroughHardMatch is lifted for the time of one planned match; it is put back at once. This product never switches it off.",
          de: "Ein Administrator entscheidet, ob blockCloudObjectTakeoverThroughHardMatch für die Dauer einer einzelnen geplanten Zuordnung aufgehoben wird; danach wird es sofort wieder gesetzt. Dieses Produkt schaltet es nie aus.",
        },
      ],
    },
    refused: {
      code: "hard-match-blocked",
      text: {
        en: "The service refuses the hard match of {user}.",
        de: "Der Dienst lehnt den hard match von {user} ab.",
      },
      advice: [
        { en: "Compare both accounts (names, SID, mail).", de: "Vergleichen Sie beide Konten (Namen, SID, E-Mail)." },
        {
          en: "Look at onPremisesObjectIdentifier, the roles and the deleted state of the object that the error names before anything is changed.",
          de: "Sehen Sie sich bei dem Objekt, das der Fehler nennt, onPremisesObjectIdentifier, die Rollen und den Löschzustand an, bevor etwas geändert wird.",
        },
      ],
    },
  },
  evaluate(facts, { ad, anchor, users, deleted, errors }) {
    if (ad === undefined) return { verdict: "skip", message: "noUser" };
    const user = pii(ad.userPrincipalName ?? ad.dn);
    const refused = errorsNamed(errors, "InvalidHardMatch", "AttributeUpdateNotAllowed");
    const all = [...users, ...deleted];
    const target = all.find((u) => errorNaming(refused, u.id) !== undefined) ?? all.find((u) => carries(u, anchor));
    const blocked =
      featureOf(facts["entra.synchronization"], "blockCloudObjectTakeoverThroughHardMatchEnabled") === true;
    // A synced, linked user without an error has been matched long ago; the block does not touch it.
    const waits = refused.length > 0 || (blocked && target !== undefined && target.onPremisesSyncEnabled !== true);
    if (!waits || (target !== undefined && rolesOf(facts["entra.roles"], target).length > 0))
      return { verdict: "pass", message: "allowed", data: { user } };
    const identifier = mappedTo(target, ad);
    const isMapped = refused.length > 0 && identifier !== undefined;
    return {
      verdict: "fail",
      message: isMapped ? "mapped" : blocked ? "tenant" : "refused",
      standing: refused.length === 0 ? "expected" : "shown",
      proof: refused.length > 0 ? "stated" : "measured",
      // Without a reason of its own it may be a role's or a deleted holder's refusal (Graph reference §6.2).
      effectOf: isMapped || blocked ? [] : ["match-blocked-by-admin-role", "soft-deleted-conflict"],
      data: { user, target: pii(target?.userPrincipalName), identifier: pii(identifier, "object identifier") },
      evidence: [
        seenInAd(ad, facts["ad.user"]),
        ...(target === undefined ? [] : [seenInCloud(target, facts)]),
        ...refused.map((e) => e.evidence),
        ...(blocked
          ? [
              cite(
                {
                  en: "blockCloudObjectTakeoverThroughHardMatchEnabled is true",
                  de: "blockCloudObjectTakeoverThroughHardMatchEnabled ist true",
                },
                facts["entra.synchronization"],
              ),
            ]
          : []),
      ],
    };
  },
});

/** The other AD object that the cloud user is mapped to; undefined where it is not, or to this account. */
function mappedTo(target: CloudUser | undefined, ad: AdObject): string | undefined {
  const identifier = target?.onPremisesObjectIdentifier ?? undefined;
  return [ad.objectGUID, immutableIdOf(ad.objectGUID)].some((own) => sameText(own, identifier))
    ? undefined
    : identifier;
}
