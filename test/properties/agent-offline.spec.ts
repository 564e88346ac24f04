import assert from "node:assert/strict";
import { changed, labForTests, oneIn, WORLDS, worldOf } from "./worlds";

/** Causes that the cloud states by itself: its own switches, limits, incidents, jobs, and the sign-ins of the sync account. */
const STATED_BY_THE_CLOUD = new Set([
  "agent-offline",
  "service-incident",
  "tenant-sync-disabled",
  "directory-quota-exceeded",
  "cloud-service-busy",
  "cloud-connector-credentials",
  "cloud-connector-blocked-by-policy",
  "provisioning-job-quarantined",
  "deletion-threshold-exceeded",
]);

/** Without the agent nothing on premises is known: nothing is cited from there, nothing is certain about it, nothing is written on the strength of it. */
describe("property: the agent is offline", () => {
  const lab = labForTests();
  for (const id of oneIn(2, WORLDS))
    it(id, async () => {
      const scenario = changed(await worldOf(id), (world) => {
        world.premises.agent = { online: false, version: "1.0.0" };
      });
      const line = await lab().run(scenario);
      assert.ok(
        line.notChecked.some((n) => /^(ad|server)\./.test(n.what)),
        "says what could not be read",
      );
      assert.deepEqual(
        line.findings.filter((f) => f.confidence === "certain" && !STATED_BY_THE_CLOUD.has(f.code)).map((f) => f.code),
        [],
        "certain only of what the cloud states",
      );
      const cited = line.rootCause.evidence
        .map((e) => e.source)
        .filter((s) => s.startsWith("premises:") && s !== "premises: the relay");
      assert.deepEqual(cited, [], "cites nothing from premises but the silence itself");
      assert.deepEqual(
        line.remediations.map((r) => r.id),
        [],
        "offers no change",
      );
    });
});
