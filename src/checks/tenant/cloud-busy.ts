import { defineCheck } from "../../identity/define";
import { failingSince } from "../../identity/jobs";
import { cloudConnectors } from "../../identity/place";
import { brokenRuns, kindOf, newestFirst } from "../../identity/runs";
import { cite, valueOr, type Claim, type Given } from "../../domain";

/** Names and numbers of the service's codes for "come back later" (adsync reference §4.2), and Cloud Sync's. */
const BUSY = /^(ServerBusy|ServiceUnavailable|ClientTimeoutExceeded|AzureDirectoryServiceServerBusy|81|68|32)$/i;

type Found = Claim<"busy">;

/** Throttling and time-outs of the service come and go; they are named by code, in run errors or in the job's last execution. */
export default defineCheck({
  id: "tenant.cloud-busy",
  title: "Microsoft Entra ID takes exports without asking to wait",
  guide: "cycles.results",
  needs: ["now"],
  wants: ["server.runHistory", "server.connectors", "entra.syncJobs"],
  messages: {
    calm: "The service did not ask to wait.",
    busy: {
      code: "cloud-service-busy",
      text: "Microsoft Entra ID answered {code}: it is busy and the engine will try again by itself. The last success was {last}.",
      advice: [
        "Wait for the next cycles; it passes without a change on the server. If it lasts longer than 24 hours, hand the tracking id to Microsoft support.",
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
    data: { code, last: lastSuccessfulExecution?.timeEnded ?? "unknown" },
    evidence: [
      cite(
        `job ${job.templateId ?? job.id}: last execution ${code} at ${lastExecution?.timeEnded ?? "?"}`,
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
    data: { code: error.ErrorType, last: "an earlier cycle" },
    evidence: [cite(`${run.ConnectorName} Export ${run.StartDate}: ${error.ErrorType}`, facts["server.runHistory"])],
    suggests: ["run-delta-sync"],
  };
}
