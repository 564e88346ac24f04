/** Cloud Sync's way to push one user now (adsync reference §9). */
import { defineRemediation } from "../identity/define";
import { chosenOf } from "./choice";
import { provisioningJobs } from "./cycle";
import { linkedAfterwards, unchangedPlace } from "./expectations";

export default defineRemediation({
  id: "provision-on-demand",
  title: "Provision the user on demand",
  risk: "trigger",
  undo: "None; take the object out of the job's scope",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/cloud-sync/how-to-on-demand-provision"],
  needs: ["ad.user", "entra.syncJobs"],
  wants: ["server.globalSettings"],
  plan(facts, { ad, settings }, _finding, choice) {
    if (ad === undefined) return { refused: "There is no AD account to push." };
    const jobs = provisioningJobs(facts["entra.syncJobs"]);
    if (jobs.length === 0) return { refused: "No Cloud Sync job was found that reads users from Active Directory." };
    const job = chosenOf(jobs, (j) => j.jobId, choice);
    if (job === undefined)
      return {
        question: "Which job shall push the user?",
        choose: jobs.map((j) => ({ id: j.jobId, title: j.title, detail: j.jobId })),
      };
    const { servicePrincipalId, jobId, ruleId } = job;
    return {
      plan: {
        remediation: "provision-on-demand",
        title: `Push ${ad.displayName ?? ad.dn} with Cloud Sync`,
        risk: "trigger",
        summary: `Has the Cloud Sync job provision ${ad.dn} now.`,
        changes: [],
        touches: ["Only this one user."],
        commands: [{ system: "entra", kind: "provision-on-demand", servicePrincipalId, jobId, ruleId, dn: ad.dn }],
        expects: [unchangedPlace(ad)],
        verify: linkedAfterwards(settings, ad),
      },
    };
  },
});
