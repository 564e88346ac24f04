/** Lifts the quarantine of Cloud Sync's jobs for one domain, after its cause is gone (adsync reference §9, §10; Graph reference §10.2, §10.3). */
import {
  inEvery,
  told,
  valueOr,
  wordsIn,
  type Command,
  type ProvisioningAgent,
  type SyncJob,
  type Words,
} from "../domain";
import { defineRemediation } from "../identity/define";
import { domainOf } from "../identity/dn";
import { codeOf, DELETION_CODES, hasTooManyDeletes, isQuarantined } from "../identity/jobs";
import { sameText } from "../identity/address";
import { chosenOf } from "./choice";

export default defineRemediation({
  id: "restart-provisioning-job",
  title: { en: "Restart the Cloud Sync job", de: "Den Cloud-Sync-Auftrag neu starten" },
  risk: "trigger",
  undo: { en: "Pause the job", de: "Den Auftrag anhalten" },
  docs: ["https://learn.microsoft.com/graph/api/synchronization-synchronizationjob-restart"],
  needs: ["entra.syncJobs"],
  wants: ["ad.user", "server.provisioningAgents"],
  plan(facts, { ad }, _finding, choice) {
    const held = valueOr(facts["entra.syncJobs"], []).filter(isQuarantined);
    if (held.length === 0)
      return {
        refused: { en: "No provisioning job is in quarantine.", de: "Kein Bereitstellungsauftrag ist in Quarantäne." },
      };
    const jobs = held.filter((j) => !isHeldForDeletions(j));
    if (jobs.length === 0)
      return {
        refused: {
          en: "The job was stopped by its protection against accidental deletions. Whether they go through is a person's decision.",
          de: "Der Auftrag wurde durch seinen Schutz vor versehentlichem Löschen angehalten. Ob die Löschungen durchgehen, entscheidet ein Mensch.",
        },
      };
    const lasting = causeThatLasts(valueOr(facts["server.provisioningAgents"], []));
    if (lasting !== undefined) return { refused: lasting };
    const own = jobs.filter((j) => ad !== undefined && sameText(j.servicePrincipalName, domainOf(ad.dn)));
    const configurations = byConfiguration(own.length > 0 ? own : jobs);
    const chosen = chosenOf(configurations, ([first]) => first.servicePrincipalId, choice);
    return chosen === undefined
      ? {
          question: { en: "Whose jobs shall be restarted?", de: "Wessen Aufträge sollen neu gestartet werden?" },
          choose: configurations.map(optionOf),
        }
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
const reasonOf = ({ status }: SyncJob): Words =>
  status.quarantine?.reason ?? { en: "no reason told", de: "ohne Angabe eines Grundes" };
const optionOf = (jobs: Jobs) => ({
  id: jobs[0].servicePrincipalId,
  title: jobs[0].servicePrincipalName,
  detail: inEvery((l) => jobs.map((j) => `${j.id}: ${wordsIn(reasonOf(j), l)}`).join("; ")),
});
const isHeldForDeletions = (job: SyncJob): boolean => hasTooManyDeletes(job) || DELETION_CODES.test(codeOf(job));

const restartPlan = (jobs: Jobs) => ({
  remediation: "restart-provisioning-job" as const,
  title: told(
    { en: "Restart Cloud Sync of {name}", de: "Cloud Sync von {name} neu starten" },
    { name: jobs[0].servicePrincipalName },
  ),
  risk: "trigger" as const,
  summary: told(
    {
      en: "{count, plural, one {Clears the quarantine and the escrows of the job, which then goes on from the watermark.} other {Clears the quarantine and the escrows of # jobs, which then go on from the watermark.}}",
      de: "{count, plural, one {Hebt Quarantäne und Rückstände des Auftrags auf, der dann ab der Wasserstandsmarke weitermacht.} other {Hebt Quarantäne und Rückstände von # Aufträgen auf, die dann ab der Wasserstandsmarke weitermachen.}}",
    },
    { count: jobs.length },
  ),
  changes: jobs.map((j) => ({
    what: told({ en: "Job {id}", de: "Auftrag {id}" }, { id: j.id }),
    before: told({ en: "in quarantine ({why})", de: "in Quarantäne ({why})" }, { why: reasonOf(j) }),
    after: "active",
  })),
  touches: [
    {
      en: "Objects that failed before are tried again, for everybody in the job's scope.",
      de: "Objekte, die zuvor scheiterten, werden erneut versucht, für alle im Bereich des Auftrags.",
    },
  ],
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
function causeThatLasts(agents: readonly ProvisioningAgent[]): Words | undefined {
  if (agents.length > 0 && agents.every((a) => a.Active === false))
    return {
      en: "No provisioning agent is active; a restarted job would go straight back into quarantine. Start the agent first.",
      de: "Kein Bereitstellungs-Agent ist aktiv; ein neu gestarteter Auftrag ginge sofort wieder in Quarantäne. Starten Sie zuerst den Agent.",
    };
  return agents.some((a) => a.GmsaOk === false)
    ? {
        en: "The agent's account (gMSA) cannot be used; a restarted job would go straight back into quarantine. Mend the account first.",
        de: "Das Konto des Agents (gMSA) ist nicht verwendbar; ein neu gestarteter Auftrag ginge sofort wieder in Quarantäne. Reparieren Sie zuerst das Konto.",
      }
    : undefined;
}
