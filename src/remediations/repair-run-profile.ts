/** Brings the steps of a connector's run profiles into line with its selected partitions. */
import { CYCLE_NAME } from "./wording";
import { told, type Words } from "../domain";
import { valueOr, type Connector } from "../domain";
import { defineRemediation } from "../identity/define";
import { adConnectors } from "../identity/place";
import { chosenOf } from "./choice";
import { startCycle } from "./commands";
import { serviceRuns } from "./cycle";
import { linkedAfterwards } from "./expectations";

export default defineRemediation({
  id: "repair-run-profile",
  title: { en: "Repair the connector's run profiles", de: "Die Ausführungsprofile des Connectors reparieren" },
  risk: "write",
  undo: {
    en: "Write the old run steps back in the Synchronization Service Manager",
    de: "Die alten Ausführungsschritte im Synchronization Service Manager zurückschreiben",
  },
  needs: ["server.connectors", "server.services"],
  wants: ["ad.user", "server.globalSettings"],
  plan(facts, { ad, settings }, _finding, choice) {
    const broken = adConnectors(valueOr(facts["server.connectors"], []))
      .map(faultOf)
      .filter(({ lacking, stale }) => lacking.length + stale.length > 0);
    if (broken.length === 0)
      return {
        refused: {
          en: "Every selected partition has its steps, and no step names another.",
          de: "Jede ausgewählte Partition hat ihre Schritte, und kein Schritt nennt eine andere.",
        },
      };
    const fault = chosenOf(broken, (b) => b.connector, choice);
    if (fault === undefined)
      return {
        question: { en: "Which connector?", de: "Welcher Connector?" },
        choose: broken.map((b) => ({
          id: b.connector,
          title: b.connector,
          detail: [...b.lacking, ...b.stale].join(", "),
        })),
      };
    const { connector, lacking, stale } = fault;
    const policyType = lacking.length > 0 ? "Initial" : "Delta";
    const change = (what: Words, profiles: readonly string[]) =>
      profiles.length === 0 ? [] : [{ what, before: profiles.join(", "), after: { en: "none", de: "keine" } }];
    return {
      plan: {
        remediation: "repair-run-profile",
        title: told(
          { en: "Repair the run profiles of {connector}", de: "Die Ausführungsprofile von {connector} reparieren" },
          { connector },
        ),
        risk: "write",
        summary: told(
          {
            en: "Gives each run profile of {connector} one step for each selected partition and no other, and runs {cycle}.",
            de: "Gibt jedem Ausführungsprofil von {connector} einen Schritt je ausgewählter Partition und keinen anderen; danach läuft {cycle}.",
          },
          { connector, cycle: CYCLE_NAME[policyType] },
        ),
        changes: [
          ...change(
            {
              en: "Profiles without a step for a selected partition",
              de: "Profile ohne Schritt für eine ausgewählte Partition",
            },
            lacking,
          ),
          ...change(
            {
              en: "Profiles with a step for a partition that is not selected",
              de: "Profile mit einem Schritt für eine nicht ausgewählte Partition",
            },
            stale,
          ),
        ],
        touches: [
          {
            en: "The sync cycle exports everybody's pending changes.",
            de: "Der Synchronisierungszyklus exportiert die ausstehenden Änderungen aller.",
          },
        ],
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
