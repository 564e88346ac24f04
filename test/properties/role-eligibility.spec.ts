import assert from "node:assert/strict";
import { changed, labForTests, WORLDS, worldOf } from "./worlds";

const TAKE_OVERS = new Set(["hard-match", "set-consistency-guid", "remove-cloud-user", "purge-deleted-user"]);

/** Who may become an administrator is protected as one (security.md): while eligibility cannot be read nobody is taken over, and the answer says so. */
describe("property: role eligibility cannot be read", () => {
  const lab = labForTests();
  let concerned = 0;
  for (const id of WORLDS)
    it(id, async () => {
      const scenario = await worldOf(id);
      const expected = scenario.expect?.remediation ?? null;
      if (![expected].flat().some((r) => r !== null && TAKE_OVERS.has(r))) return;
      concerned++;
      const line = await lab().run(
        changed(scenario, (world) => {
          world.cloud.faults.unshift({
            method: "GET",
            path: "/roleManagement/directory/roleEligibilitySchedules",
            status: 403,
          });
        }),
      );
      const offered = line.remediations.map((r) => r.id).filter((r) => TAKE_OVERS.has(r));
      assert.deepEqual(offered, []);
      assert.notEqual(line.rootCause.confidence, "certain");
      assert.ok(line.notChecked.some((n) => n.what === "entra.roles"));
    });
  after(() => assert.ok(concerned > 0, "some worlds end in a take-over"));
});
