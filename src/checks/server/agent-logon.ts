import { defineCheck } from "../../identity/define";
import { eventsOf, SCM, seenEvent } from "../../identity/events";
import { AGENT_SERVICE, isRunning, seenService, serviceNamed } from "../../identity/services";
import { minuteOf } from "../../identity/time";
import { valueOr } from "../../domain";

/** Exit codes of a service whose account cannot log on: for its secret, and for the right to log on as a service. */
const WRONG_SECRET = 1069;
const NO_RIGHT = 1385;
/** Events of the service control manager that say the same. */
const SECRET_REFUSED = 7038;
const RIGHT_REFUSED = 7041;
const WITHIN_HOURS = 14 * 24;

/** Why the provisioning agent's service cannot log on. A gMSA has no password that a person could mistype: for it only the lost right counts here. */
export default defineCheck({
  id: "server.agent-logon",
  title: "The provisioning agent's service account logs on",
  guide: "server.accounts",
  needs: ["server.services", "now"],
  wants: ["server.events"],
  messages: {
    none: "No stopped provisioning agent on this server.",
    fine: "Nothing shows that the agent's account cannot log on.",
    logon: {
      code: "sync-service-logon-failed",
      text: "{name} cannot start because its account {account} cannot log on ({proof}).",
      advice: [
        'For a lost right: give {account} back "Log on as a service" in the policy that took it away (gpresult /h report.html). For a wrong password: services.msc › {name} › Log On, enter the present one. Then Start-Service AADConnectProvisioningAgent.',
      ],
    },
  },
  evaluate(facts) {
    const service = serviceNamed(valueOr(facts["server.services"], []), AGENT_SERVICE);
    if (service === undefined || isRunning(service)) return { verdict: "skip", message: "none" };
    const isManaged = (service.StartName ?? "").endsWith("$");
    const said = eventsOf(
      valueOr(facts["server.events"], []),
      SCM,
      isManaged ? [RIGHT_REFUSED] : [SECRET_REFUSED, RIGHT_REFUSED],
      valueOr(facts.now, ""),
      WITHIN_HOURS,
    ).find((e) => e.Message.includes(AGENT_SERVICE) || e.Message.includes(service.DisplayName));
    const exitCodes = isManaged ? [NO_RIGHT] : [WRONG_SECRET, NO_RIGHT];
    if (said === undefined && !exitCodes.includes(service.ExitCode ?? 0)) return { verdict: "pass", message: "fine" };
    return {
      verdict: "fail",
      message: "logon",
      proof: "stated",
      standing: "blocking",
      ...(said === undefined ? {} : { since: said.TimeCreated }),
      data: {
        name: service.DisplayName,
        account: service.StartName ?? "its account",
        proof:
          said === undefined ? `exit code ${service.ExitCode}` : `event ${said.Id} at ${minuteOf(said.TimeCreated)}`,
      },
      evidence: [
        seenService(service, facts["server.services"]),
        ...(said === undefined ? [] : [seenEvent(said, facts["server.events"])]),
      ],
    };
  },
});
