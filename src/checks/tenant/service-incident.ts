import { defineCheck } from "../../identity/define";
import { cite } from "../../domain";
const HEALTHY = new Set([
  "serviceoperational",
  "servicerestored",
  "falsepositive",
  "resolved",
  "resolvedexternal",
  "postincidentreviewpublished",
]);
/** Only an open incident that covers directory sync or the identity service counts, and only beside something that fails. */
export const serviceIncident = defineCheck({
  id: "tenant.service-incident",
  title: "Microsoft has no open incident that covers directory sync",
  guide: "services.cloud",
  needs: ["entra.serviceIssues"],
  wants: ["entra.syncJobs", "server.runHistory", "now"],
  messages: {
    none: "There is no open incident that covers directory synchronization.",
    open: {
      code: "service-incident",
      text: "Microsoft reports the open incident {id}: {title}. It began {since} and covers directory synchronization.",
      advice: [
        "Follow {id} in the Microsoft 365 admin center › Health › Service health, and wait. Nothing on the server needs changing.",
      ],
    },
  },
  evaluate({ "entra.serviceIssues": issues, "entra.syncJobs": jobs, "server.runHistory": runs }) {
    const open = (issues.state === "seen" ? issues.value : []).filter(
      (i) =>
        i.isResolved !== true &&
        !i.endDateTime &&
        !HEALTHY.has((i.status ?? "").toLowerCase()) &&
        i.classification !== "advisory" &&
        (/entra|identity|azure active directory|orglivid/i.test(i.service ?? "") ||
          /director(y)? sync|synchroni|provision/i.test(i.feature ?? "")) &&
        /sync|provision|director/i.test(`${i.feature ?? ""} ${i.title ?? ""} ${i.impactDescription ?? ""}`),
    );
    const issue = open[0];
    if (issue === undefined) return { verdict: "pass", message: "none" };
    const failing =
      (jobs.state === "seen" &&
        jobs.value.some((j) => j.status.lastExecution?.state === "Failed" || j.status.code === "Quarantine")) ||
      (runs.state === "seen" && runs.value.slice(0, 12).some((r) => /^(stopped|no-start)/.test(r.Result)));
    const quiet =
      !failing &&
      ((runs.state === "seen" && runs.value.length > 0) || (jobs.state === "seen" && jobs.value.length > 0));
    return {
      verdict: quiet ? "warn" : "fail",
      message: "open",
      standing: quiet ? "degrading" : "blocking",
      proof: quiet ? "told" : "timed",
      data: { id: issue.id, title: issue.title ?? "", since: issue.startDateTime ?? "" },
      evidence: [
        cite(`${issue.id}: ${issue.title ?? ""}, ${issue.status ?? ""}, since ${issue.startDateTime ?? "?"}`, issues),
      ],
      suggests: [],
    };
  },
});
