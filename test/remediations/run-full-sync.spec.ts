import remedy from "../../src/remediations/run-full-sync";
import { testRemediation } from "../testers/remediation-tester";
import { ANCHOR, cloudSync, hybrid, idle, INITIAL, linkedBy, noCycle } from "./world";

testRemediation(remedy, {
  world: hybrid,
  plans: [
    { name: "an initial cycle", commands: [INITIAL], expects: idle, undo: "impossible", verify: linkedBy([ANCHOR]) },
  ],
  refuses: [...noCycle, { name: "Cloud Sync alone", facts: cloudSync, says: /no Connect Sync engine/ }],
});
