import { defineRemediation } from "../identity/define";
import { SERVICE_NEEDS, SERVICE_WANTS, servicePlan } from "./service-plan";

export default defineRemediation({
  id: "restart-sync-service",
  title: { en: "Restart the ADSync service", de: "Den Dienst ADSync neu starten" },
  risk: "trigger",
  undo: { en: "None needed", de: "Nicht nötig" },
  needs: [...SERVICE_NEEDS],
  wants: [...SERVICE_WANTS],
  plan: (facts, person) => servicePlan("restart-sync-service", "ADSync", "restart", facts, person),
});
