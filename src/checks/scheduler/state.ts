import { defineCheck } from "../../identity/define";
import { cloudConnectors } from "../../identity/place";
import { kindOf, newestFirst, wentThrough } from "../../identity/runs";
import { lastSyncOf } from "../../identity/tenant";
import { at, hoursBetween, minuteOf } from "../../identity/time";
import { unreadOf } from "../../identity/unread";
import { AT_AN_UNKNOWN_TIME } from "../../identity/phrases";
import { cite, told, valueOr, type Claim, type Evidence, type Given, type Scheduler, type Words } from "../../domain";

type Found = Claim<"suspended" | "disabled" | "staging" | "standby">;
/** A tenant that was synced within this time has an engine that exports (Graph reference §3). */
const LIVE_HOURS = 3;
/** The tenant's time of the last sync may come this much after the end of the export that set it, ms. */
const SLACK_MS = 10 * 60_000;
type Read = "entra.organization" | "server.runHistory" | "server.connectors" | "now";

/** The four switches of the scheduler. Each stops exports in its own way and has its own remedy. */
export default defineCheck({
  id: "scheduler.state",
  title: {
    en: "The scheduler is on, not suspended, and the server exports",
    de: "Der Scheduler ist eingeschaltet und nicht angehalten, und der Server exportiert",
  },
  guide: "cycles.status",
  needs: ["server.scheduler"],
  wants: [
    "server.host",
    "entra.organization",
    "entra.synchronization",
    "server.runHistory",
    "server.connectors",
    "now",
  ],
  messages: {
    fine: {
      en: "The scheduler is on, not suspended, and the server is not in staging mode.",
      de: "Der Scheduler ist eingeschaltet und nicht angehalten, und der Server ist nicht im Stagingmodus.",
    },
    suspended: {
      code: "scheduler-suspended",
      text: {
        en: "The scheduler is suspended{wizard}; no cycle starts until that ends. The next one was due {next}.",
        de: "Der Scheduler ist angehalten{wizard}; bis das endet, beginnt kein Zyklus. Der nächste war fällig: {next}.",
      },
      advice: [
        {
          en: "Close the Entra Connect wizard on the server (also in disconnected sessions: query session). It lifts the suspension when it ends.",
          de: "Schließen Sie den Entra-Connect-Assistenten auf dem Server (auch in getrennten Sitzungen: query session). Mit seinem Ende läuft der Scheduler weiter.",
        },
      ],
    },
    disabled: {
      code: "scheduler-disabled",
      text: {
        en: "Automatic cycles are switched off (SyncCycleEnabled is False). The next one was due {next}.",
        de: "Automatische Zyklen sind ausgeschaltet (SyncCycleEnabled ist False). Der nächste war fällig: {next}.",
      },
      advice: [
        {
          en: "Set-ADSyncScheduler -SyncCycleEnabled $true, once whoever switched it off agrees.",
          de: "Set-ADSyncScheduler -SyncCycleEnabled $true, sobald zustimmt, wer ausgeschaltet hat.",
        },
      ],
    },
    staging: {
      code: "staging-mode",
      text: {
        en: "This server is in staging mode: it imports and synchronizes, but exports nothing and sends no password hashes.",
        de: "Dieser Server ist im Stagingmodus: Er importiert und synchronisiert, exportiert aber nichts und sendet keine Kennworthashes.",
      },
      advice: [
        {
          en: "Find the active server (Entra admin center › Entra Connect, or GET /beta/directory/onPremisesSynchronization currentExportData.clientMachineName). Only if there is none, leave staging mode in the wizard on this server.",
          de: "Suchen Sie den aktiven Server (Entra admin center › Entra Connect, oder GET /beta/directory/onPremisesSynchronization currentExportData.clientMachineName). Nur wenn es keinen gibt, beenden Sie den Stagingmodus im Assistenten auf diesem Server.",
        },
      ],
    },
    standby: {
      code: "staging-mode",
      text: {
        en: "This server is in staging mode, and another one exports{who}: the tenant was synced at {last}. That this one exports nothing is its task.",
        de: "Dieser Server ist im Stagingmodus, und ein anderer exportiert{who}: Der Mandant wurde am {last} synchronisiert. Dass dieser nichts exportiert, ist seine Aufgabe.",
      },
      advice: [
        {
          en: "Look at the active server{who}: what this one shows of exports proves nothing. Do not run an export here by hand; it would go out in spite of staging mode.",
          de: "Sehen Sie auf dem aktiven Server nach{who}: Was dieser über Exporte zeigt, beweist nichts. Führen Sie hier keinen Export von Hand aus; er ginge trotz Stagingmodus hinaus.",
        },
      ],
    },
  },
  evaluate(facts) {
    const scheduler = valueOr(facts["server.scheduler"], undefined);
    if (scheduler === undefined) return { verdict: "skip", message: "fine" };
    const isWizardOpen = valueOr(facts["server.host"], undefined)?.WizardOpen === true;
    const says = (text: Words): Evidence[] => [cite(text, facts["server.scheduler"])];
    const found = [
      ...(scheduler.SchedulerSuspended ? [suspended(scheduler, isWizardOpen, says)] : []),
      ...(scheduler.SyncCycleEnabled ? [] : [disabled(scheduler, says)]),
      ...(scheduler.StagingModeEnabled ? [staging(facts, says)] : []),
    ];
    return found.length > 0 ? found : { verdict: "pass", message: "fine" };
  },
});

/** Each switch is read as it stands, and stops every export. */
const OFF = { verdict: "fail", proof: "measured", standing: "blocking" } as const;
type Says = (text: Words) => Evidence[];
const suspended = ({ NextSyncCycleStartTimeInUTC: next }: Scheduler, isWizardOpen: boolean, says: Says): Found => ({
  ...OFF,
  message: "suspended",
  data: {
    wizard: isWizardOpen
      ? { en: " because the Entra Connect wizard is open", de: ", weil der Entra-Connect-Assistent offen ist" }
      : "",
    next: minuteOf(next) || AT_AN_UNKNOWN_TIME,
  },
  evidence: says(
    isWizardOpen
      ? { en: "SchedulerSuspended True, wizard open", de: "SchedulerSuspended True, Assistent offen" }
      : { en: "SchedulerSuspended True, wizard not open", de: "SchedulerSuspended True, Assistent nicht offen" },
  ),
  suggests: isWizardOpen ? [] : ["resume-scheduler"],
});
const disabled = ({ NextSyncCycleStartTimeInUTC: next }: Scheduler, says: Says): Found => ({
  ...OFF,
  message: "disabled",
  data: { next: minuteOf(next) || AT_AN_UNKNOWN_TIME },
  evidence: says(
    told(
      {
        en: "SyncCycleEnabled False, next cycle was due {next}",
        de: "SyncCycleEnabled False, nächster Zyklus war fällig: {next}",
      },
      { next: next ?? "?" },
    ),
  ),
  suggests: ["enable-scheduler"],
});
function staging(facts: Given<never, Read | "entra.synchronization">, says: Says): Found {
  const evidence = says("StagingModeEnabled True");
  const last = syncedElsewhere(facts);
  if (last === undefined) {
    // Whether another server exports is shown by these.
    const unread = unreadOf(facts, "entra.organization", "server.connectors", "server.runHistory");
    const proof = unread.length > 0 ? ({ proof: "timed", settles: unread } as const) : {};
    return { ...OFF, ...proof, message: "staging", evidence };
  }
  const active = valueOr(facts["entra.synchronization"], undefined)?.configuration.currentExportData?.clientMachineName;
  return {
    verdict: "warn",
    message: "standby",
    proof: "told",
    standing: "degrading",
    data: { last, who: active == null || active === "" ? "" : ` (${active})` },
    evidence: [...evidence, cite(`onPremisesLastSyncDateTime ${last}`, facts["entra.organization"])],
  };
}
/** When another server last synced the tenant: lately, and after every export that the history of this one holds. Undefined where that is not shown. */
function syncedElsewhere(facts: Given<never, Read>): string | undefined {
  const last = lastSyncOf(facts["entra.organization"]);
  const clouds = cloudConnectors(valueOr(facts["server.connectors"], [])).map((c) => c.Name);
  const runs = newestFirst(valueOr(facts["server.runHistory"], []));
  const own = runs.find((r) => clouds.includes(r.ConnectorName) && kindOf(r) === "Export" && wentThrough(r));
  // Without an export in it, the history has to reach back to before that sync.
  const since = own?.EndDate ?? runs.at(-1)?.StartDate;
  const isLive = hoursBetween(last, valueOr(facts.now, "")) <= LIVE_HOURS;
  return isLive && at(last) > at(since) + SLACK_MS ? last : undefined;
}
