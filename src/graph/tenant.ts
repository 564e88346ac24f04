/** The tenant's own settings, its health, and Cloud Sync: nothing here is about a person. */
import {
  absent,
  deletedUser,
  liveUser,
  seen,
  selectOf,
  type CloudUser,
  type Fact,
  type Facts,
  type SyncJob,
} from "../domain";
import type { SyncApplication, TenantKey, TenantReads } from "../ports";
import { eq, segment, url } from "./odata";
import { DELETED } from "./people";
import { MOST } from "./search";
import { entra, firstOf, many, one, union } from "./read";
import * as shape from "./shapes";
import type { GraphTransport, Item, Outcome } from "./transport";

/** The gallery template of Cloud Sync (Graph reference §10.1). */
const CLOUD_SYNC_TEMPLATE = "1a4721b3-e57f-4451-ae87-ef078703ec94";
const JOBS = "GET /servicePrincipals/{id}/synchronization/jobs";
const ORGANIZATION =
  "id,displayName,onPremisesSyncEnabled,onPremisesLastSyncDateTime,verifiedDomains,provisionedPlans,createdDateTime";
/** Beta only (Graph reference §3). */
const BETA_ORGANIZATION = "id,onPremisesLastPasswordSyncDateTime,directorySizeQuota";
/** What v1.0 is asked for each of the tenant's reads. */
const ITEMS: Readonly<Record<TenantKey, readonly Item[]>> = {
  "entra.organization": [{ id: "organization", url: url("/organization", { $select: ORGANIZATION }) }],
  "entra.domains": [{ id: "domains", url: "/domains" }],
  "entra.synchronization": [{ id: "synchronization", url: "/directory/onPremisesSynchronization" }],
  "entra.serviceIssues": [
    {
      id: "issues",
      url: url("/admin/serviceAnnouncement/issues", { $filter: "isResolved eq false" }),
      extra: true,
    },
  ],
  "entra.syncAccounts": [
    {
      id: "accounts",
      extra: true,
      url: url("/users", {
        $filter: "startsWith(userPrincipalName,'Sync_') or startsWith(userPrincipalName,'ADToAADSyncServiceAccount')",
        $select: selectOf(liveUser),
        $top: MOST,
      }),
    },
    {
      id: "accounts-gone",
      extra: true,
      advanced: true,
      url: url(DELETED, {
        $filter:
          "startsWith(displayName,'On-Premises Directory Synchronization Service Account') or startsWith(displayName,'ADToAADSyncServiceAccount')",
        $select: selectOf(deletedUser),
        $count: "true",
        $top: MOST,
      }),
    },
  ],
  syncApplications: [
    {
      id: "applications",
      url: url("/servicePrincipals", {
        $filter: eq("applicationTemplateId", CLOUD_SYNC_TEMPLATE),
        $select: "id,appId,displayName,accountEnabled",
      }),
    },
  ],
};

/** One round trip: the reads that are named. */
export async function readTenant(graph: GraphTransport, keys: readonly TenantKey[]): Promise<Partial<TenantReads>> {
  const withQuota = keys.includes("entra.organization");
  const [main, beta] = await Promise.all([
    graph.batch(
      "v1.0",
      keys.flatMap((k) => ITEMS[k]),
    ),
    withQuota
      ? graph.batch("beta", [{ id: "organization", url: url("/organization", { $select: BETA_ORGANIZATION }) }])
      : new Map<string, Outcome>(),
  ]);
  const all: { readonly [K in TenantKey]: () => TenantReads[K] } = {
    "entra.organization": () => organization(main.get("organization"), beta.get("organization")),
    "entra.domains": () => many(main.get("domains"), shape.domain, "GET /domains"),
    "entra.synchronization": () =>
      firstOf(
        many(main.get("synchronization"), shape.synchronization, "GET /directory/onPremisesSynchronization"),
      ) as Fact<Facts["entra.synchronization"]>,
    "entra.serviceIssues": () => many(main.get("issues"), shape.issue, "GET /admin/serviceAnnouncement/issues"),
    "entra.syncAccounts": () =>
      union<CloudUser>(
        [
          many(main.get("accounts"), liveUser, "GET /users"),
          many(main.get("accounts-gone"), deletedUser, `GET ${DELETED}`),
        ],
        entra("GET /users"),
      ),
    syncApplications: () => many(main.get("applications"), shape.principal, "GET /servicePrincipals"),
  };
  return Object.fromEntries(keys.map((k) => [k, all[k]()]));
}
/** The organization, with what only beta tells where beta answers. */
function organization(main: Outcome | undefined, beta: Outcome | undefined): Fact<Facts["entra.organization"]> {
  const plain = firstOf(many(main, shape.organization, "GET /organization")),
    more = firstOf(many(beta, shape.organization, "GET /beta/organization"));
  const both =
    plain.state === "seen" && more.state === "seen" ? { ...plain, value: { ...plain.value, ...more.value } } : plain;
  return both as Fact<Facts["entra.organization"]>;
}

const jobsPath = (application: string, ...rest: readonly string[]): string =>
  ["/servicePrincipals", segment(application), "synchronization/jobs", ...rest.map(segment)].join("/");
/** One round trip: the jobs of the applications, with their status. */
export async function readJobs(
  graph: GraphTransport,
  applications: readonly SyncApplication[],
): Promise<Fact<SyncJob[]>> {
  if (applications.length === 0) return absent(entra("GET /servicePrincipals"));
  const lists = await graph.batch(
    "v1.0",
    applications.map((a) => ({ id: a.id, url: jobsPath(a.id) })),
  );
  const jobs: SyncJob[] = [];
  for (const a of applications) {
    const f = many(lists.get(a.id), shape.job, JOBS);
    if (f.state === "unreadable") return f;
    if (f.state === "seen")
      jobs.push(
        ...f.value.map((j) => ({ ...j, servicePrincipalId: a.id, servicePrincipalName: a.displayName }) as SyncJob),
      );
  }
  return seen(jobs, entra(JOBS));
}
/** One round trip: the schema of each job that provisions people. */
export async function readSchemas(graph: GraphTransport, jobs: readonly SyncJob[]): Promise<SyncJob[]> {
  const ofPeople = jobs.filter((j) => j.templateId === undefined || j.templateId === "AD2AADProvisioning");
  if (ofPeople.length === 0) return [...jobs];
  const schemas = await graph.batch(
    "v1.0",
    ofPeople.map((j) => ({ id: j.id, url: jobsPath(j.servicePrincipalId, j.id, "schema") })),
  );
  return jobs.map((j): SyncJob => {
    const s = one(schemas.get(j.id), shape.schema, "schema");
    return s.state === "seen" ? ({ ...j, schema: s.value } as SyncJob) : j;
  });
}
