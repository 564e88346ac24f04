import { defineCheck } from "../../identity/define";
import {
  ACCOUNT_CODES,
  AGENT_CODES,
  codeOf,
  DELETION_CODES,
  failingSince,
  hasTooManyDeletes,
  isQuarantined,
  RIGHTS_CODES,
  SIGNALLING_CODE,
  userJobs,
} from "../../identity/jobs";
import { cite, told, valueOr, type RootCause, type SyncJob } from "../../domain";

/** The causes that a code of the job names; each has a check of its own. Where one lasts, clearing the quarantine does not help. */
const CAUSES: readonly { readonly code: RegExp; readonly causes: readonly RootCause[] }[] = [
  { code: ACCOUNT_CODES, causes: ["cloud-connector-credentials", "cloud-connector-blocked-by-policy"] },
  { code: RIGHTS_CODES, causes: ["provisioning-permission", "agent-account-unusable"] },
  { code: DELETION_CODES, causes: ["deletion-threshold-exceeded"] },
  { code: SIGNALLING_CODE, causes: ["endpoint-blocked", "proxy-misconfigured", "tls-interception"] },
  { code: /InvalidResource/i, causes: [] },
  { code: /ServerBusy/i, causes: ["cloud-service-busy"] },
];
/** Codes that an agent which is active again has answered. */
const AGENT_GONE = /^HybridSynchronizationActiveDirectoryInternalServerError$/;

export default defineCheck({
  id: "cloud-sync.job-quarantine",
  title: { en: "The Cloud Sync job is not in quarantine", de: "Der Cloud-Sync-Auftrag ist nicht in Quarantäne" },
  guide: "quarantine.identify",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/cloud-sync/how-to-troubleshoot"],
  needs: ["entra.syncJobs"],
  wants: ["server.provisioningAgents"],
  messages: {
    none: {
      en: "The tenant has no Cloud Sync job for users.",
      de: "Der Mandant hat keinen Cloud-Sync-Auftrag für Benutzer.",
    },
    runs: { en: "The Cloud Sync job is not in quarantine.", de: "Der Cloud-Sync-Auftrag ist nicht in Quarantäne." },
    caused: {
      code: "provisioning-job-quarantined",
      text: {
        en: "The Cloud Sync job of {domain} is in quarantine since {since} ({reason}, {error}). It runs rarely and provisions nobody; the cause that the code names comes first.",
        de: "Der Cloud-Sync-Auftrag von {domain} ist seit {since} in Quarantäne ({reason}, {error}). Er läuft nur selten und stellt niemanden bereit; zuerst ist die Ursache zu beheben, die der Code nennt.",
      },
      advice: [
        {
          en: "Mend the cause that {error} names. Only then clear the quarantine: Entra admin center > Cloud sync > the configuration > Restart sync, and provision the user on demand.",
          de: "Beheben Sie die Ursache, die {error} nennt. Heben Sie erst dann die Quarantäne auf: Entra admin center > Cloud sync > Konfiguration > Restart sync, und stellen Sie den Benutzer bei Bedarf bereit (Provision on demand).",
        },
      ],
    },
    clear: {
      code: "provisioning-job-quarantined",
      text: {
        en: "The Cloud Sync job of {domain} is in quarantine since {since} ({reason}, {error}), and nothing shows that its cause still lasts.",
        de: "Der Cloud-Sync-Auftrag von {domain} ist seit {since} in Quarantäne ({reason}, {error}), und nichts deutet darauf hin, dass die Ursache noch besteht.",
      },
      advice: [
        {
          en: "Look at the failed entries in the provisioning logs, then clear the quarantine (offered here) and provision the user on demand.",
          de: "Sehen Sie sich die fehlgeschlagenen Einträge in den Bereitstellungsprotokollen an, heben Sie dann die Quarantäne auf (wird hier angeboten) und stellen Sie den Benutzer bei Bedarf bereit (Provision on demand).",
        },
      ],
    },
  },
  evaluate(facts) {
    const jobs = userJobs(facts["entra.syncJobs"]);
    const job = jobs.find(isQuarantined);
    if (jobs.length === 0) return { verdict: "skip", message: "none" };
    if (job === undefined) return { verdict: "pass", message: "runs" };
    const { quarantine } = job.status;
    const error = codeOf(job);
    const agentIsActive = valueOr(facts["server.provisioningAgents"], []).some((a) => a.Active === true);
    const causes = causesOf(job, agentIsActive);
    return {
      verdict: "fail",
      message: causes === undefined ? "clear" : "caused",
      proof: "stated",
      standing: "blocking",
      ...failingSince(job),
      ...(causes === undefined || causes.length === 0 ? {} : { effectOf: causes }),
      data: {
        domain: job.servicePrincipalName,
        since: quarantine?.currentBegan ?? "?",
        reason: quarantine?.reason ?? "Quarantine",
        error: error || { en: "no error code", de: "kein Fehlercode" },
      },
      suggests: causes === undefined ? ["restart-provisioning-job", "provision-on-demand"] : [],
      evidence: [
        cite(
          told(
            {
              en: "Job {job}: status {status}, quarantine {reason}, error {error}",
              de: "Auftrag {job}: Status {status}, Quarantäne {reason}, Fehler {error}",
            },
            {
              job: job.id,
              status: job.status.code ?? "?",
              reason: quarantine?.reason ?? "?",
              error: error || { en: "(none)", de: "(keiner)" },
            },
          ),
          facts["entra.syncJobs"],
        ),
      ],
    };
  },
});

/** The causes that the job's code names, where nothing shows that they are over; undefined where none is named or it has passed. */
function causesOf(job: SyncJob, agentIsActive: boolean): readonly RootCause[] | undefined {
  const code = codeOf(job);
  const named = CAUSES.find((c) => c.code.test(code));
  if (named !== undefined) return named.causes;
  if (hasTooManyDeletes(job)) return ["deletion-threshold-exceeded"];
  const wantsAgent = AGENT_CODES.test(code) || AGENT_GONE.test(code);
  return wantsAgent && !agentIsActive ? ["provisioning-agent-inactive"] : undefined;
}
