/** What a second look adds to the first. */
import { seen, type AdObject, type CloudUser, type CollectAnswers, type Fact, type PeopleAnswer } from "../domain";
import type { CloudPeople } from "../ports";

export const listOf = <T>(f: Fact<T[]> | undefined): T[] => (f?.state === "seen" ? f.value : []);
/** Two reads of one list, each entry once. */
export const later = <T>(a: Fact<T[]>, b: Fact<T[]>, key: (x: T) => string): Fact<T[]> => {
  if (a.state === "unreadable") return a; // a first look that failed leaves a hole that a second look does not fill
  if (b.state === "unreadable") return b;
  const all = [...listOf(a), ...listOf(b)];
  return all.length === 0 && a.state === "absent"
    ? a
    : seen([...new Map(all.map((x) => [key(x), x])).values()], a.state === "seen" ? a.from : b.from);
};
export const byId = (x: { id: string }): string => x.id;
const isUnasked = (f: Fact<unknown>): boolean => f.state === "unreadable" && f.why === "not-asked";
export const mergePeople = (a: CloudPeople, b: CloudPeople): CloudPeople => ({
  users: later(a.users, b.users, byId),
  deletedUsers: later(a.deletedUsers, b.deletedUsers, byId),
  holders: later(a.holders, b.holders, byId),
  objects: isUnasked(a.objects) ? b.objects : isUnasked(b.objects) ? a.objects : later(a.objects, b.objects, byId),
  roles: a.roles,
});

/** Live and deleted. */
export const everyoneOf = (p: CloudPeople): CloudUser[] => [...listOf(p.users), ...listOf(p.deletedUsers)];
export const adObjectsOf = (answers: CollectAnswers): AdObject[] =>
  answers.people?.state === "seen"
    ? [...answers.people.value.matches.map((m) => m.object), ...answers.people.value.related]
    : [];

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
  };
}

/** The agent's first answers, with the people and chains that a second question brought. */
export function mergeAnswers(first: CollectAnswers, again: CollectAnswers | undefined): CollectAnswers {
  if (first.people?.state !== "seen" || again?.people?.state !== "seen") return first;
  const none = seen([], { system: "premises" as const, via: "chains" });
  return {
    ...first,
    people: seen(mergePeopleAnswers(first.people.value, again.people.value), first.people.from),
    chains: later(first.chains ?? none, again.chains ?? none, (c) => c.adDn.toLowerCase()),
  };
}
