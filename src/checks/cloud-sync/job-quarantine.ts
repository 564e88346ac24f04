import { defineCheck } from "../../identity/define";
import { cite } from "../../domain";
import { ACCOUNT_CODES, AGENT_CODES, codeOf, isQuarantined, RIGHTS_CODES, userJobs } from "../../identity/jobs";

export default defineCheck({
  id: "cloud-sync.job-quarantine",
  title: "The Cloud Sync job is not in quarantine",
  guide: "quarantine.identify",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/cloud-sync/how-to-troubleshoot"],
  needs: ["entra.syncJobs"],
  wants: ["server.provisioningAgents"],
  messages: {
    none: "The tenant has no Cloud Sync job for users.",
    runs: "The Cloud Sync job is not in quarantine.",
    caused: {
      code: "provisioning-job-quarantined",
      text: "The Cloud Sync job of {domain} is in quarantine since {since} ({reason}, {error}). It runs rarely and provisions nobody; the cause that the code names comes first.",
      advice: [
        "Mend the cause that {error} names. Only then clear the quarantine: Entra admin center > Cloud sync > the configuration > Restart sync, and provision the user on demand.",
      ],
    },
    clear: {
      code: "provisioning-job-quarantined",
      text: "The Cloud Sync job of {domain} is in quarantine since {since} ({reason}, {error}), and nothing shows that its cause still lasts.",
      advice: [
        "Look at the failed entries in the provisioning logs, then clear the quarantine (offered here) and provision the user on demand.",
      ],
    },
  },
  evaluate({ "entra.syncJobs": jobs, "server.provisioningAgents": agents }) {
    const mine = userJobs(jobs),
      job = mine.find(isQuarantined);
    if (mine.length === 0) return { verdict: "skip", message: "none" };
    if (job === undefined) return { verdict: "pass", message: "runs" };
    const q = job.status.quarantine,
      error = codeOf(job),
      active = agents.state === "seen" && agents.value.some((a) => a.Active === true);
    const lasts =
      ACCOUNT_CODES.test(error) ||
      RIGHTS_CODES.test(error) ||
      q?.reason === "TooManyDeletes" ||
      /Signaling|InvalidResource|ServerBusy/i.test(error) ||
      ((AGENT_CODES.test(error) || error === "HybridSynchronizationActiveDirectoryInternalServerError") && !active);
    return {
      verdict: "fail",
      message: lasts ? "caused" : "clear",
      standing: "blocking",
      data: {
        domain: job.servicePrincipalName,
        since: q?.currentBegan ?? "?",
        reason: q?.reason ?? "Quarantine",
        error: error || "no error code",
      },
      suggests: lasts ? [] : ["restart-provisioning-job", "provision-on-demand"],
      evidence: [
        cite(
          `Job ${job.id}: status ${job.status.code ?? "?"}, quarantine ${q?.reason ?? "?"}, error ${error || "(none)"}`,
          jobs,
        ),
      ],
    };
  },
});
