/** Lifts the quarantine of Cloud Sync's jobs for one domain, after its cause is gone (adsync reference §9, §10; Graph reference §10.2, §10.3). */
import { valueOr, type Command, type ProvisioningAgent, type SyncJob } from "../domain";
import { defineRemediation } from "../identity/define";
import { domainOf } from "../identity/dn";
import { codeOf, DELETION_CODES, hasTooManyDeletes, isQuarantined } from "../identity/jobs";
import { sameText } from "../identity/address";
import { chosenOf } from "./choice";

export default defineRemediation({
  id: "restart-provisioning-job",
  title: "Restart the Cloud Sync job",
  risk: "trigger",
  undo: "Pause the job",
  docs: ["https://learn.microsoft.com/graph/api/synchronization-synchronizationjob-restart"],
  needs: ["entra.syncJobs"],
  wants: ["ad.user", "server.provisioningAgents"],
  plan(facts, { ad }, _finding, choice) {
    const held = valueOr(facts["entra.syncJobs"], []).filter(isQuarantined);
    if (held.length === 0) return { refused: "No provisioning job is in quarantine." };
    const jobs = held.filter((j) => !isHeldForDeletions(j));
    if (jobs.length === 0)
      return {
        refused:
          "The job was stopped by its protection against accidental deletions. Whether they go through is a person's decision.",
      };
    const lasting = causeThatLasts(valueOr(facts["server.provisioningAgents"], []));
    if (lasting !== undefined) return { refused: lasting };
    const own = jobs.filter((j) => ad !== undefined && sameText(j.servicePrincipalName, domainOf(ad.dn)));
    const configurations = byConfiguration(own.length > 0 ? own : jobs);
    const chosen = chosenOf(configurations, ([first]) => first.servicePrincipalId, choice);
    return chosen === undefined
      ? { question: "Whose jobs shall be restarted?", choose: configurations.map(optionOf) }
      : { plan: restartPlan(chosen) };
  },
});

type Jobs = readonly [SyncJob, ...SyncJob[]];
/** Each domain has one configuration, with a job for users, one for password hashes, …; what held one holds the others. */
function byConfiguration(jobs: readonly SyncJob[]): Jobs[] {
  const found = new Map<string, [SyncJob, ...SyncJob[]]>();
  for (const job of jobs) {
    const others = found.get(job.servicePrincipalId);
    if (others === undefined) found.set(job.servicePrincipalId, [job]);
    else others.push(job);
  }
  return [...found.values()];
}
const reasonOf = ({ status }: SyncJob): string => status.quarantine?.reason ?? "no reason told";
const optionOf = (jobs: Jobs) => ({
  id: jobs[0].servicePrincipalId,
  title: jobs[0].servicePrincipalName,
  detail: jobs.map((j) => `${j.id}: ${reasonOf(j)}`).join("; "),
});
const isHeldForDeletions = (job: SyncJob): boolean => hasTooManyDeletes(job) || DELETION_CODES.test(codeOf(job));

const restartPlan = (jobs: Jobs) => ({
  remediation: "restart-provisioning-job" as const,
  title: `Restart Cloud Sync of ${jobs[0].servicePrincipalName}`,
  risk: "trigger" as const,
  summary: `Clears the quarantine and the escrows of ${jobs.length === 1 ? "the job" : `${jobs.length} jobs`}, which then go on from the watermark.`,
  changes: jobs.map((j) => ({ what: `Job ${j.id}`, before: `in quarantine (${reasonOf(j)})`, after: "active" })),
  touches: ["Objects that failed before are tried again, for everybody in the job's scope."],
  commands: jobs.map(
    (j): Command => ({
      system: "entra",
      kind: "restart-provisioning-job",
      servicePrincipalId: j.servicePrincipalId,
      jobId: j.id,
      resetScope: "Escrows, QuarantineState",
    }),
  ),
  expects: [],
  verify: { kind: "engine-runs" as const },
});

/** What would send a restarted job straight back into quarantine. */
function causeThatLasts(agents: readonly ProvisioningAgent[]): string | undefined {
  if (agents.length > 0 && agents.every((a) => a.Active === false))
    return "No provisioning agent is active; a restarted job would go straight back into quarantine. Start the agent first.";
  return agents.some((a) => a.GmsaOk === false)
    ? "The agent's account (gMSA) cannot be used; a restarted job would go straight back into quarantine. Mend the account first."
    : undefined;
}
