import { defineRemediation } from "../identity/define";
import { SERVICE_NEEDS, SERVICE_WANTS, servicePlan } from "./service-plan";

export default defineRemediation({
  id: "start-provisioning-agent",
  title: { en: "Start the provisioning agent", de: "Den Bereitstellungs-Agent starten" },
  risk: "trigger",
  undo: { en: "Stop the service", de: "Den Dienst anhalten" },
  needs: [...SERVICE_NEEDS],
  wants: [...SERVICE_WANTS],
  plan: (facts, person) =>
    servicePlan("start-provisioning-agent", "AADConnectProvisioningAgent", "start", facts, person),
});
