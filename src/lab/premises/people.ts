/** The agent's search for people in the lab's forests: who is named, what they share with others, and what was deleted. */
import type { AdObject, PeopleAnswer, PeopleQuestion } from "../../domain";
import { dnKey, sameDn } from "../../identity/dn";
import { anchorAttributeOf, attributeOf } from "../rules/source-anchor";
import { smtpAddressesOf } from "../rules/text";
import type { World } from "../scenario";
import {
  adObjectOf,
  everyObject,
  hasName,
  isContainer,
  isDeleted,
  isSubject,
  keyOf,
  keysOf,
  valuesOf,
  type Placed,
} from "./directory";

/** The people that the question's values and names find, with all that is related to them, the deleted objects alike, and every container. */
export function peopleIn(world: World, question: PeopleQuestion): PeopleAnswer {
  const anchorAttribute = anchorAttributeOf(world.premises.globalSettings),
    values = new Set(question.values.map(keyOf));
  const hitsOn = (p: Placed): string[] => {
    const keys = keysOf(p, anchorAttribute).add(firstPartOf(p));
    return [...[...values].filter((v) => keys.has(v)), ...question.names.filter((n) => hasName(p, n))];
  };
  const all = [...everyObject(world)];
  const matches = all
    .filter(isSubject)
    .map((p) => ({ p, by: hitsOn(p) }))
    .filter((m) => m.by.length > 0);
  const found = matches.map((m) => m.p);
  const isRelated = relatedTo(found, { values, anchorAttribute, pilotGroup: world.premises.pilotGroup });
  const others = all.filter((p) => !found.includes(p) && !isContainer(p));
  const related = new Set([
    ...others.filter(isRelated),
    ...groupsAround(found, others),
    ...passwordPoliciesOf(found, others),
  ]);
  const served = asServed(all);
  return {
    matches: matches.map(({ p, by }) => ({ object: served(p), by })),
    related: [...related].filter((p) => !isDeleted(p)).map(served),
    deleted: all.filter((p) => isDeleted(p) && (isRelated(p) || hitsOn(p).length > 0)).map(adObjectOf),
    containers: all.filter(isContainer).map(adObjectOf),
  };
}

/** Of the sign-in name what stands before the `@`, in small letters: found by `(userPrincipalName=value@*)`. */
const firstPartOf = ({ entry }: Placed): string =>
  String(entry["userPrincipalName"] ?? "")
    .split("@")[0]!
    .toLowerCase();

/** The most values of one attribute that a domain controller gives at once (MaxValRange). */
const MOST_MEMBERS = 1500;
/**
 * An object as a domain controller gives it: `memberOf` follows from the groups' `member`. Of a group too large for one answer the first members
 * come, and `memberCount` says how many there are.
 */
function asServed(all: readonly Placed[]): (p: Placed) => AdObject {
  const groupsOf = new Map<string, string[]>();
  for (const group of all)
    if (!isDeleted(group))
      for (const member of valuesOf(group.entry["member"])) {
        const key = dnKey(member);
        groupsOf.set(key, [...(groupsOf.get(key) ?? []), group.dn]);
      }
  return (p) => {
    const object = adObjectOf(p),
      members = object.member ?? [],
      groups = [...(object.memberOf ?? []), ...(groupsOf.get(dnKey(p.dn)) ?? [])],
      memberOf = [...new Map(groups.map((dn) => [dnKey(dn), dn])).values()];
    return {
      ...object,
      ...(memberOf.length === 0 ? {} : { memberOf }),
      ...(members.length > MOST_MEMBERS ? { member: members.slice(0, MOST_MEMBERS), memberCount: members.length } : {}),
    };
  };
}

/** Whether an object holds a value of the people found or of the question, is their manager or group, or has one of them as a member. */
function relatedTo(
  found: readonly Placed[],
  asked: {
    readonly values: ReadonlySet<string>;
    readonly anchorAttribute: string | undefined;
    readonly pilotGroup: string | null | undefined;
  },
): (p: Placed) => boolean {
  const values = new Set([...found.flatMap((p) => valuesSharedBy(p, asked.anchorAttribute)), ...asked.values]);
  const dns = [...found.flatMap(dnsNamedBy), ...(asked.pilotGroup ? [asked.pilotGroup] : [])];
  return (p) =>
    [...keysOf(p, asked.anchorAttribute)].some((key) => values.has(key)) ||
    dns.some((dn) => sameDn(dn, p.dn)) ||
    hasMember(p, found);
}
/** What another object must not hold as well, in lower case. */
const valuesSharedBy = ({ entry }: Placed, anchorAttribute: string | undefined): string[] =>
  [
    entry["userPrincipalName"],
    entry["mail"],
    entry.objectGUID,
    entry["mS-DS-ConsistencyGuid"],
    entry["objectSid"],
    entry["sAMAccountName"],
    entry["mailNickname"],
    anchorAttribute === undefined ? undefined : attributeOf(entry, anchorAttribute),
    ...smtpAddressesOf(entry["proxyAddresses"]),
    ...valuesOf(entry["proxyAddresses"]),
    entry["msRTCSIP-PrimaryUserAddress"],
  ].flatMap((v) => (typeof v === "string" && v !== "" ? [v.toLowerCase()] : []));
const dnsNamedBy = ({ entry }: Placed): string[] =>
  [entry["manager"], ...valuesOf(entry["memberOf"])].filter((v): v is string => typeof v === "string");
const hasMember = (group: Placed, members: readonly Placed[]): boolean =>
  members.some((p) => valuesOf(group.entry["member"]).some((dn) => sameDn(dn, p.dn)));
/** Groups that hold a group of the people found. */
function groupsAround(found: readonly Placed[], others: readonly Placed[]): Placed[] {
  const groups = others.filter((p) => hasMember(p, found));
  return others.filter((p) => hasMember(p, groups));
}
/** Fine-grained password policies that apply to the people found, or to a group of theirs. */
function passwordPoliciesOf(found: readonly Placed[], others: readonly Placed[]): Placed[] {
  const dns = [...found, ...others.filter((p) => hasMember(p, found))].map((p) => p.dn);
  return others.filter((p) => valuesOf(p.entry["msDS-PSOAppliesTo"]).some((to) => dns.some((dn) => sameDn(dn, to))));
}
