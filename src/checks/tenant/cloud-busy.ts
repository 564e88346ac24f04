import { defineCheck } from "../../identity/define";
import { brokenRuns } from "../../identity/runs";
import { cite } from "../../domain";
const BUSY = /^(ServerBusy|ServiceUnavailable|ClientTimeoutExceeded|AzureDirectoryServiceServerBusy|81|68|32)$/i;
/** Throttling and time-outs of the service come and go; they are named by code, in run errors or in the job's last execution. */
export const cloudBusy = defineCheck({
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
  evaluate({ "server.runHistory": runs, "entra.syncJobs": jobs, "server.connectors": connectors }) {
    const job =
      jobs.state === "seen"
        ? jobs.value.find(
            (j) =>
              BUSY.test(j.status.lastExecution?.error?.code ?? "") || BUSY.test(j.status.quarantine?.error?.code ?? ""),
          )
        : undefined;
    if (job !== undefined)
      return {
        verdict: "fail",
        message: "busy",
        standing: "blocking",
        data: {
          code: job.status.lastExecution?.error?.code ?? "busy",
          last: job.status.lastSuccessfulExecution?.timeEnded ?? "unknown",
        },
        evidence: [
          cite(
            `job ${job.templateId ?? job.id}: last execution ${job.status.lastExecution?.error?.code ?? ""} at ${job.status.lastExecution?.timeEnded ?? "?"}`,
            jobs,
          ),
        ],
        suggests: [],
      };
    if (runs.state !== "seen" || connectors.state !== "seen") return { verdict: "pass", message: "calm" };
    const clouds = connectors.value.filter((c) => c.Type !== "AD").map((c) => c.Name),
      newest = runs.value.find(
        (r) => clouds.includes(r.ConnectorName) && /export/i.test(r.RunProfileName) && r.EndDate !== null,
      );
    const error = newest?.Errors.find((e) => BUSY.test(e.ErrorType) || BUSY.test(e.ErrorCode ?? ""));
    if (error === undefined || newest === undefined) return { verdict: "pass", message: "calm" };
    return {
      verdict: "fail",
      message: "busy",
      standing: brokenRuns(runs.value, clouds).length > 0 ? "blocking" : "shown",
      proof: "timed",
      data: { code: error.ErrorType, last: "an earlier cycle" },
      evidence: [cite(`${newest.ConnectorName} Export ${newest.StartDate}: ${error.ErrorType}`, runs)],
      suggests: ["run-delta-sync"],
    };
  },
});
