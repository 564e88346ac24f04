/** What a Cloud Sync job tells by its codes (Graph reference §10.2). */
import type { Fact, SyncJob } from "../domain";

/** The jobs that carry users from AD to Entra. */
export const userJobs = (jobs: Fact<SyncJob[]>): SyncJob[] =>
  jobs.state === "seen" ? jobs.value.filter((j) => (j.templateId ?? j.id).startsWith("AD2AADProvisioning")) : [];
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
