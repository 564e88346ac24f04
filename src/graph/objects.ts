/** Groups, contacts and devices by identifiers, and what only such an object itself tells. Which filter takes which operator: Graph reference §1.1, Graph v1.0 metadata. */
import { absent, CLOUD_OBJECTS, seen, selectOf, unreadable, type CloudObject, type Fact } from "../domain";
import type { ObjectDetails, ObjectQuery } from "../ports";
import { anyOf, eq, segment, url } from "./odata";
import { chunks, filter, holding, MOST, MOST_NAMES, searchOf, type Search } from "./search";
import { entra, many, one, union } from "./read";
import * as shape from "./shapes";
import type { GraphTransport, Item, Outcome } from "./transport";

const PATH = "GET /groups, /contacts, /devices";
interface Asked {
  readonly kind: ObjectQuery["kind"];
  readonly item: Item;
}
/** The requests that answer the queries. */
export const objectItems = (queries: readonly ObjectQuery[]): Asked[] =>
  queries.flatMap((query, n) =>
    searchesOf(query).map(({ by, advanced }, i) => ({
      kind: query.kind,
      item: {
        id: `o${n}-${i}`,
        advanced,
        url: url(`/${query.kind}s`, {
          ...by,
          $select: selectOf(CLOUD_OBJECTS[query.kind]),
          $top: MOST,
          ...(advanced ? { $count: "true" } : {}),
        }),
      },
    })),
  );
function searchesOf({ kind, ids, sids, sams, addresses, names }: ObjectQuery): Search[] {
  if (kind === "device")
    return [
      ...chunks(ids).map((c) => filter(c.flatMap((id) => [eq("id", id), eq("deviceId", id)]).join(" or "))),
      ...chunks([...names, ...sams]).map((c) => filter(anyOf("displayName", c))),
    ];
  return [
    ...chunks(ids).map((c) => filter(anyOf("id", c))),
    ...chunks(addresses, 6).map((c) => filter(holding(c))),
    ...(kind === "group" ? chunks(sids).map((c) => filter(anyOf("onPremisesSecurityIdentifier", c))) : []),
    ...(kind === "group" ? chunks(sams).map((c) => filter(anyOf("onPremisesSamAccountName", c), true)) : []),
    ...names.slice(0, MOST_NAMES).map(searchOf),
  ];
}
/** What the answers hold, each object once; `not-asked` where nothing was asked. */
export function objectsIn(asked: readonly Asked[], answers: ReadonlyMap<string, Outcome>): Fact<CloudObject[]> {
  if (asked.length === 0) return unreadable("not-asked", "no group, contact or device was asked for");
  return union(
    asked.map(({ kind, item }): Fact<CloudObject[]> => {
      const f = many(answers.get(item.id), CLOUD_OBJECTS[kind], PATH);
      return f.state === "seen" ? { ...f, value: f.value.map((o) => ({ ...o, kind })) } : f;
    }),
    entra(PATH),
  );
}

/** One round trip. A device has no master to ask for, and only a group has members; they are counted, never listed. */
export async function readObjectDetails(
  graph: GraphTransport,
  { kind, id }: CloudObject,
  memberId: string | null,
): Promise<ObjectDetails> {
  const path = `/${kind}s/${segment(id)}`,
    isGroup = kind === "group";
  const items: Item[] = [
    ...(kind === "device"
      ? []
      : [{ id: "behavior", url: url(`${path}/onPremisesSyncBehavior`, { $select: "isCloudManaged" }) }]),
    ...(isGroup
      ? [
          { id: "members", advanced: true, url: `${path}/members/$count` },
          { id: "groups", advanced: true, url: `${path}/members/microsoft.graph.group/$count` },
        ]
      : []),
    ...(isGroup && memberId !== null
      ? [
          {
            id: "member",
            advanced: true,
            url: url(`${path}/members`, { $filter: eq("id", memberId), $select: "id", $count: "true" }),
          },
        ]
      : []),
  ];
  const out = items.length === 0 ? new Map<string, Outcome>() : await graph.batch("v1.0", items);
  return {
    behavior:
      kind === "device"
        ? absent(entra("a device has no source of authority"))
        : one(out.get("behavior"), shape.behavior, `GET /${kind}s/{id}/onPremisesSyncBehavior`),
    membership: isGroup ? membershipIn(out) : absent(entra("only a group has members")),
  };
}
function membershipIn(out: ReadonlyMap<string, Outcome>): ObjectDetails["membership"] {
  const via = "GET /groups/{id}/members";
  const [members, groups] = ["members", "groups"].map((id) => one(out.get(id), shape.count, via)),
    member = out.has("member") ? many(out.get("member"), shape.membership, via) : undefined;
  const bad = [members, groups, member].find((f) => f?.state === "unreadable");
  if (bad?.state === "unreadable") return bad;
  return members?.state !== "seen" || groups?.state !== "seen"
    ? absent(entra(via))
    : seen(
        {
          members: members.value,
          groups: groups.value,
          ...(member?.state === "seen" ? { isMember: member.value.length > 0 } : {}),
        },
        members.from,
      );
}
