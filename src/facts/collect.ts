/**
 * Brings the facts of one case. Each read starts as soon as what it depends on is there: both sides at once with what the message names, then each
 * side with what the other one taught, then what is left about whom the second look brought; the tenant, its jobs and the logs go beside them.
 */
import {
  seen,
  type Ask,
  type CollectAnswers,
  type Fact,
  type FactSet,
  type RoleHolding,
  type SyncJob,
} from "../domain";
import { namesOf } from "../identity/address";
import { accountOf, counterpartOf } from "../identity/counterpart";
import { namesOnceMended } from "../identity/flaws";
import { sameDn } from "../identity/dn";
import { errorsOn, idsNamedBy } from "../identity/errors";
import { anchorsOf, linkOf } from "../identity/link";
import { newestFirst } from "../identity/runs";
import { syncSettings, type SyncSettings } from "../identity/settings";
import type { AgentLink, Clock, CloudDirectory, CloudPeople, CloudQuery, DetailFacts, TenantReads } from "../ports";
import { parseAsk } from "../triage/ask";
import { groupBeside, resolve, type PersonCandidate, type Resolution } from "../triage/subject";
import { assemble, uniqueUsers } from "./assemble";
import { auditsOf, logsAfterFirstLook } from "./logs";
import { askedFor, factsFor } from "./on-demand";
import { adObjectsOf, byId, everyoneOf, later, listOf, mergeAnswers, mergePeople } from "./merge";
import {
  askedPeople,
  askedQuery,
  emptyQuery,
  lacks,
  objectQueriesOf,
  queryOfAd,
  queryOfCloud,
  questionsWith,
  uniq,
  valuesFollowed,
  valuesOfCloud,
  valuesOfObject,
} from "./queries";

export interface CollectPorts {
  readonly cloud: CloudDirectory;
  readonly agent: AgentLink;
  readonly clock: Clock;
}
/** What the facts are for. Only a case that is opened may use what is kept of the tenant; every other reads all of it anew. */
export type Purpose = "open" | "recheck" | "confirm";
export interface CollectInput {
  readonly ask: string;
  /** The candidate that was chosen: `ad:<objectGUID>` or `entra:<id>`. */
  readonly pick?: string;
  /** Without it everything is read anew. */
  readonly purpose?: Purpose;
}
export interface Collected {
  readonly ask: Ask;
  readonly facts: FactSet;
  readonly resolution: Resolution;
  readonly person?: PersonCandidate;
}
/** Accounts whose roles are asked for in one look. */
const DETAILED = 15;

/** What is known of the people after a look. */
interface Look {
  readonly ask: Ask;
  readonly people: CloudPeople;
  readonly answers: CollectAnswers;
  readonly resolution: Resolution;
  readonly person: PersonCandidate | undefined;
  /** The group that is named beside a person. */
  readonly group: PersonCandidate | undefined;
}

export async function collectFacts(
  input: CollectInput,
  ports: CollectPorts,
  progress: (text: string) => void = () => undefined,
): Promise<Collected> {
  const { cloud, agent, clock } = ports,
    ask = parseAsk(input.ask),
    query = askedQuery(ask, input.pick);
  progress("Reading Microsoft Entra ID and the sync server side by side");
  const tenant = cloud.tenant(input.purpose !== "open"),
    jobs = tenant.then((t) => jobsOf(t, cloud)),
    withSchemas = jobs.then(async (f) => (f.state === "seen" ? { ...f, value: await cloud.withSchemas(f.value) } : f));
  const [people, premises] = await Promise.all([
    cloud.people(query),
    agent.collect(questionsWith(askedPeople(ask.terms, input.pick))),
  ]);
  const first = looked({ ask, people, answers: newestRunsFirst(premises.answers) }, input.pick),
    found = everyoneOf(people),
    connectorAccounts = connectorAccountsOf(first.answers),
    now = clock.now();
  progress("Looking for every holder of the names, addresses and the anchor");
  const logs = logsAfterFirstLook({ cloud, tenant, jobs, now }, { ...first, connectorAccounts, found });
  const [look, firstDetails] = await Promise.all([
    secondLook(first, query, connectorAccounts, ports),
    found.length > 0 ? cloud.details(found.map(byId).slice(0, DETAILED), first.person?.cloud?.id ?? null) : undefined,
  ]);
  const others = everyoneOf(look.people).filter((u) => !found.some((f) => f.id === u.id)),
    subject = look.person?.cloud,
    isNew = subject !== undefined && !found.some((f) => f.id === subject.id);
  const object = look.person?.object ?? look.group?.object;
  const [moreDetails, objectDetails, audits, moreAudits, signIns, syncJobs] = await Promise.all([
    others.length > 0 || isNew
      ? cloud.details(uniq([subject?.id, ...others.map(byId)]).slice(0, DETAILED), subject?.id ?? null)
      : undefined,
    object === undefined ? undefined : cloud.objectDetails(object, subject?.id ?? null),
    logs.audits,
    // Most that is found is found at first; only a subject that was not costs the tenant a second log read.
    look.person !== undefined && others.length > 0 && (isNew || found.length === 0)
      ? tenant.then((t) => auditsOf(cloud, now, [...others, ...listOf(t["entra.syncAccounts"])]))
      : undefined,
    logs.signIns,
    withSchemas,
  ]);
  const subjectDetails = moreDetails ?? firstDetails;
  const facts = assemble({
    ask,
    now: clock.now(),
    person: look.person,
    group: look.group,
    people: look.people,
    named: namedInErrors(look),
    answers: look.answers,
    settings: settingsIn(look.answers),
    agent: premises.agent,
    tenant: await tenant,
    jobs: syncJobs,
    roles: rolesOf([firstDetails, moreDetails]),
    connectorAccounts,
    ...(subjectDetails === undefined ? {} : { subjectDetails }),
    ...(objectDetails === undefined ? {} : { objectDetails }),
    signIns,
    audits:
      audits === undefined || moreAudits === undefined
        ? (audits ?? moreAudits)
        : later(audits, moreAudits, (a) => JSON.stringify(a)),
  });
  return {
    ask,
    resolution: look.resolution,
    ...(look.person === undefined ? {} : { person: look.person }),
    facts: await factsFor(askedFor(ask), facts, ports),
  };
}

/** The engine states no order of its history; from here on it stands newest first. */
const newestRunsFirst = (answers: CollectAnswers): CollectAnswers => {
  const runs = answers["run-history"];
  return runs?.state === "seen" ? { ...answers, "run-history": { ...runs, value: newestFirst(runs.value) } } : answers;
};
const jobsOf = async (t: TenantReads, cloud: CloudDirectory): Promise<Fact<SyncJob[]>> =>
  t.syncApplications.state === "seen" ? cloud.syncJobs(t.syncApplications.value) : t.syncApplications;
const settingsIn = (answers: CollectAnswers): SyncSettings =>
  syncSettings(answers["global-settings"]?.state === "seen" ? answers["global-settings"].value : undefined);
/** Accounts by which the engine signs in to the cloud, where they are told as sign-in names. */
const connectorAccountsOf = (answers: CollectAnswers): string[] =>
  answers.connectors?.state === "seen"
    ? answers.connectors.value.flatMap((c) => (c.Type !== "AD" && c.Account?.includes("@") ? [c.Account] : []))
    : [];
const personOf = (r: Resolution): PersonCandidate | undefined =>
  r.kind === "one" ? r.person : r.kind === "several" ? r.persons[0] : undefined;
/** Whom the ask means, by what was read. */
function looked(read: Pick<Look, "ask" | "people" | "answers">, pick: string | undefined): Look {
  const candidates = {
    ads: adObjectsOf(read.answers),
    users: everyoneOf(read.people),
    objects: listOf(read.people.objects),
    settings: settingsIn(read.answers),
  };
  const resolution = resolve(read.ask, candidates, pick),
    person = personOf(resolution);
  return {
    ...read,
    resolution,
    person,
    group: person === undefined ? undefined : groupBeside(read.ask, candidates, person),
  };
}
const sharesName = (a: Parameters<typeof namesOf>[0], b: Parameters<typeof namesOf>[0]): boolean =>
  namesOf(a).some((n) => namesOf(b).includes(n));

/** What the person's own objects teach to ask the cloud for. */
function subjectQuery(look: Look): CloudQuery {
  const named = namedInErrors(look),
    query = ownQuery(look);
  return named.length === 0 ? query : { ...query, ids: uniq([...query.ids, ...named]), holderIds: named };
}
/** What the errors on the person's own object name, of whomever was sure to be meant. */
function namedInErrors({ person, answers, resolution }: Look): string[] {
  const ad = person?.ad;
  if (ad === undefined || resolution.kind !== "one") return [];
  const { chains, "run-history": runs, connectors } = answers;
  const chain = chains?.state === "seen" ? chains.value.find((c) => sameDn(c.adDn, ad.dn)) : undefined;
  const object = { dn: ad.dn, anchors: anchorsOf(settingsIn(answers), ad) };
  const held = chains?.state === "seen" && chain !== undefined ? { ...chains, value: chain } : undefined;
  return idsNamedBy(errorsOn(object, { chain: held, runs, connectors }));
}
function ownQuery(look: Look): CloudQuery {
  const { person, group } = look,
    ad = person?.ad,
    objects = [ad, group?.ad].flatMap((o) => (o === undefined ? [] : objectQueriesOf(o)));
  if (ad === undefined) {
    const cloud = person?.cloud;
    return cloud === undefined
      ? { ...emptyQuery, objects }
      : { ...queryOfCloud(cloud), names: uniq([cloud.displayName]), objects };
  }
  const rivals = adObjectsOf(look.answers).filter((o) => o !== ad && sharesName(o, ad));
  const query = queryOfAd(settingsIn(look.answers), [ad, ...rivals.slice(0, 3)]);
  // What a mend would bring along must be seen to be free before anybody offers it.
  const mended = namesOnceMended(ad);
  return {
    ...query,
    upns: uniq([...query.upns, ...mended]),
    addresses: uniq([...query.addresses, ...mended]),
    objects,
    // Whoever else carries the whole name, such as a guest, is what people find instead.
    names: uniq([ad.displayName]),
  };
}
/** What the cloud taught and the agent could not follow by itself. */
function newToTheAgent(look: Look): string[] {
  const { person, ask } = look,
    ad = person?.ad;
  if (person === undefined || look.answers.people?.state !== "seen") return [];
  const kin = listOf(look.people.users).filter(
    (c) => ad !== undefined && (linkOf(settingsIn(look.answers), ad, c) !== undefined || sharesName(c, ad)),
  );
  const objects = [person.object, look.group?.object].flatMap((o) => (o === undefined ? [] : valuesOfObject(o)));
  const values = uniq([
      ...valuesOfCloud(uniqueUsers([person.cloud, ...kin])),
      ...(ad === undefined ? [] : namesOnceMended(ad)),
      ...objects,
    ]),
    followed = valuesFollowed(settingsIn(look.answers), adObjectsOf(look.answers));
  const asked = (v: string): boolean => followed.has(v.toLowerCase()) || ask.terms.upns.includes(v.toLowerCase());
  return values.every(asked) ? [] : values;
}
/** Each side with what the other one taught; then whom it is about is settled. */
async function secondLook(
  first: Look,
  asked: CloudQuery,
  connectorAccounts: readonly string[],
  { cloud, agent }: CollectPorts,
): Promise<Look> {
  const mine = subjectQuery(first),
    query = { ...mine, upns: uniq([...mine.upns, ...connectorAccounts]) },
    values = newToTheAgent(first);
  const [second, again] = await Promise.all([
    lacks(query, asked) ? cloud.people(query) : undefined,
    values.length > 0
      ? agent.collect([
          { kind: "people", values, names: [] },
          { kind: "chains", dns: [] },
        ])
      : undefined,
  ]);
  const read = {
    ask: first.ask,
    people: second === undefined ? first.people : mergePeople(first.people, second),
    answers: mergeAnswers(first.answers, again?.answers),
  };
  if (first.person === undefined && first.resolution.kind !== "none") return { ...first, ...read };
  // Only who was sure to be meant is held to; between several the second look decides anew, or a person chooses.
  const look = looked(read, first.resolution.kind === "one" ? first.person?.key : undefined);
  return { ...look, person: look.person === undefined ? undefined : bothSides(look.person, look) };
}
/** The person with the counterpart that the reads brought to light. */
function bothSides(person: PersonCandidate, look: Look): PersonCandidate {
  if (person.object !== undefined) return person;
  const settings = settingsIn(look.answers),
    objects = adObjectsOf(look.answers),
    ad = person.ad ?? (person.cloud === undefined ? undefined : accountOf(settings, person.cloud, objects));
  if (ad === undefined) return person;
  const counterpart = counterpartOf(settings, ad, listOf(look.people.users)),
    { cloud: _before, ...rest } = person;
  return { ...rest, ad, ...(counterpart === undefined ? {} : { cloud: counterpart }) };
}
/** The roles of both looks; none where there was nobody to ask for. */
function rolesOf(details: readonly (DetailFacts | undefined)[]): Fact<RoleHolding[]> {
  const read = details.flatMap((d) => (d === undefined ? [] : [d["entra.roles"]]));
  return read.length === 0
    ? seen([], { system: "entra", via: "no candidate to ask for" })
    : read.reduce((a, b) => later(a, b, (r) => `${r.principalId}/${r.role}/${r.eligible}`));
}
