import { defineCheck } from "../../identity/define";
import { failingSince } from "../../identity/jobs";
import { cloudConnectors } from "../../identity/place";
import { brokenRuns, kindOf, newestFirst } from "../../identity/runs";
import { cite, told, valueOr, type Claim, type Given } from "../../domain";

/** Names and numbers of the service's codes for "come back later" (adsync reference §4.2), and Cloud Sync's. */
const BUSY = /^(ServerBusy|ServiceUnavailable|ClientTimeoutExceeded|AzureDirectoryServiceServerBusy|81|68|32)$/i;

type Found = Claim<"busy">;

/** Throttling and time-outs of the service come and go; they are named by code, in run errors or in the job's last execution. */
export default defineCheck({
  id: "tenant.cloud-busy",
  title: {
    en: "Microsoft Entra ID takes exports without asking to wait",
    de: "Microsoft Entra ID nimmt Exporte an, ohne um Aufschub zu bitten",
  },
  guide: "cycles.results",
  needs: ["now"],
  wants: ["server.runHistory", "server.connectors", "entra.syncJobs"],
  messages: {
    calm: { en: "The service did not ask to wait.", de: "Der Dienst hat nicht um Aufschub gebeten." },
    busy: {
      code: "cloud-service-busy",
      text: {
        en: "Microsoft Entra ID answered {code}: it is busy and the engine will try again by itself. The last success was {last}.",
        de: "Microsoft Entra ID hat mit {code} geantwortet: Der Dienst ist ausgelastet, und die Synchronisierungs-Engine versucht es von selbst wieder. Der letzte Erfolg war: {last}.",
      },
      advice: [
        {
          en: "Wait for the next cycles; it passes without a change on the server. If it lasts longer than 24 hours, hand the tracking id to Microsoft support.",
          de: "Warten Sie die nächsten Zyklen ab; es vergeht ohne Änderung am Server. Dauert es länger als 24 Stunden, geben Sie die Tracking-ID an den Microsoft-Support.",
        },
      ],
    },
  },
  evaluate(facts) {
    return inCloudSync(facts) ?? inConnect(facts) ?? { verdict: "pass", message: "calm" };
  },
});

function inCloudSync(facts: Given<never, "entra.syncJobs">): Found | undefined {
  const job = valueOr(facts["entra.syncJobs"], []).find(
    ({ status }) =>
      BUSY.test(status.lastExecution?.error?.code ?? "") || BUSY.test(status.quarantine?.error?.code ?? ""),
  );
  if (job === undefined) return undefined;
  const { lastExecution, lastSuccessfulExecution } = job.status;
  const code = lastExecution?.error?.code ?? job.status.quarantine?.error?.code ?? "busy";
  return {
    verdict: "fail",
    message: "busy",
    proof: "stated",
    standing: "blocking",
    ...failingSince(job),
    data: { code, last: lastSuccessfulExecution?.timeEnded ?? { en: "unknown", de: "unbekannt" } },
    evidence: [
      cite(
        told(
          { en: "job {job}: last execution {code} at {when}", de: "Auftrag {job}: letzte Ausführung {code} am {when}" },
          { job: job.templateId ?? job.id, code, when: lastExecution?.timeEnded ?? "?" },
        ),
        facts["entra.syncJobs"],
      ),
    ],
  };
}
/** The newest export of Entra Connect met it. An error on one object may hide why this user is missing, so that is no certainty. */
function inConnect(facts: Given<never, "server.runHistory" | "server.connectors">): Found | undefined {
  const runs = valueOr(facts["server.runHistory"], []);
  const clouds = cloudConnectors(valueOr(facts["server.connectors"], [])).map((c) => c.Name);
  const run = newestFirst(runs).find(
    (r) => clouds.includes(r.ConnectorName) && kindOf(r) === "Export" && r.EndDate !== null,
  );
  const error = run?.Errors.find((e) => BUSY.test(e.ErrorType) || BUSY.test(e.ErrorCode ?? ""));
  if (run === undefined || error === undefined) return undefined;
  return {
    verdict: "fail",
    message: "busy",
    proof: "timed",
    standing: brokenRuns(runs, clouds).length > 0 ? "blocking" : "shown",
    since: run.StartDate,
    data: { code: error.ErrorType, last: { en: "an earlier cycle", de: "ein früherer Zyklus" } },
    evidence: [
      cite(
        told("{connector} Export {start}: {error}", {
          connector: run.ConnectorName,
          start: run.StartDate,
          error: error.ErrorType,
        }),
        facts["server.runHistory"],
      ),
    ],
    suggests: ["run-delta-sync"],
  };
}
