import { defineCheck } from "../../identity/define";
import { minuteOf } from "../../identity/time";
import { cite, type Claim } from "../../domain";
/** The four switches of the scheduler. Each stops exports in its own way and has its own remedy. */
export const state = defineCheck({
  id: "scheduler.state",
  title: "The scheduler is on, not suspended, and the server exports",
  guide: "cycles.status",
  needs: ["server.scheduler"],
  wants: ["server.host", "now"],
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
  evaluate({ "server.scheduler": s, "server.host": host }) {
    if (s.state !== "seen") return { verdict: "skip", message: "fine" };
    const out: Claim<"fine" | "suspended" | "disabled" | "staging">[] = [],
      v = s.value,
      open = host.state === "seen" && host.value.WizardOpen === true;
    if (v.SchedulerSuspended)
      out.push({
        verdict: "fail",
        message: "suspended",
        standing: "blocking",
        data: {
          wizard: open ? " because the Entra Connect wizard is open" : "",
          next: minuteOf(v.NextSyncCycleStartTimeInUTC),
        },
        evidence: [cite(`SchedulerSuspended True${open ? ", wizard open" : ", wizard not open"}`, s)],
        suggests: open ? [] : ["resume-scheduler"],
      });
    if (!v.SyncCycleEnabled)
      out.push({
        verdict: "fail",
        message: "disabled",
        standing: "blocking",
        data: { next: minuteOf(v.NextSyncCycleStartTimeInUTC) },
        evidence: [cite(`SyncCycleEnabled False, next cycle was due ${v.NextSyncCycleStartTimeInUTC ?? "?"}`, s)],
        suggests: ["enable-scheduler"],
      });
    if (v.StagingModeEnabled)
      out.push({
        verdict: "fail",
        message: "staging",
        standing: "blocking",
        data: {},
        evidence: [cite("StagingModeEnabled True", s)],
        suggests: [],
      });
    return out.length > 0 ? out : { verdict: "pass", message: "fine" };
  },
});
