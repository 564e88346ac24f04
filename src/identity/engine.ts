/** What must be so on the sync server before a cycle is started (adsync reference §3.2). */
import type { Expectation } from "../domain";

/** The service runs. */
export const SERVICE_RUNS: Expectation = {
  system: "server",
  what: "service",
  name: "ADSync",
  property: "Status",
  equals: "Running",
  says: "The ADSync service runs.",
};
const setting = (property: string, says: string): Expectation => ({
  system: "server",
  what: "scheduler",
  property,
  equals: false,
  says,
});
/** The engine runs, rests, and exports. */
export const ENGINE_AT_REST: readonly Expectation[] = [
  SERVICE_RUNS,
  setting("SyncCycleInProgress", "No sync cycle is running."),
  setting("StagingModeEnabled", "The server is not in staging mode."),
];
