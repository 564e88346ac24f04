/** Microsoft Graph as the product reads and changes it. Absent is a 404 or an empty list; anything else that is no answer is unreadable, with its reason. */
import type { z } from "zod";
import {
  absent,
  betaUser,
  cloudHolder,
  deletedUser,
  liveUser,
  seen,
  selectOf,
  unreadable,
  type CloudHolder,
  type CloudUser,
  type EntraCommand,
  type Facts,
  type Fact,
  type RoleHolding,
  type SourceRef,
  type SyncJob,
} from "../domain";
import type { CloudDirectory, CloudPeople, CloudQuery, CommandOutcome, DetailFacts, TenantFacts } from "../ports";
import { anyOf, eq, holdsAddress, literal, segment, url } from "./odata";
import * as shape from "./shapes";
import { errorCode, faultOf, type GraphTransport, type Item, type Outcome } from "./transport";

const USER_SELECT = selectOf(liveUser),
  DELETED_SELECT = selectOf(deletedUser);
const HOLDER_SELECT = selectOf(cloudHolder);
const DELETED = "/directory/deletedItems/microsoft.graph.user";
const CLOUD_SYNC_TEMPLATE = "1a4721b3-e57f-4451-ae87-ef078703ec94"; // Graph reference §10.1
/** Values in one filter; Graph refuses very long ones. */
const CHUNK = 12;
const chunks = <T>(list: readonly T[], size = CHUNK): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size));
const valuesOf = (body: unknown): unknown[] | undefined => {
  const v = (body as { value?: unknown } | null | undefined)?.value;
  return Array.isArray(v) ? v : undefined;
};

/** A single object of an outcome. */
function one<S extends z.ZodTypeAny>(o: Outcome | undefined, schema: S, via: string): Fact<z.infer<S>> {
  const from: SourceRef = { system: "entra", via };
  if (o === undefined) return unreadable("not-asked", "was not asked", from);
  if (!o.ok) return o.fault;
  if (o.reply.status === 404) return absent(from);
  if (o.reply.status >= 300) return faultOf(o.reply, via);
  const parsed = schema.safeParse(o.reply.body);
  return parsed.success
    ? seen(parsed.data, from)
    : unreadable(
        "malformed",
        `${parsed.error.issues[0]?.path.join(".") ?? ""}: ${parsed.error.issues[0]?.message ?? "?"}`,
        from,
      );
}
/** The list of an outcome; the whole list is malformed where one entry is. */
function many<S extends z.ZodTypeAny>(o: Outcome | undefined, schema: S, via: string): Fact<z.infer<S>[]> {
  const from: SourceRef = { system: "entra", via };
  if (o === undefined) return unreadable("not-asked", "was not asked", from);
  if (!o.ok) return o.fault;
  if (o.reply.status >= 300) return faultOf(o.reply, via);
  const list = valuesOf(o.reply.body);
  if (list === undefined) return unreadable("malformed", "the answer has no list", from);
  const out: z.infer<S>[] = [];
  for (const entry of list) {
    const p = schema.safeParse(entry);
    if (!p.success)
      return unreadable(
        "malformed",
        `${p.error.issues[0]?.path.join(".") ?? ""}: ${p.error.issues[0]?.message ?? "?"}`,
        from,
      );
    out.push(p.data as z.infer<S>);
  }
  return seen(out, from);
}
/** Several lists of one kind as one: unreadable as soon as one of them is. */
function union<T extends { id: string }>(facts: readonly Fact<T[]>[], from: SourceRef): Fact<T[]> {
  const bad = facts.find((f) => f.state === "unreadable");
  if (bad !== undefined) return bad;
  return seen(
    [...new Map(facts.flatMap((f) => (f.state === "seen" ? f.value : [])).map((x) => [x.id, x])).values()],
    from,
  );
}

export class GraphDirectory implements CloudDirectory {
  constructor(private readonly graph: GraphTransport) {}
  get counters(): { requests: number; reads: number; slowestMs: number } {
    return this.graph.counters;
  }

  async collect(query: CloudQuery, withTenant: boolean): Promise<{ people: CloudPeople; tenant?: TenantFacts }> {
    const users: Item[] = [],
      deleted: Item[] = [],
      holders: Item[] = [];
    const user = (filter: string, advanced = false): void => {
      users.push({
        id: `u${users.length}`,
        advanced,
        url: url("/users", {
          $filter: filter,
          $select: USER_SELECT,
          $top: "50",
          ...(advanced ? { $count: "true" } : {}),
        }),
      });
    };
    const gone = (filter: string, advanced = true): void => {
      deleted.push({
        id: `d${deleted.length}`,
        advanced,
        url: url(DELETED, {
          $filter: filter,
          $select: DELETED_SELECT,
          $top: "50",
          ...(advanced ? { $count: "true" } : {}),
        }),
      });
    };
    for (const c of chunks(query.upns))
      user(`${anyOf("userPrincipalName", c)} or ${anyOf("onPremisesUserPrincipalName", c)}`);
    for (const c of chunks(query.addresses, 6)) {
      user(`${anyOf("mail", c)} or ${holdsAddress(c)}`);
      gone(`${anyOf("mail", c)} or ${holdsAddress(c)}`);
      for (const kind of ["groups", "contacts"])
        holders.push({
          id: `h${holders.length}-${kind}`,
          url: url(`/${kind}`, { $filter: holdsAddress(c), $select: HOLDER_SELECT }),
        });
    }
    for (const c of chunks(query.upns, 5)) gone(c.map((u) => `endsWith(userPrincipalName,${literal(u)})`).join(" or "));
    for (const c of chunks(query.anchors)) {
      user(anyOf("onPremisesImmutableId", c), true);
      gone(anyOf("onPremisesImmutableId", c));
    }
    for (const c of chunks(query.sids)) {
      user(anyOf("onPremisesSecurityIdentifier", c));
      gone(anyOf("onPremisesSecurityIdentifier", c), true);
    }
    if (query.sams.length > 0)
      for (const c of chunks(query.sams))
        user(`${anyOf("onPremisesSamAccountName", c)} or ${anyOf("mailNickname", c)}`, true);
    for (const c of chunks(query.ids)) {
      user(anyOf("id", c));
      gone(anyOf("id", c), true);
    }
    // $search matches word by word, in any order; one name at a time keeps people apart.
    for (const name of query.names.slice(0, 4)) {
      const words = name
        .split(/\s+/)
        .map((w) => w.replace(/["\\]/g, ""))
        .filter((w) => w !== "");
      users.push({
        id: `u${users.length}`,
        advanced: true,
        url: url("/users", {
          $search: words.map((w) => `"displayName:${w}"`).join(" AND "),
          $select: USER_SELECT,
          $top: "25",
          $count: "true",
        }),
      });
      gone(`startsWith(displayName,${literal(words.join(" "))})`, true);
    }
    const tenant: Item[] = withTenant
      ? [
          {
            id: "t-organization",
            url: url("/organization", {
              $select:
                "id,displayName,onPremisesSyncEnabled,onPremisesLastSyncDateTime,verifiedDomains,provisionedPlans,createdDateTime",
            }),
          },
          { id: "t-domains", url: "/domains" },
          { id: "t-sync", url: "/directory/onPremisesSynchronization" },
          { id: "t-health", url: "/admin/serviceAnnouncement/healthOverviews" },
          { id: "t-issues", url: url("/admin/serviceAnnouncement/issues", { $filter: "isResolved eq false" }) },
          { id: "t-skus", url: "/subscribedSkus" },
          {
            id: "t-principals",
            url: url("/servicePrincipals", {
              $filter: eq("applicationTemplateId", CLOUD_SYNC_TEMPLATE),
              $select: "id,appId,displayName,accountEnabled",
            }),
          },
          {
            id: "t-accounts",
            url: url("/users", {
              $filter:
                "startsWith(userPrincipalName,'Sync_') or startsWith(userPrincipalName,'ADToAADSyncServiceAccount')",
              $select: USER_SELECT,
            }),
          },
          {
            id: "t-accounts-gone",
            advanced: true,
            url: url(DELETED, {
              $filter:
                "startsWith(displayName,'On-Premises Directory Synchronization Service Account') or startsWith(displayName,'ADToAADSyncServiceAccount')",
              $select: DELETED_SELECT,
              $count: "true",
            }),
          },
        ]
      : [];
    const [main, beta] = await Promise.all([
      this.graph.batch("v1.0", [...tenant, ...users, ...deleted, ...holders]),
      withTenant
        ? this.graph.batch("beta", [
            {
              id: "b-organization",
              url: url("/organization", { $select: "id,onPremisesLastPasswordSyncDateTime,directorySizeQuota" }),
            },
          ])
        : new Map<string, Outcome>(),
    ]);
    const mapped = await this.#mappings(
      users.flatMap((i) => {
        const f = many(main.get(i.id), liveUser, "GET /users");
        return f.state === "seen" ? f.value.map((u) => u.id) : [];
      }),
    );
    const from = (via: string): SourceRef => ({ system: "entra", via });
    const people: CloudPeople = {
      users: withMapping(
        union(
          users.map((i) => many(main.get(i.id), liveUser, "GET /users")),
          from("GET /users"),
        ),
        mapped,
      ),
      deletedUsers: union(
        deleted.map((i) => many(main.get(i.id), deletedUser, `GET ${DELETED}`)),
        from(`GET ${DELETED}`),
      ),
      holders: union(
        holders.map((i) =>
          withKind(
            many(main.get(i.id), cloudHolder, "GET /groups, /contacts"),
            i.id.endsWith("groups") ? "group" : "contact",
          ),
        ),
        from("GET /groups, /contacts"),
      ),
      roles: unreadable("not-asked", "roles are asked for by id"),
    };
    return withTenant ? { people, tenant: await this.#tenant(main, beta) } : { people };
  }

  /** Beta only, and tolerated where beta refuses: the mapping to another AD object that blocks a hard match. Asked only for users that were found. */
  async #mappings(ids: readonly string[]): Promise<Map<string, string | null | undefined>> {
    const asked = [...new Set(ids)];
    if (asked.length === 0) return new Map();
    const out = await this.graph.batch(
      "beta",
      chunks(asked).map((c, i) => ({
        id: String(i),
        url: url("/users", { $filter: anyOf("id", c), $select: "id,onPremisesObjectIdentifier" }),
      })),
    );
    return new Map(
      [...out.values()].flatMap((o) => {
        const f = many(o, shape.mapping, "GET /beta/users");
        return f.state === "seen" ? f.value.map((m) => [m.id, m.onPremisesObjectIdentifier] as const) : [];
      }),
    );
  }
  async #tenant(main: ReadonlyMap<string, Outcome>, beta: ReadonlyMap<string, Outcome>): Promise<TenantFacts> {
    const firstOf = <T>(f: Fact<T[]>): Fact<T> =>
      f.state !== "seen" ? f : f.value.length === 0 ? absent(f.from) : seen(f.value[0]!, f.from);
    const org = firstOf(many(main.get("t-organization"), shape.organization, "GET /organization")),
      more = firstOf(many(beta.get("b-organization"), shape.organization, "GET /beta/organization"));
    const principals = many(main.get("t-principals"), shape.principal, "GET /servicePrincipals");
    const accounts = many(main.get("t-accounts"), liveUser, "GET /users"),
      gone = many(main.get("t-accounts-gone"), deletedUser, `GET ${DELETED}`);
    return {
      "entra.organization": (org.state === "seen" && more.state === "seen"
        ? seen({ ...org.value, ...more.value }, org.from)
        : org) as Fact<Facts["entra.organization"]>,
      "entra.domains": many(main.get("t-domains"), shape.domain, "GET /domains"),
      "entra.synchronization": firstOf(
        many(main.get("t-sync"), shape.synchronization, "GET /directory/onPremisesSynchronization"),
      ) as Fact<Facts["entra.synchronization"]>,
      "entra.serviceHealth": many(main.get("t-health"), shape.health, "GET /admin/serviceAnnouncement/healthOverviews"),
      "entra.serviceIssues": many(main.get("t-issues"), shape.issue, "GET /admin/serviceAnnouncement/issues"),
      "entra.skus": many(main.get("t-skus"), shape.sku, "GET /subscribedSkus"),
      "entra.syncJobs":
        principals.state === "seen"
          ? principals.value.length === 0
            ? absent(principals.from)
            : await this.#jobs(principals.value)
          : principals,
      "entra.syncAccounts": union([accounts, gone], { system: "entra", via: "GET /users" }),
    };
  }
  async #jobs(principals: readonly { id: string; displayName: string }[]): Promise<Fact<SyncJob[]>> {
    const lists = await this.graph.batch(
      "v1.0",
      principals.map((p) => ({ id: p.id, url: `/servicePrincipals/${segment(p.id)}/synchronization/jobs` })),
    );
    const jobs = principals.map((p) => ({
      p,
      jobs: many(lists.get(p.id), shape.job, "GET /servicePrincipals/{id}/synchronization/jobs"),
    }));
    const bad = jobs.find((j) => j.jobs.state === "unreadable");
    if (bad !== undefined) return bad.jobs as Fact<SyncJob[]>;
    const all = jobs.flatMap(({ p, jobs: f }) =>
      f.state === "seen"
        ? f.value.map(
            (j) => ({ ...j, servicePrincipalId: p.id, servicePrincipalName: p.displayName }) as unknown as SyncJob,
          )
        : [],
    );
    const people = all.filter((j) => j.templateId === undefined || j.templateId === "AD2AADProvisioning");
    const schemas =
      people.length === 0
        ? new Map<string, Outcome>()
        : await this.graph.batch(
            "v1.0",
            people.map((j) => ({
              id: j.id,
              url: `/servicePrincipals/${segment(j.servicePrincipalId)}/synchronization/jobs/${segment(j.id)}/schema`,
            })),
          );
    return seen(
      all.map((j) => {
        const s = one(schemas.get(j.id), shape.schema, "schema");
        return s.state === "seen" ? { ...j, schema: s.value as NonNullable<SyncJob["schema"]> } : j;
      }),
      { system: "entra", via: "GET /servicePrincipals/{id}/synchronization/jobs" },
    );
  }

  async details(ids: readonly string[], subjectId: string | null): Promise<DetailFacts> {
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
    const out = await this.graph.batch("v1.0", [...subject, ...items]);
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

  async signIns(filter: { upns: string[]; sinceIso: string }): Promise<Fact<Facts["entra.signIns"]>> {
    const who = filter.upns
      .slice(0, 6)
      .map((u) => eq("userPrincipalName", u.toLowerCase()))
      .join(" or ");
    const read = (types: string): Promise<Outcome> =>
      this.graph.request(
        "beta",
        "GET",
        url("/auditLogs/signIns", {
          $filter: [
            `createdDateTime ge ${filter.sinceIso.slice(0, 19)}Z`,
            ...(types.includes("servicePrincipal") || who === "" ? [] : [`(${who})`]),
            `signInEventTypes/any(t:${types})`,
          ].join(" and "),
          $top: "50",
        }),
      );
    const via = "GET /auditLogs/signIns";
    const people = many(await read("t eq 'interactiveUser' or t eq 'nonInteractiveUser'"), shape.signIn, via);
    const apps = many(await read("t eq 'servicePrincipal'"), shape.signIn, via);
    if (people.state !== "seen") return people as Fact<Facts["entra.signIns"]>;
    return seen(
      [...people.value, ...(apps.state === "seen" ? apps.value : [])].sort((a, b) =>
        b.createdDateTime.localeCompare(a.createdDateTime),
      ) as Facts["entra.signIns"],
      people.from,
    );
  }
  async audits(filter: { targetIds: string[]; sinceIso: string }): Promise<Fact<Facts["entra.audits"]>> {
    const targets = filter.targetIds
      .slice(0, 10)
      .map((id) => `targetResources/any(t:t/id eq ${literal(id)})`)
      .join(" or ");
    return many(
      await this.graph.request(
        "v1.0",
        "GET",
        url("/auditLogs/directoryAudits", {
          $filter: `activityDateTime ge ${filter.sinceIso.slice(0, 19)}Z${targets === "" ? "" : ` and (${targets})`}`,
          $top: "50",
        }),
      ),
      shape.audit,
      "GET /auditLogs/directoryAudits",
    ) as Fact<Facts["entra.audits"]>;
  }
  async provisioningLogs(filter: {
    objectGuid: string | null;
    jobIds: string[];
  }): Promise<Fact<Facts["entra.provisioningLogs"]>> {
    const f =
      filter.objectGuid !== null
        ? eq("sourceIdentity/id", filter.objectGuid)
        : filter.jobIds
            .slice(0, 4)
            .map((j) => eq("jobId", j))
            .join(" or ");
    return many(
      await this.graph.request("v1.0", "GET", url("/auditLogs/provisioning", { $filter: f, $top: "50" })),
      shape.provisioningLog,
      "GET /auditLogs/provisioning",
    );
  }
  /** The beta read carries onPremisesObjectIdentifier; where beta refuses, the v1.0 read answers without it. */
  async user(id: string): Promise<Fact<CloudUser>> {
    const beta = await this.graph.request("beta", "GET", url(`/users/${segment(id)}`, { $select: selectOf(betaUser) }));
    if (beta.ok && (beta.reply.status < 300 || beta.reply.status === 404))
      return one(beta, betaUser, "GET /beta/users/{id}");
    return one(
      await this.graph.request("v1.0", "GET", url(`/users/${segment(id)}`, { $select: USER_SELECT })),
      liveUser,
      "GET /users/{id}",
    );
  }
  async deletedUser(id: string): Promise<Fact<CloudUser>> {
    return one(
      await this.graph.request("v1.0", "GET", url(`${DELETED}/${segment(id)}`, { $select: DELETED_SELECT })),
      deletedUser,
      `GET ${DELETED}/{id}`,
    );
  }
  async membership(
    userId: string,
  ): Promise<Fact<{ enabled: boolean; userType: string; roles: string[]; groups: string[] }>> {
    const out = await this.graph.batch("v1.0", [
      {
        id: "user",
        url: url(`/users/${segment(userId)}`, { $select: "id,userPrincipalName,accountEnabled,userType" }),
      },
      { id: "of", url: `/users/${segment(userId)}/transitiveMemberOf` },
    ]);
    const user = one(out.get("user"), shape.member, "GET /users/{id}"),
      of = many(out.get("of"), shape.membership, "GET /users/{id}/transitiveMemberOf");
    if (user.state !== "seen") return user;
    if (of.state !== "seen") return of;
    const names = (type: string): string[] =>
      of.value.filter((m) => m["@odata.type"] === `#microsoft.graph.${type}`).map((m) => m.displayName ?? "");
    return seen(
      {
        enabled: user.value.accountEnabled === true,
        userType: user.value.userType ?? "Member",
        roles: names("directoryRole"),
        groups: [
          ...names("group"),
          ...of.value.flatMap((m) =>
            m["@odata.type"] === "#microsoft.graph.group" && m.id !== undefined ? [m.id] : [],
          ),
        ],
      },
      of.from,
    );
  }

  async execute(command: EntraCommand): Promise<CommandOutcome> {
    const job = (c: { servicePrincipalId: string; jobId: string }): string =>
      `/servicePrincipals/${segment(c.servicePrincipalId)}/synchronization/jobs/${segment(c.jobId)}`;
    const send = (): Promise<Outcome> => {
      switch (command.kind) {
        case "update-user":
          return this.graph.request("v1.0", "PATCH", `/users/${segment(command.id)}`, command.set);
        case "delete-user":
          return this.graph.request("v1.0", "DELETE", `/users/${segment(command.id)}`);
        case "restore-user":
          return this.graph.request(
            "v1.0",
            "POST",
            `/directory/deletedItems/${segment(command.id)}/restore`,
            command.newUserPrincipalName === undefined ? {} : { newUserPrincipalName: command.newUserPrincipalName },
          );
        case "purge-deleted-user":
          return this.graph.request("v1.0", "DELETE", `/directory/deletedItems/${segment(command.id)}`);
        case "restart-provisioning-job":
          return this.graph.request("v1.0", "POST", `${job(command)}/restart`, {
            criteria: { resetScope: command.resetScope },
          });
        case "provision-on-demand":
          return this.graph.request("v1.0", "POST", `${job(command)}/provisionOnDemand`, {
            parameters: [{ ruleId: command.ruleId, subjects: [{ objectId: command.dn, objectTypeName: "user" }] }],
          });
      }
    };
    const out = await send();
    if (!out.ok) return { state: "unknown", detail: `${out.fault.why}: ${out.fault.detail}` };
    const { status, body } = out.reply;
    if (status >= 200 && status < 300) return provisioned(command, body);
    // A gateway's error says nothing about what the service did.
    return { state: status >= 500 ? "unknown" : "failed", detail: `HTTP ${status} ${errorCode(body)}`.trim() };
  }
}
const withMapping = (
  f: Fact<CloudUser[]>,
  mapped: ReadonlyMap<string, string | null | undefined>,
): Fact<CloudUser[]> =>
  f.state !== "seen"
    ? f
    : seen(
        f.value.map((u) => {
          const m = mapped.get(u.id);
          return m === undefined ? u : { ...u, onPremisesObjectIdentifier: m };
        }),
        f.from,
      );
const withKind = (f: Fact<z.infer<typeof cloudHolder>[]>, kind: "group" | "contact"): Fact<CloudHolder[]> =>
  f.state === "seen"
    ? seen(
        f.value.map((h) => ({ ...h, kind })),
        f.from,
      )
    : f;
/** Provision on demand answers 200 and tells the result inside, as JSON within JSON (Graph reference §10.4). */
function provisioned(command: EntraCommand, body: unknown): CommandOutcome {
  if (command.kind !== "provision-on-demand") return { state: "done", detail: "done" };
  const text = (body as { key?: unknown })?.key;
  try {
    const r = JSON.parse(String(text)) as { result?: string; details?: { errorCode?: string } };
    return /success/i.test(r.result ?? "")
      ? { state: "done", detail: r.result! }
      : { state: "failed", detail: `${r.result ?? "no result"} ${r.details?.errorCode ?? ""}`.trim() };
  } catch {
    return { state: "unknown", detail: "the answer was not understood" };
  }
}
