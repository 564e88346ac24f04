/** Whom an ask is about: candidates of both sides are joined to persons, ranked by what hit them, and one is taken or a choice is offered. Pure. */
import type { AdObject, CloudObject, CloudObjectKind, CloudUser } from "../domain";
import { liveUpnOf, namesOf, sameText } from "../identity/address";
import { counterpartOf } from "../identity/counterpart";
import { linkOf } from "../identity/link";
import { fold, sameDisplayName } from "../identity/same-person";
import type { SyncSettings } from "../identity/settings";
import { cloudKindOf, isSyncedTwin, twinOf } from "../identity/twin";
import { kindsSpokenOf } from "../identity/kinds";
import { isOnlyToldOf } from "./roles";
import { hitOn, namedInAd, namedInCloud, namedInObject, type Hit, type Named, type Wording } from "./naming";

export interface PersonCandidate extends Hit {
  /** `ad:<objectGUID>` or `entra:<id>`: what a choice is made by. */
  readonly key: string;
  readonly ad?: AdObject;
  readonly cloud?: CloudUser;
  /** The cloud's group, contact or device, where it is no user. */
  readonly object?: CloudObject;
  /** Synchronization tied the two, and quarantines nothing. */
  readonly healthy: boolean;
}
export type Resolution =
  | { kind: "one"; person: PersonCandidate }
  | { kind: "several"; persons: PersonCandidate[] }
  | { kind: "none" };
/** What may be meant, and the settings that say what ties the two sides. */
export interface Candidates {
  readonly ads: readonly AdObject[];
  /** Live and deleted ones. */
  readonly users: readonly CloudUser[];
  /** Groups, contacts and devices. */
  readonly objects?: readonly CloudObject[];
  readonly settings: SyncSettings;
}
/** Hits from here on mean a person, not a word that also occurs in a name. */
const STRONG = 56;
const MOST_OFFERED = 8;

const keyOfAd = (ad: AdObject): string => `ad:${ad.objectGUID}`;
const keyInCloud = ({ id }: { readonly id: string }): string => `entra:${id}`;
/** Of a class that an ask may be about: users, contacts, service accounts, groups, computers. */
const isSubject = (o: AdObject): boolean =>
  o.objectClass.some((c) => /^(user|inetOrgPerson|contact|group|computer|msDS-GroupManagedServiceAccount)$/i.test(c));
/** Group, contact or device; undefined for a user and a service account. */
const kindOf = ({ ad, object }: PersonCandidate): CloudObjectKind | undefined =>
  object?.kind ?? (ad === undefined ? undefined : cloudKindOf(ad));
/** Groups and devices are meant only where they are named whole; contacts are looked for as people are. */
const isThing = (p: PersonCandidate): boolean => ["group", "device"].includes(kindOf(p) ?? "");
/** A thing is named by its whole name, its account name or an address; words of a name that stand apart are none. */
const STRONG_THING = 65;
const isStrong = (p: PersonCandidate): boolean => p.score >= (isThing(p) ? STRONG_THING : STRONG);

/**
 * The persons that an ask may mean, best first. An AD object and the cloud account that sync linked to it are one person; objects that
 * compete for one name or address are not offered as a choice, since that competition is what the triage is about.
 */
export function resolve(ask: Wording, candidates: Candidates, pick?: string): Resolution {
  const all = personsOf(ask, candidates, pick).sort(byLikelihood);
  const chosen = pick === undefined ? undefined : all.find((p) => p.key === pick);
  if (chosen !== undefined) return { kind: "one", person: chosen };
  const persons = meantAmong(ask, all);
  const top = persons[0];
  if (top === undefined) return { kind: "none" };
  const rivals = persons.filter((p) => p.score === top.score && !isSameOne(p, top));
  const strong = top.score >= STRONG;
  // "A is in the cloud and B is not": the one that something is wrong with is meant.
  const [troubled, ...more] = [top, ...rivals].filter((p) => !p.healthy);
  if (strong && rivals.length > 0 && troubled !== undefined && more.length === 0)
    return { kind: "one", person: troubled };
  if (strong ? rivals.length === 0 || isNamedFirst(ask, top, rivals) : persons.length === 1)
    return { kind: "one", person: top };
  return { kind: "several", persons: persons.slice(0, MOST_OFFERED) };
}

/**
 * People, or the group or device that is named beside them. A device that is named is what it is about; a group is, unless a person is named
 * whole as well and it is about who is in the group, or the person comes first.
 */
function meantAmong(ask: Wording, all: PersonCandidate[]): PersonCandidate[] {
  // "She is in the AD group": the group is no second person that she would only be told of beside.
  const people = withoutThoseToldOf(
      ask,
      all.filter((p) => !isThing(p)),
    ),
    things = all.filter((p) => isThing(p) && isStrong(p)),
    spoken = kindsSpokenOf(ask),
    isSpokenOf = (p: PersonCandidate): boolean => spoken.some((kind) => kind === kindOf(p));
  const devices = things.filter((p) => kindOf(p) === "device"),
    groups = things.filter((p) => kindOf(p) === "group");
  const person = people[0],
    group = groups[0];
  if (person === undefined) return things;
  if (devices.some((d) => isSpokenOf(d) || d.score > person.score)) return devices;
  if (group === undefined) return people;
  if (isStrong(person)) return isSpokenOf(group) || isNamedFirst(ask, person, [group]) ? people : groups;
  return isSpokenOf(group) ? groups : people;
}
/** The group that an ask names beside the person that it is about; undefined where it speaks of none. */
export function groupBeside(
  ask: Wording,
  candidates: Candidates,
  person: PersonCandidate,
): PersonCandidate | undefined {
  if (isThing(person) || !kindsSpokenOf(ask).includes("group")) return undefined;
  return personsOf(ask, candidates, undefined)
    .filter((p) => kindOf(p) === "group" && isStrong(p))
    .sort(byLikelihood)[0];
}

function personsOf(
  ask: Wording,
  { ads, users, objects = [], settings }: Candidates,
  pick: string | undefined,
): PersonCandidate[] {
  const claimed = new Set<CloudUser | CloudObject>();
  const ofUser = (ad: AdObject): PersonCandidate => {
    const tied = (u: CloudUser): boolean => linkOf(settings, ad, u) !== undefined;
    const cloud = counterpartOf(settings, ad, users);
    const isAnothers = (u: CloudUser): boolean => ads.some((o) => o !== ad && linkOf(settings, o, u) !== undefined);
    const isTheirs = cloud !== undefined && (tied(cloud) || (namesOnePerson(ad, cloud) && !isAnothers(cloud)));
    if (isTheirs) claimed.add(cloud);
    const own = hitOn(namedInAd(ad), ask);
    const theirs = isTheirs ? hitOn(namedInCloud(cloud), ask) : undefined;
    return {
      key: keyOfAd(ad),
      ad,
      ...(cloud === undefined ? {} : { cloud }),
      healthy: cloud !== undefined && tied(cloud) && (cloud.onPremisesProvisioningErrors ?? []).length === 0,
      ...(theirs !== undefined && theirs.score > own.score ? theirs : own),
    };
  };
  const ofObject = (ad: AdObject): PersonCandidate => {
    const object = twinOf(ad, objects);
    if (object !== undefined) claimed.add(object);
    const own = hitOnThing(namedInAd(ad), ask);
    const theirs = object === undefined ? own : hitOnThing(namedInObject(object), ask);
    return {
      key: keyOfAd(ad),
      ad,
      ...(object === undefined ? {} : { object }),
      healthy: isSyncedTwin(ad, object) && (object?.onPremisesProvisioningErrors ?? []).length === 0,
      ...(theirs.score > own.score ? theirs : own),
    };
  };
  // A contact that the cloud holds as no contact may have been meant for a user.
  const isObject = (ad: AdObject): boolean =>
    cloudKindOf(ad) !== undefined && (cloudKindOf(ad) !== "contact" || twinOf(ad, objects) !== undefined);
  const onPremises = ads.filter(isSubject).map((ad) => (isObject(ad) ? ofObject(ad) : ofUser(ad)));
  const alone = <T extends CloudUser | CloudObject>(
    found: readonly T[],
    as: (o: T) => Hit & Partial<PersonCandidate>,
  ) =>
    found
      .filter((o) => !claimed.has(o))
      .map((o): PersonCandidate => {
        const hit = as(o);
        return { ...hit, key: keyInCloud(o), healthy: false, score: hit.score === 0 ? 0 : hit.score - 2 };
      });
  const cloudAlone = [
    ...alone(users, (cloud) => ({ cloud, ...hitOn(namedInCloud(cloud), ask) })),
    ...alone(objects, (object) => ({ object, ...hitOnThing(namedInObject(object), ask) })),
  ];
  return [...onPremises, ...cloudAlone].filter((p) => p.score > 0 || p.key === pick);
}
/** A group may be called by one word: its whole name is a name, no part of one. */
function hitOnThing(named: Named, ask: Wording): Hit {
  const whole = ask.terms.names.some((name) => fold(name) === fold(named.display ?? ""));
  const hit = hitOn(named, ask);
  return whole && hit.score < STRONG && kindsSpokenOf(ask).length > 0 ? { score: 72, why: "display name" } : hit;
}

/** Not tied, and one person by the sign-in name or the whole name: whoever names one of the two means both. */
const namesOnePerson = (ad: AdObject, cloud: CloudUser): boolean =>
  sameText(ad.userPrincipalName, liveUpnOf(cloud.userPrincipalName)) || sameDisplayName(ad, cloud);

const DISABLED = 2;
/** Among equals the AD account that lives, is enabled and was made last comes first: it is the one that is waited for. */
function byLikelihood(x: PersonCandidate, y: PersonCandidate): number {
  const place = ({ ad }: PersonCandidate): number =>
    ad === undefined ? 2 : ((ad.userAccountControl ?? 0) & DISABLED) === DISABLED ? 1 : 0;
  const made = (p: PersonCandidate): string => p.ad?.whenCreated ?? "";
  return (
    y.score - x.score || place(x) - place(y) || Number(x.healthy) - Number(y.healthy) || made(y).localeCompare(made(x))
  );
}
/** One person's several objects: they share a name, an address, an account name or the full display name. */
function isSameOne(a: PersonCandidate, b: PersonCandidate): boolean {
  const names = ({ ad, cloud, object }: PersonCandidate): string[] => [
    ...namesOf(ad ?? {}),
    ...namesOf(cloud ?? object ?? {}),
    ...(ad?.sAMAccountName === undefined || ad.sAMAccountName === "" ? [] : [ad.sAMAccountName.toLowerCase()]),
  ];
  const theirs = names(b);
  return (
    a === b ||
    names(a).some((n) => theirs.includes(n)) ||
    sameDisplayName(a.ad ?? a.cloud ?? a.object ?? {}, b.ad ?? b.cloud ?? b.object ?? {})
  );
}
/** What a sentence may call somebody, folded. */
const calledBy = ({ ad, cloud, object }: PersonCandidate): string[] =>
  [
    ad?.userPrincipalName,
    cloud?.userPrincipalName,
    ad?.displayName,
    cloud?.displayName,
    object?.displayName,
    ad?.sAMAccountName,
    ...(ad?.givenName && ad.sn ? [`${ad.givenName} ${ad.sn}`] : []),
    ...namesOf(ad ?? {}),
    ...namesOf(object ?? {}),
  ].flatMap((name) => (name ? [fold(name)] : []));
/** Where somebody is meant for sure, whoever is only told of beside them is left out. */
function withoutThoseToldOf(ask: Wording, persons: PersonCandidate[]): PersonCandidate[] {
  const text = fold(ask.text);
  const meant = persons.filter((p) => !isOnlyToldOf(text, calledBy(p)));
  return meant.some(isStrong) ? meant : persons;
}
/** Several people in one message, each with a strong hit: the first one named is taken first. */
function isNamedFirst(ask: Wording, top: PersonCandidate, rivals: readonly PersonCandidate[]): boolean {
  const text = fold(ask.text);
  const positionOf = (person: PersonCandidate): number =>
    Math.min(
      Infinity,
      ...calledBy(person)
        .map((name) => text.indexOf(name))
        .filter((i) => i >= 0),
    );
  const first = positionOf(top);
  return first < Infinity && rivals.every((r) => first <= positionOf(r));
}
