import { valueOr } from "../domain";
import { defineRemediation } from "../identity/legacy";
import { adUser, linked, refuse, unread } from "./parts";

/** Brings the steps of a connector's run profiles into line with its selected partitions. */
export default defineRemediation({
  id: "repair-run-profile",
  title: "Repair the connector's run profiles",
  risk: "write",
  undo: "Write the old run steps back in the Synchronization Service Manager",
  plan(facts, _finding, choice) {
    const missing = unread(facts, "server.connectors", "server.services");
    if (missing !== undefined) return refuse(missing);
    const broken = valueOr(facts["server.connectors"], [])
      .filter((c) => c.Type === "AD" && c.RunProfiles !== undefined)
      .map((c) => {
        const wanted = c.Partitions.filter((p) => p.Selected)
          .map((p) => p.Identifier)
          .filter((i): i is string => i !== undefined);
        const steps = (c.RunProfiles ?? []).map((r) => ({
          name: r.Name,
          has: r.RunSteps.map((s) => s.PartitionIdentifier).filter((i): i is string => i !== undefined),
        }));
        return {
          name: c.Name,
          lacking: steps.filter((s) => wanted.some((i) => !s.has.includes(i))).map((s) => s.name),
          stale: steps.filter((s) => s.has.some((i) => !wanted.includes(i))).map((s) => s.name),
        };
      })
      .filter((c) => c.lacking.length + c.stale.length > 0);
    const one =
      choice === undefined ? (broken.length === 1 ? broken[0] : undefined) : broken.find((b) => b.name === choice);
    if (broken.length === 0) return refuse("Every selected partition has its steps, and no step names another.");
    if (one === undefined)
      return {
        question: "Which connector?",
        choose: broken.map((b) => ({ id: b.name, title: b.name, detail: [...b.lacking, ...b.stale].join(", ") })),
      };
    const policyType = one.lacking.length > 0 ? ("Initial" as const) : ("Delta" as const);
    return {
      plan: {
        remediation: "repair-run-profile",
        title: `Repair the run profiles of ${one.name}`,
        risk: "write",
        summary: `Gives each run profile of ${one.name} one step for each selected partition and no other, and runs ${policyType === "Initial" ? "an initial" : "a delta"} sync cycle.`,
        changes: [
          ...(one.lacking.length > 0
            ? [
                {
                  what: "Profiles without a step for a selected partition",
                  before: one.lacking.join(", "),
                  after: "none",
                },
              ]
            : []),
          ...(one.stale.length > 0
            ? [
                {
                  what: "Profiles with a step for a partition that is not selected",
                  before: one.stale.join(", "),
                  after: "none",
                },
              ]
            : []),
        ],
        touches: ["The sync cycle exports everybody's pending changes."],
        commands: [
          { system: "premises", kind: "repair-run-profile", connectorName: one.name },
          { system: "premises", kind: "start-sync-cycle", policyType },
        ],
        expects: [
          {
            system: "server",
            what: "service",
            name: "ADSync",
            property: "Status",
            equals: "Running",
            says: "The ADSync service runs.",
          },
        ],
        undo: { impossible: "The profiles are edited in the Synchronization Service Manager." },
        verify: linked(adUser(facts)),
      },
    };
  },
});
