import { defineRemediation } from "../identity/legacy";
import { servicePlan } from "./services";

/** Start the provisioning agent. */
export default defineRemediation({
  id: "start-provisioning-agent",
  title: "Start the provisioning agent",
  risk: "trigger",
  undo: "Stop the service",
  plan: (facts) => servicePlan("start-provisioning-agent", "AADConnectProvisioningAgent", "start", facts),
});
