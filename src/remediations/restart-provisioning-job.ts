/** Lifts the quarantine of a Cloud Sync job, after its cause is gone (adsync reference §9, §10). */
import { valueOr, type ProvisioningAgent } from "../domain";
import { defineRemediation } from "../identity/define";
import { chosenOf } from "./choice";

export default defineRemediation({
  id: "restart-provisioning-job",
  title: "Restart the Cloud Sync job",
  risk: "trigger",
  undo: "Pause the job",
  docs: ["https://learn.microsoft.com/graph/api/synchronization-synchronizationjob-restart"],
  needs: ["entra.syncJobs"],
  wants: ["server.provisioningAgents"],
  plan(facts, _person, _finding, choice) {
    const jobs = valueOr(facts["entra.syncJobs"], []).filter(
      (j) => j.status.code === "Quarantine" || (j.status.quarantine ?? null) !== null,
    );
    if (jobs.length === 0) return { refused: "No provisioning job is in quarantine." };
    const lasting = causeThatLasts(valueOr(facts["server.provisioningAgents"], []));
    if (lasting !== undefined) return { refused: lasting };
    const job = chosenOf(jobs, (j) => j.id, choice);
    if (job === undefined)
      return {
        question: "Which job shall be restarted?",
        choose: jobs.map((j) => ({
          id: j.id,
          title: j.servicePrincipalName,
          detail: j.status.quarantine?.reason ?? "in quarantine",
        })),
      };
    const before = `in quarantine (${job.status.quarantine?.reason ?? "unknown"})`;
    return {
      plan: {
        remediation: "restart-provisioning-job",
        title: `Restart the job of ${job.servicePrincipalName}`,
        risk: "trigger",
        summary: "Clears the quarantine and the escrows of the job and lets it go on from its watermark.",
        changes: [{ what: `Job ${job.id}`, before, after: "active" }],
        touches: ["Objects that failed before are tried again, for everybody in the job's scope."],
        commands: [
          {
            system: "entra",
            kind: "restart-provisioning-job",
            servicePrincipalId: job.servicePrincipalId,
            jobId: job.id,
            resetScope: "Escrows, QuarantineState",
          },
        ],
        expects: [],
        undo: { impossible: "A job that runs again can be paused in the portal." },
        verify: { kind: "engine-runs" },
      },
    };
  },
});

/** What would send a restarted job straight back into quarantine. */
function causeThatLasts(agents: readonly ProvisioningAgent[]): string | undefined {
  if (agents.length > 0 && agents.every((a) => a.Active === false))
    return "No provisioning agent is active; a restarted job would go straight back into quarantine. Start the agent first.";
  return agents.some((a) => a.GmsaOk === false)
    ? "The agent's account (gMSA) cannot be used; a restarted job would go straight back into quarantine. Mend the account first."
    : undefined;
}
