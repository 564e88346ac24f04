import { defineCheck } from "../../identity/define";
import { codeOf, SIGNALLING_CODE, userJobs } from "../../identity/jobs";
import { NEVER } from "../../identity/phrases";
import { cite, told, valueOr } from "../../domain";

export default defineCheck({
  id: "cloud-sync.agent-active",
  title: { en: "A provisioning agent is active", de: "Ein Bereitstellungs-Agent ist aktiv" },
  guide: "services.sync",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/cloud-sync/how-to-troubleshoot#agent-problems"],
  needs: ["server.provisioningAgents"],
  wants: ["entra.syncJobs", "server.services"],
  messages: {
    none: { en: "No provisioning agent is installed here.", de: "Hier ist kein Bereitstellungs-Agent installiert." },
    active: { en: "A provisioning agent is active.", de: "Ein Bereitstellungs-Agent ist aktiv." },
    signalling: {
      en: "The agent's service runs; the job's code points to the signalling, not to the agent.",
      de: "Der Dienst des Agents läuft; der Fehlercode des Auftrags deutet auf die Signalisierung hin, nicht auf den Agent.",
    },
    stopped: {
      code: "provisioning-agent-inactive",
      text: {
        en: "The provisioning agent's service is {status}, and no other agent is active.",
        de: "Der Dienst des Bereitstellungs-Agents hat den Status {status}, und kein anderer Agent ist aktiv.",
      },
      advice: [
        {
          en: "Start the service (offered here) and set it to Automatic; then clear the job's quarantine if there is one.",
          de: "Starten Sie den Dienst (wird hier angeboten) und stellen Sie ihn auf Automatic; heben Sie danach die Quarantäne des Auftrags auf, falls es eine gibt.",
        },
        {
          en: "Install a second and third agent: then one of them may stop.",
          de: "Installieren Sie einen zweiten und dritten Agent: Dann darf einer ausfallen.",
        },
      ],
    },
    unfinished: {
      code: "provisioning-agent-inactive",
      text: {
        en: "The provisioning agent was installed, but has never checked in: its configuration did not come to an end.",
        de: "Der Bereitstellungs-Agent wurde installiert, hat sich aber nie gemeldet: Seine Konfiguration wurde nicht abgeschlossen.",
      },
      advice: [
        {
          en: "Mend what the configuration wizard names, then run it again: C:\\Program Files\\Microsoft Azure AD Connect Provisioning Agent\\AADConnectProvisioningAgentWizard.exe",
          de: "Beheben Sie, was der Konfigurationsassistent nennt, und führen Sie ihn dann erneut aus: C:\\Program Files\\Microsoft Azure AD Connect Provisioning Agent\\AADConnectProvisioningAgentWizard.exe",
        },
      ],
    },
    silent: {
      code: "provisioning-agent-inactive",
      text: {
        en: "The provisioning agent's service runs, but the agent is not active; it last checked in at {checkin}.",
        de: "Der Dienst des Bereitstellungs-Agents läuft, aber der Agent ist nicht aktiv; zuletzt gemeldet hat er sich am {checkin}.",
      },
      advice: [
        {
          en: "Check outbound 443 to *.msappproxy.net and *.servicebus.windows.net from this server (also behind the proxy), then restart the service AADConnectProvisioningAgent.",
          de: "Prüfen Sie von diesem Server aus den ausgehenden Port 443 zu *.msappproxy.net und *.servicebus.windows.net (auch hinter dem Proxy) und starten Sie dann den Dienst AADConnectProvisioningAgent neu.",
        },
        {
          en: "If it stays inactive, register it again with AADConnectProvisioningAgentWizard.exe.",
          de: "Bleibt er inaktiv, registrieren Sie ihn mit AADConnectProvisioningAgentWizard.exe neu.",
        },
      ],
    },
  },
  evaluate(facts) {
    const installed = valueOr(facts["server.provisioningAgents"], []).filter((a) => a.Installed);
    const [agent] = installed;
    if (agent === undefined) return { verdict: "skip", message: "none" };
    if (installed.some((a) => a.Active === true)) return { verdict: "pass", message: "active" };
    const service = valueOr(facts["server.services"], []).find((s) => s.Name === "AADConnectProvisioningAgent");
    const status = service?.Status ?? agent.ServiceStatus ?? "?";
    const code = userJobs(facts["entra.syncJobs"])
      .map(codeOf)
      .find((c) => c !== "");
    const checkin = agent.LastCheckIn ?? undefined;
    if (checkin !== undefined && status === "Running" && SIGNALLING_CODE.test(code ?? ""))
      return { verdict: "skip", message: "signalling" };
    return {
      verdict: "fail",
      message: checkin === undefined ? "unfinished" : status === "Running" ? "silent" : "stopped",
      proof: "measured",
      standing: "blocking",
      ...(checkin === undefined ? {} : { since: checkin }),
      ...(agent.GmsaOk === false ? { effectOf: ["agent-account-unusable", "provisioning-permission"] } : {}),
      data: { status, checkin: checkin ?? NEVER },
      evidence: [
        cite(
          told("Agent: ServiceStatus {status}, Active {active}, LastCheckIn {checkin}", {
            status: agent.ServiceStatus ?? "?",
            active: String(agent.Active),
            checkin: checkin ?? NEVER,
          }),
          facts["server.provisioningAgents"],
        ),
        ...(code === undefined
          ? []
          : [
              cite(
                told({ en: "Job error code {code}", de: "Fehlercode des Auftrags {code}" }, { code }),
                facts["entra.syncJobs"],
              ),
            ]),
      ],
      suggests:
        checkin === undefined || status === "Running" || agent.GmsaOk === false ? [] : ["start-provisioning-agent"],
    };
  },
});
