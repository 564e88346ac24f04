/** Cloud Sync's way to push one user now (adsync reference §9). */
import { told } from "../domain";
import { defineRemediation } from "../identity/define";
import { chosenOf } from "./choice";
import { provisioningJobs } from "./cycle";
import { linkedAfterwards, unchangedPlace } from "./expectations";

export default defineRemediation({
  id: "provision-on-demand",
  title: { en: "Provision the user on demand", de: "Den Benutzer bei Bedarf bereitstellen" },
  risk: "trigger",
  undo: {
    en: "None; take the object out of the job's scope",
    de: "Keiner; nehmen Sie das Objekt aus dem Bereich des Auftrags",
  },
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/cloud-sync/how-to-on-demand-provision"],
  needs: ["ad.user", "entra.syncJobs"],
  wants: ["server.globalSettings"],
  plan(facts, { ad, settings }, _finding, choice) {
    if (ad === undefined)
      return {
        refused: { en: "There is no AD account to push.", de: "Es gibt kein AD-Konto, das zu übertragen wäre." },
      };
    const jobs = provisioningJobs(facts["entra.syncJobs"]);
    if (jobs.length === 0)
      return {
        refused: {
          en: "No Cloud Sync job was found that reads users from Active Directory.",
          de: "Es fand sich kein Cloud-Sync-Auftrag, der Benutzer aus Active Directory liest.",
        },
      };
    const job = chosenOf(jobs, (j) => j.jobId, choice);
    if (job === undefined)
      return {
        question: { en: "Which job shall push the user?", de: "Welcher Auftrag soll den Benutzer übertragen?" },
        choose: jobs.map((j) => ({ id: j.jobId, title: j.title, detail: j.jobId })),
      };
    const { servicePrincipalId, jobId, ruleId } = job;
    return {
      plan: {
        remediation: "provision-on-demand",
        title: told(
          { en: "Push {who} with Cloud Sync", de: "{who} mit Cloud Sync übertragen" },
          { who: ad.displayName ?? ad.dn },
        ),
        risk: "trigger",
        summary: told(
          {
            en: "Has the Cloud Sync job provision {dn} now.",
            de: "Lässt den Cloud-Sync-Auftrag {dn} jetzt bereitstellen.",
          },
          { dn: ad.dn },
        ),
        changes: [],
        touches: [{ en: "Only this one user.", de: "Nur diesen einen Benutzer." }],
        commands: [{ system: "entra", kind: "provision-on-demand", servicePrincipalId, jobId, ruleId, dn: ad.dn }],
        expects: [unchangedPlace(ad)],
        verify: linkedAfterwards(settings, ad),
      },
    };
  },
});
