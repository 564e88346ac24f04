import { defineCheck } from "../../identity/define";
import { hoursBetween } from "../../identity/time";
import { cite } from "../../domain";
/** A full run may take many hours, a delta run minutes. What is usual comes from the history where it holds any. */
export const running = defineCheck({
  id: "scheduler.running",
  title: "No run is busy for longer than is usual for its kind",
  guide: "cycles.status",
  needs: ["server.runStatus", "server.runHistory"],
  wants: ["server.scheduler", "now", "ad.user", "entra.user", "server.host"],
  messages: {
    idle: "The engine is idle.",
    busy: {
      code: "sync-in-progress",
      text: "{profile} on {connector} has been running since {since} ({hours} h); it has not reached the end yet.",
      advice: ["Wait for it to end; the export comes last. Do not start another cycle or the wizard meanwhile."],
    },
    untold: {
      code: "sync-in-progress",
      text: "{connector} is busy; since when, the run history does not tell.",
      advice: [
        "Look at it again in half an hour: Get-ADSyncConnectorRunStatus. If it is still busy with the same run, the run is stuck.",
      ],
    },
    stuck: {
      code: "sync-cycle-stuck",
      text: "{profile} on {connector} has been busy since {since} ({hours} h), far longer than is usual for its kind.",
      advice: ["Stop the cycle, then start a delta cycle."],
    },
  },
  evaluate({ "server.runStatus": status, "server.runHistory": runs, now, "entra.user": cloud }) {
    const busy = status.state === "seen" ? status.value : [],
      history = runs.state === "seen" ? runs.value : [],
      at = now.state === "seen" ? now.value : "";
    const open =
      history.find((r) => r.EndDate === null && busy.some((b) => b.ConnectorName === r.ConnectorName)) ??
      history.find((r) => r.EndDate === null);
    if (busy.length === 0) return { verdict: "pass", message: "idle" };
    if (open === undefined)
      return {
        verdict: "warn",
        message: "untold",
        standing: "degrading",
        proof: "told",
        data: { connector: busy.map((b) => b.ConnectorName) },
        evidence: [cite(`RunState Busy: ${busy.map((b) => b.ConnectorName).join(", ")}`, status)],
        suggests: [],
      };
    const hours = hoursBetween(open.StartDate, at),
      full = /full/i.test(open.RunProfileName);
    const past = history
      .filter(
        (r) => r.EndDate !== null && r.RunProfileName === open.RunProfileName && r.ConnectorName === open.ConnectorName,
      )
      .map((r) => hoursBetween(r.StartDate, r.EndDate!))
      .sort((a, b) => a - b);
    const usual = past.length > 0 ? past[Math.floor(past.length / 2)]! : full ? 6 : 0.5;
    const stuck = hours > Math.max(full ? (past.length > 0 ? 12 : 24) : 2, usual * (full ? 4 : 12));
    const waits = cloud.state !== "seen";
    const data = {
      profile: open.RunProfileName,
      connector: open.ConnectorName,
      since: open.StartDate,
      hours: Math.round(hours * 10) / 10,
    };
    const evidence = [
      cite(
        `RunState Busy: ${busy.map((b) => b.ConnectorName).join(", ")}; ${open.RunProfileName} began ${open.StartDate}`,
        runs,
      ),
    ];
    return stuck
      ? {
          verdict: "fail",
          message: "stuck",
          standing: "blocking",
          data,
          evidence,
          suggests: ["stop-sync-cycle", "run-delta-sync"],
        }
      : { verdict: "warn", message: "busy", standing: waits ? "blocking" : "degrading", data, evidence, suggests: [] };
  },
});
