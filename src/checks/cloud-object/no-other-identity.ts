import { defineCheck } from "../../identity/define";
import { seenInCloud } from "../../identity/evidence";
import { aloneInCloud, isGuest } from "../../identity/holders";
import { sameDisplayName } from "../../identity/same-person";
import { cite, pii } from "../../domain";

/** A guest identity of the same person beside the synced one is what people find first. */
export default defineCheck({
  id: "cloud-object.no-other-identity",
  title: { en: "The person has no second, external identity", de: "Die Person hat keine zweite, externe Identität" },
  guide: "objects.status",
  needs: ["entra.user", "entra.relatedUsers"],
  wants: ["ad.user", "cs.chain", "server.globalSettings", "server.runHistory", "server.connectors"],
  messages: {
    noPair: {
      en: "The person is not in the cloud whole, so a second identity is not the question.",
      de: "Die Person ist nicht vollständig in der Cloud, eine zweite Identität ist also nicht die Frage.",
    },
    single: {
      en: "No guest identity of the person stands beside {target}.",
      de: "Neben {target} steht kein Gast derselben Person.",
    },
    guest: {
      code: "external-address-confusion",
      text: {
        en: "{target} is synced well; beside it stands the guest {guest} of the same person, which people may find instead.",
        de: "{target} ist richtig synchronisiert; daneben steht der Gast {guest} derselben Person, den man stattdessen finden kann.",
      },
      advice: [
        { en: "Tell people to pick {target}.", de: "Sagen Sie den Leuten, dass sie {target} wählen sollen." },
        {
          en: "Where the guest is not needed any more, its owner removes it; chats and files shared with the guest stay with the guest.",
          de: "Wird der Gast nicht mehr gebraucht, entfernt ihn, wer ihn eingeladen hat; Chats und Dateien, die mit dem Gast geteilt wurden, bleiben beim Gast.",
        },
      ],
    },
    guestAlone: {
      code: "external-address-confusion",
      text: {
        en: "{guest} is a guest, an external identity: no account of this person stands in Active Directory, and synchronization has no part in it.",
        de: "{guest} ist ein Gast, also eine externe Identität: In Active Directory steht kein Konto dieser Person, und die Synchronisierung hat damit nichts zu tun.",
      },
      advice: [
        {
          en: "A guest stands in no address list unless it is shown there: Entra admin center › Users › the guest, or Set-MailUser -HiddenFromAddressListsEnabled $false.",
          de: "Ein Gast steht in keiner Adressliste, solange man ihn dort nicht anzeigt: Entra admin center › Users › Gast, oder Set-MailUser -HiddenFromAddressListsEnabled $false.",
        },
        {
          en: "Where the person needs an account of this organization, it is made in Active Directory; the guest then keeps the external address until one of the two gives it up.",
          de: "Braucht die Person ein Konto dieser Organisation, wird es in Active Directory angelegt; der Gast behält dann die externe Adresse, bis eines von beiden sie abgibt.",
        },
      ],
    },
  },
  evaluate(facts, { soundPair, users, cloud, ad: account }) {
    if (account === undefined && facts["ad.user"].state === "absent" && cloud !== undefined && isGuest(cloud))
      return {
        verdict: "fail",
        message: "guestAlone",
        standing: "benign",
        proof: "timed",
        data: { guest: pii(cloud.userPrincipalName) },
        evidence: [
          seenInCloud(cloud, facts),
          cite(
            { en: "No such account in Active Directory", de: "Kein solches Konto in Active Directory" },
            facts["ad.user"],
          ),
        ],
      };
    const user = aloneInCloud(facts["ad.user"], cloud) ?? soundPair?.user;
    if (user === undefined) return { verdict: "skip", message: "noPair" };
    const named = soundPair?.ad ?? user;
    const target = pii(user.userPrincipalName);
    const guest = users.find((u) => u.id !== user.id && isGuest(u) && sameDisplayName(named, u));
    if (guest === undefined) return { verdict: "pass", message: "single", data: { target } };
    return {
      verdict: "fail",
      message: "guest",
      standing: "benign",
      proof: "timed",
      data: { target, guest: pii(guest.userPrincipalName) },
      evidence: [seenInCloud(user, facts), seenInCloud(guest, facts)],
    };
  },
});
