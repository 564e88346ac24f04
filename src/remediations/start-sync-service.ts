import { defineRemediation } from "../identity/define";
import { SERVICE_NEEDS, SERVICE_WANTS, servicePlan } from "./service-plan";

export default defineRemediation({
  id: "start-sync-service",
  title: { en: "Start the ADSync service", de: "Den Dienst ADSync starten" },
  risk: "trigger",
  undo: { en: "Stop the service", de: "Den Dienst anhalten" },
  needs: [...SERVICE_NEEDS],
  wants: [...SERVICE_WANTS],
  plan: (facts, person) => servicePlan("start-sync-service", "ADSync", "start", facts, person),
});
