import { defineRemediation } from "../identity/legacy";
import { adUser, jobRules, linked, refuse, unread } from "./parts";

/** Cloud Sync's way to push one user now. */
export default defineRemediation({
  id: "provision-on-demand",
  title: "Provision the user on demand",
  risk: "trigger",
  undo: "None; take the object out of the job's scope",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/cloud-sync/how-to-on-demand-provision"],
  plan(facts, _finding, choice) {
    const missing = unread(facts, "ad.user", "entra.syncJobs"),
      ad = adUser(facts);
    if (missing !== undefined || ad === undefined) return refuse(missing ?? "There is no AD account to push.");
    const jobs = jobRules(facts),
      job = choice === undefined ? (jobs.length === 1 ? jobs[0] : undefined) : jobs.find((j) => j.jobId === choice);
    if (jobs.length === 0) return refuse("No Cloud Sync job was found that reads users from Active Directory.");
    if (job === undefined)
      return {
        question: "Which job shall push the user?",
        choose: jobs.map((j) => ({ id: j.jobId, title: j.title, detail: j.jobId })),
      };
    return {
      plan: {
        remediation: "provision-on-demand",
        title: `Push ${ad.displayName ?? ad.dn} with Cloud Sync`,
        risk: "trigger",
        summary: `Has the Cloud Sync job provision ${ad.dn} now.`,
        changes: [],
        touches: ["Only this one user."],
        commands: [
          {
            system: "entra",
            kind: "provision-on-demand",
            servicePrincipalId: job.servicePrincipalId,
            jobId: job.jobId,
            ruleId: job.ruleId,
            dn: ad.dn,
          },
        ],
        expects: [
          {
            system: "ad",
            objectGUID: ad.objectGUID,
            attribute: "dn",
            equals: ad.dn,
            says: `The account is still ${ad.dn}.`,
          },
        ],
        undo: { impossible: "It brings the cloud to what Active Directory says." },
        verify: linked(ad),
      },
    };
  },
});
