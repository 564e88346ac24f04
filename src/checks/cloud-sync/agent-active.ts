import { defineCheck } from "../../identity/define";
import { cite } from "../../domain";
import { AGENT_CODES, codeOf, userJobs } from "../../identity/jobs";

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
  evaluate({ "server.provisioningAgents": agents, "entra.syncJobs": jobs, "server.services": services }) {
    const installed = agents.state === "seen" ? agents.value.filter((a) => a.Installed) : [];
    if (installed.length === 0) return { verdict: "skip", message: "none" };
    if (installed.some((a) => a.Active === true)) return { verdict: "pass", message: "active" };
    const agent = installed[0]!,
      service =
        services.state === "seen" ? services.value.find((s) => s.Name === "AADConnectProvisioningAgent") : undefined;
    const status = service?.Status ?? agent.ServiceStatus ?? "?",
      code =
        userJobs(jobs)
          .map(codeOf)
          .find((c) => c !== "") ?? "";
    const data = { status, checkin: agent.LastCheckIn ?? "never" };
    const evidence = [
      cite(
        `Agent: ServiceStatus ${agent.ServiceStatus ?? "?"}, Active ${String(agent.Active)}, LastCheckIn ${agent.LastCheckIn ?? "never"}`,
        agents,
      ),
      ...(code === "" ? [] : [cite(`Job error code ${code}`, jobs)]),
    ];
    if (agent.LastCheckIn == null)
      return { verdict: "fail", message: "unfinished", standing: "blocking", data, evidence };
    if (status !== "Running")
      return {
        verdict: "fail",
        message: "stopped",
        standing: "blocking",
        data,
        evidence,
        suggests: agent.GmsaOk === false ? [] : ["start-provisioning-agent"],
      };
    if (/Signaling/i.test(code) && !AGENT_CODES.test(code)) return { verdict: "skip", message: "signalling" };
    return { verdict: "fail", message: "silent", standing: "blocking", data, evidence };
  },
});
