import { valueOr } from "../domain";
import { defineRemediation } from "../identity/legacy";
import { refuse, unread } from "./parts";

/** Lifts the quarantine of a Cloud Sync job, after its cause is gone. */
export default defineRemediation({
  id: "restart-provisioning-job",
  title: "Restart the Cloud Sync job",
  risk: "trigger",
  undo: "Pause the job",
  docs: ["https://learn.microsoft.com/graph/api/synchronization-synchronizationjob-restart"],
  plan(facts, _finding, choice) {
    const missing = unread(facts, "entra.syncJobs");
    if (missing !== undefined) return refuse(missing);
    const jobs = valueOr(facts["entra.syncJobs"], []).filter(
      (j) => j.status.code === "Quarantine" || (j.status.quarantine ?? null) !== null,
    );
    if (jobs.length === 0) return refuse("No provisioning job is in quarantine.");
    const agents = valueOr(facts["server.provisioningAgents"], []);
    if (agents.length > 0 && agents.every((a) => a.Active === false))
      return refuse(
        "No provisioning agent is active; a restarted job would go straight back into quarantine. Start the agent first.",
      );
    if (agents.some((a) => a.GmsaOk === false))
      return refuse(
        "The agent's account (gMSA) cannot be used; a restarted job would go straight back into quarantine. Mend the account first.",
      );
    const job = choice === undefined ? (jobs.length === 1 ? jobs[0] : undefined) : jobs.find((j) => j.id === choice);
    if (job === undefined)
      return {
        question: "Which job shall be restarted?",
        choose: jobs.map((j) => ({
          id: j.id,
          title: j.servicePrincipalName,
          detail: j.status.quarantine?.reason ?? "in quarantine",
        })),
      };
    return {
      plan: {
        remediation: "restart-provisioning-job",
        title: `Restart the job of ${job.servicePrincipalName}`,
        risk: "trigger",
        summary: "Clears the quarantine and the escrows of the job and lets it go on from its watermark.",
        changes: [
          {
            what: `Job ${job.id}`,
            before: `in quarantine (${job.status.quarantine?.reason ?? "unknown"})`,
            after: "active",
          },
        ],
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
