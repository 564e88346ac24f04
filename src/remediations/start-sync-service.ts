import { defineRemediation } from "../identity/legacy";
import { servicePlan } from "./services";

/** Start the ADSync service. */
export default defineRemediation({
  id: "start-sync-service",
  title: "Start the ADSync service",
  risk: "trigger",
  undo: "Stop the service",
  plan: (facts) => servicePlan("start-sync-service", "ADSync", "start", facts),
});
