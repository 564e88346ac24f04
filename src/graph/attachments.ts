/** What hangs on live users: read before one of them is taken away. */
import { seen, type Attachments, type Fact, type Hanging } from "../domain";
import { segment, url } from "./odata";
import { entra, many, one } from "./read";
import * as shape from "./shapes";
import type { GraphTransport, Item, Outcome } from "./transport";

const MOST = "999";
/** The relationships that are lists, and what of an entry is its name. */
const LISTS = {
  groups: { path: "memberOf", $select: "id,displayName,groupTypes" },
  applications: { path: "appRoleAssignments", $select: "id,resourceDisplayName" },
  devices: { path: "ownedDevices", $select: "id,displayName" },
  owned: { path: "ownedObjects", $select: "id,displayName" },
} as const;
type ListName = keyof typeof LISTS;
const NAMES = Object.keys(LISTS) as ListName[];

/** One round trip. Each part that is refused says so for itself. */
export async function readAttachments(graph: GraphTransport, ids: readonly string[]): Promise<Fact<Attachments[]>> {
  const out = await graph.batch(
    "v1.0",
    ids.flatMap((id): Item[] => [
      ...NAMES.map((name) => ({
        id: `${name}-${id}`,
        url: url(`/users/${segment(id)}/${LISTS[name].path}`, { $select: LISTS[name].$select, $top: MOST }),
      })),
      { id: `mailbox-${id}`, url: `/users/${segment(id)}/mailboxSettings` },
    ]),
  );
  const of = (name: ListName, id: string): Hanging => hanging(out.get(`${name}-${id}`), LISTS[name].path);
  return seen(
    ids.map((id) => ({
      id,
      groups: of("groups", id),
      applications: of("applications", id),
      devices: of("devices", id),
      owned: of("owned", id),
      mailbox: mailbox(out.get(`mailbox-${id}`)),
    })),
    entra("GET /users/{id}/…"),
  );
}
function hanging(outcome: Outcome | undefined, path: string): Hanging {
  const f = many(outcome, shape.attachment, `GET /users/{id}/${path}`);
  if (f.state === "unreadable") return { unread: f.detail };
  const entries = f.state === "seen" ? f.value : [];
  return { names: entries.filter(isGiven).map((e) => e.resourceDisplayName ?? e.displayName ?? e.id) };
}
/** A role is told elsewhere, and a group with a rule takes its members by itself. */
const isGiven = (e: { "@odata.type"?: string | null | undefined; groupTypes?: readonly string[] | null | undefined }) =>
  e["@odata.type"] !== "#microsoft.graph.directoryRole" && e.groupTypes?.includes("DynamicMembership") !== true;
/** Exchange answers 404 where there is none. */
function mailbox(outcome: Outcome | undefined): Hanging {
  const f = one(outcome, shape.bag, "GET /users/{id}/mailboxSettings");
  return f.state === "unreadable" ? { unread: f.detail } : { names: f.state === "seen" ? ["mailbox"] : [] };
}
