/** People by identifiers, live and deleted, and the other holders of an address. */
import {
  betaUser,
  CLOUD_OBJECTS,
  deletedUser,
  liveUser,
  selectOf,
  unreadable,
  type CloudHolder,
  type CloudUser,
  type Fact,
} from "../domain";
import type { CloudPeople, CloudQuery } from "../ports";
import { objectItems, objectsIn } from "./objects";
import { anyOf, holdsAddress, literal, segment, url } from "./odata";
import { entra, many, one, union } from "./read";
import { chunks, filter, holding, MOST, MOST_NAMES, searchOf, wordsOf, type Search } from "./search";
import type { GraphTransport, Item, Outcome } from "./transport";

export const DELETED = "/directory/deletedItems/microsoft.graph.user";
/** Account names that may be the first part of a sign-in name (`hana.sato`). */
const isFirstPart = (sam: string): boolean => /[._-]/.test(sam);
const MOST_FIRST_PARTS = 6;
/** Which filters take which operators, and which of them only as an advanced query: Graph reference §1.1, §2. */
function liveSearches(query: CloudQuery): Search[] {
  return [
    ...chunks(query.upns).map((c) =>
      filter(`${anyOf("userPrincipalName", c)} or ${anyOf("onPremisesUserPrincipalName", c)}`),
    ),
    ...chunks(query.addresses, 6).map((c) => filter(holding(c))),
    ...chunks(query.anchors).map((c) => filter(anyOf("onPremisesImmutableId", c), true)),
    ...chunks(query.sids).map((c) => filter(anyOf("onPremisesSecurityIdentifier", c))),
    ...chunks(query.sams).map((c) =>
      filter(`${anyOf("onPremisesSamAccountName", c)} or ${anyOf("mailNickname", c)}`, true),
    ),
    ...chunks(query.sams.filter(isFirstPart).slice(0, MOST_FIRST_PARTS)).map((c) =>
      filter(c.map((part) => `startsWith(userPrincipalName,${literal(`${part}@`)})`).join(" or ")),
    ),
    ...chunks(query.ids).map((c) => filter(anyOf("id", c))),
    ...query.names.slice(0, MOST_NAMES).map(searchOf),
  ];
}
function deletedSearches(query: CloudQuery): Search[] {
  return [
    ...chunks(query.addresses, 6).map((c) => filter(holding(c), true)),
    ...chunks(query.upns, 5).map((c) =>
      filter(c.map((u) => `endsWith(userPrincipalName,${literal(u)})`).join(" or "), true),
    ),
    ...chunks(query.anchors).map((c) => filter(anyOf("onPremisesImmutableId", c), true)),
    ...chunks(query.sids).map((c) => filter(anyOf("onPremisesSecurityIdentifier", c), true)),
    ...chunks(query.ids).map((c) => filter(anyOf("id", c), true)),
    ...query.names
      .slice(0, MOST_NAMES)
      .map((name) => filter(`startsWith(displayName,${literal(wordsOf(name).join(" "))})`, true)),
  ];
}
const items = (prefix: string, path: string, $select: string, searches: readonly Search[]): Item[] =>
  searches.map(({ by, advanced }, i) => ({
    id: `${prefix}${i}`,
    advanced,
    url: url(path, { ...by, $select, $top: MOST, ...(advanced ? { $count: "true" } : {}) }),
  }));

/**
 * One round trip. Live users are read from beta, which alone tells onPremisesObjectIdentifier, the mapping that blocks a hard match;
 * where beta refuses a read, v1.0 answers it without.
 */
export async function readPeople(graph: GraphTransport, query: CloudQuery): Promise<CloudPeople> {
  const searches = liveSearches(query),
    live = items("u", "/users", selectOf(betaUser), searches),
    plain = items("u", "/users", selectOf(liveUser), searches),
    gone = items("d", DELETED, selectOf(deletedUser), deletedSearches(query)),
    objects = objectItems(query.objects ?? []),
    holders = (["group", "contact"] as const).flatMap((kind) => [
      ...chunks(query.addresses, 6).map((c, i) => ({ kind, item: holderItem(kind, `h${i}`, holdsAddress(c)) })),
      ...chunks(query.holderIds ?? [], 6).map((c, i) => ({ kind, item: holderItem(kind, `n${i}`, anyOf("id", c)) })),
    ]);
  const [beta, rest] = await Promise.all([
    graph.batch("beta", live),
    graph.batch("v1.0", [...gone, ...holders.map((h) => h.item), ...objects.map((o) => o.item)]),
  ]);
  const refused = plain.filter((i) => !answered(beta.get(i.id)));
  const again = refused.length === 0 ? new Map<string, Outcome>() : await graph.batch("v1.0", refused);
  return {
    users: union<CloudUser>(
      live.map((i) =>
        again.has(i.id)
          ? many(again.get(i.id), liveUser, "GET /users")
          : many(beta.get(i.id), betaUser, "GET /beta/users"),
      ),
      entra("GET /users"),
    ),
    deletedUsers: union<CloudUser>(
      gone.map((i) => many(rest.get(i.id), deletedUser, `GET ${DELETED}`)),
      entra(`GET ${DELETED}`),
    ),
    holders: union(
      holders.map(({ kind, item }) =>
        withKind(many(rest.get(item.id), CLOUD_OBJECTS[kind], "GET /groups, /contacts"), kind),
      ),
      entra("GET /groups, /contacts"),
    ),
    objects: objectsIn(objects, rest),
    roles: unreadable("not-asked", "roles are asked for by id"),
  };
}
const holderItem = (kind: CloudHolder["kind"], n: string, $filter: string): Item => ({
  id: `${n}-${kind}`,
  url: url(`/${kind}s`, { $filter, $select: selectOf(CLOUD_OBJECTS[kind]), $top: MOST }),
});
const withKind = (f: Fact<Omit<CloudHolder, "kind">[]>, kind: CloudHolder["kind"]): Fact<CloudHolder[]> =>
  f.state === "seen" ? { ...f, value: f.value.map((h) => ({ ...h, kind })) } : f;
/** Beta said something that v1.0 would say as well. */
const answered = (o: Outcome | undefined): boolean =>
  o !== undefined && (o.ok ? o.reply.status < 400 || o.reply.status === 429 : o.fault.why === "truncated");

/** One live user by id, strongly consistent; the same rule between beta and v1.0. */
export async function readUser(graph: GraphTransport, id: string): Promise<Fact<CloudUser>> {
  const path = `/users/${segment(id)}`;
  const beta = await graph.request("beta", "GET", url(path, { $select: selectOf(betaUser) }));
  if (beta.ok && (beta.reply.status < 300 || beta.reply.status === 404))
    return one(beta, betaUser, "GET /beta/users/{id}");
  const plain = await graph.request("v1.0", "GET", url(path, { $select: selectOf(liveUser) }));
  return one(plain, liveUser, "GET /users/{id}");
}
/** One deleted user by id. */
export async function readDeletedUser(graph: GraphTransport, id: string): Promise<Fact<CloudUser>> {
  const path = url(`${DELETED}/${segment(id)}`, { $select: selectOf(deletedUser) });
  return one(await graph.request("v1.0", "GET", path), deletedUser, `GET ${DELETED}/{id}`);
}
