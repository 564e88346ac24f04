import { defineRemediation } from "../identity/define";
import { SERVICE_NEEDS, SERVICE_WANTS, servicePlan } from "./service-plan";

export default defineRemediation({
  id: "restart-sync-service",
  title: "Restart the ADSync service",
  risk: "trigger",
  undo: "None needed",
  needs: [...SERVICE_NEEDS],
  wants: [...SERVICE_WANTS],
  plan: (facts, person) => servicePlan("restart-sync-service", "ADSync", "restart", facts, person),
});
