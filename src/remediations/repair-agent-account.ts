/** Sets the rights of the provisioning agent's gMSA anew (adsync reference §9). */
import { valueOr } from "../domain";
import { defineRemediation } from "../identity/define";

export default defineRemediation({
  id: "repair-agent-account",
  title: "Repair the agent's account (gMSA)",
  risk: "write",
  undo: "None needed",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/cloud-sync/how-to-gmsa-cmdlets"],
  needs: ["server.provisioningAgents"],
  plan(facts) {
    const unusable = valueOr(facts["server.provisioningAgents"], []).some((a) => a.Installed && a.GmsaOk === false);
    if (!unusable) return { refused: "No provisioning agent with an unusable account was found." };
    return {
      plan: {
        remediation: "repair-agent-account",
        title: "Repair the agent's account (gMSA)",
        risk: "write",
        summary:
          "Gives the provisioning agent's group managed service account the rights that Cloud Sync needs, and restarts the agent.",
        changes: [{ what: "Agent's gMSA", before: "unusable", after: "usable" }],
        touches: ["The account's rights in the domain are set anew."],
        commands: [
          { system: "premises", kind: "repair-agent-account" },
          { system: "premises", kind: "restart-service", name: "AADConnectProvisioningAgent" },
        ],
        expects: [],
        undo: { impossible: "Remove the rights by hand with the gMSA cmdlets." },
        verify: { kind: "engine-runs" },
      },
    };
  },
});
