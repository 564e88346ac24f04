import { localPartOf, sameText, smtpAddresses } from "../../identity/address";
import { defineCheck } from "../../identity/define";
import { seenInAd, seenInCloud } from "../../identity/evidence";
import { withheldFrom } from "../../identity/holders";
import type { PersonOf } from "../../identity/person";
import { detailsKindOf, purposeOf, remoteKindOf, type MailboxKind } from "../../identity/recipient";
import { aliasFrom } from "../../identity/spelling";
import { isInInitialDomain } from "../../identity/tenant";
import { unreadOf } from "../../identity/unread";
import { cite, pii, valueOr, type AdObject, type Claim, type CloudUser, type Evidence, type Given } from "../../domain";

const NEEDS = ["ad.user", "entra.user", "entra.relatedUsers"] as const;
const WANTS = ["ask", "ad.related", "entra.mailboxSettings", "entra.domains", "server.globalSettings"] as const;
type Facts = Given<(typeof NEEDS)[number], (typeof WANTS)[number]>;
type Pair = NonNullable<PersonOf<(typeof NEEDS)[number] | (typeof WANTS)[number]>["pair"]>;

/** msExchRecipientTypeDetails of a mailbox on premises. */
const USER_MAILBOX = 1;

/** What AD says about a mailbox decides whether Exchange Online makes one, and how it is shown. */
export default defineCheck({
  id: "cloud-object.mailbox-attributes",
  title: "Exchange accepts the person's mailbox attributes",
  guide: "objects.status",
  needs: NEEDS,
  wants: WANTS,
  messages: {
    noPair: "The AD account has no synced cloud user, so Exchange has nothing to refuse.",
    fine: "Exchange has nothing against {target}.",
    refused: {
      code: "mailbox-attributes-conflict",
      text: "Exchange Online refuses {target}: {detail}.",
      advice: [
        "Read the error on the user (Microsoft 365 admin center › Users › the user), mend the attribute in Active Directory, run a delta cycle, then retry with POST /users/{id}/retryServiceProvisioning.",
      ],
    },
    elsewhere: {
      code: "mailbox-attributes-conflict",
      text: "{target} is licensed for Exchange and has no mailbox: Active Directory says that the mailbox is elsewhere (msExchMailboxGuid {guid}, recipient type {type}).",
      advice: [
        "Make sure where the mailbox really is: Get-RemoteMailbox or Get-Mailbox on premises, Get-MailUser and Get-Mailbox -SoftDeletedMailbox in Exchange Online.",
        "The mailbox was moved with another tool or is gone: Disable-Mailbox (or Disable-RemoteMailbox) on premises, then Enable-RemoteMailbox with the right routing address, so that msExchMailboxGuid is cleared and the type is remote; then a delta cycle. A mailbox that is kept is migrated instead.",
        "Keep a note of the old msExchMailboxGuid: a soft-deleted mailbox is restored by it.",
      ],
    },
    typesDiffer: {
      code: "mailbox-attributes-conflict",
      text: "Active Directory calls the mailbox of {target} a {onPremises} mailbox ({attributes}), and {there} a {wanted} mailbox. What Active Directory states is sent again, so the mailbox turns back.",
      advice: [
        "State the kind where it is mastered: on an Exchange server Set-RemoteMailbox {target} -Type {type} (it sets msExchRecipientTypeDetails and msExchRemoteRecipientType together), then a delta cycle. Without one: the two attributes by hand, as Exchange would set them.",
        "A licence that was taken away is given back until the kind is right, so that the mailbox is not deleted meanwhile.",
      ],
    },
    notHidden: {
      code: "mailbox-attributes-conflict",
      text: "{target} is to be hidden from the address lists (msExchHideFromAddressLists), and has no mailNickname: the rule that carries Exchange's attributes takes only objects with one, so the flag never reaches the cloud.",
      advice: [
        "Give the account a mailNickname (the part before the @ of its primary address, unless somebody has it), then run a delta cycle.",
      ],
    },
    numbered: {
      code: "mailbox-attributes-conflict",
      text: "The routing address {address} of {target} got digits because another recipient already has the alias {nick}; nothing is lost.",
      advice: [
        "It is harmless. To avoid it, give the person an alias (mailNickname) of its own and run a delta cycle.",
      ],
    },
    hidden: {
      code: "mailbox-attributes-conflict",
      text: "{target} is synced and hidden from the address lists (msExchHideFromAddressLists).",
      advice: [
        "Ask whether it was meant. If not, clear msExchHideFromAddressLists in Active Directory and run a delta cycle.",
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
  const type = String(ad["msExchRecipientTypeDetails"] ?? "(empty)");
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
          `msExchMailboxGuid ${guid}, msExchRecipientTypeDetails ${type}, homeMDB ${String(ad["homeMDB"] ?? "(empty)")}`,
          facts["ad.user"],
        ),
        ...(hasNone ? [cite("Exchange Online has no mailbox for the user", mailbox)] : []),
      ],
    },
  ];
}

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
        [remote, "msExchRemoteRecipientType says"],
        [cloud, "Exchange Online has it as"],
        // Only an account that nobody uses any more shows that the kind was meant to change.
        [user.accountEnabled === false || user.assignedLicenses?.length === 0 ? asked : undefined, "it was made"],
      ] as const
    ).find(differs) ?? [];
  if (wanted === undefined || there === undefined) return [];
  const attributes = `msExchRecipientTypeDetails ${String(ad["msExchRecipientTypeDetails"])}, msExchRemoteRecipientType ${String(ad["msExchRemoteRecipientType"] ?? "(empty)")}`;
  return [
    {
      verdict: "fail",
      message: "typesDiffer",
      proof: there === "it was made" ? "timed" : "measured",
      data: { target: pii(user.userPrincipalName), onPremises, there, wanted, attributes, type: TYPES[wanted] },
      evidence: [
        cite(attributes, facts["ad.user"]),
        cite(`userPurpose ${cloud ?? "(not told)"}`, facts["entra.mailboxSettings"]),
        cite(
          `accountEnabled ${user.accountEnabled ?? "?"}, ${(user.assignedLicenses ?? []).length} licences`,
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
      evidence: [cite("msExchHideFromAddressLists is true, mailNickname is empty", facts["ad.user"])],
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
        cite(`proxyAddresses holds ${address}, mailNickname is ${nick}`, facts["entra.user"]),
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
  const why = "the sign-in name's own alias";
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
      evidence: [...seenBoth(facts, pair), cite("msExchHideFromAddressLists is true", facts["ad.user"])],
      suggests: ["set-attribute"],
      proposal: { object: ad.objectGUID, attribute: "msExchHideFromAddressLists", value: null },
    },
  ];
}
