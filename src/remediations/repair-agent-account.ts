/** Sets the rights of the provisioning agent's gMSA anew (adsync reference §9). */
import { valueOr } from "../domain";
import { defineRemediation } from "../identity/define";
import { AGENT_SERVICE, serviceNamed } from "../identity/services";

export default defineRemediation({
  id: "repair-agent-account",
  title: "Repair the agent's account (gMSA)",
  risk: "write",
  undo: "None needed",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/cloud-sync/how-to-gmsa-cmdlets"],
  needs: ["server.provisioningAgents", "server.services"],
  plan(facts) {
    const unusable = valueOr(facts["server.provisioningAgents"], []).some((a) => a.Installed && a.GmsaOk === false);
    if (!unusable) return { refused: "No provisioning agent with an unusable account was found." };
    const service = serviceNamed(valueOr(facts["server.services"], []), AGENT_SERVICE);
    if (service === undefined) return { refused: `The service ${AGENT_SERVICE} is not installed on this server.` };
    // An account that cannot log on leaves its service stopped.
    const runs = service.Status === "Running";
    return {
      plan: {
        remediation: "repair-agent-account",
        title: "Repair the agent's account (gMSA)",
        risk: "write",
        summary: `Gives the provisioning agent's group managed service account the rights that Cloud Sync needs, and ${runs ? "restarts" : "starts"} the agent.`,
        changes: [{ what: "Agent's gMSA", before: "fails its test", after: "with the rights that Cloud Sync needs" }],
        touches: [
          "The account's rights in the domain are set anew.",
          "The jobs run again for everybody in their scope.",
        ],
        commands: [
          { system: "premises", kind: "repair-agent-account" },
          { system: "premises", kind: runs ? "restart-service" : "start-service", name: AGENT_SERVICE },
        ],
        expects: [
          {
            system: "server",
            what: "service",
            name: AGENT_SERVICE,
            property: "Status",
            equals: service.Status,
            says: `${service.DisplayName} is still ${service.Status}.`,
          },
        ],
        verify: { kind: "engine-runs" },
      },
    };
  },
});
