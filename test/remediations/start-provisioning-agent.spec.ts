import remedy from "../../src/remediations/start-provisioning-agent";
import { testRemediation } from "../testers/remediation-tester";
import { cloudSync, hybrid } from "./world";

const agent = {
  Name: "AADConnectProvisioningAgent",
  DisplayName: "Microsoft Entra Provisioning Agent",
  Status: "Stopped",
  StartType: "Automatic",
};
testRemediation(remedy, {
  world: { ...hybrid, ...cloudSync, "server.services": [agent] },
  plans: [
    {
      name: "the agent alone; Cloud Sync comes round by itself",
      commands: [{ system: "premises", kind: "start-service", name: "AADConnectProvisioningAgent" }],
      expects: [{ system: "server", what: "service", name: agent.Name, property: "Status", equals: "Stopped" }],
      undo: "impossible",
      verify: { kind: "engine-runs" },
    },
  ],
  refuses: [
    { name: "it runs", facts: { "server.services": [{ ...agent, Status: "Running" }] }, says: /runs already/ },
    { name: "it is not there", facts: { "server.services": [] }, says: /not installed/ },
  ],
});
