import remedy from "../../src/remediations/start-sync-service";
import { testRemediation } from "../testers/remediation-tester";
import { adSync, ANCHOR, DELTA, hybrid, linkedBy, scheduler, serviceRuns } from "./world";

const stopped = { ...adSync, Status: "Stopped" };
testRemediation(remedy, {
  world: { ...hybrid, "server.services": [stopped] },
  plans: [
    {
      name: "the service, then a delta",
      commands: [{ system: "premises", kind: "start-service", name: "ADSync" }, DELTA],
      expects: [{ ...serviceRuns, equals: "Stopped" }],
      undo: "impossible",
      verify: linkedBy([ANCHOR]),
    },
    {
      name: "no cycle in staging mode, which exports nothing",
      facts: { "server.scheduler": { ...scheduler, StagingModeEnabled: true } },
      commands: [{ system: "premises", kind: "start-service", name: "ADSync" }],
      verify: { kind: "engine-runs" },
    },
  ],
  refuses: [
    { name: "it runs", facts: { "server.services": [adSync] }, says: /runs already/ },
    { name: "it is not there", facts: { "server.services": [] }, says: /not installed/ },
  ],
});
