/** Plans that start or restart a Windows service, and the cycle that follows. */
import { told } from "../domain";
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
  if (service === undefined)
    return {
      refused: told(
        {
          en: "The service {service} is not installed on this server.",
          de: "Der Dienst {service} ist auf diesem Server nicht installiert.",
        },
        { service: name },
      ),
    };
  const runs = service.Status === "Running";
  if (how === "start" && runs)
    return {
      refused: told(
        { en: "{service} runs already.", de: "{service} läuft bereits." },
        { service: service.DisplayName },
      ),
    };
  if (how === "restart" && !runs)
    return {
      refused: told(
        {
          en: "{service} is {state}; it is to be started, not restarted.",
          de: "{service} ist im Zustand {state}; der Dienst ist zu starten, nicht neu zu starten.",
        },
        { service: service.DisplayName, state: service.Status },
      ),
    };
  const commands: Command[] = [
    { system: "premises", kind: how === "start" ? "start-service" : "restart-service", name },
    ...cycleAfter(facts, name),
  ];
  const disabled = service.StartType === "Disabled";
  return {
    plan: {
      remediation: id,
      title: told(
        {
          en: "{how, select, start {Start} other {Restart}} {service}",
          de: "{service} {how, select, start {starten} other {neu starten}}",
        },
        { how, service: service.DisplayName },
      ),
      risk: "trigger",
      summary: told(
        {
          en: "{how, select, start {Starts} other {Restarts}} the service {service}{cycle, select, yes { and runs a delta sync cycle} other {}}.",
          de: "Startet den Dienst {service}{how, select, start {} other { neu}}{cycle, select, yes { und führt einen Deltazyklus aus} other {}}.",
        },
        { how, service: name, cycle: commands.length > 1 ? "yes" : "no" },
      ),
      changes: [
        ...(how === "start"
          ? [
              {
                what: told({ en: "{service} status", de: "Zustand von {service}" }, { service: name }),
                before: service.Status,
                after: "Running",
              },
            ]
          : [
              {
                what: told({ en: "{service} process", de: "Prozess von {service}" }, { service: name }),
                before: told({ en: "since {at}", de: "seit {at}" }, { at: service.ProcessStartTime ?? "?" }),
                after: "new",
              },
            ]),
        ...(disabled
          ? [
              {
                what: told({ en: "{service} start type", de: "Starttyp von {service}" }, { service: name }),
                before: service.StartType,
                after: "Automatic",
              },
            ]
          : []),
      ],
      touches: [
        ...(how === "start"
          ? [
              {
                en: "Somebody may have stopped it on purpose, or another server may be the active one: ask before you approve.",
                de: "Jemand kann ihn mit Absicht angehalten haben, oder ein anderer Server ist der aktive: Fragen Sie vor der Genehmigung nach.",
              },
            ]
          : [{ en: "A cycle that runs is ended.", de: "Ein laufender Zyklus wird beendet." }]),
        ...(commands.length > 1
          ? [
              {
                en: "The sync cycle exports everybody's pending changes.",
                de: "Der Synchronisierungszyklus exportiert die ausstehenden Änderungen aller.",
              },
            ]
          : []),
      ],
      commands,
      expects: [
        {
          system: "server",
          what: "service",
          name,
          property: "Status",
          equals: service.Status,
          says: told(
            { en: "{service} is still {state}.", de: "{service} ist noch im Zustand {state}." },
            { service: service.DisplayName, state: service.Status },
          ),
        },
      ],
      verify: name === "ADSync" && commands.length > 1 ? linkedAfterwards(settings, ad) : { kind: "engine-runs" },
    },
  };
}
