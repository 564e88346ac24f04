/** Reads again what a plan rests on, just before the first write. Anything that differs, or cannot be read, stops the plan. */
import { GONE } from "./difference";
import { type Words } from "../domain";
import { told } from "../domain";
import type { Expectation } from "../domain/command";
import type { AgentLink, CloudDirectory } from "../ports";
import type { PremisesQuestion } from "../domain/question";
import { valueText, valueOr, type CollectAnswers, type Fact, type Unreadable } from "../domain";
import { namesOf, bareAddress, liveUpnOf } from "../identity/address";
import { cloudNames } from "../identity/holders";
import { searchableAnchors } from "../identity/link";
import { syncSettings } from "../identity/settings";
import { sameValue } from "../domain/canonical";
import { differenceIn } from "../domain/order";

/** What an expectation is read again with. */
export interface ReadPorts {
  readonly cloud: Pick<CloudDirectory, "user" | "deletedUser" | "details" | "people">;
  readonly agent: Pick<AgentLink, "collect">;
}
/** The same ports, which ask each question once. */
function readingOnce({ cloud, agent }: ReadPorts): ReadPorts {
  const kept = new Map<string, Promise<unknown>>();
  const once =
    <A extends readonly unknown[], R>(name: string, read: (...args: A) => Promise<R>) =>
    (...args: A): Promise<R> => {
      const key = `${name} ${JSON.stringify(args)}`,
        answer = kept.get(key) ?? read(...args);
      kept.set(key, answer);
      return answer as Promise<R>;
    };
  return {
    cloud: {
      user: once("user", (id) => cloud.user(id)),
      deletedUser: once("deleted", (id) => cloud.deletedUser(id)),
      details: once("details", (ids, subject) => cloud.details(ids, subject)),
      people: once("people", (query) => cloud.people(query)),
    },
    agent: { collect: once("collect", (questions) => agent.collect(questions)) },
  };
}
type OfSystem<S extends Expectation["system"]> = Extract<Expectation, { system: S }>;

/** Why an expectation is not met: the world is otherwise, or could not be read. */
export interface Breach {
  readonly why: "different" | "unread";
  /** The value or the place as it was read; why it could not be read. */
  readonly now: Words;
  readonly says: Words;
}
/** Sentences about every expectation that no longer holds; empty = the world is as it was. */
export async function broken(expects: readonly Expectation[], ports: ReadPorts): Promise<Words[]> {
  const found = await breaches(expects, ports);
  return found.flatMap((b) => (b === undefined ? [] : [b.says]));
}
/** Expectation by expectation, in their order: undefined while it holds. Each object is read once. */
export async function breaches(expects: readonly Expectation[], ports: ReadPorts): Promise<(Breach | undefined)[]> {
  const once = readingOnce(ports);
  return Promise.all(expects.map((e) => breachOf(e, once)));
}
async function breachOf(e: Expectation, ports: ReadPorts): Promise<Breach | undefined> {
  switch (e.system) {
    case "entra":
      if ("deleted" in e) return breachOfPresence(e, ports);
      return "holdsNoRole" in e ? breachOfRoles(e, ports) : breachInEntra(e, ports);
    case "ad":
      return breachInAd(e, ports);
    case "server":
      return breachOnServer(e, ports);
    case "both":
      return breachOfFreeValue(e, ports);
  }
}

/** The object is still among the live users, or among the deleted ones. */
async function breachOfPresence(
  e: Extract<Expectation, { deleted: boolean }>,
  { cloud }: ReadPorts,
): Promise<Breach | undefined> {
  const [live, deleted] = await Promise.all([cloud.user(e.id), cloud.deletedUser(e.id)]),
    fact = e.deleted ? deleted : live,
    other = e.deleted ? live : deleted;
  if (fact.state === "unreadable") return unread(e, fact);
  if (fact.state === "seen") return undefined;
  if (other.state === "unreadable") return tell(e, { en: "not there any more", de: "nicht mehr da" });
  const elsewhere = e.deleted
    ? { en: "among the users", de: "unter den Benutzern" }
    : { en: "among the deleted users", de: "unter den gelöschten Benutzern" };
  return tell(e, other.state === "seen" ? elsewhere : GONE);
}
async function breachOfRoles(
  e: Extract<Expectation, { holdsNoRole: true }>,
  { cloud }: ReadPorts,
): Promise<Breach | undefined> {
  const roles = (await cloud.details([e.id], null))["entra.roles"];
  if (roles.state === "unreadable") return unread(e, roles);
  const held = valueOr(roles, []).filter((r) => r.principalId === e.id);
  return held.length === 0
    ? undefined
    : tell(e, told({ en: "it holds {roles}", de: "es hat {roles}" }, { roles: held.map((r) => r.role) }));
}
/** A property of a user, who may have been deleted meanwhile. */
async function breachInEntra(
  e: Extract<OfSystem<"entra">, { property: string }>,
  { cloud }: ReadPorts,
): Promise<Breach | undefined> {
  const live = await cloud.user(e.id);
  const fact = live.state === "absent" ? await cloud.deletedUser(e.id) : live;
  if (fact.state === "unreadable") return unread(e, fact);
  if (fact.state === "absent") return tell(e, { en: "the object is gone", de: "das Objekt ist weg" });
  const now = fact.value[e.property];
  // A deleted user's sign-in name has its id before it.
  return e.property === "userPrincipalName"
    ? breachOfValue({ ...e, equals: liveUpnOf(String(e.equals)) }, liveUpnOf(String(now)))
    : breachOfValue(e, now);
}
async function breachInAd(e: OfSystem<"ad">, { agent }: ReadPorts): Promise<Breach | undefined> {
  const fact = await ask(agent, { kind: "ad-object", objectGUID: e.objectGUID }, (a) => a["ad-object"]);
  if (fact.state === "unreadable") return unread(e, fact);
  return fact.state === "absent"
    ? tell(e, { en: "the object is gone", de: "das Objekt ist weg" })
    : breachOfValue(e, fact.value[e.attribute]);
}
/** A service's status or a setting of the scheduler; what is not there reads as empty. */
async function breachOnServer(e: OfSystem<"server">, { agent }: ReadPorts): Promise<Breach | undefined> {
  if (e.what === "service") {
    const fact = await ask(agent, { kind: "services" }, (a) => a.services);
    if (fact.state === "unreadable") return unread(e, fact);
    const service = valueOr(fact, []).find((s) => s.Name.toLowerCase() === e.name.toLowerCase());
    return breachOfValue(e, service?.Status);
  }
  const fact = await ask(agent, { kind: "scheduler" }, (a) => a.scheduler);
  if (fact.state === "unreadable") return unread(e, fact);
  return breachOfValue(e, fact.state === "seen" ? fact.value[e.property] : undefined);
}
/** Whether somebody but the excepted holds the value, as a name, an address or an anchor, on either side. */
async function breachOfFreeValue(e: OfSystem<"both">, { cloud, agent }: ReadPorts): Promise<Breach | undefined> {
  const value = bareAddress(e.free);
  const [people, { answers }] = await Promise.all([
    cloud.people({ upns: [value], addresses: [value], anchors: [e.free], sids: [], sams: [], ids: [], names: [] }),
    agent.collect([{ kind: "people", values: [e.free], names: [] }, { kind: "global-settings" }]),
  ]);
  const premises = answers.people ?? NOT_ANSWERED;
  // Which attribute is the anchor decides what "carries this anchor" means.
  const parameters = answers["global-settings"];
  for (const fact of [parameters, people.users, people.deletedUsers, people.holders, premises])
    if (fact?.state === "unreadable") return unread(e, fact);
  const settings = syncSettings(parameters?.state === "seen" ? parameters.value : undefined);
  const users = [...valueOr(people.users, []), ...valueOr(people.deletedUsers, [])].filter(
    (u) => u.onPremisesImmutableId === e.free || cloudNames(u).includes(value),
  );
  const others = valueOr(people.holders, []).filter((h) => namesOf(h).includes(value));
  const objects = (
    premises.state === "seen" ? [...premises.value.matches.map((m) => m.object), ...premises.value.related] : []
  ).filter((o) => searchableAnchors(settings, o).includes(e.free) || namesOf(o).includes(value));
  const except = new Set(e.except.map((x) => x.toLowerCase()));
  const holder = [...users.map((u) => u.id), ...others.map((h) => h.id), ...objects.map((o) => o.objectGUID)].find(
    (id) => !except.has(id.toLowerCase()),
  );
  return holder === undefined
    ? undefined
    : tell(e, told({ en: "{holder} holds it", de: "{holder} hält es" }, { holder }));
}

const breachOfValue = (e: Expectation & { readonly equals: unknown }, now: unknown): Breach | undefined =>
  sameValue(now, e.equals) ? undefined : { why: "different", now: valueText(now), says: differenceIn(e, now) };
const tell = (e: Expectation, seen: Words): Breach => ({
  why: "different",
  now: seen,
  says: told(
    { en: "No longer so: {says} Now: {seen}.", de: "Nicht mehr so: {says} Jetzt: {seen}." },
    { says: e.says, seen },
  ),
});
const unread = (e: Expectation, { detail }: Unreadable): Breach => ({
  why: "unread",
  now: detail,
  says: told(
    {
      en: "{says} It could not be read again ({detail}).",
      de: "{says} Es konnte nicht erneut gelesen werden ({detail}).",
    },
    { says: e.says, detail },
  ),
});

const NOT_ANSWERED: Unreadable = {
  state: "unreadable",
  why: "malformed",
  detail: "the agent left the question without an answer",
};
async function ask<T>(
  agent: Pick<AgentLink, "collect">,
  question: PremisesQuestion,
  pick: (a: CollectAnswers) => Fact<T> | undefined,
): Promise<Fact<T>> {
  const { answers } = await agent.collect([question]);
  return pick(answers) ?? NOT_ANSWERED;
}
