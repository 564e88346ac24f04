import remedy from "../../src/remediations/repair-run-profile";
import { testRemediation } from "../testers/remediation-tester";
import { ANCHOR, connector, DELTA, hybrid, INITIAL, linkedBy, serviceRuns } from "./world";

const repair = { system: "premises", kind: "repair-run-profile", connectorName: "contoso.local" } as const;
const steps = (...ids: string[]) => ({
  RunProfiles: [{ Name: "Delta Import", RunSteps: ids.map((PartitionIdentifier) => ({ PartitionIdentifier })) }],
});
const lacking = { ...connector, ...steps() };
testRemediation(remedy, {
  world: { ...hybrid, "server.connectors": [lacking] },
  plans: [
    {
      name: "a step is missing: what was never imported wants an initial cycle",
      commands: [repair, INITIAL],
      expects: [serviceRuns],
      undo: "impossible",
      verify: linkedBy([ANCHOR]),
    },
    {
      name: "a step too many: a delta is enough",
      facts: { "server.connectors": [{ ...connector, ...steps("p1", "gone") }] },
      commands: [repair, DELTA],
      verify: linkedBy([ANCHOR]),
    },
  ],
  chooses: [
    {
      name: "two connectors are broken",
      facts: { "server.connectors": [lacking, { ...lacking, Name: "fabrikam.local" }] },
      ids: ["contoso.local", "fabrikam.local"],
    },
  ],
  refuses: [
    {
      name: "every selected partition has its step",
      facts: { "server.connectors": [{ ...connector, ...steps("p1") }] },
      says: /Every selected partition/,
    },
  ],
});
