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
  title: "The group or contact is in the cloud with its addresses and members",
  guide: "objects.status",
  needs: NEEDS,
  wants: WANTS,
  messages: {
    notThere: "It is no group or contact that the cloud holds, so there is nothing to compare.",
    whole: "Nothing of {object} is missing in the cloud.",
    withheld: {
      code: "quarantined-attribute",
      text: "{value} of {object} is quarantined, because {holder} holds it.",
      advice: [
        "Decide who keeps the value, and take it from the other one: in Active Directory where it is synced, in Exchange Online where it is not.",
        "The service gives it back about an hour after nobody else holds it.",
      ],
    },
    hidden: {
      code: "mailbox-attributes-conflict",
      text: "{object} is in the cloud and hidden from the address lists (msExchHideFromAddressLists).",
      advice: [
        "Ask whether it was meant. If not, clear msExchHideFromAddressLists in Active Directory and run a delta cycle.",
      ],
    },
    noAddress: {
      code: "required-attribute-missing",
      text: "{object} is a distribution group without an address: mail and proxyAddresses are empty, so Exchange Online has no recipient of it.",
      advice: [
        "Give the group its address in Active Directory (Enable-DistributionGroup on an Exchange server, else mail, mailNickname and proxyAddresses), then run a delta cycle.",
      ],
    },
    membersOutside: {
      code: "referenced-object-missing",
      text: "{object} has arrived; {count} of its members in Active Directory have not: {members} stand outside the selected containers.",
      advice: [
        "Nothing is to be changed on the group. Ask for the triage of one of these members: once it is in the cloud, the membership follows by itself.",
      ],
    },
    membersMissing: {
      code: "referenced-object-missing",
      text: "{object} has arrived with {there} of its {count} members: a member that does not sync itself is left out.",
      advice: ["Nothing is to be changed on the group. Ask for the triage of a member that is missing in the cloud."],
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
      data: { object: name, value: pii(error.value), holder: pii(holder ?? "another object", "holder") },
      evidence: [
        cite(
          `onPremisesProvisioningErrors of ${object.id}: ${error.propertyCausingError} ${error.value}`,
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
      evidence: [cite("msExchHideFromAddressLists is true", facts["ad.user"])],
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
      evidence: [cite(`groupType ${String(ad["groupType"])}, mail and proxyAddresses empty`, facts["ad.user"])],
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
    cite(`${ad.dn} has ${all.length} members`, facts["ad.user"]),
    cite(`the group ${object.id} has ${there} direct members`, facts["entra.membership"]),
  ];
  if (outside.length === 0)
    return [
      {
        verdict: "fail",
        message: "membersMissing",
        proof: "timed",
        data: { object: name, there: String(there), count: String(all.length) },
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
        count: String(outside.length),
        members: outside.slice(0, MOST_NAMED).map((dn) => pii(dn)),
      },
      evidence: [
        ...seenBoth,
        ...outside.slice(0, MOST_NAMED).map((dn) => cite(`${dn} is not selected`, facts["server.connectors"])),
      ],
    },
  ];
}
