import { defineCheck } from "../../identity/define";
import { codeOf, SIGNALLING_CODE, userJobs } from "../../identity/jobs";
import { cite, valueOr } from "../../domain";

export default defineCheck({
  id: "cloud-sync.agent-active",
  title: "A provisioning agent is active",
  guide: "services.sync",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/cloud-sync/how-to-troubleshoot#agent-problems"],
  needs: ["server.provisioningAgents"],
  wants: ["entra.syncJobs", "server.services"],
  messages: {
    none: "No provisioning agent is installed here.",
    active: "A provisioning agent is active.",
    signalling: "The agent's service runs; the job's code points to the signalling, not to the agent.",
    stopped: {
      code: "provisioning-agent-inactive",
      text: "The provisioning agent's service is {status}, and no other agent is active.",
      advice: [
        "Start the service (offered here) and set it to Automatic; then clear the job's quarantine if there is one.",
        "Install a second and third agent: then one of them may stop.",
      ],
    },
    unfinished: {
      code: "provisioning-agent-inactive",
      text: "The provisioning agent was installed, but has never checked in: its configuration did not come to an end.",
      advice: [
        "Mend what the configuration wizard names, then run it again: C:\\Program Files\\Microsoft Azure AD Connect Provisioning Agent\\AADConnectProvisioningAgentWizard.exe",
      ],
    },
    silent: {
      code: "provisioning-agent-inactive",
      text: "The provisioning agent's service runs, but the agent is not active; it last checked in at {checkin}.",
      advice: [
        "Check outbound 443 to *.msappproxy.net and *.servicebus.windows.net from this server (also behind the proxy), then restart the service AADConnectProvisioningAgent.",
        "If it stays inactive, register it again with AADConnectProvisioningAgentWizard.exe.",
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
      data: { status, checkin: checkin ?? "never" },
      evidence: [
        cite(
          `Agent: ServiceStatus ${agent.ServiceStatus ?? "?"}, Active ${String(agent.Active)}, LastCheckIn ${checkin ?? "never"}`,
          facts["server.provisioningAgents"],
        ),
        ...(code === undefined ? [] : [cite(`Job error code ${code}`, facts["entra.syncJobs"])]),
      ],
      suggests:
        checkin === undefined || status === "Running" || agent.GmsaOk === false ? [] : ["start-provisioning-agent"],
    };
  },
});
