/** Plans that start or restart a Windows service, and the cycle that follows. */
import { valueOr, type Command, type FactKey, type FactSet, type Planned, type ServiceName } from "../domain";
import type { Person } from "../identity/person";
import { startCycle } from "./commands";
import { linkedAfterwards } from "./expectations";

export const SERVICE_NEEDS = ["server.services"] as const satisfies readonly FactKey[];
export const SERVICE_WANTS = [
  "server.scheduler",
  "ad.user",
  "server.globalSettings",
] as const satisfies readonly FactKey[];
type ServiceFacts = Pick<FactSet, "server.services" | "server.scheduler">;

const cycleAfter = (facts: ServiceFacts, name: ServiceName): Command[] =>
  name === "ADSync" && valueOr(facts["server.scheduler"], undefined)?.StagingModeEnabled !== true ? [startCycle()] : [];

/** A refusal where the service is not there, or stands already as it should. */
export function servicePlan(
  id: "start-sync-service" | "restart-sync-service" | "start-provisioning-agent",
  name: ServiceName,
  how: "start" | "restart",
  facts: ServiceFacts,
  { ad, settings }: Pick<Person, "ad" | "settings">,
): Planned {
  const service = valueOr(facts["server.services"], []).find((s) => s.Name === name);
  if (service === undefined) return { refused: `The service ${name} is not installed on this server.` };
  const runs = service.Status === "Running";
  if (how === "start" && runs) return { refused: `${service.DisplayName} runs already.` };
  if (how === "restart" && !runs)
    return { refused: `${service.DisplayName} is ${service.Status}; it is to be started, not restarted.` };
  const commands: Command[] = [
    { system: "premises", kind: how === "start" ? "start-service" : "restart-service", name },
    ...cycleAfter(facts, name),
  ];
  const disabled = service.StartType === "Disabled";
  return {
    plan: {
      remediation: id,
      title: `${how === "start" ? "Start" : "Restart"} ${service.DisplayName}`,
      risk: "trigger",
      summary: `${how === "start" ? "Starts" : "Restarts"} the service ${name}${commands.length > 1 ? " and runs a delta sync cycle" : ""}.`,
      changes: [
        ...(how === "start"
          ? [{ what: `${name} status`, before: service.Status, after: "Running" }]
          : [{ what: `${name} process`, before: `since ${service.ProcessStartTime ?? "unknown"}`, after: "new" }]),
        ...(disabled ? [{ what: `${name} start type`, before: service.StartType, after: "Automatic" }] : []),
      ],
      touches: [
        ...(how === "start"
          ? [
              "Somebody may have stopped it on purpose, or another server may be the active one: ask before you approve.",
            ]
          : ["A cycle that runs is ended."]),
        ...(commands.length > 1 ? ["The sync cycle exports everybody's pending changes."] : []),
      ],
      commands,
      expects: [
        {
          system: "server",
          what: "service",
          name,
          property: "Status",
          equals: service.Status,
          says: `${service.DisplayName} is still ${service.Status}.`,
        },
      ],
      verify: name === "ADSync" && commands.length > 1 ? linkedAfterwards(settings, ad) : { kind: "engine-runs" },
    },
  };
}
