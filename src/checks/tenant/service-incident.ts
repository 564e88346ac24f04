import { defineCheck } from "../../identity/define";
import { isQuarantined } from "../../identity/jobs";
import { isBroken, latelyOf } from "../../identity/runs";
import { cite, told, valueOr, type Given, type ServiceIssue } from "../../domain";

/** States of an issue that is over (serviceHealthIssue.status). */
const OVER = [
  "serviceoperational",
  "servicerestored",
  "falsepositive",
  "resolved",
  "resolvedexternal",
  "postincidentreviewpublished",
];

/** Only an open incident that covers directory sync or the identity service counts, and only beside something that fails. */
export default defineCheck({
  id: "tenant.service-incident",
  title: {
    en: "Microsoft has no open incident that covers directory sync",
    de: "Microsoft hat keinen offenen Vorfall, der die Verzeichnissynchronisierung betrifft",
  },
  guide: "services.cloud",
  needs: ["entra.serviceIssues"],
  wants: ["entra.syncJobs", "server.runHistory"],
  messages: {
    none: {
      en: "There is no open incident that covers directory synchronization.",
      de: "Es gibt keinen offenen Vorfall, der die Verzeichnissynchronisierung betrifft.",
    },
    open: {
      code: "service-incident",
      text: {
        en: "Microsoft reports the open incident {id}: {title}. It began {since} and covers directory synchronization.",
        de: "Microsoft meldet den offenen Vorfall {id}: {title}. Er begann am {since} und betrifft die Verzeichnissynchronisierung.",
      },
      advice: [
        {
          en: "Follow {id} in the Microsoft 365 admin center › Health › Service health, and wait. Nothing on the server needs changing.",
          de: "Verfolgen Sie {id} im Microsoft 365 admin center › Health › Service health und warten Sie ab. Am Server ist nichts zu ändern.",
        },
      ],
    },
  },
  evaluate(facts) {
    const issue = valueOr(facts["entra.serviceIssues"], []).find((i) => isOpen(i) && coversSync(i));
    if (issue === undefined) return { verdict: "pass", message: "none" };
    const isQuiet = worksOn(facts);
    const since = issue.startDateTime;
    return {
      verdict: isQuiet ? "warn" : "fail",
      message: "open",
      proof: isQuiet ? "told" : "timed",
      standing: isQuiet ? "degrading" : "blocking",
      ...(since === undefined ? {} : { since }),
      data: { id: issue.id, title: issue.title ?? "", since: since ?? "" },
      evidence: [
        cite(
          told(
            { en: "{id}: {title}, {status}, since {since}", de: "{id}: {title}, {status}, seit {since}" },
            { id: issue.id, title: issue.title ?? "", status: issue.status ?? "", since: since ?? "?" },
          ),
          facts["entra.serviceIssues"],
        ),
      ],
    };
  },
});

const isOpen = (i: ServiceIssue): boolean =>
  i.isResolved !== true &&
  !i.endDateTime &&
  !OVER.includes((i.status ?? "").toLowerCase()) &&
  i.classification !== "advisory";
/** The identity service, or a feature by name; and in either case synchronization, provisioning or the directory. */
const coversSync = ({ service = "", feature = "", title = "", impactDescription = "" }: ServiceIssue): boolean =>
  (/entra|identity|azure active directory|orglivid/i.test(service) ||
    /director(y)? sync|synchroni|provision/i.test(feature)) &&
  /sync|provision|director/i.test(`${feature} ${title} ${impactDescription}`);
/** Runs or jobs were read, and none of the newest fails: the incident has not reached this tenant. */
function worksOn(facts: Given<never, "entra.syncJobs" | "server.runHistory">): boolean {
  const jobs = valueOr(facts["entra.syncJobs"], []);
  const runs = latelyOf(valueOr(facts["server.runHistory"], []));
  const fails = jobs.some((j) => j.status.lastExecution?.state === "Failed" || isQuarantined(j)) || runs.some(isBroken);
  return !fails && jobs.length + runs.length > 0;
}
