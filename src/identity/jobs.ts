/** What a Cloud Sync job tells by its codes. */
import type { Fact, SyncJob } from "../domain";

/** The jobs that carry users from AD to Entra. */
export const userJobs = (jobs: Fact<SyncJob[]>): SyncJob[] =>
  jobs.state === "seen" ? jobs.value.filter((j) => (j.templateId ?? j.id).startsWith("AD2AADProvisioning")) : [];
export const isQuarantined = (job: SyncJob): boolean =>
  job.status.quarantine != null || job.status.code === "Quarantine";
/** Error code of the quarantine, else of the last execution; "" where there is none. */
export const codeOf = (job: SyncJob): string =>
  job.status.quarantine?.error?.code ?? job.status.lastExecution?.error?.code ?? "";
export const AGENT_CODES = /^HybridIdentityServiceNo(AgentsAssigned|ActiveAgents)$|^TimeOut$/i;
export const RIGHTS_CODES = /InsufficientRights$|InsufficientAccessRights$/i;
export const ACCOUNT_CODES = /^AzureActiveDirectory(InvalidCredential|ExpiredCredentials?|AuthenticationFailed)/i;
export const DELETION_CODES = /DeletionThreshold(Exceeded|Met)$/i;
