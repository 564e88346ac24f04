import remedy from "../../src/remediations/provision-on-demand";
import { testRemediation } from "../testers/remediation-tester";
import { adIs, ana, ANCHOR, cloudSync, hybrid, job, linkedBy, push } from "./world";

const { dn } = ana();
testRemediation(remedy, {
  world: { ...hybrid, ...cloudSync },
  plans: [
    {
      name: "the one job",
      commands: [push(dn)],
      expects: [adIs("dn", dn)],
      undo: "impossible",
      verify: linkedBy([ANCHOR]),
    },
  ],
  chooses: [{ name: "two jobs", facts: { "entra.syncJobs": [job("a"), job("b")] }, ids: ["a", "b"] }],
  refuses: [
    { name: "no account", facts: { "ad.user": null }, says: /no AD account/ },
    { name: "no job", facts: { "entra.syncJobs": null }, says: /No Cloud Sync job/ },
    { name: "a job without rules", facts: { "entra.syncJobs": [job("a", { schema: {} })] }, says: /No Cloud Sync job/ },
  ],
});
