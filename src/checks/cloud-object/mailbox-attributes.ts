import { localPartOf, sameText, smtpAddresses } from "../../identity/address";
import { defineCheck } from "../../identity/define";
import { seenInAd, seenInCloud } from "../../identity/evidence";
import { withheldFrom } from "../../identity/holders";
import type { PersonOf } from "../../identity/person";
import { EMPTY } from "../../identity/phrases";
import { detailsKindOf, purposeOf, remoteKindOf, type MailboxKind } from "../../identity/recipient";
import { aliasFrom } from "../../identity/spelling";
import { isInInitialDomain } from "../../identity/tenant";
import { unreadOf } from "../../identity/unread";
import {
  cite,
  pii,
  told,
  valueOr,
  type AdObject,
  type Claim,
  type CloudUser,
  type Evidence,
  type Given,
  type InEvery,
} from "../../domain";

const NEEDS = ["ad.user", "entra.user", "entra.relatedUsers"] as const;
const WANTS = ["ask", "ad.related", "entra.mailboxSettings", "entra.domains", "server.globalSettings"] as const;
type Facts = Given<(typeof NEEDS)[number], (typeof WANTS)[number]>;
type Pair = NonNullable<PersonOf<(typeof NEEDS)[number] | (typeof WANTS)[number]>["pair"]>;

/** msExchRecipientTypeDetails of a mailbox on premises. */
const USER_MAILBOX = 1;

/** What AD says about a mailbox decides whether Exchange Online makes one, and how it is shown. */
export default defineCheck({
  id: "cloud-object.mailbox-attributes",
  title: {
    en: "Exchange accepts the person's mailbox attributes",
    de: "Exchange nimmt die Postfachattribute der Person an",
  },
  guide: "objects.status",
  needs: NEEDS,
  wants: WANTS,
  messages: {
    noPair: {
      en: "The AD account has no synced cloud user, so Exchange has nothing to refuse.",
      de: "Das AD-Konto hat keinen synchronisierten Cloudbenutzer, Exchange hat also nichts abzulehnen.",
    },
    fine: { en: "Exchange has nothing against {target}.", de: "Exchange hat an {target} nichts zu beanstanden." },
    refused: {
      code: "mailbox-attributes-conflict",
      text: { en: "Exchange Online refuses {target}: {detail}.", de: "Exchange Online lehnt {target} ab: {detail}." },
      advice: [
        {
          en: "Read the error on the user (Microsoft 365 admin center › Users › the user), mend the attribute in Active Directory, run a delta cycle, then retry with POST /users/{id}/retryServiceProvisioning.",
          de: "Lesen Sie den Fehler am Benutzer (Microsoft 365 admin center › Users › Benutzer), berichtigen Sie das Attribut in Active Directory, starten Sie eine Deltasynchronisierung und wiederholen Sie die Bereitstellung dann mit POST /users/{id}/retryServiceProvisioning.",
        },
      ],
    },
    elsewhere: {
      code: "mailbox-attributes-conflict",
      text: {
        en: "{target} is licensed for Exchange and has no mailbox: Active Directory says that the mailbox is elsewhere (msExchMailboxGuid {guid}, recipient type {type}).",
        de: "{target} hat eine Exchange-Lizenz, aber kein Postfach: Laut Active Directory liegt das Postfach anderswo (msExchMailboxGuid {guid}, Empfängertyp {type}).",
      },
      advice: [
        {
          en: "Make sure where the mailbox really is: Get-RemoteMailbox or Get-Mailbox on premises, Get-MailUser and Get-Mailbox -SoftDeletedMailbox in Exchange Online.",
          de: "Stellen Sie fest, wo das Postfach wirklich liegt: lokal mit Get-RemoteMailbox oder Get-Mailbox, in Exchange Online mit Get-MailUser und Get-Mailbox -SoftDeletedMailbox.",
        },
        {
          en: "The mailbox was moved with another tool or is gone: Disable-Mailbox (or Disable-RemoteMailbox) on premises, then Enable-RemoteMailbox with the right routing address, so that msExchMailboxGuid is cleared and the type is remote; then a delta cycle. A mailbox that is kept is migrated instead.",
          de: "Das Postfach wurde mit einem anderen Werkzeug verschoben oder ist weg: lokal Disable-Mailbox (oder Disable-RemoteMailbox), dann Enable-RemoteMailbox mit der richtigen Routingadresse, damit msExchMailboxGuid geleert wird und der Typ remote ist; danach eine Deltasynchronisierung. Ein Postfach, das bleiben soll, wird stattdessen migriert.",
        },
        {
          en: "Keep a note of the old msExchMailboxGuid: a soft-deleted mailbox is restored by it.",
          de: "Notieren Sie die alte msExchMailboxGuid: Ein vorläufig gelöschtes Postfach wird darüber wiederhergestellt.",
        },
      ],
    },
    typesDiffer: {
      code: "mailbox-attributes-conflict",
      text: {
        en: "Active Directory calls the mailbox of {target} a {onPremises} mailbox ({attributes}), and {there} a {wanted} mailbox. What Active Directory states is sent again, so the mailbox turns back.",
        de: "In Active Directory gilt das Postfach von {target} als {onPremises} ({attributes}), {there} dagegen als {wanted}. Was in Active Directory steht, wird erneut gesendet, das Postfach wird also zurückverwandelt.",
      },
      advice: [
        {
          en: "State the kind where it is mastered: on an Exchange server Set-RemoteMailbox {target} -Type {type} (it sets msExchRecipientTypeDetails and msExchRemoteRecipientType together), then a delta cycle. Without one: the two attributes by hand, as Exchange would set them.",
          de: "Tragen Sie die Art dort ein, wo sie verwaltet wird: auf einem Exchange-Server Set-RemoteMailbox {target} -Type {type} (das setzt msExchRecipientTypeDetails und msExchRemoteRecipientType zusammen), danach eine Deltasynchronisierung. Ohne Exchange-Server: beide Attribute von Hand, so wie Exchange sie setzen würde.",
        },
        {
          en: "A licence that was taken away is given back until the kind is right, so that the mailbox is not deleted meanwhile.",
          de: "Eine entzogene Lizenz wird wieder zugewiesen, bis die Art stimmt, damit das Postfach in der Zwischenzeit nicht gelöscht wird.",
        },
      ],
    },
    notHidden: {
      code: "mailbox-attributes-conflict",
      text: {
        en: "{target} is to be hidden from the address lists (msExchHideFromAddressLists), and has no mailNickname: the rule that carries Exchange's attributes takes only objects with one, so the flag never reaches the cloud.",
        de: "{target} soll in den Adresslisten verborgen sein (msExchHideFromAddressLists), hat aber keinen mailNickname: Die Regel für die Exchange-Attribute nimmt nur Objekte mit mailNickname, deshalb erreicht die Einstellung die Cloud nie.",
      },
      advice: [
        {
          en: "Give the account a mailNickname (the part before the @ of its primary address, unless somebody has it), then run a delta cycle.",
          de: "Geben Sie dem Konto einen mailNickname (den Teil vor dem @ seiner primären Adresse, sofern ihn niemand hat) und starten Sie dann eine Deltasynchronisierung.",
        },
      ],
    },
    numbered: {
      code: "mailbox-attributes-conflict",
      text: {
        en: "The routing address {address} of {target} got digits because another recipient already has the alias {nick}; nothing is lost.",
        de: "Die Routingadresse {address} von {target} bekam Ziffern, weil ein anderer Empfänger den Alias {nick} schon hat; verloren geht nichts.",
      },
      advice: [
        {
          en: "It is harmless. To avoid it, give the person an alias (mailNickname) of its own and run a delta cycle.",
          de: "Das ist harmlos. Wenn Sie es vermeiden wollen, geben Sie der Person einen eigenen Alias (mailNickname) und starten Sie eine Deltasynchronisierung.",
        },
      ],
    },
    hidden: {
      code: "mailbox-attributes-conflict",
      text: {
        en: "{target} is synced and hidden from the address lists (msExchHideFromAddressLists).",
        de: "{target} ist synchronisiert und in den Adresslisten verborgen (msExchHideFromAddressLists).",
      },
      advice: [
        {
          en: "Ask whether it was meant. If not, clear msExchHideFromAddressLists in Active Directory and run a delta cycle.",
          de: "Fragen Sie, ob das gewollt war. Falls nicht, leeren Sie msExchHideFromAddressLists in Active Directory und starten Sie eine Deltasynchronisierung.",
        },
      ],
    },
  },
  evaluate(facts, { pair, others }) {
    if (pair === undefined) return { verdict: "skip", message: "noPair" };
    const found = [
      ...refused(facts, pair),
      ...elsewhere(facts, pair),
      ...typesDiffer(facts, pair),
      ...notHidden(facts, pair),
      ...numbered(facts, pair, others),
      ...hidden(facts, pair),
    ];
    return found.length > 0
      ? found
      : { verdict: "pass", message: "fine", data: { target: pii(pair.user.userPrincipalName) } };
  },
});

/** The value as text, or that there is none. */
const textOr = (v: unknown): string | InEvery => (v === undefined || v === null ? EMPTY : String(v));
const filled = (v: unknown): boolean => v !== undefined && v !== null && v !== "";
const seenBoth = (facts: Facts, { ad, user }: Pair): Evidence[] => [
  seenInCloud(user, facts),
  seenInAd(ad, facts["ad.user"]),
];

/** Exchange has put an error on the user. */
function refused(facts: Facts, pair: Pair): Claim<"refused">[] {
  const faults = (pair.user.serviceProvisioningErrors ?? []).filter(
    (e) => e.isResolved !== true && /^exchange/i.test(e.serviceInstance ?? ""),
  );
  const [first] = faults;
  if (first === undefined) return [];
  return [
    {
      verdict: "fail",
      message: "refused",
      proof: "stated",
      ...(first.createdDateTime == null ? {} : { since: first.createdDateTime }),
      data: {
        target: pii(pair.user.userPrincipalName),
        id: pair.user.id,
        detail: pii(filled(first.errorDetail) ? String(first.errorDetail) : first.serviceInstance, "error detail"),
      },
      evidence: [
        ...seenBoth(facts, pair),
        ...faults.map((f) =>
          cite(
            `serviceProvisioningErrors: ${f.serviceInstance ?? "?"}, ${f.createdDateTime ?? "?"}`,
            facts["entra.user"],
          ),
        ),
      ],
    },
  ];
}

/** Licensed for Exchange, without a mailbox there, and AD says that the mailbox is on premises. */
function elsewhere(facts: Facts, pair: Pair): Claim<"elsewhere">[] {
  const { ad, user } = pair;
  const mailbox = facts["entra.mailboxSettings"];
  const isLicensed = (user.assignedPlans ?? []).some(
    (p) => /^exchange$/i.test(p.service ?? "") && /^enabled$/i.test(p.capabilityStatus ?? ""),
  );
  const hasNone = mailbox.state === "absent";
  const isOnPremises = Number(ad["msExchRecipientTypeDetails"]) === USER_MAILBOX || filled(ad["homeMDB"]);
  if (!isLicensed || !filled(ad["msExchMailboxGuid"]) || mailbox.state === "seen" || !(hasNone || isOnPremises))
    return [];
  const guid = String(ad["msExchMailboxGuid"]);
  const type = textOr(ad["msExchRecipientTypeDetails"]);
  return [
    {
      verdict: "fail",
      message: "elsewhere",
      proof: hasNone ? "measured" : "timed",
      settles: hasNone ? [] : unreadOf(facts, "entra.mailboxSettings"),
      data: { target: pii(user.userPrincipalName), guid, type },
      evidence: [
        ...seenBoth(facts, pair),
        cite(
          told("msExchMailboxGuid {guid}, msExchRecipientTypeDetails {type}, homeMDB {database}", {
            guid,
            type,
            database: textOr(ad["homeMDB"]),
          }),
          facts["ad.user"],
        ),
        ...(hasNone
          ? [
              cite(
                {
                  en: "Exchange Online has no mailbox for the user",
                  de: "Exchange Online hat kein Postfach für den Benutzer",
                },
                mailbox,
              ),
            ]
          : []),
      ],
    },
  ];
}

/** What each kind of mailbox is called. */
const KINDS: Readonly<Record<MailboxKind, InEvery>> = {
  user: { en: "user", de: "Benutzerpostfach" },
  shared: { en: "shared", de: "freigegebenes Postfach" },
  room: { en: "room", de: "Raumpostfach" },
  equipment: { en: "equipment", de: "Gerätepostfach" },
};
/** Who says of which kind the mailbox is. */
const THERE = {
  remote: { en: "msExchRemoteRecipientType says", de: "laut msExchRemoteRecipientType" },
  cloud: { en: "Exchange Online has it as", de: "in Exchange Online" },
  asked: { en: "it was made", de: "nach Angabe in der Anfrage" },
} as const satisfies Readonly<Record<string, InEvery>>;
/** What `Set-RemoteMailbox -Type` calls each kind. */
const TYPES: Readonly<Record<MailboxKind, string>> = {
  user: "Regular",
  shared: "Shared",
  room: "Room",
  equipment: "Equipment",
};
/** The kind that the ask says the mailbox was made. */
const KIND_ASKED = /\b(shared|room|equipment)\s+mailbox/i;
/** Active Directory states another kind than Exchange Online has, than its own second attribute, or than it was made in the cloud. */
function typesDiffer(facts: Facts, { ad, user }: Pair): Claim<"typesDiffer">[] {
  const onPremises = detailsKindOf(ad),
    remote = remoteKindOf(ad),
    cloud = purposeOf(valueOr(facts["entra.mailboxSettings"], undefined)),
    asked = KIND_ASKED.exec(valueOr(facts.ask, undefined)?.text ?? "")?.[1]?.toLowerCase() as MailboxKind | undefined;
  if (onPremises === undefined) return [];
  const differs = ([kind]: readonly [MailboxKind | undefined, string]): boolean =>
    kind !== undefined && kind !== onPremises;
  const [wanted, there] =
    (
      [
        [remote, "remote"],
        [cloud, "cloud"],
        // Only an account that nobody uses any more shows that the kind was meant to change.
        [user.accountEnabled === false || user.assignedLicenses?.length === 0 ? asked : undefined, "asked"],
      ] as const
    ).find(differs) ?? [];
  if (wanted === undefined || there === undefined) return [];
  const attributes = told("msExchRecipientTypeDetails {details}, msExchRemoteRecipientType {remote}", {
    details: String(ad["msExchRecipientTypeDetails"]),
    remote: textOr(ad["msExchRemoteRecipientType"]),
  });
  return [
    {
      verdict: "fail",
      message: "typesDiffer",
      proof: there === "asked" ? "timed" : "measured",
      data: {
        target: pii(user.userPrincipalName),
        onPremises: KINDS[onPremises],
        there: THERE[there],
        wanted: KINDS[wanted],
        attributes,
        type: TYPES[wanted],
      },
      evidence: [
        cite(attributes, facts["ad.user"]),
        cite(
          told("userPurpose {kind}", { kind: cloud ?? { en: "(not told)", de: "(nicht angegeben)" } }),
          facts["entra.mailboxSettings"],
        ),
        cite(
          told(
            {
              en: "accountEnabled {enabled}, {licences, plural, one {# licence} other {# licences}}",
              de: "accountEnabled {enabled}, {licences, plural, one {# Lizenz} other {# Lizenzen}}",
            },
            { enabled: user.accountEnabled ?? "?", licences: (user.assignedLicenses ?? []).length },
          ),
          facts["entra.user"],
        ),
      ],
    },
  ];
}

/** To be hidden, and the flag stays on premises for want of a mailNickname: asked only where the lists are complained of. */
function notHidden(facts: Facts, { ad, user }: Pair): Claim<"notHidden">[] {
  const isAsked = valueOr(facts.ask, undefined)?.topics.includes("list") === true;
  if (ad["msExchHideFromAddressLists"] !== true || filled(ad.mailNickname) || !isAsked) return [];
  return [
    {
      verdict: "fail",
      message: "notHidden",
      proof: "measured",
      data: { target: pii(user.userPrincipalName) },
      evidence: [
        cite(
          {
            en: "msExchHideFromAddressLists is true, mailNickname is empty",
            de: "msExchHideFromAddressLists ist true, mailNickname ist leer",
          },
          facts["ad.user"],
        ),
      ],
    },
  ];
}

/** The routing address is the alias with four digits: another recipient had the alias first. */
function numbered(facts: Facts, pair: Pair, others: readonly AdObject[]): Claim<"numbered">[] {
  const { ad, user } = pair;
  const nick = (user.mailNickname ?? "").toLowerCase();
  const address = numberedAddress(facts, user, nick);
  // A sign-in name in the initial domain, or a withheld value, has digits for another reason.
  const isOther = withheldFrom(user).length > 0 || isInInitialDomain(facts["entra.domains"], user.userPrincipalName);
  if (address === undefined || isOther) return [];
  return [
    {
      verdict: "fail",
      message: "numbered",
      proof: "timed",
      data: { target: pii(user.userPrincipalName), address: pii(address), nick: pii(nick) },
      evidence: [
        ...seenBoth(facts, pair),
        cite(
          told(
            {
              en: "proxyAddresses holds {address}, mailNickname is {nick}",
              de: "proxyAddresses enthält {address}, mailNickname ist {nick}",
            },
            { address, nick },
          ),
          facts["entra.user"],
        ),
      ],
      ...ownAlias(ad, others),
    },
  ];
}
/** The sign-in name's own alias, where the account has none or shares one, and nobody else who was read has it. */
function ownAlias(ad: AdObject, others: readonly AdObject[]): Pick<Claim<string>, "suggests" | "proposal"> {
  const isTaken = (alias: string | undefined): boolean => others.some((o) => sameText(o.mailNickname, alias));
  const alias = aliasFrom(localPartOf(ad.userPrincipalName ?? ad.mail));
  const needsOne = ad.mailNickname === undefined || isTaken(ad.mailNickname);
  if (!needsOne || alias === "" || isTaken(alias) || sameText(alias, ad.mailNickname)) return {};
  const why = { en: "the sign-in name's own alias", de: "der eigene Alias aus dem Anmeldenamen" };
  return {
    suggests: ["set-attribute"],
    proposal: { object: ad.objectGUID, attribute: "mailNickname", value: alias, why },
  };
}
const numberedAddress = (facts: Facts, user: CloudUser, nick: string): string | undefined =>
  smtpAddresses(user.proxyAddresses).find((address) => {
    const local = localPartOf(address);
    const digits = local.startsWith(nick) ? local.slice(nick.length) : "";
    return nick !== "" && /^\d{4}$/.test(digits) && isInInitialDomain(facts["entra.domains"], address);
  });

/** Hidden from the address lists by its own attribute. */
function hidden(facts: Facts, pair: Pair): Claim<"hidden">[] {
  const { ad, user } = pair;
  if (ad["msExchHideFromAddressLists"] !== true || !filled(ad.mailNickname)) return [];
  return [
    {
      verdict: "fail",
      message: "hidden",
      standing: "expected",
      proof: "timed",
      data: { target: pii(user.userPrincipalName) },
      evidence: [
        ...seenBoth(facts, pair),
        cite({ en: "msExchHideFromAddressLists is true", de: "msExchHideFromAddressLists ist true" }, facts["ad.user"]),
      ],
      suggests: ["set-attribute"],
      proposal: { object: ad.objectGUID, attribute: "msExchHideFromAddressLists", value: null },
    },
  ];
}
