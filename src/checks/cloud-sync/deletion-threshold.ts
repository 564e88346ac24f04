import { defineCheck } from "../../identity/define";
import { codeOf, DELETION_CODES, failingSince, hasTooManyDeletes, userJobs } from "../../identity/jobs";
import { cloudConnectors } from "../../identity/place";
import { brokenSince, newestRun, seenRun } from "../../identity/runs";
import { NOT_TOLD } from "../../identity/phrases";
import {
  cite,
  told,
  valueOr,
  type Claim,
  type CsObject,
  type Given,
  type InEvery,
  type PendingExports,
  type RunResult,
} from "../../domain";

/** Results and error types by which an export says that the threshold stopped it (adsync reference §3.8, §4.2). */
const STOPPED = ["stopped-deletion-threshold-exceeded", "stopped-deletion-limit"];
const THRESHOLD_MET = /^(ObjectDeletionThresholdMet|95)$/i;
/** So many of the objects that would go are named. */
const EXAMPLES = 3;

type Connect = "server.connectors" | "server.runHistory" | "cs.pendingExports";
type Found = Claim<"connect" | "cloud">;

/** The accidental-deletion guard of both engines: while it stops the export, nothing leaves. */
export default defineCheck({
  id: "cloud-sync.deletion-threshold",
  title: {
    en: "No export is stopped by the deletion threshold",
    de: "Kein Export wird vom Löschschwellenwert angehalten",
  },
  guide: "cycles.results",
  docs: [
    "https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-sync-feature-prevent-accidental-deletes",
  ],
  needs: ["entra.synchronization"],
  wants: ["server.connectors", "server.runHistory", "cs.pendingExports", "server.deletionThreshold", "entra.syncJobs"],
  messages: {
    fine: {
      en: "No export is stopped by the deletion threshold.",
      de: "Kein Export wird vom Löschschwellenwert angehalten.",
    },
    connect: {
      code: "deletion-threshold-exceeded",
      text: {
        en: "The export to Entra is stopped: {count} deletions are pending ({what}), the threshold is {threshold}. Nothing else leaves either while that lasts.",
        de: "Der Export nach Entra ist angehalten (ausstehende Löschungen: {count}, {what}; Schwellenwert: {threshold}). Solange das so ist, wird auch sonst nichts exportiert.",
      },
      advice: [
        {
          en: "Look at what would go: Synchronization Service Manager > Connectors > the Entra connector > Search Connector Space, scope Pending Export, Delete. Find out why (a rule, an OU, a domain that went out of scope) and mend that first if the objects still exist in AD.",
          de: "Sehen Sie nach, was gelöscht würde: Synchronization Service Manager > Connectors > Entra-Connector > Search Connector Space, Scope Pending Export, Delete. Klären Sie den Grund (eine Regel, eine OU, eine Domäne, die aus dem Bereich gefallen ist) und beheben Sie zuerst das, falls es die Objekte in AD noch gibt.",
        },
        {
          en: "If all of them are meant to go, an administrator lets them through: Disable-ADSyncExportDeletionThreshold, one cycle, then Enable-ADSyncExportDeletionThreshold -DeletionThreshold {threshold} (interactive sign-in of a Hybrid Identity Administrator). This product never does that.",
          de: "Sollen alle wirklich gelöscht werden, lässt ein Administrator sie durch: Disable-ADSyncExportDeletionThreshold, ein Zyklus, dann Enable-ADSyncExportDeletionThreshold -DeletionThreshold {threshold} (interaktive Anmeldung eines Hybrid Identity Administrators). Dieses Produkt tut das nie.",
        },
      ],
    },
    cloud: {
      code: "deletion-threshold-exceeded",
      text: {
        en: "Cloud Sync cannot export: {error}. The threshold of the tenant is {threshold}; it holds for Cloud Sync too, whatever the job's own setting says.",
        de: "Cloud Sync kann nicht exportieren: {error}. Der Schwellenwert des Mandanten ist {threshold}; er gilt auch für Cloud Sync, gleich was am Auftrag selbst eingestellt ist.",
      },
      advice: [
        {
          en: "Look in the provisioning logs at what would be deleted and why; restore the scope if those objects still exist in AD.",
          de: "Sehen Sie in den Bereitstellungsprotokollen nach, was gelöscht würde und warum; stellen Sie den Bereich wieder her, falls es diese Objekte in AD noch gibt.",
        },
        {
          en: "If all of them are meant to go, an administrator switches the tenant's protection off for one cycle: Disable-AADCloudSyncToolsDirSyncAccidentalDeletionPrevention -tenantId <tenant> (module AADCloudSyncTools), and on again afterwards. Where the job's own protection stopped it (TooManyDeletes): Cloud sync > the configuration > Allow deletes, or Restart sync to reject them.",
          de: "Sollen alle wirklich gelöscht werden, schaltet ein Administrator den Schutz des Mandanten für einen Zyklus aus: Disable-AADCloudSyncToolsDirSyncAccidentalDeletionPrevention -tenantId <tenant> (Modul AADCloudSyncTools), und danach wieder ein. Hat der eigene Schutz des Auftrags angehalten (TooManyDeletes): Cloud sync > Konfiguration > Allow deletes, oder Restart sync, um sie zu verwerfen.",
        },
      ],
    },
  },
  evaluate(facts) {
    const inCloud = valueOr(facts["entra.synchronization"], undefined)?.configuration.accidentalDeletionPrevention
      ?.alertThreshold;
    const setting = valueOr(facts["server.deletionThreshold"], undefined)?.ThresholdCount;
    const threshold = setting ?? inCloud ?? NOT_TOLD;
    return (
      ofConnect(facts, threshold) ?? ofCloudSync(facts, threshold, inCloud) ?? { verdict: "pass", message: "fine" }
    );
  },
});

/** The newest export of Entra Connect that the threshold stopped. */
function ofConnect(facts: Given<never, Connect>, threshold: number | InEvery): Found | undefined {
  const runs = valueOr(facts["server.runHistory"], []);
  const run = cloudConnectors(valueOr(facts["server.connectors"], []))
    .map((c) => newestRun(runs, c.Name, /^export$/i, false))
    .find((r) => r !== undefined && isStopped(r));
  if (run === undefined) return undefined;
  const waiting = valueOr(facts["cs.pendingExports"], []).find((p) => p.ConnectorName === run.ConnectorName);
  const kinds = waiting === undefined ? "" : kindsOf(waiting.Deletes);
  return {
    verdict: "fail",
    message: "connect",
    proof: "stated",
    standing: "blocking",
    since: brokenSince(run, runs),
    data: {
      count: waiting?.ExportDeletes ?? { en: "more than allowed", de: "mehr als erlaubt" },
      what: kinds || NOT_TOLD,
      threshold,
    },
    evidence: [
      seenRun(run, facts["server.runHistory"]),
      ...(waiting === undefined ? [] : [cite(sayWaiting(waiting, kinds), facts["cs.pendingExports"])]),
    ],
  };
}
const isStopped = (run: RunResult): boolean =>
  STOPPED.includes(run.Result) || run.Errors.some((e) => THRESHOLD_MET.test(e.ErrorType));
/** How many objects of each type, e.g. `12 user, 1 group`. */
function kindsOf(objects: readonly CsObject[]): string {
  const counts = new Map<string, number>();
  for (const o of objects) counts.set(o.ObjectType, (counts.get(o.ObjectType) ?? 0) + 1);
  return [...counts].map(([type, count]) => `${count} ${type}`).join(", ");
}
function sayWaiting(waiting: PendingExports, kinds: string): InEvery {
  const names = waiting.Deletes.slice(0, EXAMPLES).map((d) =>
    String(d.Attributes["displayName"] ?? d.DistinguishedName),
  );
  return told(
    {
      en: "Pending deletions: {count}{kinds}; for instance {names}",
      de: "Ausstehende Löschungen: {count}{kinds}; zum Beispiel {names}",
    },
    { count: waiting.ExportDeletes, kinds: kinds === "" ? "" : ` (${kinds})`, names },
  );
}
/** A job of Cloud Sync that the tenant's threshold or its own stopped. */
function ofCloudSync(
  facts: Given<"entra.synchronization", "entra.syncJobs">,
  threshold: number | InEvery,
  inCloud: number | undefined,
): Found | undefined {
  const job = userJobs(facts["entra.syncJobs"]).find((j) => DELETION_CODES.test(codeOf(j)) || hasTooManyDeletes(j));
  if (job === undefined) return undefined;
  const error = codeOf(job) || "TooManyDeletes";
  const { lastExecution } = job.status;
  return {
    verdict: "fail",
    message: "cloud",
    proof: "stated",
    standing: "blocking",
    ...failingSince(job),
    data: { error, threshold },
    evidence: [
      cite(
        told(
          {
            en: "Job {job}: last execution at {when} {state}, error {error}",
            de: "Auftrag {job}: letzte Ausführung am {when} {state}, Fehler {error}",
          },
          { job: job.id, when: lastExecution?.timeBegan ?? "?", state: lastExecution?.state ?? "?", error },
        ),
        facts["entra.syncJobs"],
      ),
      cite(
        told(
          { en: "alertThreshold of the tenant: {threshold}", de: "alertThreshold des Mandanten: {threshold}" },
          { threshold: inCloud ?? NOT_TOLD },
        ),
        facts["entra.synchronization"],
      ),
    ],
  };
}
