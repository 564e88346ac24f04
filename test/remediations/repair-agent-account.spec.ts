import remedy from "../../src/remediations/repair-agent-account";
import { testRemediation } from "../testers/remediation-tester";

const service = {
  Name: "AADConnectProvisioningAgent",
  DisplayName: "Microsoft Azure AD Connect Provisioning Agent",
  Status: "Running",
  StartType: "Automatic",
};
const still = (equals: string) =>
  ({ system: "server", what: "service", name: service.Name, property: "Status", equals }) as const;
testRemediation(remedy, {
  world: { "server.provisioningAgents": [{ Installed: true, GmsaOk: false }], "server.services": [service] },
  plans: [
    {
      name: "the rights anew, then the agent",
      commands: [
        { system: "premises", kind: "repair-agent-account" },
        { system: "premises", kind: "restart-service", name: "AADConnectProvisioningAgent" },
      ],
      expects: [still("Running")],
      undo: "impossible",
      verify: { kind: "engine-runs" },
    },
    {
      name: "an agent that could not log on is started, not restarted",
      facts: { "server.services": [{ ...service, Status: "Stopped" }] },
      commands: [
        { system: "premises", kind: "repair-agent-account" },
        { system: "premises", kind: "start-service", name: "AADConnectProvisioningAgent" },
      ],
      expects: [still("Stopped")],
      verify: { kind: "engine-runs" },
    },
  ],
  refuses: [
    {
      name: "the account is usable",
      facts: { "server.provisioningAgents": [{ Installed: true, GmsaOk: true }] },
      says: /No provisioning agent/,
    },
    { name: "its service is not here", facts: { "server.services": [] }, says: /not installed/ },
    {
      name: "the agent is not installed",
      facts: { "server.provisioningAgents": [{ Installed: false, GmsaOk: false }] },
      says: /No provisioning agent/,
    },
  ],
});
