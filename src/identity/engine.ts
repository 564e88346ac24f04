/** What must be so on the sync server before a cycle is started (adsync reference §3.2). */
import type { Expectation, Words } from "../domain";

/** The service runs. */
export const SERVICE_RUNS: Expectation = {
  system: "server",
  what: "service",
  name: "ADSync",
  property: "Status",
  equals: "Running",
  says: { en: "The ADSync service runs.", de: "Der Dienst ADSync läuft." },
};
const setting = (property: string, says: Words): Expectation => ({
  system: "server",
  what: "scheduler",
  property,
  equals: false,
  says,
});
/** The engine runs, rests, and exports. */
export const ENGINE_AT_REST: readonly Expectation[] = [
  SERVICE_RUNS,
  setting("SyncCycleInProgress", { en: "No sync cycle is running.", de: "Es läuft kein Synchronisierungszyklus." }),
  setting("StagingModeEnabled", {
    en: "The server is not in staging mode.",
    de: "Der Server ist nicht im Stagingmodus.",
  }),
];
