import { defineCheck } from "../../identity/define";
import { namesSomebody } from "../../identity/naming";
import { cite, pii, valueOr } from "../../domain";

/** How many near names are told. */
const MOST = 5;

/** Asked on both sides, live and deleted, and nobody answers to the name. */
export default defineCheck({
  id: "cloud-object.known-anywhere",
  title: "Somebody by that name exists on one side",
  guide: "confirm.presence",
  needs: ["ask", "ad.user", "ad.deleted", "entra.user", "entra.deletedUsers"],
  wants: ["ad.related", "entra.relatedUsers", "entra.object"],
  messages: {
    known: "There is an object by that name.",
    unnamed: "The message names nobody.",
    nobody: {
      code: "user-not-found",
      text: "Nobody answers to {terms}: not in Active Directory, its deleted objects, the cloud or the cloud's deleted users. Nearest: {nearest}.",
      advice: [
        "Check the spelling of the sign-in name with the person's manager or the ticket, and ask again with the exact UPN or account name.",
        "Deleted more than 30 days ago in the cloud, or longer ago in Active Directory than the recycle bin keeps: it has to be created again.",
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
        terms: asked.length === 0 ? "the name that was asked for" : asked.map((t) => pii(t)),
        nearest: near.length === 0 ? "nobody" : near.map((n) => pii(n)),
      },
      evidence: [
        cite("No live AD object", facts["ad.user"]),
        cite("No deleted AD object", facts["ad.deleted"]),
        cite("No live cloud user", facts["entra.user"]),
        cite("No deleted cloud user", facts["entra.deletedUsers"]),
      ],
    };
  },
});
