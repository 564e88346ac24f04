import { defineRemediation } from "../identity/define";
import { SERVICE_NEEDS, SERVICE_WANTS, servicePlan } from "./service-plan";

export default defineRemediation({
  id: "start-sync-service",
  title: "Start the ADSync service",
  risk: "trigger",
  undo: "Stop the service",
  needs: [...SERVICE_NEEDS],
  wants: [...SERVICE_WANTS],
  plan: (facts, person) => servicePlan("start-sync-service", "ADSync", "start", facts, person),
});
