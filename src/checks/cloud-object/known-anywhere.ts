import { defineCheck } from "../../identity/define";
import { namesSomebody } from "../../identity/naming";
import { cite, pii, valueOr } from "../../domain";

/** How many near names are told. */
const MOST = 5;

/** Asked on both sides, live and deleted, and nobody answers to the name. */
export default defineCheck({
  id: "cloud-object.known-anywhere",
  title: {
    en: "Somebody by that name exists on one side",
    de: "Jemand mit diesem Namen ist auf einer der beiden Seiten bekannt",
  },
  guide: "confirm.presence",
  needs: ["ask", "ad.user", "ad.deleted", "entra.user", "entra.deletedUsers"],
  wants: ["ad.related", "entra.relatedUsers", "entra.object"],
  messages: {
    known: { en: "There is an object by that name.", de: "Es gibt ein Objekt mit diesem Namen." },
    unnamed: { en: "The message names nobody.", de: "Die Nachricht nennt niemanden." },
    nobody: {
      code: "user-not-found",
      text: {
        en: "Nobody answers to {terms}: not in Active Directory, its deleted objects, the cloud or the cloud's deleted users. Nearest: {nearest}.",
        de: "Niemand heißt {terms}: weder in Active Directory noch unter dessen gelöschten Objekten, weder in der Cloud noch unter deren gelöschten Benutzern. Ähnlich: {nearest}.",
      },
      advice: [
        {
          en: "Check the spelling of the sign-in name with the person's manager or the ticket, and ask again with the exact UPN or account name.",
          de: "Prüfen Sie die Schreibweise des Anmeldenamens mit der Führungskraft der Person oder im Ticket und fragen Sie noch einmal mit dem genauen UPN oder Kontonamen.",
        },
        {
          en: "Deleted more than 30 days ago in the cloud, or longer ago in Active Directory than the recycle bin keeps: it has to be created again.",
          de: "In der Cloud vor mehr als 30 Tagen gelöscht, oder in Active Directory vor längerer Zeit, als der Papierkorb aufbewahrt: Das Konto muss neu angelegt werden.",
        },
      ],
    },
  },
  evaluate(facts, { ad, others, cloud, users, deleted, object }) {
    if (
      ad !== undefined ||
      cloud !== undefined ||
      object !== undefined ||
      valueOr(facts["ad.deleted"], []).length > 0 ||
      deleted.length > 0
    )
      return { verdict: "pass", message: "known" };
    const terms = valueOr(facts.ask, undefined)?.terms;
    if (terms !== undefined && !namesSomebody(terms)) return { verdict: "skip", message: "unnamed" };
    const asked = [...(terms?.upns ?? []), ...(terms?.sams ?? []), ...(terms?.names ?? [])];
    const near = [...others.map((o) => o.displayName ?? o.dn), ...users.map((u) => u.userPrincipalName)].slice(0, MOST);
    return {
      verdict: "warn",
      message: "nobody",
      standing: "benign",
      proof: "measured",
      data: {
        terms:
          asked.length === 0
            ? { en: "the name that was asked for", de: "der gefragte Name" }
            : asked.map((t) => pii(t)),
        nearest: near.length === 0 ? { en: "nobody", de: "niemand" } : near.map((n) => pii(n)),
      },
      evidence: [
        cite({ en: "No live AD object", de: "Kein AD-Objekt" }, facts["ad.user"]),
        cite({ en: "No deleted AD object", de: "Kein gelöschtes AD-Objekt" }, facts["ad.deleted"]),
        cite({ en: "No live cloud user", de: "Kein Cloudbenutzer" }, facts["entra.user"]),
        cite({ en: "No deleted cloud user", de: "Kein gelöschter Cloudbenutzer" }, facts["entra.deletedUsers"]),
      ],
    };
  },
});
