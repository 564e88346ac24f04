import { defineCheck } from "../../identity/define";
import { isFull, newestFirst } from "../../identity/runs";
import { hoursBetween } from "../../identity/time";
import { cite, told, valueOr, type RunResult } from "../../domain";

/** How long a run may take, in hours. */
interface Patience {
  /** What is usual, where the history holds no run of its kind. */
  readonly usual: number;
  /** So many times the usual is too long, but never less than `atLeast`; `untold` instead where the history tells nothing. */
  readonly times: number;
  readonly atLeast: number;
  readonly untold: number;
}
const FULL: Patience = { usual: 6, times: 4, atLeast: 12, untold: 24 };
const DELTA: Patience = { usual: 0.5, times: 12, atLeast: 2, untold: 2 };

/** A full run may take many hours, a delta run minutes. What is usual comes from the history where it holds any. */
export default defineCheck({
  id: "scheduler.running",
  title: {
    en: "No run is busy for longer than is usual for its kind",
    de: "Kein Lauf dauert länger, als für seine Art üblich ist",
  },
  guide: "cycles.status",
  needs: ["server.runStatus", "server.runHistory", "now"],
  wants: ["entra.user"],
  messages: {
    idle: { en: "The engine is idle.", de: "Die Synchronisierungs-Engine ist im Leerlauf." },
    busy: {
      code: "sync-in-progress",
      text: {
        en: "{profile} on {connector} has been running since {since} ({hours} h); it has not reached the end yet.",
        de: "{profile} auf {connector} läuft seit {since} ({hours} h) und ist noch nicht am Ende.",
      },
      advice: [
        {
          en: "Wait for it to end; the export comes last. Do not start another cycle or the wizard meanwhile.",
          de: "Warten Sie das Ende ab; der Export kommt zuletzt. Starten Sie inzwischen weder einen weiteren Zyklus noch den Assistenten.",
        },
      ],
    },
    untold: {
      code: "sync-in-progress",
      text: {
        en: "{connector} is busy; since when, the run history does not tell.",
        de: "{connector} ist beschäftigt; seit wann, sagt der Ausführungsverlauf nicht.",
      },
      advice: [
        {
          en: "Look at it again in half an hour: Get-ADSyncConnectorRunStatus. If it is still busy with the same run, the run is stuck.",
          de: "Sehen Sie in einer halben Stunde noch einmal nach: Get-ADSyncConnectorRunStatus. Ist er dann noch mit demselben Lauf beschäftigt, hängt der Lauf.",
        },
      ],
    },
    stuck: {
      code: "sync-cycle-stuck",
      text: {
        en: "{profile} on {connector} has been busy since {since} ({hours} h), far longer than is usual for its kind.",
        de: "{profile} auf {connector} ist seit {since} beschäftigt ({hours} h), weit länger, als für diese Art üblich ist.",
      },
      advice: [
        {
          en: "Stop the cycle, then start a delta cycle.",
          de: "Halten Sie den Zyklus an und starten Sie dann eine Deltasynchronisierung.",
        },
      ],
    },
  },
  evaluate(facts) {
    const busy = valueOr(facts["server.runStatus"], []).map((s) => s.ConnectorName);
    if (busy.length === 0) return { verdict: "pass", message: "idle" };
    const history = newestFirst(valueOr(facts["server.runHistory"], []));
    const seenBusy = `RunState Busy: ${busy.join(", ")}`;
    const open = history.filter((r) => r.EndDate === null);
    const run = open.find((r) => busy.includes(r.ConnectorName)) ?? open[0];
    if (run === undefined)
      return {
        verdict: "warn",
        message: "untold",
        proof: "told",
        standing: "degrading",
        data: { connector: busy },
        evidence: [cite(seenBusy, facts["server.runStatus"])],
      };
    const hours = hoursBetween(run.StartDate, valueOr(facts.now, ""));
    const found = {
      proof: "measured",
      since: run.StartDate,
      data: {
        profile: run.RunProfileName,
        connector: run.ConnectorName,
        since: run.StartDate,
        hours: Math.round(hours * 10) / 10,
      },
      evidence: [
        cite(
          told(
            { en: "{busy}; {profile} began {start}", de: "{busy}; {profile} begann am {start}" },
            { busy: seenBusy, profile: run.RunProfileName, start: run.StartDate },
          ),
          facts["server.runHistory"],
        ),
      ],
    } as const;
    if (hours > longestHours(run, history))
      return {
        ...found,
        verdict: "fail",
        message: "stuck",
        standing: "blocking",
        suggests: ["stop-sync-cycle", "run-delta-sync"],
      };
    // Who is in the cloud already waits for nothing.
    const standing = facts["entra.user"].state === "seen" ? "degrading" : "blocking";
    return { ...found, verdict: "warn", message: "busy", standing };
  },
});

/** After so many hours a run of this kind is stuck: measured by how long it usually took here. */
function longestHours(run: RunResult, history: readonly RunResult[]): number {
  const { usual, times, atLeast, untold } = isFull(run) ? FULL : DELTA;
  const took = history
    .filter((r) => r.RunProfileName === run.RunProfileName && r.ConnectorName === run.ConnectorName)
    .map((r) => hoursBetween(r.StartDate, r.EndDate))
    .filter((hours) => !Number.isNaN(hours))
    .sort((a, b) => a - b);
  const median = took[Math.floor(took.length / 2)];
  return median === undefined ? Math.max(untold, usual * times) : Math.max(atLeast, median * times);
}
