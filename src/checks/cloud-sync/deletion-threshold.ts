import { defineCheck } from "../../identity/define";
import { cite } from "../../domain";
import { codeOf, DELETION_CODES, userJobs } from "../../identity/jobs";

/** The accidental-deletion guard of both engines: while it stops the export, nothing leaves. */
export default defineCheck({
  id: "cloud-sync.deletion-threshold",
  title: "No export is stopped by the deletion threshold",
  guide: "cycles.results",
  docs: [
    "https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-sync-feature-prevent-accidental-deletes",
  ],
  needs: ["entra.synchronization"],
  wants: ["server.connectors", "server.runHistory", "cs.pendingExports", "server.deletionThreshold", "entra.syncJobs"],
  messages: {
    fine: "No export is stopped by the deletion threshold.",
    connect: {
      code: "deletion-threshold-exceeded",
      text: "The export to Entra is stopped: {count} deletions are pending ({what}), the threshold is {threshold}. Nothing else leaves either while that lasts.",
      advice: [
        "Look at what would go: Synchronization Service Manager > Connectors > the Entra connector > Search Connector Space, scope Pending Export, Delete. Find out why (a rule, an OU, a domain that went out of scope) and mend that first if the objects still exist in AD.",
        "If all of them are meant to go, an administrator lets them through: Disable-ADSyncExportDeletionThreshold, one cycle, then Enable-ADSyncExportDeletionThreshold -DeletionThreshold {threshold} (interactive sign-in of a Hybrid Identity Administrator). This product never does that.",
      ],
    },
    cloud: {
      code: "deletion-threshold-exceeded",
      text: "Cloud Sync cannot export: {error}. The threshold of the tenant is {threshold}; it holds for Cloud Sync too, whatever the job's own setting says.",
      advice: [
        "Look in the provisioning logs at what would be deleted and why; restore the scope if those objects still exist in AD.",
        "If all of them are meant to go, an administrator switches the tenant's protection off for one cycle: Disable-AADCloudSyncToolsDirSyncAccidentalDeletionPrevention -tenantId <tenant> (module AADCloudSyncTools), and on again afterwards. Where the job's own protection stopped it (TooManyDeletes): Cloud sync > the configuration > Allow deletes, or Restart sync to reject them.",
      ],
    },
  },
  evaluate({
    "entra.synchronization": sync,
    "server.connectors": connectors,
    "server.runHistory": runs,
    "cs.pendingExports": pending,
    "server.deletionThreshold": setting,
    "entra.syncJobs": jobs,
  }) {
    const inCloud =
      sync.state === "seen" ? sync.value.configuration.accidentalDeletionPrevention?.alertThreshold : undefined;
    const threshold = String(
      (setting.state === "seen" ? setting.value.ThresholdCount : undefined) ?? inCloud ?? "not told",
    );
    for (const c of connectors.state === "seen" ? connectors.value.filter((x) => x.Type === "Extensible2") : []) {
      const run =
        runs.state === "seen"
          ? runs.value.find((r) => r.ConnectorName === c.Name && /^export$/i.test(r.RunProfileName))
          : undefined;
      const met =
        run?.Result === "stopped-deletion-threshold-exceeded" ||
        run?.Result === "stopped-deletion-limit" ||
        run?.Errors.some((e) => /^ObjectDeletionThresholdMet$|^95$/.test(e.ErrorType));
      if (run === undefined || met !== true) continue;
      const waits = pending.state === "seen" ? pending.value.find((p) => p.ConnectorName === c.Name) : undefined,
        kinds = new Map<string, number>();
      for (const d of waits?.Deletes ?? []) kinds.set(d.ObjectType, (kinds.get(d.ObjectType) ?? 0) + 1);
      const what = [...kinds].map(([k, n]) => `${n} ${k}`).join(", ");
      return {
        verdict: "fail",
        message: "connect",
        standing: "blocking",
        data: {
          count: String(waits?.ExportDeletes ?? waits?.Deletes.length ?? "more than allowed"),
          what: what || "not told",
          threshold,
        },
        evidence: [
          cite(`${run.RunProfileName} of ${c.Name} at ${run.StartDate}: ${run.Result}`, runs),
          ...(waits === undefined
            ? []
            : [
                cite(
                  `Pending deletions: ${waits.ExportDeletes}${what === "" ? "" : ` (${what})`}; for instance ${waits.Deletes.slice(
                    0,
                    3,
                  )
                    .map((d) => String(d.Attributes["displayName"] ?? d.DistinguishedName))
                    .join(", ")}`,
                  pending,
                ),
              ]),
        ],
      };
    }
    for (const job of userJobs(jobs)) {
      const code = codeOf(job),
        reason = job.status.quarantine?.reason;
      if (!DELETION_CODES.test(code) && reason !== "TooManyDeletes") continue;
      return {
        verdict: "fail",
        message: "cloud",
        standing: "blocking",
        data: { error: code || reason!, threshold },
        evidence: [
          cite(
            `Job ${job.id}: last execution at ${job.status.lastExecution?.timeBegan ?? "?"} ${job.status.lastExecution?.state ?? "?"}, error ${code || reason}`,
            jobs,
          ),
          cite(`alertThreshold of the tenant: ${inCloud ?? "not told"}`, sync),
        ],
      };
    }
    return { verdict: "pass", message: "fine" };
  },
});
