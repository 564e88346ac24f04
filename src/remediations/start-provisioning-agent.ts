import { defineRemediation } from "../identity/define";
import { SERVICE_NEEDS, SERVICE_WANTS, servicePlan } from "./service-plan";

export default defineRemediation({
  id: "start-provisioning-agent",
  title: "Start the provisioning agent",
  risk: "trigger",
  undo: "Stop the service",
  needs: [...SERVICE_NEEDS],
  wants: [...SERVICE_WANTS],
  plan: (facts, person) =>
    servicePlan("start-provisioning-agent", "AADConnectProvisioningAgent", "start", facts, person),
});
