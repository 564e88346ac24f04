import { valueOr } from "../domain";
import { defineRemediation } from "../identity/legacy";
import { refuse, unread } from "./parts";

/** Sets the rights of the provisioning agent's gMSA anew. */
export default defineRemediation({
  id: "repair-agent-account",
  title: "Repair the agent's account (gMSA)",
  risk: "write",
  undo: "None needed",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/cloud-sync/how-to-gmsa-cmdlets"],
  plan(facts) {
    const missing = unread(facts, "server.provisioningAgents");
    if (missing !== undefined) return refuse(missing);
    const agent = valueOr(facts["server.provisioningAgents"], []).find((a) => a.Installed && a.GmsaOk === false);
    if (agent === undefined) return refuse("No provisioning agent with an unusable account was found.");
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
