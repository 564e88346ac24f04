/** Reads become facts: whose they are, and who only shares something with the person. */
import {
  absent,
  FACT_KEYS,
  FACTS,
  seen,
  unreadable,
  type AdObject,
  type Ask,
  type CloudUser,
  type CollectAnswers,
  type Fact,
  type FactRow,
  type Facts,
  type FactSet,
  type PeopleAnswer,
  type RoleHolding,
  type SourceRef,
  type SyncJob,
} from "../domain";
import { bareAddress, liveUpnOf, namesOf, sameText } from "../identity/address";
import { sameDn } from "../identity/dn";
import { anchorsOf, searchableAnchors } from "../identity/link";
import type { SyncSettings } from "../identity/settings";
import type { CloudPeople, TenantReads } from "../ports";
import type { PersonCandidate } from "../triage/subject";
import { listOf } from "./merge";

export interface Parts {
  ask: Ask;
  now: Date;
  person: PersonCandidate | undefined;
  people: CloudPeople;
  answers: CollectAnswers;
  settings: SyncSettings;
  agent: Fact<{ version: string }>;
  tenant: TenantReads;
  jobs: Fact<SyncJob[]>;
  roles: Fact<RoleHolding[]>;
  connectorAccounts: string[];
  subjectDetails?: {
    "entra.syncBehavior": Fact<{ isCloudManaged: boolean }>;
    "entra.mailboxSettings": Fact<Record<string, unknown>>;
  };
  signIns: Fact<Facts["entra.signIns"]> | undefined;
  audits: Fact<Facts["entra.audits"]> | undefined;
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
export const uniqueUsers = (users: readonly (CloudUser | undefined)[]): CloudUser[] => [
  ...new Map(users.filter((u): u is CloudUser => u !== undefined).map((u) => [u.id, u])).values(),
];
/** What was read, as the facts that are judged. */
export function assemble(p: Parts): FactSet {
  const inMessage: SourceRef = { system: "ask", via: "the message" };
  const peopleFact = p.answers.people ?? unreadable("not-asked", "people were not asked for");
  const { settings } = p;
  const ad = p.person?.ad,
    cloud = p.person?.cloud;
  const fromPeople = <T>(pick: (a: PeopleAnswer) => T | undefined): Fact<T> => {
    if (peopleFact.state !== "seen") return peopleFact as Fact<T>;
    const v = pick(peopleFact.value);
    return v === undefined ? absent(peopleFact.from) : seen(v, peopleFact.from);
  };
  const sameObject = (a: AdObject, b: AdObject): boolean => sameText(a.objectGUID, b.objectGUID);
  const chains = p.answers.chains ?? unreadable("not-asked", "chains were not asked for");
  const users = p.people.users;
  const accounts = p.tenant["entra.syncAccounts"];
  const named = listOf(users).filter((u) => p.connectorAccounts.some((a) => sameText(a, u.userPrincipalName)));
  const related = (u: CloudUser): boolean =>
    u.id !== cloud?.id && !named.includes(u) && sharesSomething(u, ad, cloud, settings);
  return {
    ask: seen(p.ask, inMessage),
    now: seen(p.now.toISOString(), inMessage),
    "ad.user":
      ad !== undefined && peopleFact.state === "seen"
        ? seen(ad, peopleFact.from)
        : fromPeople<AdObject>(() => undefined),
    "ad.related": fromPeople((a) =>
      [
        ...a.matches
          .map((m) => m.object)
          .filter((o) => (ad !== undefined || cloud !== undefined ? sharesAd(o, ad, cloud, settings) : false)),
        ...a.related,
      ].filter((o) => ad === undefined || !sameObject(o, ad)),
    ),
    "ad.deleted": fromPeople((a) => a.deleted),
    "ad.containers": fromPeople((a) => a.containers),
    "cs.chain":
      chains.state !== "seen"
        ? (chains as Fact<never>)
        : ad === undefined
          ? absent(chains.from)
          : (() => {
              const c = chains.value.find((x) => sameDn(x.adDn, ad.dn));
              return c === undefined ? absent(chains.from) : seen(c, chains.from);
            })(),
    "cs.relatedChains":
      chains.state !== "seen"
        ? chains
        : seen(
            chains.value.filter((c) => ad === undefined || !sameDn(c.adDn, ad.dn)),
            chains.from,
          ),
    "entra.user":
      users.state === "unreadable"
        ? users
        : cloud !== undefined && listOf(users).some((u) => u.id === cloud.id)
          ? seen(cloud, users.state === "seen" ? users.from : inMessage)
          : absent(users.state === "seen" || users.state === "absent" ? users.from : inMessage),
    "entra.relatedUsers": users.state === "seen" ? seen(users.value.filter(related), users.from) : users,
    "entra.deletedUsers":
      p.people.deletedUsers.state === "seen"
        ? seen(
            p.people.deletedUsers.value.filter(
              (u) =>
                sharesSomething(u, ad, cloud, settings) ||
                u.id === cloud?.id ||
                (ad === undefined && cloud === undefined),
            ),
            p.people.deletedUsers.from,
          )
        : p.people.deletedUsers,
    "entra.otherHolders": p.people.holders,
    "entra.roles": p.roles,
    "entra.syncBehavior":
      cloud === undefined
        ? absent(inMessage)
        : (p.subjectDetails?.["entra.syncBehavior"] ?? unreadable("not-asked", "sync behaviour was not asked")),
    "entra.mailboxSettings":
      cloud === undefined
        ? absent(inMessage)
        : (p.subjectDetails?.["entra.mailboxSettings"] ?? unreadable("not-asked", "mailbox settings were not asked")),
    "entra.organization": p.tenant["entra.organization"],
    "entra.domains": p.tenant["entra.domains"],
    "entra.synchronization": p.tenant["entra.synchronization"],
    "entra.serviceIssues": p.tenant["entra.serviceIssues"],
    "entra.syncJobs": p.jobs,
    "entra.syncAccounts":
      accounts.state === "seen"
        ? seen(uniqueUsers([...accounts.value, ...named]), accounts.from)
        : named.length > 0 && accounts.state === "absent"
          ? seen(named, accounts.from)
          : accounts,
    "entra.signIns": p.signIns ?? unreadable("not-asked", "no verdict needed the sign-in log"),
    "entra.userSignIns": unreadable("not-asked", "no verdict needs the sign-ins of the accounts in play"),
    "entra.audits": p.audits ?? unreadable("not-asked", "no verdict needed the audit log"),
    "server.agent": p.agent,
    ...answersOf(p.answers),
  };
}
/** A cloud user that carries a name, address, anchor or SID of the person, on either side. */
function sharesSomething(
  u: CloudUser,
  ad: AdObject | undefined,
  cloud: CloudUser | undefined,
  settings: SyncSettings,
): boolean {
  const names = new Set([
    ...(ad === undefined ? [] : namesOf(ad)),
    ...(cloud === undefined ? [] : namesOf(cloud)),
    ...(cloud?.onPremisesProvisioningErrors ?? []).map((e) => bareAddress(e.value)),
    ...[ad?.userPrincipalName, cloud?.onPremisesUserPrincipalName]
      .filter((x): x is string => !!x)
      .map((x) => x.toLowerCase()),
  ]);
  const mine = [
    ...namesOf({ ...u, userPrincipalName: liveUpnOf(u.userPrincipalName) }),
    ...(u.onPremisesUserPrincipalName ? [u.onPremisesUserPrincipalName.toLowerCase()] : []),
  ];
  const anchors = [
    ...(ad === undefined ? [] : anchorsOf(settings, ad)),
    ...(cloud?.onPremisesImmutableId ? [cloud.onPremisesImmutableId] : []),
  ];
  return (
    mine.some((n) => names.has(n)) ||
    (u.onPremisesImmutableId != null && anchors.includes(u.onPremisesImmutableId)) ||
    sameText(u.onPremisesSecurityIdentifier, ad?.objectSid ?? cloud?.onPremisesSecurityIdentifier) ||
    (ad?.sAMAccountName !== undefined && sameText(u.onPremisesSamAccountName, ad.sAMAccountName)) ||
    sameText(u.displayName, ad?.displayName ?? cloud?.displayName)
  );
}
const sharesAd = (
  o: AdObject,
  ad: AdObject | undefined,
  cloud: CloudUser | undefined,
  settings: SyncSettings,
): boolean => {
  const names = new Set([
    ...(ad === undefined ? [] : namesOf(ad)),
    ...(cloud === undefined ? [] : namesOf(cloud)),
    ...(cloud?.onPremisesProvisioningErrors ?? []).map((e) => bareAddress(e.value)),
  ]);
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
};
