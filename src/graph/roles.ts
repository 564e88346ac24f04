/** What accounts may do in the tenant: directory roles, memberships, and the subject's own mailbox and source of authority. */
import { absent, seen, type Fact, type RoleHolding } from "../domain";
import type { DetailFacts, Membership } from "../ports";
import { eq, segment, url } from "./odata";
import { many, one } from "./read";
import * as shape from "./shapes";
import type { GraphTransport, Item } from "./transport";

/** One round trip: roles (active and eligible) of the ids, sync behaviour and mailbox of the subject. */
export async function readDetails(
  graph: GraphTransport,
  ids: readonly string[],
  subjectId: string | null,
): Promise<DetailFacts> {
  const items: Item[] = ids.flatMap((id) => [
    {
      id: `a-${id}`,
      url: url("/roleManagement/directory/roleAssignments", {
        $filter: eq("principalId", id),
        $expand: "roleDefinition",
      }),
    },
    {
      id: `e-${id}`,
      url: url("/roleManagement/directory/roleEligibilitySchedules", {
        $filter: eq("principalId", id),
        $expand: "roleDefinition",
      }),
    },
  ]);
  const subject: Item[] =
    subjectId === null
      ? []
      : [
          {
            id: "behavior",
            url: url(`/users/${segment(subjectId)}/onPremisesSyncBehavior`, { $select: "isCloudManaged" }),
          },
          { id: "mailbox", url: `/users/${segment(subjectId)}/mailboxSettings` },
        ];
  const out = await graph.batch("v1.0", [...subject, ...items]);
  const holdings = ids.flatMap((id) =>
    [false, true].map((eligible) => {
      const f = many(out.get(`${eligible ? "e" : "a"}-${id}`), shape.role, "GET /roleManagement/directory");
      return f.state === "seen"
        ? seen(
            f.value.map(
              (r): RoleHolding => ({ principalId: r.principalId, role: r.roleDefinition.displayName, eligible }),
            ),
            f.from,
          )
        : f;
    }),
  );
  // Only the service's own word that the tenant has no PIM licence means that nobody is eligible. Any other refusal is a read that failed.
  const bad = holdings.find(
    (f, i) => f.state === "unreadable" && (i % 2 === 0 || !f.detail.includes("AadPremiumLicenseRequired")),
  );
  return {
    "entra.roles":
      bad ??
      seen(
        holdings.flatMap((f) => (f.state === "seen" ? f.value : [])),
        { system: "entra", via: "GET /roleManagement/directory" },
      ),
    "entra.syncBehavior":
      subjectId === null
        ? absent({ system: "entra", via: "no cloud user" })
        : one(out.get("behavior"), shape.behavior, "GET /users/{id}/onPremisesSyncBehavior"),
    "entra.mailboxSettings":
      subjectId === null
        ? absent({ system: "entra", via: "no cloud user" })
        : one(out.get("mailbox"), shape.bag, "GET /users/{id}/mailboxSettings"),
  };
}

/** What a person is and holds now. Whatever of the two reads fails, nothing is known. */
export async function readMembership(graph: GraphTransport, userId: string): Promise<Fact<Membership>> {
  const out = await graph.batch("v1.0", [
    { id: "user", url: url(`/users/${segment(userId)}`, { $select: "id,accountEnabled,userType" }) },
    { id: "of", url: `/users/${segment(userId)}/transitiveMemberOf` },
  ]);
  const user = one(out.get("user"), shape.member, "GET /users/{id}"),
    of = many(out.get("of"), shape.membership, "GET /users/{id}/transitiveMemberOf");
  if (user.state !== "seen") return user;
  if (of.state !== "seen") return of;
  const ofType = (type: string) => of.value.filter((m) => m["@odata.type"] === `#microsoft.graph.${type}`);
  return seen(
    {
      enabled: user.value.accountEnabled === true,
      member: user.value.userType === "Member",
      roles: ofType("directoryRole").flatMap((r) => r.roleTemplateId ?? []),
      groups: ofType("group").flatMap((g) => (g.securityEnabled === true ? [g.id] : [])),
    },
    of.from,
  );
}
/** Roles that a person could activate, by template id: of a built-in role, the definition's id is its template's. */
export async function readEligibleRoles(graph: GraphTransport, userId: string): Promise<Fact<string[]>> {
  const path = "/roleManagement/directory/roleEligibilitySchedules",
    out = await graph.batch("v1.0", [{ id: "eligible", url: url(path, { $filter: eq("principalId", userId) }) }]),
    list = many(out.get("eligible"), shape.eligibility, `GET ${path}`);
  return list.state === "seen"
    ? seen(
        list.value.map((e) => e.roleDefinitionId),
        list.from,
      )
    : list;
}
