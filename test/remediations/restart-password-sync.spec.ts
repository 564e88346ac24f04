import remedy from "../../src/remediations/restart-password-sync";
import { testRemediation } from "../testers/remediation-tester";
import { connector, hybrid, noCycle, serviceRuns } from "./world";

const fabrikam = {
  ...connector,
  Name: "fabrikam.local",
  Partitions: [{ ...connector.Partitions[0]!, DN: "DC=fabrikam,DC=local" }],
};
const restart = (connectorName: string) =>
  ({ system: "premises", kind: "restart-password-sync", connectorName }) as const;
testRemediation(remedy, {
  world: { ...hybrid, "server.connectors": [fabrikam, connector] },
  plans: [
    {
      name: "the connector that reads the person's domain",
      commands: [restart("contoso.local")],
      expects: [serviceRuns],
      undo: "impossible",
      verify: { kind: "engine-runs" },
    },
    {
      name: "nobody in particular: the first one",
      facts: { "ad.user": null },
      commands: [restart("fabrikam.local")],
      verify: { kind: "engine-runs" },
    },
  ],
  refuses: [...noCycle, { name: "no AD connector", facts: { "server.connectors": [] }, says: /No Active Directory/ }],
});
