import { bareAddress, namesOf, smtpAddresses } from "../../identity/address";
import { defineCheck } from "../../identity/define";
import { clashesAmong, errorNaming, errorsNamed } from "../../identity/errors";
import { seenInAd } from "../../identity/evidence";
import { adNames } from "../../identity/holders";
import { cloudKindOf } from "../../identity/twin";
import { cite, pii, valueOr, type CloudHolder } from "../../domain";

/** A contact, a group or a public folder that holds an address is never matched with a user, and its value is not quarantined: the export fails. */
export default defineCheck({
  id: "matching.no-other-type-in-the-way",
  title: "No contact or group holds an address of the person",
  guide: "objects.duplicates",
  needs: ["ad.user", "entra.user", "entra.otherHolders"],
  wants: ["entra.relatedUsers", "server.globalSettings", "server.runHistory", "server.connectors", "cs.chain"],
  messages: {
    noUser: "Active Directory has no such user, so nothing can be held.",
    free: "No contact or group is in the way of {user}.",
    holder: {
      code: "object-type-conflict",
      text: "The {kind} {holder} holds {values} of {user}.",
      advice: [
        "Decide who keeps the address.",
        "Take it from the holder in Exchange Online: a contact Set-MailContact -Identity '{holder}' -EmailAddresses @{remove='<address>'} (or Remove-MailContact), a distribution or mail-enabled security group Set-DistributionGroup, a Microsoft 365 group Set-UnifiedGroup, a public folder Set-MailPublicFolder, each with the same -EmailAddresses argument. A holder that is itself synced is changed in its own AD.",
        "Run a delta cycle and check again.",
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
    const held = holder === undefined ? [] : addressesOf(holder).filter((a) => missing.includes(a));
    return {
      verdict: "fail",
      message: "holder",
      standing: clash === undefined ? "expected" : "shown",
      proof: clash === undefined ? "measured" : "stated",
      data: {
        user,
        kind: holder?.kind ?? (folder === undefined ? "object" : "public folder"),
        holder: pii(holder?.displayName ?? holder?.mail ?? clash?.holderId, "holder"),
        values: held.length > 0 ? held.map((v) => pii(v)) : [clash?.attribute ?? "a value"],
      },
      evidence: [
        seenInAd(ad, facts["ad.user"]),
        ...(holder === undefined ? [] : [cite(seenHolder(holder), facts["entra.otherHolders"])]),
        ...(clash === undefined ? [] : [clash.evidence]),
      ],
    };
  },
});

const addressesOf = ({ proxyAddresses, mail }: CloudHolder): string[] => [
  ...new Set([...smtpAddresses(proxyAddresses), ...(mail ? [bareAddress(mail)] : [])]),
];
const seenHolder = ({ id, kind, displayName, proxyAddresses }: CloudHolder): string =>
  `${kind} ${displayName ?? id} (${id}) holds ${(proxyAddresses ?? []).join(", ")}`;
