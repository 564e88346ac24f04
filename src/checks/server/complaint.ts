import { defineCheck } from "../../identity/define";
import { ENGINE, eventsOf } from "../../identity/events";
import { defaultAnchorsOf } from "../../identity/legacy";
import { adConnectors } from "../../identity/place";
import { brokenRuns } from "../../identity/runs";
import { hoursBetween } from "../../identity/time";
import { cite, pii } from "../../domain";
/** The complaint has an explanation of its own beside an engine and a user that are both well: Health's agent, the operator's rights, a remote shell. */
export const complaint = defineCheck({
  id: "server.complaint",
  title: "What was reported is a fault of the synchronization",
  guide: "logs.health",
  needs: ["server.services", "now"],
  wants: ["server.events", "server.runHistory", "server.connectors", "server.scheduler", "ad.user", "entra.user"],
  messages: {
    none: "Nothing beside the synchronization explains the report.",
    health: {
      code: "false-alarm",
      text: "The synchronization works; the alert comes from the Connect Health agent ({service}: {state}), which only watches.",
      advice: [
        "Restart or update the Connect Health agent; the newest version is one service. The synchronization needs none of it.",
      ],
    },
    rights: {
      code: "false-alarm",
      text: "The engine works; the operator's own call was denied (event 6600 at {at}): the account is not in ADSyncOperators or ADSyncAdmins, or has not signed in anew since.",
      advice: ["Add the operator to ADSyncOperators on the server and let them sign in again."],
    },
    remote: {
      code: "false-alarm",
      text: "The engine works; the cmdlets were called through a remote PowerShell session (WinRM shell at {at}), in which they cannot reach the engine's pipe.",
      advice: [
        "Run the cmdlets in a local session on the server, or through Enter-PSSession with CredSSP; the synchronization itself is not affected.",
      ],
    },
  },
  evaluate({
    "server.services": services,
    now,
    "server.events": events,
    "server.runHistory": runs,
    "server.connectors": connectors,
    "server.scheduler": scheduler,
    "ad.user": ad,
    "entra.user": cloud,
  }) {
    if (services.state !== "seen" || runs.state !== "seen" || connectors.state !== "seen" || scheduler.state !== "seen")
      return { verdict: "skip", message: "none" };
    const at = now.state === "seen" ? now.value : "",
      well =
        brokenRuns(
          runs.value,
          connectors.value.map((c) => c.Name),
        ).length === 0 &&
        services.value.some((s) => s.Name === "ADSync" && s.Status === "Running") &&
        scheduler.value.SyncCycleEnabled &&
        !scheduler.value.SchedulerSuspended &&
        !scheduler.value.StagingModeEnabled &&
        adConnectors(connectors.value).length > 0;
    const linked =
      ad.state === "seen" &&
      cloud.state === "seen" &&
      cloud.value.onPremisesSyncEnabled === true &&
      defaultAnchorsOf(ad.value).includes(cloud.value.onPremisesImmutableId ?? "") &&
      (cloud.value.onPremisesProvisioningErrors ?? []).length === 0;
    if (!well) return { verdict: "skip", message: "none" };
    const standing = linked ? ("shown" as const) : ("benign" as const),
      log = events.state === "seen" ? events.value : [];
    const denied = eventsOf(log, ENGINE, [6600], at, 24)[0],
      shell = eventsOf(log, /WinRM/i, [91], at, 24)[0];
    if (denied !== undefined)
      return {
        verdict: "warn",
        message: "rights",
        standing,
        proof: "timed",
        data: { at: denied.TimeCreated },
        evidence: [cite(`ADSync 6600 at ${denied.TimeCreated}`, events)],
        suggests: [],
      };
    if (shell !== undefined && linked)
      return {
        verdict: "warn",
        message: "remote",
        standing,
        proof: "timed",
        data: { at: shell.TimeCreated },
        evidence: [cite(`WinRM 91 at ${shell.TimeCreated}; newest runs succeed`, events)],
        suggests: [],
      };
    const health = services.value.find(
      (s) =>
        /ConnectHealth/i.test(s.Name) &&
        ((s.Status !== "Running" && s.StartType !== "Disabled") || (s.CPUPercent ?? 0) >= 60),
    );
    if (health !== undefined)
      return {
        verdict: "warn",
        message: "health",
        standing,
        proof: "timed",
        data: {
          service: pii(health.DisplayName, "service"),
          state: health.Status !== "Running" ? health.Status : `${health.CPUPercent} % CPU`,
        },
        evidence: [
          cite(
            `${health.Name}: ${health.Status}${health.CPUPercent === undefined ? "" : `, CPU ${health.CPUPercent} %`}`,
            services,
          ),
          cite(
            `newest run ${runs.value[0]?.StartDate ?? "?"}: ${runs.value[0]?.Result ?? "?"}, ${Math.round(hoursBetween(runs.value[0]?.EndDate ?? undefined, at) * 60)} min ago`,
            runs,
          ),
        ],
        suggests: [],
      };
    return { verdict: "pass", message: "none" };
  },
});
