import { defineCheck } from "../../identity/define";
import { SCM, eventsOf } from "../../identity/events";
import { minuteOf } from "../../identity/time";
import { cite } from "../../domain";
const AGENT = "AADConnectProvisioningAgent",
  WRONG_SECRET = 1069,
  NO_RIGHT = 1385;
/** Why the provisioning agent's service cannot log on. A gMSA has no password that a person could mistype: for it only the lost right counts here. */
export const agentLogon = defineCheck({
  id: "server.agent-logon",
  title: "The provisioning agent's service account logs on",
  guide: "server.accounts",
  needs: ["server.services"],
  wants: ["server.events", "now"],
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
  evaluate({ "server.services": services, "server.events": events, now }) {
    const s = services.state === "seen" ? services.value.find((x) => x.Name === AGENT) : undefined;
    if (s === undefined || s.Status === "Running") return { verdict: "skip", message: "none" };
    const managed = (s.StartName ?? "").endsWith("$"),
      at = now.state === "seen" ? now.value : "";
    const said = eventsOf(
      events.state === "seen" ? events.value : [],
      SCM,
      managed ? [7041] : [7038, 7041],
      at,
      24 * 14,
    ).find((e) => e.Message.includes(AGENT) || e.Message.includes(s.DisplayName));
    const exit = (managed ? [NO_RIGHT] : [WRONG_SECRET, NO_RIGHT]).includes(s.ExitCode ?? 0);
    if (said === undefined && !exit) return { verdict: "pass", message: "fine" };
    const evidence = [
      cite(
        `Get-Service ${AGENT}: ${s.Status}, ${s.StartType}, exit code ${s.ExitCode ?? "none"}, account ${s.StartName ?? "?"}`,
        services,
      ),
      ...(said === undefined ? [] : [cite(`${said.ProviderName} ${said.Id} at ${said.TimeCreated}`, events)]),
    ];
    return {
      verdict: "fail",
      message: "logon",
      standing: "blocking",
      data: {
        name: s.DisplayName,
        account: s.StartName ?? "its account",
        proof: said === undefined ? `exit code ${s.ExitCode}` : `event ${said.Id} at ${minuteOf(said.TimeCreated)}`,
      },
      evidence,
      suggests: [],
    };
  },
});
