import { bareAddress, namesOf, smtpAddresses } from "../../identity/address";
import { defineCheck } from "../../identity/define";
import { clashesAmong, errorNaming, errorsNamed } from "../../identity/errors";
import { seenInAd } from "../../identity/evidence";
import { adNames } from "../../identity/holders";
import { cloudKindOf } from "../../identity/twin";
import { KINDS } from "../../identity/kinds";
import { cite, pii, told, valueOr, type CloudHolder, type InEvery } from "../../domain";

/** A contact, a group or a public folder that holds an address is never matched with a user, and its value is not quarantined: the export fails. */
export default defineCheck({
  id: "matching.no-other-type-in-the-way",
  title: {
    en: "No contact or group holds an address of the person",
    de: "Kein Kontakt und keine Gruppe belegt eine Adresse der Person",
  },
  guide: "objects.duplicates",
  needs: ["ad.user", "entra.user", "entra.otherHolders"],
  wants: ["entra.relatedUsers", "server.globalSettings", "server.runHistory", "server.connectors", "cs.chain"],
  messages: {
    noUser: {
      en: "Active Directory has no such user, so nothing can be held.",
      de: "Active Directory hat keinen solchen Benutzer, es kann also nichts belegt sein.",
    },
    free: {
      en: "No contact or group is in the way of {user}.",
      de: "Kein Kontakt und keine Gruppe steht {user} im Weg.",
    },
    holder: {
      code: "object-type-conflict",
      text: {
        en: "The {kind} {holder} holds {values} of {user}.",
        de: "{holder} ({kind}) belegt {values} von {user}.",
      },
      advice: [
        { en: "Decide who keeps the address.", de: "Entscheiden Sie, wer die Adresse behält." },
        {
          en: "Take it from the holder in Exchange Online: a contact Set-MailContact -Identity '{holder}' -EmailAddresses @{remove='<address>'} (or Remove-MailContact), a distribution or mail-enabled security group Set-DistributionGroup, a Microsoft 365 group Set-UnifiedGroup, a public folder Set-MailPublicFolder, each with the same -EmailAddresses argument. A holder that is itself synced is changed in its own AD.",
          de: "Nehmen Sie sie dem Inhaber in Exchange Online: einem Kontakt mit Set-MailContact -Identity '{holder}' -EmailAddresses @{remove='<address>'} (oder Remove-MailContact), einer Verteilergruppe oder E-Mail-aktivierten Sicherheitsgruppe mit Set-DistributionGroup, einer Microsoft-365-Gruppe mit Set-UnifiedGroup, einem öffentlichen Ordner mit Set-MailPublicFolder, jeweils mit demselben Argument -EmailAddresses. Ein Inhaber, der selbst synchronisiert ist, wird in seinem AD geändert.",
        },
        {
          en: "Run a delta cycle and check again.",
          de: "Starten Sie eine Deltasynchronisierung und prüfen Sie erneut.",
        },
      ],
    },
  },
  evaluate(facts, { ad, carrier, errors, settings }) {
    if (ad === undefined) return { verdict: "skip", message: "noUser" };
    const user = pii(ad.userPrincipalName ?? ad.dn);
    const clashes = clashesAmong(errors);
    const arrived = carrier === undefined ? [] : namesOf(carrier);
    const missing = adNames(settings, ad).filter((name) => !arrived.includes(name));
    const holders = valueOr(facts["entra.otherHolders"], []).filter((h) => h.kind !== cloudKindOf(ad));
    const holder =
      holders.find((h) => errorNaming(clashes, h.id) !== undefined) ??
      holders.find((h) => addressesOf(h).some((a) => missing.includes(a)));
    const folder = clashes.find((e) => /^publicfolder_/i.test(e.holderId ?? ""));
    const clash =
      (holder === undefined ? undefined : errorNaming(clashes, holder.id)) ??
      folder ??
      errorsNamed(clashes, "ObjectTypeMismatch")[0];
    if (holder === undefined && clash === undefined) return { verdict: "pass", message: "free", data: { user } };
    const name = holder?.displayName ?? holder?.mail ?? clash?.holderId;
    const held = holder === undefined ? [] : addressesOf(holder).filter((a) => missing.includes(a));
    return {
      verdict: "fail",
      message: "holder",
      standing: clash === undefined ? "expected" : "shown",
      proof: clash === undefined ? "measured" : "stated",
      data: {
        user,
        kind: holder === undefined ? (folder === undefined ? OBJECT : PUBLIC_FOLDER) : KINDS[holder.kind],
        holder: name == null ? { en: "(not named)", de: "(nicht genannt)" } : pii(name, "holder"),
        values: held.length > 0 ? held.map((v) => pii(v)) : [clash?.attribute ?? { en: "a value", de: "ein Wert" }],
      },
      evidence: [
        seenInAd(ad, facts["ad.user"]),
        ...(holder === undefined ? [] : [cite(seenHolder(holder), facts["entra.otherHolders"])]),
        ...(clash === undefined ? [] : [clash.evidence]),
      ],
    };
  },
});

const OBJECT = { en: "object", de: "Objekt" },
  PUBLIC_FOLDER = { en: "public folder", de: "öffentlicher Ordner" };
const addressesOf = ({ proxyAddresses, mail }: CloudHolder): string[] => [
  ...new Set([...smtpAddresses(proxyAddresses), ...(mail ? [bareAddress(mail)] : [])]),
];
const seenHolder = ({ id, kind, displayName, proxyAddresses }: CloudHolder): InEvery =>
  told(
    { en: "{kind} {name} ({id}) holds {addresses}", de: "{kind} {name} ({id}) hat {addresses}" },
    { kind: KINDS[kind], name: displayName ?? id, id, addresses: proxyAddresses ?? [] },
  );
