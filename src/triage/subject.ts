/** Whom an ask is about: candidates of both sides are joined to persons, ranked by what hit them, and one is taken or a choice is offered. Pure. */
import type { AdObject, CloudUser } from "../domain";
import { liveUpnOf, namesOf, sameText } from "../identity/address";
import { counterpartOf } from "../identity/counterpart";
import { linkOf } from "../identity/link";
import { fold, sameDisplayName } from "../identity/same-person";
import type { SyncSettings } from "../identity/settings";
import { hitOn, namedInAd, namedInCloud, type Hit, type Wording } from "./naming";

export interface PersonCandidate extends Hit {
  /** `ad:<objectGUID>` or `entra:<id>`: what a choice is made by. */
  readonly key: string;
  readonly ad?: AdObject;
  readonly cloud?: CloudUser;
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
  readonly settings: SyncSettings;
}
/** Hits from here on mean a person, not a word that also occurs in a name. */
const STRONG = 56;
const MOST_OFFERED = 8;

const keyOfAd = (ad: AdObject): string => `ad:${ad.objectGUID}`;
const keyOfUser = (user: CloudUser): string => `entra:${user.id}`;
/** A person's account: users, contacts and group managed service accounts; no computer. */
const isAccount = (o: AdObject): boolean => {
  const classes = o.objectClass.map((c) => c.toLowerCase());
  if (classes.includes("msds-groupmanagedserviceaccount")) return true;
  return !classes.includes("computer") && classes.some((c) => ["user", "inetorgperson", "contact"].includes(c));
};

/**
 * The persons that an ask may mean, best first. An AD object and the cloud account that sync linked to it are one person; objects that
 * compete for one name or address are not offered as a choice, since that competition is what the triage is about.
 */
export function resolve(ask: Wording, candidates: Candidates, pick?: string): Resolution {
  const persons = personsOf(ask, candidates, pick).sort(byLikelihood);
  const chosen = pick === undefined ? undefined : persons.find((p) => p.key === pick);
  if (chosen !== undefined) return { kind: "one", person: chosen };
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

function personsOf(ask: Wording, { ads, users, settings }: Candidates, pick: string | undefined): PersonCandidate[] {
  const claimed = new Set<CloudUser>();
  const onPremises = ads.filter(isAccount).map((ad): PersonCandidate => {
    const tied = (u: CloudUser): boolean => linkOf(settings, ad, u) !== undefined;
    const cloud = counterpartOf(settings, ad, users);
    const isTheirs = cloud !== undefined && (tied(cloud) || namesOnePerson(ad, cloud));
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
  });
  const cloudAlone = users
    .filter((u) => !claimed.has(u))
    .map((cloud): PersonCandidate => {
      const { score, why } = hitOn(namedInCloud(cloud), ask);
      return { key: keyOfUser(cloud), cloud, healthy: false, score: score === 0 ? 0 : score - 2, why };
    });
  return [...onPremises, ...cloudAlone].filter((p) => p.score > 0 || p.key === pick);
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
  const names = ({ ad, cloud }: PersonCandidate): string[] => [
    ...namesOf(ad ?? {}),
    ...namesOf(cloud ?? {}),
    ...(ad?.sAMAccountName === undefined || ad.sAMAccountName === "" ? [] : [ad.sAMAccountName.toLowerCase()]),
  ];
  const theirs = names(b);
  return (
    a === b || names(a).some((n) => theirs.includes(n)) || sameDisplayName(a.ad ?? a.cloud ?? {}, b.ad ?? b.cloud ?? {})
  );
}
/** Several people in one message, each with a strong hit: the first one named is taken first. */
function isNamedFirst(ask: Wording, top: PersonCandidate, rivals: readonly PersonCandidate[]): boolean {
  const text = fold(ask.text);
  const positionOf = ({ ad, cloud }: PersonCandidate): number => {
    const keys = [
      ad?.userPrincipalName,
      cloud?.userPrincipalName,
      ad?.displayName,
      cloud?.displayName,
      ad?.sAMAccountName,
    ];
    const positions = keys.flatMap((k) => (k ? [text.indexOf(fold(k))] : [])).filter((i) => i >= 0);
    return Math.min(Infinity, ...positions);
  };
  const first = positionOf(top);
  return first < Infinity && rivals.every((r) => first <= positionOf(r));
}
