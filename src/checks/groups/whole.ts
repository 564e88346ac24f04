import { bareAddress, namesOf } from "../../identity/address";
import { defineCheck } from "../../identity/define";
import { kindsSpokenOf } from "../../identity/kinds";
import { nameOf } from "../../identity/naming";
import { isSelected } from "../../identity/place";
import { touched } from "../../identity/replication";
import { lastGoodImport } from "../../identity/runs";
import { at } from "../../identity/time";
import { cloudKindOf } from "../../identity/twin";
import type { PersonOf } from "../../identity/person";
import {
  cite,
  pii,
  told,
  valueOr,
  type AdObject,
  type Claim,
  type CloudObject,
  type Evidence,
  type Given,
  type Pii,
} from "../../domain";

const NEEDS = ["ad.user", "entra.object"] as const;
const WANTS = [
  "ask",
  "ad.related",
  "entra.relatedUsers",
  "entra.otherHolders",
  "entra.membership",
  "entra.user",
  "server.connectors",
  "server.globalSettings",
  "server.runHistory",
] as const;
type Facts = Given<(typeof NEEDS)[number], (typeof WANTS)[number]>;
type Person = PersonOf<(typeof NEEDS)[number] | (typeof WANTS)[number]>;
/** A group or contact of both sides, tied. */
interface Both {
  readonly ad: AdObject;
  readonly object: CloudObject;
  readonly name: Pii;
}

/** Bit of groupType: a security group. */
const SECURITY_ENABLED = 0x80000000;
/** Members that are named. */
const MOST_NAMED = 5;

/** A group or contact that has arrived: its addresses, its place in the address lists, its members. */
export default defineCheck({
  id: "groups.whole",
  title: {
    en: "The group or contact is in the cloud with its addresses and members",
    de: "Die Gruppe oder der Kontakt ist mit Adressen und Mitgliedern in der Cloud",
  },
  guide: "objects.status",
  needs: NEEDS,
  wants: WANTS,
  messages: {
    notThere: {
      en: "It is no group or contact that the cloud holds, so there is nothing to compare.",
      de: "Es ist keine Gruppe und kein Kontakt, den die Cloud hat, es gibt also nichts zu vergleichen.",
    },
    whole: { en: "Nothing of {object} is missing in the cloud.", de: "Nichts von {object} fehlt in der Cloud." },
    withheld: {
      code: "quarantined-attribute",
      text: {
        en: "{value} of {object} is quarantined, because {holder} holds it.",
        de: "{value} von {object} ist in Quarantäne, denn {holder} hat diesen Wert.",
      },
      advice: [
        {
          en: "Decide who keeps the value, and take it from the other one: in Active Directory where it is synced, in Exchange Online where it is not.",
          de: "Entscheiden Sie, wer den Wert behält, und nehmen Sie ihn dem anderen: in Active Directory, wenn das Objekt synchronisiert ist, sonst in Exchange Online.",
        },
        {
          en: "The service gives it back about an hour after nobody else holds it.",
          de: "Der Dienst gibt ihn etwa eine Stunde, nachdem ihn niemand sonst mehr hat, wieder frei.",
        },
      ],
    },
    hidden: {
      code: "mailbox-attributes-conflict",
      text: {
        en: "{object} is in the cloud and hidden from the address lists (msExchHideFromAddressLists).",
        de: "{object} ist in der Cloud und in den Adresslisten verborgen (msExchHideFromAddressLists).",
      },
      advice: [
        {
          en: "Ask whether it was meant. If not, clear msExchHideFromAddressLists in Active Directory and run a delta cycle.",
          de: "Fragen Sie, ob das gewollt war. Falls nicht, leeren Sie msExchHideFromAddressLists in Active Directory und starten Sie eine Deltasynchronisierung.",
        },
      ],
    },
    noAddress: {
      code: "required-attribute-missing",
      text: {
        en: "{object} is a distribution group without an address: mail and proxyAddresses are empty, so Exchange Online has no recipient of it.",
        de: "{object} ist eine Verteilergruppe ohne Adresse: mail und proxyAddresses sind leer, deshalb hat Exchange Online keinen Empfänger dafür.",
      },
      advice: [
        {
          en: "Give the group its address in Active Directory (Enable-DistributionGroup on an Exchange server, else mail, mailNickname and proxyAddresses), then run a delta cycle.",
          de: "Geben Sie der Gruppe ihre Adresse in Active Directory (Enable-DistributionGroup auf einem Exchange-Server, sonst mail, mailNickname und proxyAddresses) und starten Sie dann eine Deltasynchronisierung.",
        },
      ],
    },
    membersOutside: {
      code: "referenced-object-missing",
      text: {
        en: "{object} has arrived; {count, plural, one {# of its members in Active Directory has not: {members} stands} other {# of its members in Active Directory have not: {members} stand}} outside the selected containers.",
        de: "{object} ist angekommen; {count, plural, one {# Mitglied aus Active Directory fehlt, denn es liegt} other {# Mitglieder aus Active Directory fehlen, denn sie liegen}} außerhalb der ausgewählten Container: {members}.",
      },
      advice: [
        {
          en: "Nothing is to be changed on the group. Ask for the triage of one of these members: once it is in the cloud, the membership follows by itself.",
          de: "An der Gruppe ist nichts zu ändern. Lassen Sie eines dieser Mitglieder untersuchen: Sobald es in der Cloud ist, folgt die Mitgliedschaft von selbst.",
        },
      ],
    },
    membersMissing: {
      code: "referenced-object-missing",
      text: {
        en: "{object} has arrived with {there} of its {count, plural, one {# member} other {# members}}: a member that does not sync itself is left out.",
        de: "{object} ist mit {there} von {count, plural, one {# Mitglied} other {# Mitgliedern}} angekommen: Ein Mitglied, das selbst nicht synchronisiert wird, bleibt weg.",
      },
      advice: [
        {
          en: "Nothing is to be changed on the group. Ask for the triage of a member that is missing in the cloud.",
          de: "An der Gruppe ist nichts zu ändern. Lassen Sie ein Mitglied untersuchen, das in der Cloud fehlt.",
        },
      ],
    },
  },
  evaluate(facts, person) {
    const { ad, object, hasArrived } = person;
    if (ad === undefined || object === undefined || !hasArrived || object.kind === "device")
      return { verdict: "skip", message: "notThere" };
    const both: Both = { ad, object, name: nameOf(ad) };
    const found = [
      ...withheld(facts, both),
      ...hidden(facts, both),
      ...noAddress(facts, both),
      ...members(facts, both, person),
    ];
    return found.length > 0 ? found : { verdict: "pass", message: "whole", data: { object: both.name } };
  },
});

function withheld(facts: Facts, { ad, object, name }: Both): Claim<"withheld">[] {
  const [error] = object.onPremisesProvisioningErrors ?? [];
  if (error === undefined) return [];
  const holds = (o: Parameters<typeof namesOf>[0]): boolean => namesOf(o).includes(bareAddress(error.value));
  const holder =
    valueOr(facts["entra.relatedUsers"], []).find(holds)?.userPrincipalName ??
    valueOr(facts["entra.otherHolders"], []).find(holds)?.displayName ??
    valueOr(facts["ad.related"], []).find((o) => o.objectGUID !== ad.objectGUID && holds(o))?.dn;
  return [
    {
      verdict: "fail",
      message: "withheld",
      proof: "stated",
      ...(error.occurredDateTime == null ? {} : { since: error.occurredDateTime }),
      data: {
        object: name,
        value: pii(error.value),
        holder: holder === undefined ? { en: "another object", de: "ein anderes Objekt" } : pii(holder, "holder"),
      },
      evidence: [
        cite(
          told(
            {
              en: "onPremisesProvisioningErrors of {id}: {property} {value}",
              de: "onPremisesProvisioningErrors von {id}: {property} {value}",
            },
            { id: object.id, property: error.propertyCausingError, value: error.value },
          ),
          facts["entra.object"],
        ),
      ],
    },
  ];
}
const isAboutLists = (facts: Facts): boolean =>
  valueOr(facts.ask, undefined)?.topics.some((t) => t === "list" || t === "mailbox" || t === "address") === true;
/** Asked only where somebody misses it in the address lists. */
function hidden(facts: Facts, { ad, name }: Both): Claim<"hidden">[] {
  if (ad["msExchHideFromAddressLists"] !== true || !isAboutLists(facts)) return [];
  return [
    {
      verdict: "fail",
      message: "hidden",
      proof: "measured",
      data: { object: name },
      evidence: [
        cite({ en: "msExchHideFromAddressLists is true", de: "msExchHideFromAddressLists ist true" }, facts["ad.user"]),
      ],
    },
  ];
}
function noAddress(facts: Facts, { ad, object, name }: Both): Claim<"noAddress">[] {
  const isSecurity = (Number(ad["groupType"] ?? SECURITY_ENABLED) & SECURITY_ENABLED) !== 0;
  if (object.kind !== "group" || isSecurity || namesOf(ad).length > 0 || !isAboutLists(facts)) return [];
  return [
    {
      verdict: "fail",
      message: "noAddress",
      proof: "measured",
      data: { object: name },
      evidence: [
        cite(
          told(
            {
              en: "groupType {type}, mail and proxyAddresses empty",
              de: "groupType {type}, mail und proxyAddresses leer",
            },
            { type: String(ad["groupType"]) },
          ),
          facts["ad.user"],
        ),
      ],
    },
  ];
}
/** Asked only where the ask is about members; what a cycle has not seen yet tells nothing. */
function members(
  facts: Facts,
  { ad, object, name }: Both,
  { place }: Person,
): Claim<"membersOutside" | "membersMissing">[] {
  const ask = valueOr(facts.ask, undefined),
    there = valueOr(facts["entra.membership"], undefined)?.members;
  const isAsked =
    ask !== undefined && kindsSpokenOf(ask).includes("group") && /member|mitglied|miembro/i.test(ask.text);
  if (cloudKindOf(ad) !== "group" || !isAsked || there === undefined || ad.memberCount !== undefined) return [];
  const good = place && lastGoodImport(place.connector.Name, valueOr(facts["server.runHistory"], []));
  if (good === undefined || touched(ad) > at(good.StartDate)) return [];
  const all = ad.member ?? [],
    connectors = valueOr(facts["server.connectors"], []);
  const outside = all.filter((dn) => !isSelected({ dn, forest: ad.forest }, connectors));
  if (there >= all.length) return [];
  const seenBoth: Evidence[] = [
    cite(
      told(
        {
          en: "{dn} has {count, plural, one {# member} other {# members}}",
          de: "{dn} hat {count, plural, one {# Mitglied} other {# Mitglieder}}",
        },
        { dn: ad.dn, count: all.length },
      ),
      facts["ad.user"],
    ),
    cite(
      told(
        {
          en: "the group {id} has {count, plural, one {# direct member} other {# direct members}}",
          de: "die Gruppe {id} hat {count, plural, one {# direktes Mitglied} other {# direkte Mitglieder}}",
        },
        { id: object.id, count: there },
      ),
      facts["entra.membership"],
    ),
  ];
  if (outside.length === 0)
    return [
      {
        verdict: "fail",
        message: "membersMissing",
        proof: "timed",
        data: { object: name, there, count: all.length },
        evidence: seenBoth,
      },
    ];
  return [
    {
      verdict: "fail",
      message: "membersOutside",
      proof: "measured",
      data: {
        object: name,
        count: outside.length,
        members: outside.slice(0, MOST_NAMED).map((dn) => pii(dn)),
      },
      evidence: [
        ...seenBoth,
        ...outside
          .slice(0, MOST_NAMED)
          .map((dn) =>
            cite(
              told({ en: "{dn} is not selected", de: "{dn} ist nicht ausgewählt" }, { dn }),
              facts["server.connectors"],
            ),
          ),
      ],
    },
  ];
}
