/** Whom an ask is about: candidates of both sides are joined to persons, scored by what hit them, and one is taken or a choice is offered. Pure. */
import { bareAddress, liveUpnOf, namesOf, sameText } from "../identity/address";
import { defaultAnchorsOf } from "../identity/legacy";
import type { AdObject, Ask, CloudUser } from "../domain";

export interface PersonCandidate {
  readonly key: string;
  readonly ad?: AdObject;
  readonly cloud?: CloudUser;
  readonly score: number;
  readonly why: string;
}
export type Resolution =
  | { kind: "one"; person: PersonCandidate }
  | { kind: "several"; persons: PersonCandidate[] }
  | { kind: "none" };

const isUser = (o: AdObject): boolean =>
  o.objectClass.some((c) => /^(user|inetOrgPerson|msDS-GroupManagedServiceAccount|contact)$/i.test(c)) &&
  !o.objectClass.some((c) => /^computer$/i.test(c) && !o.objectClass.some((k) => /GroupManaged/i.test(k)));
const fold = (s: string): string => s.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const tokens = (s: string | null | undefined): string[] =>
  fold(s ?? "")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((t) => t !== "");

interface Named {
  upn?: string | null;
  names: string[];
  sam?: string | null;
  display?: string | null;
  given?: string | null;
  sur?: string | null;
  department?: string | null;
  extraUpns?: (string | null | undefined)[];
  nick?: string | null;
}
function scoreOf(n: Named, ask: Ask): { score: number; why: string } {
  const { terms } = ask;
  let best = { score: 0, why: "" };
  const take = (score: number, why: string) => {
    if (score > best.score) best = { score, why };
  };
  for (const u of terms.upns) {
    if (sameText(n.upn, u)) take(100, "sign-in name");
    else if ((n.extraUpns ?? []).some((x) => sameText(x, u))) take(95, "on-premises sign-in name");
    else if (n.names.includes(bareAddress(u))) take(85, "address");
    else if (sameText(n.sam, u.split("@")[0]) && n.sam) take(45, "account name");
  }
  const display = tokens(n.display),
    parts = tokens(`${n.given ?? ""} ${n.sur ?? ""}`);
  for (const s of terms.sams) {
    const rank = ask.text.toLowerCase().includes(`\\${s}`) || /[._\d-]/.test(s) ? 75 : 65;
    if (sameText(n.sam, s)) take(rank, "account name");
    else if (sameText(n.nick, s)) take(rank - 5, "alias");
    else if (n.upn?.toLowerCase().split("@")[0] === s) take(rank - 5, "sign-in name's first part");
  }
  for (const name of terms.names) {
    const want = tokens(name);
    if (want.length === 0) continue;
    const has = want.every((w) => display.includes(w) || parts.includes(w));
    if (want.length >= 2 && fold(n.display ?? "") === want.join(" ")) take(72, "display name");
    else if (want.length >= 2 && has) take(60, "name");
    else if (want.length === 1 && has) take(want[0]!.length > 2 ? 25 : 10, "part of the name");
  }
  // Several single words that together make the name ("Hana … Sato").
  const singles = terms.names.flatMap(tokens);
  const hits = display.filter((d) => singles.includes(d)).length;
  if (hits >= 2 && best.score < 58) take(58, "name");
  if (best.score > 0 && n.department && terms.departments.some((d) => fold(n.department!).includes(fold(d))))
    best = { score: best.score + 8, why: `${best.why}, department` };
  for (const id of terms.ids) if (n.extraUpns?.some((x) => sameText(x, id))) take(100, "id");
  return best;
}

/** Is this cloud user the counterpart of this AD object, by an identifier that sync itself writes? */
export const linkedTo = (c: CloudUser, a: AdObject): boolean =>
  (c.onPremisesImmutableId != null && defaultAnchorsOf(a).includes(c.onPremisesImmutableId)) ||
  (c.onPremisesSecurityIdentifier != null && sameText(c.onPremisesSecurityIdentifier, a.objectSid));

/** The cloud account of an AD object among candidates: by anchor, else by SID, else by the on-premises UPN, else by UPN, else by address. */
export function cloudOf(ad: AdObject, users: readonly CloudUser[]): CloudUser | undefined {
  const anchors = defaultAnchorsOf(ad);
  const steps: ((c: CloudUser) => boolean)[] = [
    (c) => c.onPremisesImmutableId != null && c.onPremisesImmutableId === anchors[0],
    (c) => c.onPremisesImmutableId != null && anchors.includes(c.onPremisesImmutableId),
    (c) => sameText(c.onPremisesSecurityIdentifier, ad.objectSid),
    (c) => c.onPremisesSyncEnabled === true && sameText(c.onPremisesUserPrincipalName, ad.userPrincipalName),
    (c) => c.userType !== "Guest" && sameText(liveUpnOf(c.userPrincipalName), ad.userPrincipalName),
    (c) => c.userType !== "Guest" && namesOf(c).some((n) => namesOf(ad).includes(n)),
    (c) => namesOf(c).some((n) => namesOf(ad).includes(n)),
  ];
  for (const step of steps) {
    const hit = users.find(step);
    if (hit !== undefined) return hit;
  }
  return undefined;
}

const adNames = (o: AdObject): Named => ({
  upn: o.userPrincipalName ?? null,
  names: namesOf(o),
  sam: o.sAMAccountName ?? null,
  display: o.displayName ?? o.cn ?? null,
  given: o.givenName ?? null,
  sur: o.sn ?? null,
  department: o.department ?? null,
  extraUpns: [o.objectGUID],
  nick: o.mailNickname ?? null,
});
const cloudNames = (c: CloudUser): Named => ({
  upn: liveUpnOf(c.userPrincipalName),
  names: namesOf(c),
  sam: c.onPremisesSamAccountName ?? null,
  display: c.displayName ?? null,
  given: c.givenName ?? null,
  sur: c.surname ?? null,
  department: c.department ?? null,
  extraUpns: [c.onPremisesUserPrincipalName, c.id],
  nick: c.mailNickname ?? null,
});

/**
 * The persons that an ask may mean, best first. An AD object and the cloud account that sync linked to it are one person; objects that
 * compete for one name or address are not offered as a choice, since that competition is what the triage is about.
 */
export function resolve(ask: Ask, ads: readonly AdObject[], clouds: readonly CloudUser[], pick?: string): Resolution {
  const users = ads.filter(isUser);
  const persons: PersonCandidate[] = [];
  const claimed = new Set<string>();
  for (const ad of users) {
    const cloud = clouds.find((c) => linkedTo(c, ad)) ?? cloudOf(ad, clouds);
    const a = scoreOf(adNames(ad), ask),
      c = cloud !== undefined && linkedTo(cloud, ad) ? scoreOf(cloudNames(cloud), ask) : { score: 0, why: "" };
    const top = a.score >= c.score ? a : c;
    if (cloud !== undefined) claimed.add(cloud.id);
    if (top.score > 0 || pick === `ad:${ad.objectGUID}`)
      persons.push({ key: `ad:${ad.objectGUID}`, ad, ...(cloud === undefined ? {} : { cloud }), ...top });
  }
  for (const c of clouds.filter((x) => !claimed.has(x.id))) {
    const s = scoreOf(cloudNames(c), ask);
    if (s.score > 0 || pick === `entra:${c.id}`)
      persons.push({ key: `entra:${c.id}`, cloud: c, score: s.score - 2, why: s.why });
  }
  if (pick !== undefined) {
    const chosen = persons.find((p) => p.key === pick);
    if (chosen !== undefined) return { kind: "one", person: chosen };
  }
  // Prefer, among equals, the AD account that lives, is enabled and was made last: it is the one that is waited for.
  const order = (p: PersonCandidate): number =>
    (p.ad === undefined ? 4 : 0) + (p.ad !== undefined && ((p.ad.userAccountControl ?? 512) & 2) === 2 ? 1 : 0);
  persons.sort(
    (x, y) =>
      y.score - x.score ||
      order(x) - order(y) ||
      Number(isHealthyPair(x)) - Number(isHealthyPair(y)) ||
      String(y.ad?.whenCreated ?? "").localeCompare(String(x.ad?.whenCreated ?? "")),
  );
  const top = persons[0];
  if (top === undefined) return { kind: "none" };
  const rivals = persons.filter((p) => p.score === top.score && !sameOne(p, top));
  const strong = top.score >= 56;
  // "A is in the cloud and B is not": the one that something is wrong with is meant.
  const troubled = [top, ...rivals].filter((p) => !isHealthyPair(p));
  if (strong && troubled.length === 1 && rivals.length > 0) return { kind: "one", person: troubled[0]! };
  if (strong ? rivals.length === 0 || namedFirst(ask, top, rivals) : persons.length === 1)
    return { kind: "one", person: top };
  return { kind: "several", persons: persons.slice(0, 8) };
}
/** Linked, enabled and quarantining nothing. */
const isHealthyPair = (p: PersonCandidate): boolean =>
  p.ad !== undefined &&
  p.cloud !== undefined &&
  linkedTo(p.cloud, p.ad) &&
  (p.cloud.onPremisesProvisioningErrors ?? []).length === 0;
/** One person's several objects: they share a name, an address or a full display name. */
function sameOne(a: PersonCandidate, b: PersonCandidate): boolean {
  const n = (p: PersonCandidate) => [
    ...namesOf(p.ad ?? {}),
    ...namesOf(p.cloud ?? {}),
    ...(p.ad?.sAMAccountName ? [p.ad.sAMAccountName.toLowerCase()] : []),
  ];
  const d = (p: PersonCandidate) => fold(p.ad?.displayName ?? p.cloud?.displayName ?? "");
  return a === b || n(a).some((x) => n(b).includes(x)) || (d(a) !== "" && d(a) === d(b));
}
/** Several people in one message, each with a strong hit: the first one named is taken first. */
function namedFirst(ask: Ask, top: PersonCandidate, rivals: PersonCandidate[]): boolean {
  const at = (p: PersonCandidate) => {
    const t = fold(ask.text);
    const keys = [
      p.ad?.userPrincipalName,
      p.cloud?.userPrincipalName,
      p.ad?.displayName,
      p.cloud?.displayName,
      p.ad?.sAMAccountName,
    ]
      .filter((k): k is string => !!k)
      .map((k) => t.indexOf(fold(k)))
      .filter((i) => i >= 0);
    return keys.length === 0 ? Infinity : Math.min(...keys);
  };
  return at(top) < Infinity && rivals.every((r) => at(top) <= at(r));
}
