/** Plans that start or restart a Windows service, and the cycle that follows. */
import type { Command, FactSet, PlanResult, RemediationId, ServiceName } from "../domain";
import { valueOr } from "../domain";
import { adUser, linked, refuse, unread } from "./parts";

const cycleAfter = (facts: FactSet, name: ServiceName): Command[] => {
  const scheduler = valueOr(facts["server.scheduler"], undefined);
  return name === "ADSync" && scheduler?.StagingModeEnabled !== true
    ? [{ system: "premises", kind: "start-sync-cycle", policyType: "Delta" }]
    : [];
};
export function servicePlan(
  id: RemediationId,
  name: ServiceName,
  how: "start" | "restart",
  facts: FactSet,
): PlanResult {
  const missing = unread(facts, "server.services");
  if (missing !== undefined) return refuse(missing);
  const service = valueOr(facts["server.services"], []).find((s) => s.Name === name);
  if (service === undefined) return refuse(`The service ${name} is not installed on this server.`);
  const runs = service.Status === "Running";
  if (how === "start" && runs) return refuse(`${service.DisplayName} runs already.`);
  if (how === "restart" && !runs)
    return refuse(`${service.DisplayName} is ${service.Status}; it is to be started, not restarted.`);
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
      undo: {
        impossible: how === "start" ? "Stop the service by hand to go back." : "A restart cannot be taken back.",
      },
      verify: name === "ADSync" && commands.length > 1 ? linked(adUser(facts)) : { kind: "engine-runs" },
    },
  };
}
