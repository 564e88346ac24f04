/** The answers to the questions that take no argument: what the scenario holds, in the cmdlets' names. */
import type { PremisesAnswers, QuestionKind } from "../../domain";
import type { World } from "../scenario";
import { endpointsOf } from "./endpoints";
import { pilotGroupOf } from "./reach";
import { connectorsOf, csOf, rulesOf, runErrorOf } from "./served";

/** Questions that are about the server, not about somebody. */
export type ServerQuestion = Exclude<QuestionKind, "people" | "ad-object" | "ad-object-at" | "chains">;
type Answers = { readonly [K in ServerQuestion]: (world: World) => PremisesAnswers[K] | undefined };

const MOST_DELETES_SHOWN = 50;
/** Undefined where the server has nothing of the kind. */
export const ANSWERS: Answers = {
  host: ({ premises }) => {
    const { OtherActiveServers: _, ...told } = premises.server;
    return structuredClone(told) as PremisesAnswers["host"];
  },
  services: ({ premises }) =>
    Object.entries(premises.services).map(([Name, s]) => ({
      ...structuredClone(s),
      Name,
    })) as PremisesAnswers["services"],
  endpoints: endpointsOf,
  scheduler: ({ premises }) =>
    premises.scheduler === undefined
      ? undefined
      : ({ ...structuredClone(premises.scheduler) } as PremisesAnswers["scheduler"]),
  "global-settings": ({ premises }) => ({ ...premises.globalSettings }),
  connectors: connectorsOf,
  "run-status": ({ premises }) =>
    Object.entries(premises.connectors)
      .filter(([, c]) => c.RunState === "Busy")
      .map(([ConnectorName]) => ({ ConnectorName, RunState: "Busy" })),
  "run-history": ({ premises }) =>
    premises.runHistory.map((r) => ({
      ...structuredClone(r),
      IsRunComplete: r.EndDate !== null,
      Errors: r.Errors.map(runErrorOf),
    })) as PremisesAnswers["run-history"],
  "sync-rules": rulesOf,
  "pilot-group": (world) => pilotGroupOf(world) ?? undefined,
  events: ({ premises }) => structuredClone(premises.eventLog) as PremisesAnswers["events"],
  "provisioning-agents": ({ premises: { provisioningAgent: a } }) =>
    a === null || a === undefined
      ? undefined
      : (structuredClone(Array.isArray(a) ? a : [a]) as PremisesAnswers["provisioning-agents"]),
  "missing-rights": ({ premises }) => structuredClone(premises.permissions) as PremisesAnswers["missing-rights"],
  "deletion-threshold": ({ premises: { exportDeletionThreshold: t } }) =>
    t === undefined ? undefined : { DeletionPrevention: t.Enabled ? 1 : 0, ThresholdCount: t.ThresholdCount },
  "pending-exports": ({ premises }) =>
    Object.keys(premises.connectors).map((ConnectorName) => {
      const mine = premises.connectorSpace.filter((e) => e.ConnectorName === ConnectorName);
      const count = (k: string): number => mine.filter((e) => e.PendingExport === k).length;
      return {
        ConnectorName,
        ExportAdds: count("Add"),
        ExportUpdates: count("Update"),
        ExportDeletes: count("Delete"),
        Deletes: mine
          .filter((e) => e.PendingExport === "Delete")
          .slice(0, MOST_DELETES_SHOWN)
          .map(csOf),
      };
    }),
  "domain-controllers": ({ premises }) => {
    const dcs = Object.entries(premises.directory.forests).flatMap(([Forest, f]) =>
      Object.entries(f.domainControllers ?? {}).map(([Name, d]) => ({ ...structuredClone(d), Forest, Name })),
    );
    return dcs.length === 0 ? undefined : (dcs as PremisesAnswers["domain-controllers"]);
  },
};
