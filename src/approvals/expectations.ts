/** Reads again what a plan rests on, just before the first write. Anything that differs, or cannot be read, stops the plan. */
import type { Expectation } from "../domain/command";
import type { AgentLink, CloudDirectory } from "../ports";
import type { PremisesQuestion } from "../domain/question";
import type { Fact, Unreadable } from "../domain";
import { namesOf, bareAddress, liveUpnOf } from "../identity/address";
import { searchableAnchors } from "../identity/link";
import { syncSettings } from "../identity/settings";
import { sameValue } from "../domain/canonical";

export { sameValue };
const tell = (e: Expectation, seen: string): string => `${e.says} Now: ${seen}.`;
const unread = (e: Expectation, why: string): string => `${e.says} It could not be read again (${why}).`;
const text = (v: unknown): string =>
  v === undefined || v === null || v === "" ? "(empty)" : typeof v === "string" ? v : JSON.stringify(v);

/** Sentences about every expectation that no longer holds; empty = the world is as it was. */
export async function broken(
  expects: readonly Expectation[],
  ports: { cloud: CloudDirectory; agent: AgentLink },
): Promise<string[]> {
  const found = await Promise.all(expects.map((e) => check(e, ports)));
  return found.filter((s): s is string => s !== undefined);
}

async function check(
  e: Expectation,
  { cloud, agent }: { cloud: CloudDirectory; agent: AgentLink },
): Promise<string | undefined> {
  switch (e.system) {
    case "entra": {
      if ("deleted" in e) {
        const fact = e.deleted ? await cloud.deletedUser(e.id) : await cloud.user(e.id);
        if (fact.state === "unreadable") return unread(e, fact.detail);
        return fact.state === "seen"
          ? undefined
          : tell(e, e.deleted ? "it is not among the deleted users" : "it is not among the users");
      }
      if ("holdsNoRole" in e) {
        const roles = (await cloud.details([e.id], null))["entra.roles"];
        if (roles.state === "unreadable") return unread(e, roles.detail);
        const held = roles.state === "seen" ? roles.value.filter((r) => r.principalId === e.id) : [];
        return held.length === 0 ? undefined : tell(e, `it holds ${held.map((r) => r.role).join(", ")}`);
      }
      let fact = await cloud.user(e.id);
      if (fact.state === "absent") fact = await cloud.deletedUser(e.id);
      if (fact.state === "unreadable") return unread(e, fact.detail);
      if (fact.state === "absent") return tell(e, "the object is gone");
      return sameValue(fact.value[e.property], e.equals) ? undefined : tell(e, text(fact.value[e.property]));
    }
    case "ad": {
      const fact = await ask(agent, { kind: "ad-object", objectGUID: e.objectGUID }, (a) => a["ad-object"]);
      if (fact.state === "unreadable") return unread(e, fact.detail);
      if (fact.state === "absent") return tell(e, "the object is gone");
      return sameValue(fact.value[e.attribute], e.equals) ? undefined : tell(e, text(fact.value[e.attribute]));
    }
    case "server": {
      if (e.what === "service") {
        const fact = await ask(agent, { kind: "services" }, (a) => a.services);
        if (fact.state === "unreadable") return unread(e, fact.detail);
        const now =
          fact.state === "seen"
            ? fact.value.find((s) => s.Name.toLowerCase() === e.name.toLowerCase())?.Status
            : undefined;
        return sameValue(now, e.equals) ? undefined : tell(e, text(now));
      }
      const fact = await ask(agent, { kind: "scheduler" }, (a) => a.scheduler);
      if (fact.state === "unreadable") return unread(e, fact.detail);
      const now = fact.state === "seen" ? fact.value[e.property] : undefined;
      return sameValue(now, e.equals) ? undefined : tell(e, text(now));
    }
    case "both": {
      const except = new Set(e.except.map((x) => x.toLowerCase()));
      const value = bareAddress(e.free);
      const [people, { answers }] = await Promise.all([
        cloud.people({ upns: [value], addresses: [value], anchors: [e.free], sids: [], sams: [], ids: [], names: [] }),
        agent.collect([{ kind: "people", values: [e.free], names: [] }, { kind: "global-settings" }]),
      ]);
      const premises = answers.people ?? NOT_ANSWERED;
      // Which attribute is the anchor decides what "carries this anchor" means.
      const parameters = answers["global-settings"];
      if (parameters?.state === "unreadable") return unread(e, parameters.detail);
      const settings = syncSettings(parameters?.state === "seen" ? parameters.value : undefined);
      if (people.users.state === "unreadable") return unread(e, people.users.detail);
      if (people.deletedUsers.state === "unreadable") return unread(e, people.deletedUsers.detail);
      if (people.holders.state === "unreadable") return unread(e, people.holders.detail);
      if (premises.state === "unreadable") return unread(e, premises.detail);
      const users = [
        ...(people.users.state === "seen" ? people.users.value : []),
        ...(people.deletedUsers.state === "seen" ? people.deletedUsers.value : []),
      ].filter(
        (u) =>
          u.onPremisesImmutableId === e.free ||
          namesOf({ ...u, userPrincipalName: liveUpnOf(u.userPrincipalName) }).includes(value),
      );
      const others =
        people.holders.state === "seen" ? people.holders.value.filter((h) => namesOf(h).includes(value)) : [];
      const objects =
        premises.state === "seen"
          ? [...premises.value.matches.map((m) => m.object), ...premises.value.related].filter(
              (o) => searchableAnchors(settings, o).includes(e.free) || namesOf(o).includes(value),
            )
          : [];
      const holder = [...users.map((u) => u.id), ...others.map((h) => h.id), ...objects.map((o) => o.objectGUID)].find(
        (id) => !except.has(id.toLowerCase()),
      );
      return holder === undefined ? undefined : tell(e, `${holder} holds it`);
    }
  }
}
const NOT_ANSWERED: Unreadable = {
  state: "unreadable",
  why: "malformed",
  detail: "the agent left the question without an answer",
};
type Answers = Awaited<ReturnType<AgentLink["collect"]>>["answers"];
async function ask<T>(
  agent: AgentLink,
  question: PremisesQuestion,
  pick: (a: Answers) => Fact<T> | undefined,
): Promise<Fact<T>> {
  const { answers } = await agent.collect([question]);
  return pick(answers) ?? NOT_ANSWERED;
}
