import remedy from "../../src/remediations/stop-sync-cycle";
import { testRemediation } from "../testers/remediation-tester";
import { ANCHOR, DELTA, hybrid, linkedBy, scheduler } from "./world";

const stop = { system: "premises", kind: "stop-sync-cycle" } as const;
const running = { ...scheduler, SyncCycleInProgress: true };
const busy = [{ ConnectorName: "contoso.local", RunState: "Busy" }];
testRemediation(remedy, {
  world: { ...hybrid, "server.scheduler": running, "server.runStatus": busy },
  plans: [
    {
      name: "stopped, then a delta",
      commands: [stop, DELTA],
      expects: [{ system: "server", what: "scheduler", property: "SyncCycleInProgress", equals: true }],
      undo: "impossible",
      verify: linkedBy([ANCHOR]),
    },
    {
      name: "a connector is busy though no cycle counts as running",
      facts: { "server.scheduler": scheduler },
      commands: [stop, DELTA],
      verify: linkedBy([ANCHOR]),
    },
    {
      name: "no cycle in staging mode",
      facts: { "server.scheduler": { ...running, StagingModeEnabled: true } },
      commands: [stop],
      verify: linkedBy([ANCHOR]),
    },
  ],
  refuses: [
    {
      name: "nothing runs",
      facts: { "server.scheduler": scheduler, "server.runStatus": [] },
      says: /No sync cycle is running/,
    },
  ],
});
