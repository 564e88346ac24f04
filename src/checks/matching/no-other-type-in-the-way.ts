import { bareAddress, namesOf, smtpAddresses } from "../../identity/address";
import { defineCheck } from "../../identity/define";
import { CLASH, errorNaming, errorsNamed } from "../../identity/errors";
import { seenInAd } from "../../identity/evidence";
import { adNames, citeError, errorsOf, sidesOf } from "../../identity/legacy";
import { cite, pii } from "../../domain";

/** A contact, a group or a public folder that holds an address is never matched with a user, and its value is not quarantined: the export fails. */
export default defineCheck({
  id: "matching.no-other-type-in-the-way",
  title: "No contact or group holds an address of the person",
  guide: "objects.duplicates",
  needs: ["ad.user", "entra.user", "entra.otherHolders"],
  wants: ["entra.relatedUsers", "entra.deletedUsers", "server.globalSettings", "server.runHistory", "cs.chain"],
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
  evaluate(facts) {
    const sides = sidesOf(facts),
      { ad, anchors, linked } = sides;
    if (ad === undefined) return { verdict: "skip", message: "noUser" };
    const user = pii(ad.userPrincipalName ?? ad.dn),
      errors = errorsNamed(errorsOf(facts, { dn: ad.dn, anchors }), ...CLASH),
      mine = adNames(facts, ad);
    const holders = facts["entra.otherHolders"].state === "seen" ? facts["entra.otherHolders"].value : [],
      arrived = linked === undefined ? [] : [...namesOf(linked)];
    const values = (h: { mail?: string | null; proxyAddresses?: string[] }) =>
      [...new Set([...smtpAddresses(h.proxyAddresses), ...(h.mail ? [bareAddress(h.mail)] : [])])].filter(
        (v) => mine.includes(v) && !arrived.includes(v),
      );
    const holder =
      holders.find((h) => errorNaming(errors, h.id) !== undefined) ?? holders.find((h) => values(h).length > 0);
    const folder = errors.find((e) => e.holderId !== undefined && /^publicfolder_/i.test(e.holderId));
    const mismatch = errorsNamed(errors, "ObjectTypeMismatch")[0];
    if (holder === undefined && folder === undefined && mismatch === undefined)
      return { verdict: "pass", message: "free", data: { user } };
    const proof = (holder === undefined ? undefined : errorNaming(errors, holder.id)) ?? folder ?? mismatch;
    const held = holder === undefined ? [] : values(holder);
    return {
      verdict: "fail",
      message: "holder",
      standing: proof === undefined ? "expected" : "shown",
      data: {
        user,
        kind: holder?.kind ?? (folder === undefined ? "object" : "public folder"),
        holder: pii(holder?.displayName ?? holder?.mail ?? proof?.holderId, "holder"),
        values: held.length > 0 ? held.map((v) => pii(v)) : [proof?.attribute ?? "a value"],
      },
      evidence: [
        seenInAd(ad, facts["ad.user"]),
        ...(holder === undefined
          ? []
          : [
              cite(
                `${holder.kind} ${holder.displayName ?? holder.id} (${holder.id}) holds ${(holder.proxyAddresses ?? []).join(", ")}`,
                facts["entra.otherHolders"],
              ),
            ]),
        ...(proof === undefined ? [] : [citeError(proof)]),
      ],
      suggests: [],
    };
  },
});
