/**
 * Brings the facts of one case. Both sides are asked at once with what the message names; then each side is asked for what the other one
 * taught (names, addresses, anchors, SID). At most two agent round trips and, without the log APIs, three Graph round trips.
 */
import {
  absent,
  seen,
  unreadable,
  type AdObject,
  type Ask,
  type CloudUser,
  type CollectAnswers,
  type Fact,
  type Facts,
  type FactSet,
  type PeopleAnswer,
  type PremisesAnswers,
  type QuestionKind,
  type RoleHolding,
  type SourceRef,
} from "../domain";
import { guidOfImmutableId } from "../identity/anchor";
import { accountOf, counterpartOf } from "../identity/counterpart";
import { anchorsOf, linkOf, searchableAnchors } from "../identity/link";
import { syncSettings, type SyncSettings } from "../identity/settings";
import { bareAddress, liveUpnOf, namesOf, sameText } from "../identity/address";
import { sameDn } from "../identity/dn";
import type { AgentLink, Clock, CloudDirectory, CloudPeople, CloudQuery, TenantFacts } from "../ports";
import { parseAsk } from "../triage/ask";
import { resolve, type PersonCandidate, type Resolution } from "../triage/subject";

export interface CollectPorts {
  readonly cloud: CloudDirectory;
  readonly agent: AgentLink;
  readonly clock: Clock;
}
export interface Collected {
  readonly ask: Ask;
  readonly facts: FactSet;
  readonly resolution: Resolution;
  readonly person?: PersonCandidate;
}

const ENGINE_QUESTIONS: readonly Exclude<QuestionKind, "people" | "chains" | "ad-object">[] = [
  "host",
  "services",
  "endpoints",
  "scheduler",
  "global-settings",
  "connectors",
  "run-status",
  "run-history",
  "sync-rules",
  "pilot-group",
  "events",
  "provisioning-agents",
  "missing-rights",
  "deletion-threshold",
  "pending-exports",
  "domain-controllers",
];
const uniq = (values: readonly (string | null | undefined)[]): string[] => [
  ...new Map(
    values.filter((v): v is string => typeof v === "string" && v !== "").map((v) => [v.toLowerCase(), v]),
  ).values(),
];
const emptyQuery: CloudQuery = { upns: [], addresses: [], anchors: [], sids: [], sams: [], ids: [], names: [] };
const listOf = <T>(f: Fact<T[]> | undefined): T[] => (f?.state === "seen" ? f.value : []);
const later = <T>(a: Fact<T[]>, b: Fact<T[]>, key: (x: T) => string): Fact<T[]> => {
  if (a.state === "unreadable") return a; // a first look that failed leaves a hole that a second look does not fill
  if (b.state === "unreadable") return b;
  const all = [...listOf(a), ...listOf(b)];
  return all.length === 0 && a.state === "absent"
    ? a
    : seen([...new Map(all.map((x) => [key(x), x])).values()], a.state === "seen" ? a.from : b.from);
};
const byId = (x: { id: string }): string => x.id;
const mergePeople = (a: CloudPeople, b: CloudPeople): CloudPeople => ({
  users: later(a.users, b.users, byId),
  deletedUsers: later(a.deletedUsers, b.deletedUsers, byId),
  holders: later(a.holders, b.holders, byId),
  roles: a.roles,
});

/** What an AD account teaches to look for in the cloud. */
const queryOfAd = (settings: SyncSettings, objects: readonly AdObject[]): CloudQuery => ({
  ...emptyQuery,
  upns: uniq(objects.map((o) => o.userPrincipalName)),
  addresses: uniq(objects.flatMap(namesOf)),
  anchors: [...new Set(objects.flatMap((o) => searchableAnchors(settings, o)))],
  sids: uniq(objects.map((o) => o.objectSid)),
  sams: uniq(objects.map((o) => o.sAMAccountName)),
});
/** What cloud accounts teach to look for in Active Directory. */
const valuesOfCloud = (users: readonly CloudUser[]): string[] =>
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
const lacks = (query: CloudQuery, asked: CloudQuery): boolean =>
  (Object.keys(query) as (keyof CloudQuery)[]).some((k) =>
    query[k].some((v) => !asked[k].some((a) => a.toLowerCase() === v.toLowerCase())),
  );

function mergePeopleAnswers(a: PeopleAnswer, b: PeopleAnswer): PeopleAnswer {
  const key = (o: AdObject): string => o.objectGUID.toLowerCase();
  const matches = new Map([...a.matches, ...b.matches].map((m) => [key(m.object), m]));
  const related = new Map([...a.related, ...b.related].filter((o) => !matches.has(key(o))).map((o) => [key(o), o]));
  const deleted = new Map([...a.deleted, ...b.deleted].map((o) => [key(o), o]));
  const containers = new Map([...a.containers, ...b.containers].map((o) => [key(o), o]));
  return {
    matches: [...matches.values()],
    related: [...related.values()],
    deleted: [...deleted.values()],
    containers: [...containers.values()],
    upnSuffixes: a.upnSuffixes.length > 0 ? a.upnSuffixes : b.upnSuffixes,
  };
}

export async function collectFacts(
  input: { ask: string; pick?: string },
  ports: CollectPorts,
  progress: (text: string) => void = () => undefined,
): Promise<Collected> {
  const ask = parseAsk(input.ask);
  const { terms } = ask;
  const pickId = input.pick?.split(":")[1];
  const firstQuery: CloudQuery = {
    ...emptyQuery,
    upns: terms.upns,
    addresses: terms.upns.map(bareAddress),
    sams: terms.sams,
    names: terms.names,
    ids: uniq([...terms.ids, input.pick?.startsWith("entra:") ? pickId : undefined]),
  };
  progress("Reading Microsoft Entra ID and the sync server side by side");
  const [first, onPremises] = await Promise.all([
    ports.cloud.collect(firstQuery, true),
    ports.agent.collect([
      { kind: "people", values: uniq([...terms.upns, ...terms.sams, ...terms.ids, pickId]), names: terms.names },
      { kind: "chains", dns: [] },
      ...ENGINE_QUESTIONS.map((kind) => ({ kind })),
    ]),
  ]);
  let people = first.people;
  let answers = onPremises.answers;
  const adOf = (): AdObject[] =>
    answers.people?.state === "seen"
      ? [...answers.people.value.matches.map((m) => m.object), ...answers.people.value.related]
      : [];
  const cloudUsers = (): CloudUser[] => listOf(people.users);
  const settings = settingsIn(answers);
  let resolution = resolve(
    ask,
    { ads: adOf(), users: [...cloudUsers(), ...listOf(people.deletedUsers)], settings },
    input.pick,
  );
  let person = personOf(resolution);

  // The second look: each side with what the other one taught.
  progress("Looking for every holder of the names, addresses and the anchor");
  const rivals =
    person?.ad === undefined
      ? []
      : adOf().filter((o) => person!.ad !== undefined && namesOf(o).some((n) => namesOf(person!.ad!).includes(n)));
  const connectorAccounts =
    answers.connectors?.state === "seen"
      ? answers.connectors.value.filter((c) => c.Type !== "AD" && c.Account?.includes("@")).map((c) => c.Account!)
      : [];
  const subjectQuery =
    person?.ad !== undefined
      ? queryOfAd(settings, [person.ad, ...rivals.filter((r) => r !== person!.ad).slice(0, 3)])
      : person?.cloud !== undefined
        ? cloudQueryOf(person.cloud)
        : emptyQuery;
  const secondQuery: CloudQuery = { ...subjectQuery, upns: uniq([...subjectQuery.upns, ...connectorAccounts]) };
  const knownIds = [...cloudUsers(), ...listOf(people.deletedUsers)].map(byId);
  const known = new Set(
    adOf().flatMap((o) =>
      uniq([
        o.objectGUID,
        o["mS-DS-ConsistencyGuid"],
        o.objectSid,
        o.userPrincipalName,
        o.sAMAccountName,
        ...namesOf(o),
      ]).map((v) => v.toLowerCase()),
    ),
  );
  const cloudTeaches =
    person === undefined
      ? []
      : valuesOfCloud(
          uniqueUsers([
            person.cloud,
            ...cloudUsers().filter(
              (c) =>
                person!.ad !== undefined &&
                (linkOf(settings, person!.ad, c) !== undefined ||
                  namesOf(c).some((n) => namesOf(person!.ad!).includes(n))),
            ),
          ]),
        );
  const askAgentAgain =
    answers.people?.state === "seen" &&
    cloudTeaches.some((v) => !known.has(v.toLowerCase()) && !terms.upns.includes(v.toLowerCase()));
  const [second, again, details] = await Promise.all([
    lacks(secondQuery, firstQuery) ? ports.cloud.collect(secondQuery, false) : undefined,
    askAgentAgain
      ? ports.agent.collect([
          { kind: "people", values: cloudTeaches, names: [] },
          { kind: "chains", dns: [] },
        ])
      : undefined,
    knownIds.length > 0 ? ports.cloud.details(knownIds.slice(0, 15), person?.cloud?.id ?? null) : undefined,
  ]);
  if (second !== undefined) people = mergePeople(people, second.people);
  if (again?.answers.people?.state === "seen" && answers.people?.state === "seen") {
    const chains = later(
      answers.chains ?? seen([], { system: "premises", via: "chains" }),
      again.answers.chains ?? seen([], { system: "premises", via: "chains" }),
      (c) => c.adDn.toLowerCase(),
    );
    answers = {
      ...answers,
      people: seen(mergePeopleAnswers(answers.people.value, again.answers.people.value), answers.people.from),
      chains,
    };
  }
  if (person !== undefined || resolution.kind === "none") {
    const everyone = [...cloudUsers(), ...listOf(people.deletedUsers)];
    const settled = resolve(ask, { ads: adOf(), users: everyone, settings }, person?.key);
    resolution = settled;
    person = personOf(settled);
    if (person?.ad === undefined && person?.cloud !== undefined) {
      const ad = accountOf(settings, person.cloud, adOf());
      if (ad !== undefined) person = { ...person, ad };
    }
    if (person?.ad !== undefined) {
      const cloud = counterpartOf(settings, person.ad, cloudUsers());
      const { cloud: _old, ...rest } = person;
      person = cloud === undefined ? rest : { ...rest, cloud };
    }
  }

  const others = [...cloudUsers(), ...listOf(people.deletedUsers)].map(byId).filter((id) => !knownIds.includes(id));
  const subjectId = person?.cloud?.id ?? null;
  const needMore =
    others.length > 0 ||
    (subjectId !== null && details === undefined) ||
    (subjectId !== null && !knownIds.includes(subjectId));
  const jobs = listOf(first.tenant?.["entra.syncJobs"]);
  const wantSignIns =
    engineFails(answers) ||
    jobs.some((j) => j.status.code === "Quarantine" || j.status.lastExecution?.state === "Failed");
  const wantAudits = person !== undefined && everyoneOf(people).length > 0;
  const since = new Date(ports.clock.now().getTime() - 30 * 86_400_000).toISOString();
  const syncAccountIds = listOf(first.tenant?.["entra.syncAccounts"]).map(byId);
  const [more, logs] = await Promise.all([
    needMore
      ? ports.cloud.details(
          [...new Set([...(subjectId === null ? [] : [subjectId]), ...others])].slice(0, 15),
          subjectId,
        )
      : undefined,
    (async () => ({
      // the log APIs allow five requests in ten seconds: one after the other
      signIns: wantSignIns
        ? await ports.cloud.signIns({
            upns: uniq([
              ...connectorAccounts,
              ...listOf(first.tenant?.["entra.syncAccounts"]).map((u) => u.userPrincipalName),
            ]),
            sinceIso: since,
          })
        : undefined,
      audits: wantAudits
        ? await ports.cloud.audits({
            targetIds: [...new Set([...everyoneOf(people).map(byId), ...syncAccountIds])].slice(0, 10),
            sinceIso: since,
          })
        : undefined,
      provisioning:
        jobs.length > 0
          ? await ports.cloud.provisioningLogs({ objectGuid: person?.ad?.objectGUID ?? null, jobIds: jobs.map(byId) })
          : undefined,
    }))(),
  ]);
  const rolesOf = [details?.["entra.roles"], more?.["entra.roles"]].filter(
    (r): r is Fact<RoleHolding[]> => r !== undefined,
  );
  const roles =
    rolesOf.length === 0
      ? seen<RoleHolding[]>([], { system: "entra", via: "no candidate to ask for" })
      : rolesOf.reduce((a, b) => later(a, b, (r) => `${r.principalId}/${r.role}/${r.eligible}`));
  const subjectDetails = needMore && more !== undefined ? more : details;
  return {
    ask,
    resolution,
    ...(person === undefined ? {} : { person }),
    facts: assemble({
      ask,
      now: ports.clock.now(),
      person,
      people,
      answers,
      agent: onPremises.agent,
      tenant: first.tenant!,
      roles,
      connectorAccounts,
      ...(subjectDetails === undefined ? {} : { subjectDetails }),
      ...logs,
    }),
  };
}

const settingsIn = (answers: CollectAnswers): SyncSettings =>
  syncSettings(answers["global-settings"]?.state === "seen" ? answers["global-settings"].value : undefined);
const personOf = (r: Resolution): PersonCandidate | undefined =>
  r.kind === "one" ? r.person : r.kind === "several" ? r.persons[0] : undefined;
const everyoneOf = (p: CloudPeople): CloudUser[] => [...listOf(p.users), ...listOf(p.deletedUsers)];
const uniqueUsers = (users: readonly (CloudUser | undefined)[]): CloudUser[] => [
  ...new Map(users.filter((u): u is CloudUser => u !== undefined).map((u) => [u.id, u])).values(),
];
const cloudQueryOf = (u: CloudUser): CloudQuery => ({
  ...emptyQuery,
  upns: uniq([liveUpnOf(u.userPrincipalName), u.onPremisesUserPrincipalName]),
  addresses: namesOf(u).map(liveUpnOf),
  anchors: uniq([u.onPremisesImmutableId]),
  sids: uniq([u.onPremisesSecurityIdentifier]),
  sams: uniq([u.onPremisesSamAccountName]),
});
/** The cloud side of the engine fails, and nothing nearer than its sign-in can be the reason: only then is the sign-in log worth a request. */
function engineFails(answers: CollectAnswers): boolean {
  const services = answers.services?.state === "seen" ? answers.services.value : [],
    engine = services.find((s) => s.Name === "ADSync");
  if (engine !== undefined && engine.Status !== "Running") return false;
  const probes =
    answers.endpoints?.state === "seen"
      ? answers.endpoints.value.filter((p) => /^(login|adminwebservice)\.microsoftonline\.com$/i.test(p.Host))
      : [];
  if (probes.some((p) => p.Tcp !== "open" && p.ViaProxy?.Tcp !== "open")) return false;
  if (answers["run-history"]?.state !== "seen" || answers.connectors?.state !== "seen")
    return answers["run-history"]?.state === "unreadable" && answers["run-history"].why !== "offline";
  const cloud = new Set(answers.connectors.value.filter((c) => c.Type !== "AD").map((c) => c.Name));
  return (
    answers["run-history"].value
      .slice(0, 24)
      .some(
        (r) =>
          cloud.has(r.ConnectorName) &&
          /^(stopped-extension|stopped-bad|stopped-server|stopped-connectivity|no-start)/.test(r.Result),
      ) ||
    (answers.events?.state === "seen" &&
      answers.events.value.some(
        (e) => [106, 115, 655, 906].includes(e.Id) && /Directory Synchronization/i.test(e.ProviderName),
      ))
  );
}

interface Parts {
  ask: Ask;
  now: Date;
  person: PersonCandidate | undefined;
  people: CloudPeople;
  answers: CollectAnswers;
  agent: Fact<{ version: string }>;
  tenant: TenantFacts;
  roles: Fact<RoleHolding[]>;
  connectorAccounts: string[];
  subjectDetails?: {
    "entra.syncBehavior": Fact<{ isCloudManaged: boolean }>;
    "entra.mailboxSettings": Fact<Record<string, unknown>>;
  };
  signIns: Fact<Facts["entra.signIns"]> | undefined;
  audits: Fact<Facts["entra.audits"]> | undefined;
  provisioning: Fact<Facts["entra.provisioningLogs"]> | undefined;
}
function assemble(p: Parts): FactSet {
  const inMessage: SourceRef = { system: "ask", via: "the message" };
  const answer = <K extends QuestionKind>(kind: K): Fact<PremisesAnswers[K]> =>
    (p.answers[kind] as Fact<PremisesAnswers[K]> | undefined) ?? unreadable("not-asked", `${kind} was not asked`);
  const peopleFact = answer("people");
  const ad = p.person?.ad,
    cloud = p.person?.cloud;
  const fromPeople = <T>(pick: (a: PeopleAnswer) => T | undefined): Fact<T> => {
    if (peopleFact.state !== "seen") return peopleFact as Fact<T>;
    const v = pick(peopleFact.value);
    return v === undefined ? absent(peopleFact.from) : seen(v, peopleFact.from);
  };
  const sameObject = (a: AdObject, b: AdObject): boolean => sameText(a.objectGUID, b.objectGUID);
  const chains = answer("chains");
  const settings = settingsIn(p.answers);
  const users = p.people.users;
  const accounts = p.tenant["entra.syncAccounts"];
  const named = listOf(users).filter((u) => p.connectorAccounts.some((a) => sameText(a, u.userPrincipalName)));
  const related = (u: CloudUser): boolean =>
    u.id !== cloud?.id && !named.includes(u) && sharesSomething(settings, u, ad, cloud);
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
          .filter((o) => (ad !== undefined || cloud !== undefined ? sharesAd(settings, o, ad, cloud) : false)),
        ...a.related,
      ].filter((o) => ad === undefined || !sameObject(o, ad)),
    ),
    "ad.deleted": fromPeople((a) => a.deleted),
    "ad.containers": fromPeople((a) => a.containers),
    "ad.upnSuffixes": fromPeople((a) => a.upnSuffixes),
    "ad.domainControllers": answer("domain-controllers"),
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
    "cs.pendingExports": answer("pending-exports"),
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
                sharesSomething(settings, u, ad, cloud) ||
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
    "entra.serviceHealth": p.tenant["entra.serviceHealth"],
    "entra.serviceIssues": p.tenant["entra.serviceIssues"],
    "entra.skus": p.tenant["entra.skus"],
    "entra.syncJobs": p.tenant["entra.syncJobs"],
    "entra.syncAccounts":
      accounts.state === "seen"
        ? seen(uniqueUsers([...accounts.value, ...named]), accounts.from)
        : named.length > 0 && accounts.state === "absent"
          ? seen(named, accounts.from)
          : accounts,
    "entra.provisioningLogs":
      p.provisioning ?? unreadable("not-asked", "no Cloud Sync job, so no provisioning log was read"),
    "entra.signIns": p.signIns ?? unreadable("not-asked", "no verdict needed the sign-in log"),
    "entra.audits": p.audits ?? unreadable("not-asked", "no verdict needed the audit log"),
    "server.agent": p.agent,
    "server.host": answer("host"),
    "server.services": answer("services"),
    "server.endpoints": answer("endpoints"),
    "server.scheduler": answer("scheduler"),
    "server.globalSettings": answer("global-settings"),
    "server.connectors": answer("connectors"),
    "server.runStatus": answer("run-status"),
    "server.runHistory": answer("run-history"),
    "server.syncRules": answer("sync-rules"),
    "server.pilotGroup": answer("pilot-group"),
    "server.events": answer("events"),
    "server.provisioningAgents": answer("provisioning-agents"),
    "server.missingRights": answer("missing-rights"),
    "server.deletionThreshold": answer("deletion-threshold"),
  };
}
/** A cloud user that carries a name, address, anchor or SID of the person, on either side. */
function sharesSomething(
  settings: SyncSettings,
  u: CloudUser,
  ad: AdObject | undefined,
  cloud: CloudUser | undefined,
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
  settings: SyncSettings,
  o: AdObject,
  ad: AdObject | undefined,
  cloud: CloudUser | undefined,
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
