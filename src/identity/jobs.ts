/** What a Cloud Sync job tells by its codes (Graph reference §10.2). */
import type { AdObject, Fact, SyncJob } from "../domain";
import { sameText } from "./address";
import { domainOf, isWithin, sameDn } from "./dn";

/** The jobs that carry users from AD to Entra. */
export const userJobs = (jobs: Fact<SyncJob[]>): SyncJob[] =>
  jobs.state === "seen" ? jobs.value.filter((j) => (j.templateId ?? j.id).startsWith("AD2AADProvisioning")) : [];
/** The jobs that carry cloud groups into Active Directory (template AAD2ADGroupProvisioning): groups alone, never users. */
export const groupProvisioningJobs = (jobs: Fact<SyncJob[]>): SyncJob[] =>
  jobs.state === "seen" ? jobs.value.filter((j) => (j.templateId ?? j.id).startsWith("AAD2ADGroupProvisioning")) : [];
export const isQuarantined = (job: SyncJob): boolean =>
  job.status.quarantine != null || job.status.code === "Quarantine";
/** The error of the quarantine, else of the last execution. */
export const errorOf = (job: SyncJob): { readonly code?: string; readonly message?: string } | undefined =>
  job.status.quarantine?.error ?? job.status.lastExecution?.error ?? undefined;
/** Error code of the quarantine, else of the last execution; "" where there is none. */
export const codeOf = (job: SyncJob): string =>
  job.status.quarantine?.error?.code ?? job.status.lastExecution?.error?.code ?? "";
/** The job's own protection against accidental deletions has stopped it. */
export const hasTooManyDeletes = (job: SyncJob): boolean => job.status.quarantine?.reason === "TooManyDeletes";
/** When the quarantine or the failing execution began, as a claim gives it; empty where the job does not tell. */
export function failingSince({ status }: SyncJob): { readonly since?: string } {
  const since = status.quarantine?.currentBegan ?? status.lastExecution?.timeBegan;
  return since === undefined ? {} : { since };
}

/** No agent, or none online, for the domain. */
export const AGENT_CODES = /^HybridIdentityServiceNo(AgentsAssigned|ActiveAgents)$|^TimeOut$/i;
/** The way of the signals to the agent is blocked; the agent itself may be well. */
export const SIGNALLING_CODE = /Signaling/i;
export const RIGHTS_CODES = /InsufficientRights$|InsufficientAccessRights$/i;
export const ACCOUNT_CODES = /^AzureActiveDirectory(InvalidCredential|ExpiredCredentials?|AuthenticationFailed)/i;
export const DELETION_CODES = /DeletionThreshold(Exceeded|Met)$/i;

/** The job of the account's domain; the only one there is, where no Entra Connect stands beside it. */
export const jobFor = (ad: AdObject, jobs: readonly SyncJob[], hasConnect: boolean): SyncJob | undefined =>
  jobs.find((j) => sameText(j.servicePrincipalName, domainOf(ad.dn))) ??
  (jobs.length === 1 && !hasConnect ? jobs[0] : undefined);

/** A job's scoping filters: containers by DN, groups by DN or objectGUID. An empty list of what is included means everything. */
export interface JobScope {
  readonly containers: readonly string[];
  readonly excluded: readonly string[];
  readonly groups: readonly string[];
}
export function scopeOf(job: SyncJob): JobScope {
  const rules = job.schema?.synchronizationRules ?? [];
  const all = (filter: string, list: string) => rules.flatMap((rule) => namesIn(rule[filter], list));
  return {
    containers: all("containerFilter", "includedContainers"),
    excluded: all("containerFilter", "excludedContainers"),
    groups: all("groupFilter", "includedGroups"),
  };
}
const isRecord = (v: unknown): v is Readonly<Record<string, unknown>> => typeof v === "object" && v !== null;
/** Entries of a filter's list, as text or as objects that carry a distinguishedName. */
function namesIn(filter: unknown, list: string): string[] {
  const entries = isRecord(filter) ? filter[list] : undefined;
  if (!Array.isArray(entries)) return [];
  return entries
    .map((entry: unknown) => (isRecord(entry) ? String(entry["distinguishedName"] ?? "") : String(entry)))
    .filter((name) => name !== "");
}
const dnOfGroup = (group: string, known: readonly AdObject[]): string | undefined =>
  /^CN=/i.test(group) ? group : known.find((o) => sameText(o.objectGUID, group))?.dn;
/** DNs of the scope's groups, those that are known among these objects. */
export const groupDns = ({ groups }: JobScope, known: readonly AdObject[]): string[] =>
  groups.map((group) => dnOfGroup(group, known)).filter((dn) => dn !== undefined);

/**
 * Where the account stands to the scope: `inside`; outside its `container`s; no direct member of its `group`; `open` where a group was not read, which
 * decides nothing, since the account may be in that one.
 */
export function standingIn(scope: JobScope, ad: AdObject, known: readonly AdObject[]): JobStanding {
  const isListed = scope.containers.length === 0 || scope.containers.some((c) => isWithin(ad.dn, c));
  if (!isListed || scope.excluded.some((c) => isWithin(ad.dn, c))) return "container";
  const dns = groupDns(scope, known);
  if (scope.groups.length === 0 || (ad.memberOf ?? []).some((m) => dns.some((dn) => sameDn(dn, m)))) return "inside";
  return dns.length < scope.groups.length ? "open" : "group";
}
export type JobStanding = "inside" | "container" | "group" | "open";
