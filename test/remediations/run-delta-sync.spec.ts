import remedy from "../../src/remediations/run-delta-sync";
import { testRemediation } from "../testers/remediation-tester";
import { anchoredOn, ANCHOR, ana, cloudSync, DELTA, hybrid, idle, linkedBy, noCycle } from "./world";

testRemediation(remedy, {
  world: hybrid,
  plans: [
    { name: "a delta", commands: [DELTA], expects: idle, undo: "impossible", verify: linkedBy([ANCHOR]) },
    {
      name: "judged by the employee's number where that is the anchor",
      facts: { "server.globalSettings": anchoredOn("employeeID"), "ad.user": ana({ employeeID: "E-4711" }) },
      commands: [DELTA],
      verify: linkedBy(["E-4711"]),
    },
    {
      name: "nobody in particular: the engine is to run",
      facts: { "ad.user": null },
      commands: [DELTA],
      verify: { kind: "engine-runs" },
    },
  ],
  refuses: [...noCycle, { name: "Cloud Sync alone", facts: cloudSync, says: /no Connect Sync engine/ }],
});
