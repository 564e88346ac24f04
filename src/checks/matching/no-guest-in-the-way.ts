import { defineCheck } from "../../identity/define";
import { clashesAmong, errorNaming } from "../../identity/errors";
import { seenInAd, seenInCloud } from "../../identity/evidence";
import { cloudNames, isGuest, sharedNames, withheldFrom } from "../../identity/holders";
import { pii } from "../../domain";

/** A guest with the person's address is never matched, and holds the address. */
export default defineCheck({
  id: "matching.no-guest-in-the-way",
  title: { en: "No guest holds an address of the person", de: "Kein Gast belegt eine Adresse der Person" },
  guide: "objects.duplicates",
  needs: ["ad.user", "entra.user", "entra.relatedUsers"],
  wants: ["server.globalSettings", "server.runHistory", "server.connectors", "cs.chain"],
  messages: {
    noUser: {
      en: "Active Directory has no such user, so nothing can be held.",
      de: "Active Directory hat keinen solchen Benutzer, es kann also nichts belegt sein.",
    },
    free: { en: "No guest is in the way of {user}.", de: "Kein Gast steht {user} im Weg." },
    guest: {
      code: "guest-conflict",
      text: { en: "The guest {guest} holds {values} of {user}.", de: "Der Gast {guest} belegt {values} von {user}." },
      advice: [
        {
          en: "Ask the owner of the invitation whether the guest is still needed: files and teams shared with it go with it.",
          de: "Fragen Sie, wer eingeladen hat, ob der Gast noch gebraucht wird: Mit ihm geteilte Dateien und Teams gehen mit ihm.",
        },
        {
          en: "Either remove the guest (Entra admin center › Users) or take the address from it, or take the external address out of mail and proxyAddresses of the AD account.",
          de: "Entfernen Sie entweder den Gast (Entra admin center › Users) oder nehmen Sie ihm die Adresse, oder entfernen Sie die externe Adresse aus mail und proxyAddresses des AD-Kontos.",
        },
        {
          en: "Run a delta cycle and check again.",
          de: "Starten Sie eine Deltasynchronisierung und prüfen Sie erneut.",
        },
      ],
    },
  },
  evaluate(facts, { ad, carrier, rivals, errors, settings }) {
    if (ad === undefined) return { verdict: "skip", message: "noUser" };
    const user = pii(ad.userPrincipalName ?? ad.dn);
    const clashes = clashesAmong(errors);
    const withheld = withheldFrom(carrier);
    // Beside a person that is in the cloud, a guest is in the way only where the service says so.
    const guest = rivals.find(
      (u) =>
        isGuest(u) &&
        (carrier === undefined ||
          errorNaming(clashes, u.id) !== undefined ||
          withheld.some((v) => cloudNames(u).includes(v))),
    );
    if (guest === undefined) return { verdict: "pass", message: "free", data: { user } };
    const clash = errorNaming(clashes, guest.id);
    return {
      verdict: "fail",
      message: "guest",
      standing: clash !== undefined || carrier !== undefined ? "shown" : "expected",
      proof: clash === undefined ? "measured" : "stated",
      data: { user, guest: pii(guest.userPrincipalName), values: sharedNames(settings, ad, guest).map((n) => pii(n)) },
      evidence: [
        seenInAd(ad, facts["ad.user"]),
        seenInCloud(guest, facts),
        ...(clash === undefined ? [] : [clash.evidence]),
      ],
    };
  },
});
