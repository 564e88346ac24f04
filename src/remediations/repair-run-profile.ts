/** Brings the steps of a connector's run profiles into line with its selected partitions. */
import { valueOr, type Connector } from "../domain";
import { defineRemediation } from "../identity/define";
import { adConnectors } from "../identity/place";
import { chosenOf } from "./choice";
import { startCycle } from "./commands";
import { serviceRuns } from "./cycle";
import { linkedAfterwards } from "./expectations";

export default defineRemediation({
  id: "repair-run-profile",
  title: "Repair the connector's run profiles",
  risk: "write",
  undo: "Write the old run steps back in the Synchronization Service Manager",
  needs: ["server.connectors", "server.services"],
  wants: ["ad.user", "server.globalSettings"],
  plan(facts, { ad, settings }, _finding, choice) {
    const broken = adConnectors(valueOr(facts["server.connectors"], []))
      .map(faultOf)
      .filter(({ lacking, stale }) => lacking.length + stale.length > 0);
    if (broken.length === 0) return { refused: "Every selected partition has its steps, and no step names another." };
    const fault = chosenOf(broken, (b) => b.connector, choice);
    if (fault === undefined)
      return {
        question: "Which connector?",
        choose: broken.map((b) => ({
          id: b.connector,
          title: b.connector,
          detail: [...b.lacking, ...b.stale].join(", "),
        })),
      };
    const { connector, lacking, stale } = fault;
    const policyType = lacking.length > 0 ? "Initial" : "Delta";
    const change = (what: string, profiles: readonly string[]) =>
      profiles.length === 0 ? [] : [{ what, before: profiles.join(", "), after: "none" }];
    return {
      plan: {
        remediation: "repair-run-profile",
        title: `Repair the run profiles of ${connector}`,
        risk: "write",
        summary: `Gives each run profile of ${connector} one step for each selected partition and no other, and runs ${policyType === "Initial" ? "an initial" : "a delta"} sync cycle.`,
        changes: [
          ...change("Profiles without a step for a selected partition", lacking),
          ...change("Profiles with a step for a partition that is not selected", stale),
        ],
        touches: ["The sync cycle exports everybody's pending changes."],
        commands: [
          { system: "premises", kind: "repair-run-profile", connectorName: connector },
          startCycle(policyType),
        ],
        expects: [serviceRuns()],
        verify: linkedAfterwards(settings, ad),
      },
    };
  },
});

/** Names of the profiles that lack a step for a selected partition, and of those with a step for another one. */
function faultOf({ Name, Partitions, RunProfiles = [] }: Connector) {
  const known = (ids: readonly (string | undefined)[]) => ids.filter((i): i is string => i !== undefined);
  const wanted = known(Partitions.filter((p) => p.Selected).map((p) => p.Identifier));
  const profiles = RunProfiles.map((r) => ({ name: r.Name, has: known(r.RunSteps.map((s) => s.PartitionIdentifier)) }));
  return {
    connector: Name,
    lacking: profiles.filter(({ has }) => wanted.some((i) => !has.includes(i))).map(({ name }) => name),
    stale: profiles.filter(({ has }) => has.some((i) => !wanted.includes(i))).map(({ name }) => name),
  };
}
