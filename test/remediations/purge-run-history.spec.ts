import remedy from "../../src/remediations/purge-run-history";
import { testRemediation } from "../testers/remediation-tester";
import { adSync, ANCHOR, DELTA, hybrid, linkedBy, serviceRuns } from "./world";

testRemediation(remedy, {
  world: { ...hybrid, "server.host": { Database: { SizeMB: 10_100, LimitMB: 10_240 } } },
  plans: [
    {
      name: "keeps a week, then a delta",
      commands: [{ system: "premises", kind: "purge-run-history", olderThanDays: 7 }, DELTA],
      expects: [serviceRuns],
      undo: "impossible",
      verify: linkedBy([ANCHOR]),
    },
  ],
  refuses: [
    {
      name: "the service does not run",
      facts: { "server.services": [{ ...adSync, Status: "Stopped" }] },
      says: /does not run/,
    },
  ],
});
