/** What could not be read lowers what is said: no wrong cause becomes certain because one read fails. */
import type { World } from "../../src/lab/scenario";
import { changed, isRight, said, triage, type Property, type Trial } from "./property";

const OPERATIONS = [
  "LDAP",
  "Get-ADSyncCSObject",
  "Get-ADSyncConnector",
  "Get-ADSyncRunProfileResult",
  "Get-ADSyncScheduler",
  "Get-ADSyncRule",
  "Get-Service",
  "Test-NetConnection",
  "Get-WinEvent",
  "Get-Acl",
  "Win32_OperatingSystem",
  "Get-ADSyncGlobalSettings",
];
const PATHS = [
  "/users",
  "/directory/deletedItems",
  "/roleManagement",
  "/roleManagement/directory/roleEligibilitySchedules",
  "/domains",
  "/directory/onPremisesSynchronization",
  "/groups",
  "/organization",
];
/** A read that fails, by the operation of the agent or the path of Graph. */
interface Loss {
  readonly what: string;
  readonly take: (world: World) => void;
}
const LOSSES: readonly Loss[] = [
  ...OPERATIONS.map((operation) => ({
    what: operation,
    take: (world: World) => void world.premises.faults.push({ operation, error: "The operation failed" }),
  })),
  ...PATHS.map((path) => ({
    what: path,
    take: (world: World) => void world.cloud.faults.unshift({ method: "GET", path, status: 403 }),
  })),
];

export default {
  name: "one-read-lost",
  promise: "one read fails: no wrong cause is certain",
  target: 1,
  async trials(lab, scenario, some) {
    if (scenario.expect === null) return [];
    const trials: Trial[] = [];
    for (const { what, take } of some(LOSSES)) {
      const verdict = await triage(lab, scenario, changed(scenario, take));
      const { code, confidence } = verdict.rootCause;
      trials.push({
        held: confidence !== "certain" || isRight(scenario, code),
        says: `without ${what} ${said(verdict)}`,
      });
    }
    return trials;
  },
} satisfies Property;
