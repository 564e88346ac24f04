import { defineCheck } from "../../identity/define";
import { eventsOf, SCM, seenEvent } from "../../identity/events";
import { AGENT_SERVICE, isRunning, seenService, serviceNamed } from "../../identity/services";
import { minuteOf } from "../../identity/time";
import { told, valueOr } from "../../domain";

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
  title: {
    en: "The provisioning agent's service account logs on",
    de: "Das Dienstkonto des Bereitstellungs-Agents meldet sich an",
  },
  guide: "server.accounts",
  needs: ["server.services", "now"],
  wants: ["server.events"],
  messages: {
    none: {
      en: "No stopped provisioning agent on this server.",
      de: "Auf diesem Server gibt es keinen angehaltenen Bereitstellungs-Agent.",
    },
    fine: {
      en: "Nothing shows that the agent's account cannot log on.",
      de: "Nichts deutet darauf hin, dass sich das Konto des Agents nicht anmelden kann.",
    },
    logon: {
      code: "sync-service-logon-failed",
      text: {
        en: "{name} cannot start because its account {account} cannot log on ({proof}).",
        de: "{name} kann nicht starten, weil sich das Konto {account} nicht anmelden kann ({proof}).",
      },
      advice: [
        {
          en: 'For a lost right: give {account} back "Log on as a service" in the policy that took it away (gpresult /h report.html). For a wrong password: services.msc › {name} › Log On, enter the present one. Then Start-Service AADConnectProvisioningAgent.',
          de: 'Fehlt das Recht: Geben Sie dem Konto {account} "Log on as a service" in der Richtlinie zurück, die es entzogen hat (gpresult /h report.html). Stimmt das Kennwort nicht: services.msc › {name} › Log On, tragen Sie das jetzige ein. Danach Start-Service AADConnectProvisioningAgent.',
        },
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
        account: service.StartName ?? { en: "its account", de: "des Dienstes" },
        proof:
          said === undefined
            ? told({ en: "exit code {code}", de: "Exitcode {code}" }, { code: service.ExitCode ?? "?" })
            : told(
                { en: "event {id} at {when}", de: "Ereignis {id} am {when}" },
                { id: said.Id, when: minuteOf(said.TimeCreated) },
              ),
      },
      evidence: [
        seenService(service, facts["server.services"]),
        ...(said === undefined ? [] : [seenEvent(said, facts["server.events"])]),
      ],
    };
  },
});
