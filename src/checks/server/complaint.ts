import { defineCheck } from "../../identity/define";
import { ENGINE, eventsOf, seenEvent } from "../../identity/events";
import { adConnectors } from "../../identity/place";
import { brokenRuns, newestFirst, seenRun } from "../../identity/runs";
import { isRunning, serviceNamed, SYNC_SERVICE } from "../../identity/services";
import { cite, pii, valueOr, type Given, type Service } from "../../domain";

/** An operator's call was denied; a remote shell was opened. */
const OPERATION_DENIED = 6600;
const WINRM = /WinRM/i;
const SHELL_OPENED = 91;
const WITHIN_HOURS = 24;
/** A Health agent that takes this share of a processor alarms by itself. */
const BUSY_PERCENT = 60;

type Read = "server.services" | "server.events" | "server.runHistory" | "server.connectors" | "server.scheduler";

/** The complaint has an explanation of its own beside an engine and a user that are both well: Health's agent, the operator's rights, a remote shell. */
export default defineCheck({
  id: "server.complaint",
  title: {
    en: "What was reported is a fault of the synchronization",
    de: "Gemeldet wurde ein Fehler der Synchronisierung",
  },
  guide: "logs.health",
  needs: ["server.services", "now"],
  wants: [
    "server.events",
    "server.runHistory",
    "server.connectors",
    "server.scheduler",
    "ad.user",
    "entra.user",
    "server.globalSettings",
  ],
  messages: {
    none: {
      en: "Nothing beside the synchronization explains the report.",
      de: "Nichts außerhalb der Synchronisierung erklärt die Meldung.",
    },
    health: {
      code: "false-alarm",
      text: {
        en: "The synchronization works; the alert comes from the Connect Health agent ({service}: {state}), which only watches.",
        de: "Die Synchronisierung funktioniert; die Warnung kommt vom Connect-Health-Agent ({service}: {state}), der nur überwacht.",
      },
      advice: [
        {
          en: "Restart or update the Connect Health agent; the newest version is one service. The synchronization needs none of it.",
          de: "Starten oder aktualisieren Sie den Connect-Health-Agent; die neueste Version ist ein einziger Dienst. Die Synchronisierung braucht ihn nicht.",
        },
      ],
    },
    rights: {
      code: "false-alarm",
      text: {
        en: "The engine works; the operator's own call was denied (event 6600 at {at}): the account is not in ADSyncOperators or ADSyncAdmins, or has not signed in anew since.",
        de: "Die Synchronisierungs-Engine funktioniert; der eigene Aufruf des Operators wurde verweigert (Ereignis 6600 am {at}): Das Konto ist nicht in ADSyncOperators oder ADSyncAdmins oder hat sich seither nicht neu angemeldet.",
      },
      advice: [
        {
          en: "Add the operator to ADSyncOperators on the server and let them sign in again.",
          de: "Nehmen Sie den Operator auf dem Server in ADSyncOperators auf und lassen Sie ihn sich neu anmelden.",
        },
      ],
    },
    remote: {
      code: "false-alarm",
      text: {
        en: "The engine works; the cmdlets were called through a remote PowerShell session (WinRM shell at {at}), in which they cannot reach the engine's pipe.",
        de: "Die Synchronisierungs-Engine funktioniert; die Cmdlets wurden in einer PowerShell-Remotesitzung aufgerufen (WinRM-Shell am {at}), in der sie die Pipe der Engine nicht erreichen.",
      },
      advice: [
        {
          en: "Run the cmdlets in a local session on the server, or through Enter-PSSession with CredSSP; the synchronization itself is not affected.",
          de: "Führen Sie die Cmdlets in einer lokalen Sitzung auf dem Server aus oder über Enter-PSSession mit CredSSP; die Synchronisierung selbst ist nicht betroffen.",
        },
      ],
    },
  },
  evaluate(facts, { isLinked, cloud }) {
    if (!isEngineWell(facts)) return { verdict: "skip", message: "none" };
    const isUserWell = isLinked && (cloud?.onPremisesProvisioningErrors ?? []).length === 0;
    const found = { verdict: "warn", proof: "timed", standing: isUserWell ? "shown" : "benign" } as const;
    const newest = (provider: RegExp, id: number) =>
      eventsOf(valueOr(facts["server.events"], []), provider, [id], valueOr(facts.now, ""), WITHIN_HOURS)[0];
    const denied = newest(ENGINE, OPERATION_DENIED);
    const shell = newest(WINRM, SHELL_OPENED);
    const event = denied ?? (isUserWell ? shell : undefined);
    if (event !== undefined)
      return {
        ...found,
        message: event === denied ? "rights" : "remote",
        since: event.TimeCreated,
        data: { at: event.TimeCreated },
        evidence: [seenEvent(event, facts["server.events"])],
      };
    const health = valueOr(facts["server.services"], []).find(alarms);
    if (health === undefined) return { verdict: "pass", message: "none" };
    const state = isRunning(health) ? `${health.CPUPercent} % CPU` : health.Status;
    const [run] = newestFirst(valueOr(facts["server.runHistory"], []));
    return {
      ...found,
      message: "health",
      data: { service: pii(health.DisplayName, "service"), state },
      evidence: [
        cite(`${health.Name}: ${state}`, facts["server.services"]),
        ...(run === undefined ? [] : [seenRun(run, facts["server.runHistory"])]),
      ],
    };
  },
});

/** A Connect Health agent that is down, though it should run, or busy. */
const alarms = (s: Service): boolean =>
  /ConnectHealth/i.test(s.Name) &&
  ((!isRunning(s) && s.StartType !== "Disabled") || (s.CPUPercent ?? 0) >= BUSY_PERCENT);
/** The engine runs, its scheduler is on, and no connector's newest run is broken. What was not read is not well. */
function isEngineWell(facts: Given<never, Read>): boolean {
  const connectors = valueOr(facts["server.connectors"], []);
  const scheduler = valueOr(facts["server.scheduler"], undefined);
  if (facts["server.runHistory"].state !== "seen" || scheduler === undefined) return false;
  const names = connectors.map((c) => c.Name);
  return (
    adConnectors(connectors).length > 0 &&
    brokenRuns(facts["server.runHistory"].value, names).length === 0 &&
    isRunning(serviceNamed(valueOr(facts["server.services"], []), SYNC_SERVICE)) &&
    scheduler.SyncCycleEnabled &&
    !scheduler.SchedulerSuspended &&
    !scheduler.StagingModeEnabled
  );
}
