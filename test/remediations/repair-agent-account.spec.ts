import remedy from "../../src/remediations/repair-agent-account";
import { testRemediation } from "../testers/remediation-tester";

testRemediation(remedy, {
  world: { "server.provisioningAgents": [{ Installed: true, GmsaOk: false }] },
  plans: [
    {
      name: "the rights anew, then the agent",
      commands: [
        { system: "premises", kind: "repair-agent-account" },
        { system: "premises", kind: "restart-service", name: "AADConnectProvisioningAgent" },
      ],
      expects: [],
      undo: "impossible",
      verify: { kind: "engine-runs" },
    },
  ],
  refuses: [
    {
      name: "the account is usable",
      facts: { "server.provisioningAgents": [{ Installed: true, GmsaOk: true }] },
      says: /No provisioning agent/,
    },
    {
      name: "the agent is not installed",
      facts: { "server.provisioningAgents": [{ Installed: false, GmsaOk: false }] },
      says: /No provisioning agent/,
    },
  ],
});
