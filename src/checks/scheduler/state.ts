import { defineCheck } from "../../identity/define";
import { minuteOf } from "../../identity/time";
import { cite, valueOr, type Claim, type Evidence, type Scheduler } from "../../domain";

type Found = Claim<"suspended" | "disabled" | "staging">;

/** The four switches of the scheduler. Each stops exports in its own way and has its own remedy. */
export default defineCheck({
  id: "scheduler.state",
  title: "The scheduler is on, not suspended, and the server exports",
  guide: "cycles.status",
  needs: ["server.scheduler"],
  wants: ["server.host"],
  messages: {
    fine: "The scheduler is on, not suspended, and the server is not in staging mode.",
    suspended: {
      code: "scheduler-suspended",
      text: "The scheduler is suspended{wizard}; no cycle starts until that ends. The next one was due {next}.",
      advice: [
        "Close the Entra Connect wizard on the server (also in disconnected sessions: query session). It lifts the suspension when it ends.",
      ],
    },
    disabled: {
      code: "scheduler-disabled",
      text: "Automatic cycles are switched off (SyncCycleEnabled is False). The next one was due {next}.",
      advice: ["Set-ADSyncScheduler -SyncCycleEnabled $true, once whoever switched it off agrees."],
    },
    staging: {
      code: "staging-mode",
      text: "This server is in staging mode: it imports and synchronizes, but exports nothing and sends no password hashes.",
      advice: [
        "Find the active server (Entra admin center › Entra Connect, or GET /beta/directory/onPremisesSynchronization currentExportData.clientMachineName). Only if there is none, leave staging mode in the wizard on this server.",
      ],
    },
  },
  evaluate(facts) {
    const scheduler = valueOr(facts["server.scheduler"], undefined);
    if (scheduler === undefined) return { verdict: "skip", message: "fine" };
    const isWizardOpen = valueOr(facts["server.host"], undefined)?.WizardOpen === true;
    const says = (text: string): Evidence[] => [cite(text, facts["server.scheduler"])];
    const found = [
      ...(scheduler.SchedulerSuspended ? [suspended(scheduler, isWizardOpen, says)] : []),
      ...(scheduler.SyncCycleEnabled ? [] : [disabled(scheduler, says)]),
      ...(scheduler.StagingModeEnabled
        ? [{ ...OFF, message: "staging", evidence: says("StagingModeEnabled True") } as const]
        : []),
    ];
    return found.length > 0 ? found : { verdict: "pass", message: "fine" };
  },
});

/** Each switch is read as it stands, and stops every export. */
const OFF = { verdict: "fail", proof: "measured", standing: "blocking" } as const;
type Says = (text: string) => Evidence[];
const suspended = ({ NextSyncCycleStartTimeInUTC: next }: Scheduler, isWizardOpen: boolean, says: Says): Found => ({
  ...OFF,
  message: "suspended",
  data: { wizard: isWizardOpen ? " because the Entra Connect wizard is open" : "", next: minuteOf(next) },
  evidence: says(`SchedulerSuspended True, wizard ${isWizardOpen ? "open" : "not open"}`),
  suggests: isWizardOpen ? [] : ["resume-scheduler"],
});
const disabled = ({ NextSyncCycleStartTimeInUTC: next }: Scheduler, says: Says): Found => ({
  ...OFF,
  message: "disabled",
  data: { next: minuteOf(next) },
  evidence: says(`SyncCycleEnabled False, next cycle was due ${next ?? "?"}`),
  suggests: ["enable-scheduler"],
});
