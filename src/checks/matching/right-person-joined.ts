import { localPartOf, sameText } from "../../identity/address";
import { writesTo, type Write } from "../../identity/audits";
import { defineCheck } from "../../identity/define";
import { seenInAd, seenInCloud } from "../../identity/evidence";
import { cloudNames, isGuest, isLicensed, sharedNames, upnSent, withheldFrom } from "../../identity/holders";
import { ownerOf, type PersonOf } from "../../identity/person";
import { fold, nothingInCommon, sameDisplayName, sameHuman, wordsOf } from "../../identity/same-person";
import { at } from "../../identity/time";
import { cite, pii, told, valueOr, type AdObject, type Claim, type CloudUser, type Given } from "../../domain";

const NEEDS = ["ad.user", "ad.related", "entra.user", "entra.relatedUsers"] as const;
const WANTS = ["server.globalSettings", "entra.audits"] as const;
type Facts = Given<(typeof NEEDS)[number], (typeof WANTS)[number]>;
type Person = PersonOf<(typeof NEEDS)[number] | (typeof WANTS)[number]>;

/** What is done by hand about a wrong pair. */
const STEPS = [
  {
    en: "Compare both persons: names, employee number, mail, last sign-in. Moving an anchor hands over an identity, so two people do it together.",
    de: "Vergleichen Sie beide Personen: Namen, Personalnummer, E-Mail, letzte Anmeldung. Wer einen sourceAnchor verschiebt, übergibt eine Identität; tun Sie das deshalb zu zweit.",
  },
  {
    en: "Take both AD accounts out of the synchronized scope and run a delta cycle; both cloud users are soft-deleted and keep their mailboxes for 30 days.",
    de: "Nehmen Sie beide AD-Konten aus dem Synchronisierungsbereich und starten Sie eine Deltasynchronisierung; beide Cloudbenutzer werden vorläufig gelöscht und behalten ihre Postfächer 30 Tage lang.",
  },
  {
    en: "Restore the cloud user that is kept, clear its onPremisesImmutableId, and write the anchor of the right AD account on it.",
    de: "Stellen Sie den Cloudbenutzer wieder her, der bleibt, leeren Sie seine onPremisesImmutableId und schreiben Sie den sourceAnchor des richtigen AD-Kontos darauf.",
  },
  {
    en: "Bring only the right AD account back in scope, run a delta cycle, and check the mailbox and sign-in before the other one goes.",
    de: "Nehmen Sie nur das richtige AD-Konto wieder in den Bereich auf, starten Sie eine Deltasynchronisierung und prüfen Sie Postfach und Anmeldung, bevor der andere entfernt wird.",
  },
] as const;

/** An anchor ties a cloud user to one AD account: to somebody else's, or to the wrong one of a person's two, and everything flows from there. */
export default defineCheck({
  id: "matching.right-person-joined",
  title: { en: "The cloud user follows the right AD account", de: "Der Cloudbenutzer folgt dem richtigen AD-Konto" },
  guide: "anchors.reprovisioned",
  needs: NEEDS,
  wants: WANTS,
  messages: {
    noUser: {
      en: "Active Directory has no such user, so there is no pair to compare.",
      de: "Active Directory hat keinen solchen Benutzer, es gibt also kein Paar zu vergleichen.",
    },
    right: {
      en: "No cloud user of {user} is somebody else's.",
      de: "Kein Cloud-Konto von {user} gehört jemand anderem.",
    },
    stranger: {
      code: "wrong-match",
      text: {
        en: "{user} is joined to the cloud user {target}, and neither names nor addresses of the two agree.",
        de: "{user} ist mit dem Cloudbenutzer {target} verknüpft, und weder Namen noch Adressen der beiden stimmen überein.",
      },
      advice: STEPS,
    },
    takenOver: {
      code: "wrong-match",
      text: {
        en: "At {when} synchronization took over the cloud user {target} for {user}, and it was somebody else's until then: {changed}. Since then it bears the new person's name, and what hangs off it (mailbox, files) is the former one's.",
        de: "Am {when} hat die Synchronisierung den Cloudbenutzer {target} für {user} übernommen, und bis dahin gehörte er jemand anderem: {changed}. Seither trägt er den Namen der neuen Person, und was daran hängt (Postfach, Dateien), gehört der früheren.",
      },
      advice: STEPS,
    },
    otherOwner: {
      code: "wrong-match",
      text: {
        en: "The cloud user {target} of {user} follows another AD account, {other}.",
        de: "Der Cloudbenutzer {target} von {user} folgt einem anderen AD-Konto, {other}.",
      },
      advice: STEPS,
    },
    secondAccount: {
      code: "wrong-match",
      text: {
        en: "The person has two AD accounts. The cloud user {target} with the licences follows {other}; {user} has an empty one.",
        de: "Die Person hat zwei AD-Konten. Der Cloudbenutzer {target} mit den Lizenzen folgt {other}; {user} hat einen leeren.",
      },
      advice: STEPS,
    },
  },
  evaluate(facts, person) {
    const { ad, carrier, users } = person;
    if (ad === undefined) return { verdict: "skip", message: "noUser" };
    const user = pii(ad.userPrincipalName ?? ad.dn);
    const found: Claim<"stranger" | "takenOver" | "otherOwner" | "secondAccount">[] = takenOver(facts, person, ad);
    if (carrier !== undefined && nothingInCommon(ad, carrier))
      found.push({
        verdict: "fail",
        message: "stranger",
        proof: "measured",
        data: { user, target: pii(carrier.userPrincipalName) },
        evidence: [seenInAd(ad, facts["ad.user"]), seenInCloud(carrier, facts)],
      });
    for (const target of users.filter((u) => u !== carrier && !isGuest(u))) {
      const owner = ownerOf(person, target);
      const message = owner === undefined ? undefined : whatIsWrong(person, ad, owner, target);
      if (owner === undefined || message === undefined) continue;
      found.push({
        verdict: "fail",
        message,
        proof: "measured",
        data: { user, target: pii(target.userPrincipalName), other: pii(owner.dn) },
        evidence: [
          seenInAd(ad, facts["ad.user"]),
          seenInAd(owner, facts["ad.related"]),
          seenInCloud(target, facts),
          ...(carrier === undefined ? [] : [seenInCloud(carrier, facts)]),
        ],
      });
    }
    return found.length > 0 ? found : { verdict: "pass", message: "right", data: { user } };
  },
});

/** The properties of an anchor and of what a person is known by, as the audit log names them. */
const ANCHOR = /^(SourceAnchor|ImmutableId|OnPremisesImmutableId)$/i;
const SYNCED = /^DirSyncEnabled$/i;
const EMPLOYEE = /^EmployeeId$/i,
  NAME = /^DisplayName$/i,
  GIVEN = /^GivenName$/i,
  KNOWN_BY = /^(EmployeeId|DisplayName|GivenName|Surname|UserPrincipalName|Department|JobTitle)$/i;

/**
 * A join overwrites what would prove it wrong, so the person is compared with what stood in the cloud before it: the old values that the take-over's
 * own record holds. Another employee number, or a name without a word of the former one, is another person; another given name is one where more
 * changed with it. A cloud user that is no older than the account was made for it.
 */
function takenOver(facts: Facts, { carrier, anchor }: Person, ad: AdObject): Claim<"takenOver">[] {
  if (carrier === undefined || anchor === undefined) return [];
  const writes = writesTo(valueOr(facts["entra.audits"], []), carrier.id);
  const join = writes.find(
    (w) =>
      (ANCHOR.test(w.property) && w.after.includes(anchor) && !w.before.includes(anchor)) ||
      (SYNCED.test(w.property) && w.after.includes("true") && !w.before.includes("true")),
  );
  if (join === undefined || !(at(carrier.createdDateTime) < at(ad.whenCreated))) return [];
  const changed = writes.filter((w) => w.at === join.at && KNOWN_BY.test(w.property)).filter(isAnother);
  const isOther = changed.some((w) => EMPLOYEE.test(w.property) || (NAME.test(w.property) && isNobodysName(w, ad)));
  const isLikelyOther = changed.length > 2 && changed.some((w) => GIVEN.test(w.property));
  if (!isOther && !isLikelyOther) return [];
  return [
    {
      verdict: "fail",
      message: "takenOver",
      proof: isOther ? "measured" : "timed",
      since: join.at,
      data: {
        user: pii(ad.userPrincipalName ?? ad.dn),
        target: pii(carrier.userPrincipalName),
        when: join.at,
        changed: changed.map((w) => pii(`${w.property} ${w.before[0] ?? ""} → ${w.after[0] ?? ""}`)),
      },
      evidence: [
        seenInAd(ad, facts["ad.user"]),
        seenInCloud(carrier, facts),
        cite(
          told(
            {
              en: "{by} wrote {property} at {when}, and with it {changed}",
              de: "{by} hat am {when} {property} geschrieben und damit {changed}",
            },
            {
              by: join.by,
              property: join.property,
              when: join.at,
              changed: changed.map((w) => `${w.property} "${w.before[0] ?? ""}" → "${w.after[0] ?? ""}"`).join(", "),
            },
          ),
          facts["entra.audits"],
        ),
      ],
    },
  ];
}
/** Both values are filled, and neither is a short form of the other. */
function isAnother({ before: [old = ""], after: [now = ""] }: Write): boolean {
  const [x, y] = [fold(old.trim()), fold(now.trim())];
  return x !== "" && y !== "" && !x.startsWith(y) && !y.startsWith(x);
}
/** No word of the former name is left, neither in the new one nor in the account's own names: it was not only spelt in another way. */
const isNobodysName = ({ before: [old = ""], after: [now = ""] }: Write, ad: AdObject): boolean => {
  const left = wordsOf(now, ad.sAMAccountName, localPartOf(ad.userPrincipalName));
  return !wordsOf(old).some((w) => left.includes(w));
};

/** What is wrong about a cloud user that follows another AD account. */
function whatIsWrong(
  { carrier, settings }: Person,
  ad: AdObject,
  owner: AdObject,
  target: CloudUser,
): "otherOwner" | "secondAccount" | undefined {
  const isStranger = sharedNames(settings, owner, target).length === 0 && nothingInCommon(owner, target);
  if (isStranger && sameDisplayName(ad, target)) return "otherOwner";
  if (carrier === undefined || !sameHuman(ad, owner) || sameText(owner.userPrincipalName, ad.userPrincipalName))
    return undefined;
  // Both in sync and nothing withheld: no clash of values, the mailbox simply hangs off the other account.
  const isEmptyAndSound = !isLicensed(carrier) && withheldFrom(carrier).length === 0;
  const isNamed = cloudNames(target).includes((upnSent(settings, ad) ?? "").toLowerCase());
  return isEmptyAndSound && isLicensed(target) && isNamed ? "secondAccount" : undefined;
}
