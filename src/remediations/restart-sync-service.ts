import { defineRemediation } from "../identity/legacy";
import { servicePlan } from "./services";

/** Restart the ADSync service. */
export default defineRemediation({
  id: "restart-sync-service",
  title: "Restart the ADSync service",
  risk: "trigger",
  undo: "None needed",
  plan: (facts) => servicePlan("restart-sync-service", "ADSync", "restart", facts),
});
