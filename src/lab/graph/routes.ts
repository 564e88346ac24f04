/** Paths of Graph that the lab answers. What is not here is refused, as Graph refuses an unknown segment. */
import { sameText } from "../rules/text";
import { GraphFailure, badRequest, notFound } from "./failure";
import { identifierOf } from "./ids";
import { roleTemplateOf } from "./role-templates";
import { allow, collection, single, type Request } from "./query";
import { rowsOf, type Row } from "./rows";
import { CLOUD_SYNC_TEMPLATE, RESOURCES } from "./resources";
import { jobOf, provisionOnDemand, restartJob, schemaOf, setSchedule } from "./cloud-sync";
import { deleteUser, patchUser, purgeUser, restoreUser } from "./user-writes";
import type { WorldHandle } from "../world";

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}
type Cloud = WorldHandle["world"]["cloud"];
type Handler = (request: Request, lab: WorldHandle, ...parts: string[]) => Answer;
const ok = (body: unknown): Answer => ({ status: 200, body });
const noContent: Answer = { status: 204 };

function userKey(cloud: Cloud, key: string): string {
  if (Object.hasOwn(cloud.users, key.toLowerCase())) return key.toLowerCase();
  const id = Object.entries(cloud.users).find(([i, u]) => sameText(i, key) || sameText(u.userPrincipalName, key))?.[0];
  if (id === undefined) throw notFound(key);
  return id;
}
const inMap = (map: Record<string, object>, key: string): Row => {
  const id = Object.keys(map).find((i) => sameText(i, key));
  if (id === undefined) throw notFound(key);
  return { ...map[id], id };
};
/** Who is directly in a group: users, groups, contacts and devices of this tenant. */
function membersOf(cloud: Cloud, key: string): Row[] {
  const kinds = { user: cloud.users, group: cloud.groups, orgContact: cloud.contacts, device: cloud.devices };
  const ids = (inMap(cloud.groups, key)["members"] as string[] | undefined) ?? [];
  return ids.flatMap((id) =>
    Object.entries(kinds).flatMap(([type, map]) =>
      Object.hasOwn(map, id) ? [{ ...map[id], id, "@odata.type": `#microsoft.graph.${type}` }] : [],
    ),
  );
}
/** A count of a relationship is an advanced query. */
function eventually(request: Request): void {
  allow(request);
  if (request.headers["consistencylevel"]?.toLowerCase() !== "eventual")
    throw badRequest("Request with $count needs the header ConsistencyLevel: eventual.");
}
/** As many as the world says, or as it lists. */
function memberCountIn(request: Request, cloud: Cloud, key: string): number {
  eventually(request);
  const { memberCount, members } = inMap(cloud.groups, key) as { memberCount?: number; members?: string[] };
  return memberCount ?? members?.length ?? 0;
}
/** Who masters a group or contact: false unless the world says otherwise. */
function behaviorIn(request: Request, map: Record<string, object>, key: string): Row {
  allow(request, "$select");
  const { id, onPremisesSyncBehavior } = inMap(map, key);
  return { id, isCloudManaged: (onPremisesSyncBehavior as { isCloudManaged?: boolean })?.isCloudManaged ?? false };
}
/** Groups that hold the id, directly or through groups, and its active roles. */
function memberships(cloud: Cloud, id: string, transitive: boolean): Row[] {
  const held = new Set<string>(),
    open = [id];
  for (let next = open.pop(); next !== undefined; next = open.pop())
    for (const [g, group] of Object.entries(cloud.groups))
      if (!held.has(g) && group.members?.includes(next) === true) {
        held.add(g);
        if (transitive) open.push(g);
      }
  const roleHolders = transitive ? [id, ...held] : [id];
  return [
    ...[...held].map((g) => ({ ...cloud.groups[g], id: g, "@odata.type": "#microsoft.graph.group" })),
    ...Object.entries(cloud.directoryRoles)
      .filter(([, m]) => m.some((x) => roleHolders.includes(x)))
      .map(([role]) => ({
        id: identifierOf("role", role),
        displayName: role,
        roleTemplateId: roleTemplateOf(role),
        "@odata.type": "#microsoft.graph.directoryRole",
      })),
  ];
}
/** Objects whose `owners` (a group's) or `registeredOwners` (a device's) name the id. */
const ownedBy = (map: Record<string, object>, type: string, id: string): Row[] =>
  Object.entries(map as Record<string, Row>)
    .filter(([, o]) => [o["owners"], o["registeredOwners"]].some((list) => Array.isArray(list) && list.includes(id)))
    .map(([key, o]) => ({ ...o, id: key, "@odata.type": `#microsoft.graph.${type}` }));
const definition = (role: string): Row => ({
  id: roleTemplateOf(role),
  displayName: role,
  isBuiltIn: true,
  isEnabled: true,
});
const holdings = (roles: Record<string, readonly string[]>, kind: string): Row[] =>
  Object.entries(roles).flatMap(([role, members]) =>
    members.map((principalId) => ({
      id: identifierOf(kind, `${role}/${principalId}`),
      principalId,
      roleDefinitionId: roleTemplateOf(role),
      directoryScopeId: "/",
      ...(kind === "eligibility" ? { status: "Provisioned", memberType: "Direct" } : {}),
      roleDefinition: definition(role),
    })),
  );
const serviceId = (name: string): string =>
  ({ "exchange online": "Exchange", "microsoft entra": "OrgLiveID", "microsoft 365 suite": "OSDPPlatform" })[
    name.toLowerCase()
  ] ?? name.replace(/\s+/g, "");
const principals = (cloud: Cloud): Row[] =>
  Object.entries(cloud.provisioning).map(([id, p]) => ({
    id,
    appId: identifierOf("app", id),
    displayName: p.displayName,
    appDisplayName: p.appDisplayName ?? p.displayName,
    accountEnabled: true,
    applicationTemplateId: CLOUD_SYNC_TEMPLATE,
    servicePrincipalType: "Application",
  }));
const principalJobs = (cloud: Cloud, id: string): Row[] => {
  const p = cloud.provisioning[id];
  if (p === undefined) throw notFound(id);
  return Object.entries(p.jobs).map(([jobId, { schema: _schema, ...job }]) => ({ ...job, id: jobId }));
};
const eventTypes = (s: Row): unknown =>
  s["signInEventTypes"] ?? [
    s["isInteractive"] === false
      ? s["userId"] === undefined && s["servicePrincipalId"] !== undefined
        ? "servicePrincipal"
        : "nonInteractiveUser"
      : "interactiveUser",
  ];
function signIns(request: Request, cloud: Cloud): Row[] {
  const all: Row[] = cloud.signIns.map((s) => ({ ...s, signInEventTypes: eventTypes(s as Row) }));
  // Without a filter on signInEventTypes, and always in v1.0, only interactive sign-ins are listed (Graph reference §11.3).
  return request.options.get("$filter")?.includes("signInEventTypes/") === true
    ? all
    : all.filter((s) => (s["signInEventTypes"] as string[]).includes("interactiveUser"));
}
function mailbox(cloud: Cloud, key: string): Row {
  const user = cloud.users[userKey(cloud, key)]!;
  if (user.mailboxSettings !== undefined) return { ...user.mailboxSettings };
  if (Array.isArray(user["assignedLicenses"]) && user["assignedLicenses"].length > 0)
    return {
      userPurpose: "user",
      timeZone: "UTC",
      language: { locale: "en-US", displayName: "English (United States)" },
    };
  throw new GraphFailure(
    404,
    "MailboxNotEnabledForRESTAPI",
    "The mailbox is either inactive, soft-deleted, or is hosted on-premise.",
  );
}

const ROUTES: readonly (readonly [method: string, path: string, handler: Handler])[] = [
  ["GET", "users", (q, lab) => ok(collection(rowsOf(lab, lab.world.cloud.users), RESOURCES.user, q))],
  [
    "GET",
    "users/*",
    (q, { world }, key) => {
      const id = userKey(world.cloud, key!);
      return ok(single({ ...world.cloud.users[id], id }, RESOURCES.user, q));
    },
  ],
  [
    "PATCH",
    "users/*",
    (q, lab, key) => {
      allow(q);
      patchUser(lab, userKey(lab.world.cloud, key!), q.body, q.version);
      return noContent;
    },
  ],
  [
    "DELETE",
    "users/*",
    (q, lab, key) => {
      allow(q);
      deleteUser(lab, userKey(lab.world.cloud, key!));
      return noContent;
    },
  ],
  [
    "GET",
    "users/*/onPremisesSyncBehavior",
    (q, { world }, key) => {
      allow(q, "$select");
      const id = userKey(world.cloud, key!);
      return ok({ id, isCloudManaged: world.cloud.users[id]!.onPremisesSyncBehavior?.isCloudManaged ?? false });
    },
  ],
  [
    "GET",
    "users/*/mailboxSettings",
    (q, { world }, key) => {
      allow(q, "$select");
      return ok(mailbox(world.cloud, key!));
    },
  ],
  [
    "GET",
    "users/*/memberOf",
    (q, { world }, key) =>
      ok(collection(memberships(world.cloud, userKey(world.cloud, key!), false), RESOURCES.member, q)),
  ],
  [
    "GET",
    "users/*/transitiveMemberOf",
    (q, { world }, key) =>
      ok(collection(memberships(world.cloud, userKey(world.cloud, key!), true), RESOURCES.member, q)),
  ],
  [
    "GET",
    "users/*/appRoleAssignments",
    (q, { world }, key) => {
      const user = world.cloud.users[userKey(world.cloud, key!)]!;
      const given = (user["appRoleAssignments"] ?? []) as Row[];
      return ok(
        collection(
          given.map((a) => ({ id: identifierOf("appRoleAssignment", JSON.stringify(a)), ...a })),
          RESOURCES.appRoleAssignment,
          q,
        ),
      );
    },
  ],
  [
    "GET",
    "users/*/ownedDevices",
    (q, { world }, key) =>
      ok(collection(ownedBy(world.cloud.devices, "device", userKey(world.cloud, key!)), RESOURCES.member, q)),
  ],
  [
    "GET",
    "users/*/ownedObjects",
    (q, { world }, key) =>
      ok(collection(ownedBy(world.cloud.groups, "group", userKey(world.cloud, key!)), RESOURCES.member, q)),
  ],
  [
    "GET",
    "directory/deletedItems/microsoft.graph.user",
    (q, lab) => ok(collection(rowsOf(lab, lab.world.cloud.deletedUsers), RESOURCES.user, q)),
  ],
  [
    "GET",
    "directory/deletedItems",
    () => {
      throw badRequest("The query requires a cast such as /directory/deletedItems/microsoft.graph.user.");
    },
  ],
  [
    "GET",
    "directory/deletedItems/microsoft.graph.user/*",
    (q, { world }, key) => ok(single(inMap(world.cloud.deletedUsers, key!), RESOURCES.user, q)),
  ],
  [
    "GET",
    "directory/deletedItems/*",
    (q, { world }, key) =>
      ok(
        single({ ...inMap(world.cloud.deletedUsers, key!), "@odata.type": "#microsoft.graph.user" }, RESOURCES.user, q),
      ),
  ],
  [
    "POST",
    "directory/deletedItems/*/restore",
    (q, lab, key) => {
      allow(q);
      const id = String(inMap(lab.world.cloud.deletedUsers, key!)["id"]);
      const user = restoreUser(lab, id, q.body);
      return ok({
        "@odata.type": "#microsoft.graph.user",
        id,
        userPrincipalName: user.userPrincipalName,
        displayName: user["displayName"] ?? null,
      });
    },
  ],
  [
    "DELETE",
    "directory/deletedItems/*",
    (q, lab, key) => {
      allow(q);
      purgeUser(lab, String(inMap(lab.world.cloud.deletedUsers, key!)["id"]));
      return noContent;
    },
  ],
  ["GET", "groups", (q, lab) => ok(collection(rowsOf(lab, lab.world.cloud.groups), RESOURCES.group, q))],
  ["GET", "groups/*", (q, { world }, key) => ok(single(inMap(world.cloud.groups, key!), RESOURCES.group, q))],
  ["GET", "contacts", (q, lab) => ok(collection(rowsOf(lab, lab.world.cloud.contacts), RESOURCES.contact, q))],
  ["GET", "contacts/*", (q, { world }, key) => ok(single(inMap(world.cloud.contacts, key!), RESOURCES.contact, q))],
  [
    "GET",
    "groups/*/members",
    (q, { world }, key) => ok(collection(membersOf(world.cloud, key!), RESOURCES.groupMember, q)),
  ],
  ["GET", "groups/*/members/$count", (q, { world }, key) => ok(memberCountIn(q, world.cloud, key!))],
  [
    "GET",
    "groups/*/members/microsoft.graph.group/$count",
    (q, { world }, key) => {
      eventually(q);
      const isGroup = (m: Row): boolean => m["@odata.type"] === "#microsoft.graph.group";
      return ok(membersOf(world.cloud, key!).filter(isGroup).length);
    },
  ],
  ["GET", "groups/*/onPremisesSyncBehavior", (q, { world }, key) => ok(behaviorIn(q, world.cloud.groups, key!))],
  ["GET", "contacts/*/onPremisesSyncBehavior", (q, { world }, key) => ok(behaviorIn(q, world.cloud.contacts, key!))],
  ["GET", "devices", (q, lab) => ok(collection(rowsOf(lab, lab.world.cloud.devices), RESOURCES.device, q))],
  ["GET", "devices/*", (q, { world }, key) => ok(single(inMap(world.cloud.devices, key!), RESOURCES.device, q))],
  [
    "GET",
    "organization",
    (q, { world }) =>
      ok(
        collection(
          [
            {
              ...world.cloud.organization,
              verifiedDomains: Object.entries(world.cloud.domains)
                .filter(([, d]) => d.isVerified)
                .map(([name, d]) => ({
                  name,
                  isDefault: d["isDefault"] ?? false,
                  isInitial: d["isInitial"] ?? false,
                  type: d["authenticationType"] ?? "Managed",
                })),
            },
          ],
          RESOURCES.organization,
          q,
        ),
      ),
  ],
  ["GET", "domains", (q, lab) => ok(collection(rowsOf(lab, lab.world.cloud.domains), RESOURCES.domain, q))],
  ["GET", "domains/*", (q, { world }, key) => ok(single(inMap(world.cloud.domains, key!), RESOURCES.domain, q))],
  [
    "GET",
    "directory/onPremisesSynchronization",
    (q, { world }) => {
      allow(q, "$select");
      const { organization, onPremisesSynchronization: s } = world.cloud;
      return ok({
        value: [
          s === undefined ? { id: organization.id, configuration: {}, features: {} } : { id: organization.id, ...s },
        ],
      });
    },
  ],
  [
    "GET",
    "roleManagement/directory/roleAssignments",
    (q, { world }) => ok(collection(holdings(world.cloud.directoryRoles, "assignment"), RESOURCES.roleAssignment, q)),
  ],
  [
    "GET",
    "roleManagement/directory/roleEligibilitySchedules",
    (q, { world }) =>
      ok(collection(holdings(world.cloud.directoryRoleEligibility ?? {}, "eligibility"), RESOURCES.roleEligibility, q)),
  ],
  [
    "GET",
    "directoryRoles",
    (q, { world }) =>
      ok(
        collection(
          Object.entries(world.cloud.directoryRoles).map(([role, members]) => ({
            id: identifierOf("role", role),
            displayName: role,
            roleTemplateId: roleTemplateOf(role),
            members: members.map((id) => ({ id })),
          })),
          RESOURCES.directoryRole,
          q,
        ),
      ),
  ],
  [
    "GET",
    "directoryRoles/*/members",
    (q, { world }, key) => {
      const role = Object.keys(world.cloud.directoryRoles).find((r) => identifierOf("role", r) === key);
      if (role === undefined) throw notFound(key!);
      return ok(
        collection(
          world.cloud.directoryRoles[role]!.filter((id) => id in world.cloud.users).map((id) => ({
            ...world.cloud.users[id],
            id,
          })),
          RESOURCES.user,
          q,
        ),
      );
    },
  ],
  [
    "GET",
    "subscribedSkus",
    (q, { world }) =>
      ok(
        collection(
          world.cloud.subscribedSkus.map((s) => ({ id: `${world.cloud.organization.id}_${s.skuId}`, ...s })),
          RESOURCES.sku,
          q,
        ),
      ),
  ],
  [
    "GET",
    "admin/serviceAnnouncement/healthOverviews",
    (q, { world }) =>
      ok(
        collection(
          Object.entries(world.cloud.serviceHealth).map(([service, status]) => ({
            id: serviceId(service),
            service,
            status,
            issues: world.cloud.serviceIssues.filter((i) => i["service"] === service),
          })),
          {
            ...RESOURCES.health,
            ...(q.options.get("$expand") === "issues" ? {} : { defaults: ["id", "service", "status"] }),
          },
          q,
        ),
      ),
  ],
  [
    "GET",
    "admin/serviceAnnouncement/issues",
    (q, { world }) => ok(collection(world.cloud.serviceIssues, RESOURCES.issue, q)),
  ],
  [
    "GET",
    "servicePrincipals",
    (q, { world }) => ok(collection(principals(world.cloud), RESOURCES.servicePrincipal, q)),
  ],
  [
    "GET",
    "servicePrincipals/*",
    (q, { world }, id) => {
      const p = principals(world.cloud).find((s) => s["id"] === id);
      if (p === undefined) throw notFound(id!);
      return ok(single(p, RESOURCES.servicePrincipal, q));
    },
  ],
  [
    "GET",
    "servicePrincipals/*/synchronization/jobs",
    (q, { world }, id) => ok(collection(principalJobs(world.cloud, id!), RESOURCES.job, q)),
  ],
  [
    "GET",
    "servicePrincipals/*/synchronization/jobs/*",
    (q, lab, id, jobId) => {
      jobOf(lab, id!, jobId!);
      return ok(single(principalJobs(lab.world.cloud, id!).find((j) => j["id"] === jobId)!, RESOURCES.job, q));
    },
  ],
  [
    "GET",
    "servicePrincipals/*/synchronization/jobs/*/schema",
    (q, lab, id, jobId) => {
      allow(q);
      return ok(schemaOf(jobOf(lab, id!, jobId!), jobId!));
    },
  ],
  [
    "POST",
    "servicePrincipals/*/synchronization/jobs/*/start",
    (q, lab, id, jobId) => {
      allow(q);
      setSchedule(lab, id!, jobId!, true);
      return noContent;
    },
  ],
  [
    "POST",
    "servicePrincipals/*/synchronization/jobs/*/pause",
    (q, lab, id, jobId) => {
      allow(q);
      setSchedule(lab, id!, jobId!, false);
      return noContent;
    },
  ],
  [
    "POST",
    "servicePrincipals/*/synchronization/jobs/*/restart",
    (q, lab, id, jobId) => {
      allow(q);
      restartJob(lab, id!, jobId!, q.body);
      return noContent;
    },
  ],
  [
    "POST",
    "servicePrincipals/*/synchronization/jobs/*/provisionOnDemand",
    (q, lab, id, jobId) => {
      allow(q);
      return ok(provisionOnDemand(lab, id!, jobId!, q.body));
    },
  ],
  ["GET", "auditLogs/signIns", (q, { world }) => ok(collection(signIns(q, world.cloud), RESOURCES.signIn, q))],
  [
    "GET",
    "auditLogs/directoryAudits",
    (q, { world }) => ok(collection(world.cloud.directoryAudits, RESOURCES.audit, q)),
  ],
  [
    "GET",
    "auditLogs/provisioning",
    (q, { world }) => ok(collection(world.cloud.provisioningLogs, RESOURCES.provisioningLog, q)),
  ],
];
const TABLE = ROUTES.map(([method, path, handler]) => ({ method, parts: path.split("/"), handler }));

/** Answers one request, or throws GraphFailure. Literal segments go before wildcards. */
export function answer(request: Request, lab: WorldHandle): Answer {
  const fits = TABLE.filter(
    ({ parts }) =>
      parts.length === request.segments.length &&
      parts.every((p, i) => p === "*" || p.toLowerCase() === request.segments[i]!.toLowerCase()),
  ).sort((a, b) => a.parts.filter((p) => p === "*").length - b.parts.filter((p) => p === "*").length);
  if (fits.length === 0)
    throw badRequest(`Resource not found for the segment '${request.segments[request.segments.length - 1] ?? ""}'.`);
  const route = fits.find((f) => f.method === request.method);
  if (route === undefined)
    throw new GraphFailure(405, "Request_BadRequest", "Specified HTTP method is not allowed for the request target.");
  const result = route.handler(request, lab, ...request.segments.filter((_, i) => route.parts[i] === "*"));
  if (request.method !== "GET") lab.changed();
  return result;
}
