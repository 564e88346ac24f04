import remedy from "../../src/remediations/restart-sync-service";
import { testRemediation } from "../testers/remediation-tester";
import { adSync, ANCHOR, DELTA, hybrid, linkedBy, serviceRuns } from "./world";

testRemediation(remedy, {
  world: hybrid,
  plans: [
    {
      name: "the service, then a delta",
      commands: [{ system: "premises", kind: "restart-service", name: "ADSync" }, DELTA],
      expects: [serviceRuns],
      undo: "impossible",
      verify: linkedBy([ANCHOR]),
    },
  ],
  refuses: [
    {
      name: "it does not run",
      facts: { "server.services": [{ ...adSync, Status: "Stopped" }] },
      says: /to be started, not restarted/,
    },
    { name: "it is not there", facts: { "server.services": [] }, says: /not installed/ },
  ],
});
