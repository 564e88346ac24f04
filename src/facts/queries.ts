/** What to look for: what the message names first, then on each side what the other one taught. */
import { searchableAnchors } from "../identity/link";
import type { SyncSettings } from "../identity/settings";
import { guidOfImmutableId, immutableIdOf } from "../identity/anchor";
import { bareAddress, liveUpnOf, namesOf } from "../identity/address";
import {
  FACT_KEYS,
  FACTS,
  type AdObject,
  type Ask,
  type CloudObject,
  type CloudUser,
  type FactRow,
  type PeopleQuestion,
  type QuestionKind,
  type PremisesQuestion,
  type SearchTerms,
} from "../domain";
import { cloudKindOf } from "../identity/twin";
import type { CloudQuery, ObjectQuery } from "../ports";
import { kindsSpokenOf } from "../identity/kinds";

export const uniq = (values: readonly (string | null | undefined)[]): string[] => [
  ...new Map(
    values.filter((v): v is string => typeof v === "string" && v !== "").map((v) => [v.toLowerCase(), v]),
  ).values(),
];
export const emptyQuery: CloudQuery = { upns: [], addresses: [], anchors: [], sids: [], sams: [], ids: [], names: [] };
const pickedId = (pick: string | undefined): string | undefined => pick?.split(":")[1];

/** The cloud, with what the message names and whom the person was chosen to be. */
export function askedQuery({ text, terms, topics }: Ask, pick: string | undefined): CloudQuery {
  const ids = uniq([...terms.ids.filter(isGuid), pick?.startsWith("entra:") ? pickedId(pick) : undefined]),
    sids = terms.ids.filter((id) => /^S-1-/i.test(id));
  const { sams, names } = terms,
    addresses = terms.upns.map(bareAddress);
  return {
    ...emptyQuery,
    upns: terms.upns,
    addresses,
    sams,
    names,
    ids,
    sids,
    anchors: terms.ids.flatMap((id) => (isGuid(id) ? (immutableIdOf(id) ?? []) : isAnchor(id) ? id : [])),
    objects: kindsSpokenOf({ text, topics }).map((kind) => ({ kind, ids, sids, sams, addresses, names })),
  };
}
const isGuid = (id: string): boolean => immutableIdOf(id) !== undefined;
/** Neither a SID nor a place in Active Directory: base64, or the text of another attribute. */
const isAnchor = (id: string): boolean => guidOfImmutableId(id) !== undefined || !/^S-1-|=|\//i.test(id);
/** The account of a computer or a managed service account ends with a dollar sign, which people leave out. */
const asComputer = (sam: string): string => (sam.endsWith("$") ? sam : `${sam}$`);
/** Active Directory, likewise. */
export const askedPeople = (terms: SearchTerms, pick: string | undefined): PeopleQuestion => ({
  kind: "people",
  values: uniq([...terms.upns, ...terms.sams, ...terms.sams.map(asComputer), ...terms.ids, pickedId(pick)]),
  names: terms.names,
});
const rows: readonly FactRow[] = FACT_KEYS.map((k) => FACTS[k]);
const isAboutSomebody = (kind: QuestionKind): kind is "people" | "chains" | "ad-object" | "ad-object-at" =>
  kind === "people" || kind === "chains" || kind === "ad-object" || kind === "ad-object-at";
/** Every question whose answer is a fact as it comes, and the chains of whom the people question finds. */
export const questionsWith = (people: PeopleQuestion): PremisesQuestion[] => [
  people,
  { kind: "chains", dns: [] },
  ...rows.flatMap(({ question }) => (question === undefined || isAboutSomebody(question) ? [] : [{ kind: question }])),
];

/** What AD accounts teach to look for in the cloud. */
export const queryOfAd = (settings: SyncSettings, objects: readonly AdObject[]): CloudQuery => ({
  ...emptyQuery,
  upns: uniq(objects.map((o) => o.userPrincipalName)),
  addresses: uniq(objects.flatMap(namesOf)),
  anchors: [...new Set(objects.flatMap((o) => searchableAnchors(settings, o)))],
  sids: uniq(objects.map((o) => o.objectSid)),
  sams: uniq(objects.map((o) => o.sAMAccountName)),
});
/** The cloud's group, contact or device of an AD object; empty for a user. */
export function objectQueriesOf(ad: AdObject): ObjectQuery[] {
  const kind = cloudKindOf(ad);
  if (kind === undefined) return [];
  const isDevice = kind === "device";
  return [
    {
      kind,
      ids: isDevice ? [ad.objectGUID] : [],
      sids: uniq([ad.objectSid]),
      sams: isDevice ? [] : uniq([ad.sAMAccountName]),
      addresses: namesOf(ad),
      names: uniq([isDevice ? ad.cn : undefined]),
    },
  ];
}
/** What a cloud account without an AD account teaches to look for in the cloud. */
export const queryOfCloud = (u: CloudUser): CloudQuery => ({
  ...emptyQuery,
  upns: uniq([liveUpnOf(u.userPrincipalName), u.onPremisesUserPrincipalName]),
  addresses: namesOf(u).map(liveUpnOf),
  anchors: uniq([u.onPremisesImmutableId]),
  sids: uniq([u.onPremisesSecurityIdentifier]),
  sams: uniq([u.onPremisesSamAccountName]),
});
/** What cloud accounts teach to look for in Active Directory. */
export const valuesOfCloud = (users: readonly CloudUser[]): string[] =>
  uniq(
    users.flatMap((u) => [
      liveUpnOf(u.userPrincipalName),
      u.onPremisesUserPrincipalName,
      u.onPremisesSamAccountName,
      u.onPremisesSecurityIdentifier,
      u.onPremisesImmutableId,
      guidOfImmutableId(u.onPremisesImmutableId),
      ...namesOf(u),
    ]),
  );
/** What a group, contact or device of the cloud teaches to look for there. */
export const valuesOfObject = (o: CloudObject): string[] =>
  uniq([o.onPremisesSecurityIdentifier, o.onPremisesSamAccountName, o.deviceId, ...namesOf(o)]);
/** The values, lower case, that the agent has followed from the objects that it found. */
export const valuesFollowed = (settings: SyncSettings, objects: readonly AdObject[]): Set<string> =>
  new Set(
    objects.flatMap((o) =>
      uniq([
        o.objectGUID,
        o["mS-DS-ConsistencyGuid"],
        ...searchableAnchors(settings, o),
        o.objectSid,
        o.userPrincipalName,
        o.sAMAccountName,
        ...namesOf(o),
      ]).map((v) => v.toLowerCase()),
    ),
  );
/** True where the query names something that was not asked for yet. */
export const lacks = (
  { objects = [], holderIds = [], ...query }: CloudQuery,
  { objects: had = [], holderIds: known = [], ...asked }: CloudQuery,
): boolean =>
  isNew(holderIds, known) ||
  (Object.keys(query) as (keyof typeof query)[]).some((k) => isNew(query[k], asked[k])) ||
  objects.some(({ kind, ...more }) => {
    const before = had.find((h) => h.kind === kind);
    return before === undefined || (Object.keys(more) as (keyof typeof more)[]).some((k) => isNew(more[k], before[k]));
  });
const isNew = (values: readonly string[], asked: readonly string[]): boolean =>
  values.some((v) => !asked.some((a) => a.toLowerCase() === v.toLowerCase()));
