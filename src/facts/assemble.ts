/** Reads become facts: whose they are, and who only shares something with the person. */
import {
  absent,
  FACT_KEYS,
  FACTS,
  seen,
  unreadable,
  type AdObject,
  type Ask,
  type Chain,
  type CloudUser,
  type CollectAnswers,
  type Fact,
  type FactRow,
  type Facts,
  type FactSet,
  type RoleHolding,
  type SourceRef,
  type SyncJob,
} from "../domain";
import { namesOf, sameText } from "../identity/address";
import { sameDn } from "../identity/dn";
import { cloudNames, withheldFrom } from "../identity/holders";
import { anchorsOf, searchableAnchors } from "../identity/link";
import type { SyncSettings } from "../identity/settings";
import { cloudKindOf } from "../identity/twin";
import type { CloudPeople, DetailFacts, ObjectDetails, TenantReads } from "../ports";
import type { PersonCandidate } from "../triage/subject";
import { listOf } from "./merge";

/** What was read for one triage, and whom it is about. */
export interface Parts {
  readonly ask: Ask;
  readonly now: Date;
  readonly person: PersonCandidate | undefined;
  /** The group that the ask names beside the person. */
  readonly group: PersonCandidate | undefined;
  readonly people: CloudPeople;
  /** Object ids that errors on the person's object name. */
  readonly named: readonly string[];
  readonly answers: CollectAnswers;
  readonly settings: SyncSettings;
  readonly agent: Fact<{ version: string }>;
  readonly tenant: TenantReads;
  readonly jobs: Fact<SyncJob[]>;
  readonly roles: Fact<RoleHolding[]>;
  /** Sign-in names of the accounts by which the engine signs in to the cloud. */
  readonly connectorAccounts: readonly string[];
  /** Undefined where no cloud user was asked for. */
  readonly subjectDetails?: Pick<DetailFacts, "entra.syncBehavior" | "entra.mailboxSettings">;
  /** Of the subject where it is no user, else of the group beside it; undefined where the cloud has neither. */
  readonly objectDetails?: ObjectDetails;
  readonly signIns: Fact<Facts["entra.signIns"]> | undefined;
  readonly audits: Fact<Facts["entra.audits"]> | undefined;
}
const IN_MESSAGE: SourceRef = { system: "ask", via: "the message" };

/** What was read, as the facts that are judged. */
export function assemble(parts: Parts): FactSet {
  return {
    ask: seen(parts.ask, IN_MESSAGE),
    now: seen(parts.now.toISOString(), IN_MESSAGE),
    ...adFacts(parts),
    ...engineFacts(parts),
    ...cloudFacts(parts),
    ...objectFacts(parts),
    ...tenantFacts(parts),
    ...answersOf(parts.answers),
  };
}

/** Cloud users, each id once. */
export const uniqueUsers = (users: readonly (CloudUser | undefined)[]): CloudUser[] => [
  ...new Map(users.filter((u): u is CloudUser => u !== undefined).map((u) => [u.id, u])).values(),
];

/** A fact of what the value holds; absent where it holds nothing of the kind. */
function within<A, B>(fact: Fact<A>, pick: (value: A) => B | undefined): Fact<B> {
  if (fact.state !== "seen") return fact;
  const value = pick(fact.value);
  return value === undefined ? absent(fact.from) : seen(value, fact.from);
}

/** The person in Active Directory, what shares something with the person there, and the places they stand in. */
function adFacts(parts: Parts): Pick<FactSet, "ad.user" | "ad.group" | "ad.related" | "ad.deleted" | "ad.containers"> {
  const people = parts.answers.people ?? unreadable("not-asked", "people were not asked for");
  const ad = parts.person?.ad;
  return {
    "ad.user": within(people, () => ad),
    "ad.group": within(people, () => parts.group?.ad),
    "ad.related": within(people, (a) =>
      [...a.matches.map((m) => m.object).filter((o) => sharesInAd(o, parts)), ...a.related].filter(
        (o) => !sameText(o.objectGUID, ad?.objectGUID),
      ),
    ),
    "ad.deleted": within(people, (a) => a.deleted),
    "ad.containers": within(people, (a) => a.containers),
  };
}

/** What the engine holds of the person and of the others, and the agent that told it. */
function engineFacts({
  person,
  answers,
  agent,
}: Parts): Pick<FactSet, "cs.chain" | "cs.relatedChains" | "server.agent"> {
  const chains = answers.chains ?? unreadable("not-asked", "chains were not asked for");
  const isOwn = (c: Chain): boolean => person?.ad !== undefined && sameDn(c.adDn, person.ad.dn);
  return {
    "cs.chain": within(chains, (all) => all.find(isOwn)),
    "cs.relatedChains": within(chains, (all) => all.filter((c) => !isOwn(c))),
    "server.agent": agent,
  };
}

/** The person in the cloud, who shares something with the person there, and what the logs tell of them. */
function cloudFacts(
  parts: Parts,
): Pick<
  FactSet,
  | "entra.user"
  | "entra.relatedUsers"
  | "entra.deletedUsers"
  | "entra.otherHolders"
  | "entra.roles"
  | "entra.syncBehavior"
  | "entra.mailboxSettings"
  | "entra.signIns"
  | "entra.userSignIns"
  | "entra.attachments"
  | "entra.audits"
> {
  const { people, person, subjectDetails } = parts,
    cloud = person?.cloud,
    nobody = person?.ad === undefined && cloud === undefined,
    serving = engineAccounts(parts);
  const isInPlay = (u: CloudUser): boolean => sharesInCloud(u, parts) || parts.named.includes(u.id.toLowerCase());
  const isRelated = (u: CloudUser): boolean => u.id !== cloud?.id && !serving.includes(u) && isInPlay(u);
  return {
    "entra.user": within(people.users, (users) => (users.some((u) => u.id === cloud?.id) ? cloud : undefined)),
    "entra.relatedUsers": within(people.users, (users) => users.filter(isRelated)),
    "entra.deletedUsers": within(people.deletedUsers, (users) =>
      users.filter((u) => nobody || u.id === cloud?.id || isInPlay(u)),
    ),
    "entra.otherHolders": within(people.holders, (all) => all.filter((h) => h.id !== person?.object?.id)),
    "entra.roles": parts.roles,
    "entra.syncBehavior":
      person?.object !== undefined
        ? (parts.objectDetails?.behavior ?? unreadable("not-asked", "sync behaviour was not asked"))
        : cloud === undefined
          ? absent(IN_MESSAGE)
          : (subjectDetails?.["entra.syncBehavior"] ?? unreadable("not-asked", "sync behaviour was not asked")),
    "entra.mailboxSettings":
      cloud === undefined
        ? absent(IN_MESSAGE)
        : (subjectDetails?.["entra.mailboxSettings"] ?? unreadable("not-asked", "mailbox settings were not asked")),
    "entra.signIns": parts.signIns ?? unreadable("not-asked", "no verdict needed the sign-in log"),
    "entra.userSignIns": unreadable("not-asked", "no verdict needs the sign-ins of the accounts in play"),
    "entra.attachments": unreadable("not-asked", "no verdict needs what hangs on the accounts in play"),
    "entra.audits": parts.audits ?? unreadable("not-asked", "no verdict needed the audit log"),
  };
}
/** The subject's group, contact or device, and the group beside a person. */
function objectFacts({
  person,
  group,
  people,
  objectDetails,
}: Parts): Pick<FactSet, "entra.object" | "entra.group" | "entra.groupBehavior" | "entra.membership"> {
  const isObject = person?.object !== undefined || (person?.ad !== undefined && cloudKindOf(person.ad) !== undefined),
    asked = group?.object === undefined ? undefined : objectDetails;
  return {
    "entra.object": isObject
      ? within(people.objects, () => person.object)
      : // Where nobody was found, whoever asks must learn that one might stand here.
        person === undefined && people.objects.state === "unreadable"
        ? people.objects
        : absent(IN_MESSAGE),
    "entra.group": group === undefined ? absent(IN_MESSAGE) : within(people.objects, () => group.object),
    "entra.groupBehavior": asked?.behavior ?? absent(IN_MESSAGE),
    "entra.membership": objectDetails?.membership ?? absent(IN_MESSAGE),
  };
}
/** The cloud users among those found by which the engine signs in. */
const engineAccounts = ({ people, connectorAccounts }: Parts): CloudUser[] =>
  listOf(people.users).filter((u) => connectorAccounts.some((a) => sameText(a, u.userPrincipalName)));

/** What holds for everybody in the tenant. */
function tenantFacts(
  parts: Parts,
): Pick<
  FactSet,
  | "entra.organization"
  | "entra.domains"
  | "entra.synchronization"
  | "entra.serviceIssues"
  | "entra.syncJobs"
  | "entra.syncAccounts"
> {
  const { tenant } = parts;
  return {
    "entra.organization": tenant["entra.organization"],
    "entra.domains": tenant["entra.domains"],
    "entra.synchronization": tenant["entra.synchronization"],
    "entra.serviceIssues": tenant["entra.serviceIssues"],
    "entra.syncJobs": parts.jobs,
    "entra.syncAccounts": syncAccountsOf(tenant["entra.syncAccounts"], engineAccounts(parts)),
  };
}
/** The accounts that hold the role of the engine, and those that it names itself. */
function syncAccountsOf(inRole: Fact<CloudUser[]>, named: CloudUser[]): Fact<CloudUser[]> {
  if (inRole.state === "seen") return seen(uniqueUsers([...inRole.value, ...named]), inRole.from);
  return inRole.state === "absent" && named.length > 0 ? seen(named, inRole.from) : inRole;
}

type AnswerKey = {
  [K in keyof typeof FACTS]: (typeof FACTS)[K] extends { question: string } ? K : never;
}[keyof typeof FACTS];
/** The facts that are the answers of the agent as they came. */
const answersOf = (answers: CollectAnswers): Pick<FactSet, AnswerKey> =>
  Object.fromEntries(
    FACT_KEYS.flatMap((key) => {
      const { question }: FactRow = FACTS[key];
      return question === undefined
        ? []
        : [[key, answers[question] ?? unreadable("not-asked", `${question} was not asked`)]];
    }),
  ) as Pick<FactSet, AnswerKey>;

/** Names of the person on either side, bare, and those that the directory withholds from the cloud user. */
const namesOfPerson = (ad: AdObject | undefined, cloud: CloudUser | undefined): string[] => [
  ...(ad === undefined ? [] : namesOf(ad)),
  ...(cloud === undefined ? [] : namesOf(cloud)),
  ...withheldFrom(cloud),
];
/** A cloud user that carries a name, address, anchor or SID of the person, on either side. */
function sharesInCloud(u: CloudUser, { person, settings }: Parts): boolean {
  const { ad, cloud } = person ?? {};
  const names = new Set([
    ...namesOfPerson(ad, cloud),
    ...[ad?.userPrincipalName, cloud?.onPremisesUserPrincipalName].flatMap((x) => (x ? [x.toLowerCase()] : [])),
  ]);
  const theirs = [
    ...cloudNames(u),
    ...(u.onPremisesUserPrincipalName ? [u.onPremisesUserPrincipalName.toLowerCase()] : []),
  ];
  const anchors = [
    ...(ad === undefined ? [] : anchorsOf(settings, ad)),
    ...(cloud?.onPremisesImmutableId ? [cloud.onPremisesImmutableId] : []),
  ];
  return (
    theirs.some((n) => names.has(n)) ||
    (u.onPremisesImmutableId != null && anchors.includes(u.onPremisesImmutableId)) ||
    sameText(u.onPremisesSecurityIdentifier, ad?.objectSid ?? cloud?.onPremisesSecurityIdentifier) ||
    (ad?.sAMAccountName !== undefined && sameText(u.onPremisesSamAccountName, ad.sAMAccountName)) ||
    sameText(u.displayName, ad?.displayName ?? cloud?.displayName)
  );
}
/** An AD object that does so. Where there is no person, nothing does. */
function sharesInAd(o: AdObject, { person, settings }: Parts): boolean {
  const { ad, cloud } = person ?? {};
  const names = new Set(namesOfPerson(ad, cloud));
  return (
    namesOf(o).some((n) => names.has(n)) ||
    searchableAnchors(settings, o).some(
      (a) => (ad !== undefined && anchorsOf(settings, ad).includes(a)) || a === cloud?.onPremisesImmutableId,
    ) ||
    sameText(o.objectSid, ad?.objectSid ?? cloud?.onPremisesSecurityIdentifier) ||
    sameText(o.sAMAccountName, ad?.sAMAccountName ?? cloud?.onPremisesSamAccountName) ||
    sameText(o.displayName, ad?.displayName ?? cloud?.displayName) ||
    (o.mailNickname !== undefined && sameText(o.mailNickname, ad?.mailNickname))
  );
}
