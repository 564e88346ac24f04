import remedy from "../../src/remediations/enable-scheduler";
import { testRemediation } from "../testers/remediation-tester";
import { ANCHOR, DELTA, hybrid, linkedBy, noCycle, scheduler } from "./world";

const enable = { system: "premises", kind: "set-scheduler", set: { SyncCycleEnabled: true } } as const;
const off = { ...scheduler, SyncCycleEnabled: false };
const is = (property: string) => ({ system: "server", what: "scheduler", property, equals: false }) as const;
testRemediation(remedy, {
  world: { ...hybrid, "server.scheduler": off },
  plans: [
    {
      name: "on again, and a delta at once",
      commands: [enable, DELTA],
      expects: [is("SyncCycleEnabled"), is("StagingModeEnabled")],
      undo: "impossible",
      verify: linkedBy([ANCHOR]),
    },
  ],
  refuses: [
    ...noCycle,
    { name: "it is on", facts: { "server.scheduler": scheduler }, says: /on already/ },
    { name: "there is none", facts: { "server.scheduler": null }, says: /no scheduler/ },
  ],
});
