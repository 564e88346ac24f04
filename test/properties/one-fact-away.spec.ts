import assert from "node:assert/strict";
import type { World } from "../../src/lab/scenario";
import { changed, labForTests, oneIn, WORLDS, worldOf } from "./worlds";

/** A read that fails, by the operation of the agent or the path of Graph. */
interface Loss {
  readonly what: string;
  readonly take: (world: World) => void;
}
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

/** What could not be read lowers what is said: a wrong cause is never certain because one fact is missing. */
describe("property: one fact taken away", () => {
  const lab = labForTests();
  WORLDS.forEach((id, turn) =>
    it(id, async function () {
      this.timeout(60_000);
      const scenario = await worldOf(id);
      const right: readonly string[] = [
        scenario.expect?.rootCause ?? "",
        ...(scenario.expect?.also ?? []),
        "undetermined",
      ];
      const wrong: string[] = [];
      for (const loss of oneIn(7, LOSSES, turn)) {
        const { rootCause } = await lab().run(changed(scenario, loss.take));
        if (rootCause.confidence === "certain" && !right.includes(rootCause.code))
          wrong.push(`without ${loss.what}: certain of ${rootCause.code}`);
      }
      assert.deepEqual(wrong, []);
    }),
  );
});
