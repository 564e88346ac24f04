/** The sync cycle that makes a write take effect: may it follow, how it is started, what it carries along (adsync reference §3.2, §10). */
import { told, type Words } from "../domain";
import { valueOr, type AdObject, type Command, type Expectation, type FactKey, type FactSet } from "../domain";
import { sameText } from "../identity/address";
import { domainOf } from "../identity/dn";
import { ENGINE_AT_REST, SERVICE_RUNS } from "../identity/engine";
import { startCycle } from "./commands";
import { notRead } from "./wording";

/** Facts that a plan with a cycle declares: the first ones it cannot do without, the others as they are. */
export const CYCLE_NEEDS = ["server.services"] as const satisfies readonly FactKey[];
export const CYCLE_WANTS = [
  "server.scheduler",
  "cs.pendingExports",
  "entra.syncJobs",
] as const satisfies readonly FactKey[];
type EngineFacts = Pick<FactSet, "server.services" | "server.scheduler">;

/** True where Connect Sync's engine is here. */
export const hasConnect = (f: EngineFacts): boolean =>
  valueOr(f["server.services"], []).some((s) => s.Name === "ADSync") || f["server.scheduler"].state === "seen";

/** Why a cycle cannot follow now; undefined where it can. */
export function whyNoCycle(f: EngineFacts): Words | undefined {
  const services = f["server.services"];
  const scheduler = f["server.scheduler"];
  if (services.state === "unreadable") return notRead("server.services", services);
  if (!hasConnect(f)) return undefined;
  if (scheduler.state === "unreadable") return notRead("server.scheduler", scheduler);
  const service = valueOr(services, []).find((s) => s.Name === "ADSync");
  if (service !== undefined && service.Status !== "Running")
    return told(
      {
        en: "The ADSync service is {state}; start it first.",
        de: "Der Dienst ADSync ist im Zustand {state}; starten Sie ihn zuerst.",
      },
      { state: service.Status },
    );
  if (scheduler.state === "absent") return undefined;
  if (scheduler.value.StagingModeEnabled)
    return {
      en: "This server is in staging mode and exports nothing. Which server is active is a person's decision.",
      de: "Dieser Server ist im Stagingmodus und exportiert nichts. Welcher Server aktiv ist, entscheidet ein Mensch.",
    };
  if (scheduler.value.SchedulerSuspended)
    return {
      en: "The scheduler is suspended (wizard open or left in the middle); close it first.",
      de: "Der Planer ist ausgesetzt (Assistent offen oder mittendrin verlassen); schließen Sie ihn zuerst.",
    };
  return scheduler.value.SyncCycleInProgress
    ? {
        en: "A sync cycle is running now. Wait for its end, then check again.",
        de: "Gerade läuft ein Synchronisierungszyklus. Warten Sie sein Ende ab und prüfen Sie dann erneut.",
      }
    : undefined;
}

type Ways = EngineFacts & Pick<FactSet, "entra.syncJobs">;
type Mastered = Pick<AdObject, "dn">;
/** What brings a change of the object to the cloud: a delta cycle of Connect Sync, a push of Cloud Sync; none where Cloud Sync comes round by itself. */
export function commandsToCloud(f: Ways, dn: string): Command[] {
  if (hasConnect(f)) return [startCycle()];
  const job = jobOf(f, dn);
  if (job === undefined) return [];
  const { servicePrincipalId, jobId, ruleId } = job;
  return [{ system: "entra", kind: "provision-on-demand", servicePrincipalId, jobId, ruleId, dn }];
}
/** The same in words, to end a sentence with. */
export function carried(f: Ways, { dn }: Mastered): Words {
  if (hasConnect(f)) return { en: "runs a sync cycle", de: "führt einen Synchronisierungszyklus aus" };
  return jobOf(f, dn) === undefined
    ? {
        en: "leaves it to the next run of Cloud Sync to carry it to the cloud",
        de: "überlässt es dem nächsten Lauf von Cloud Sync, es in die Cloud zu tragen",
      }
    : { en: "has Cloud Sync push this one user", de: "lässt Cloud Sync diesen einen Benutzer übertragen" };
}
/** The job of the object's own domain, or the only one there is. */
function jobOf({ "entra.syncJobs": jobs }: Ways, dn: string): ProvisioningJob | undefined {
  const all = provisioningJobs(jobs);
  return all.find((j) => sameText(j.title, domainOf(dn))) ?? (all.length === 1 ? all[0] : undefined);
}

export interface ProvisioningJob {
  readonly servicePrincipalId: string;
  readonly jobId: string;
  /** The rule that reads users from Active Directory. */
  readonly ruleId: string;
  readonly title: string;
}
/** Cloud Sync's jobs that read users from Active Directory. */
export const provisioningJobs = (jobs: FactSet["entra.syncJobs"]): ProvisioningJob[] =>
  valueOr(jobs, []).flatMap((j) => {
    const rules = j.schema?.synchronizationRules ?? [];
    const fromAd = rules.find(
      (r) => /active ?directory/i.test(String(r.sourceDirectoryName ?? "")) || /ad2aad/i.test(String(r.name ?? "")),
    );
    const rule = fromAd ?? rules[0];
    return typeof rule?.id === "string"
      ? [{ servicePrincipalId: j.servicePrincipalId, jobId: j.id, ruleId: rule.id, title: j.servicePrincipalName }]
      : [];
  });

/** The engine runs, rests, and exports; nothing to expect where there is no Connect Sync. */
export const engineIdle = (f: EngineFacts): Expectation[] => (hasConnect(f) ? [...ENGINE_AT_REST] : []);
export const serviceRuns = (): Expectation => SERVICE_RUNS;

/** What a cycle carries along, for everybody. */
export function cycleTouches(f: EngineFacts & Pick<FactSet, "cs.pendingExports">): Words[] {
  if (!hasConnect(f)) return [];
  const deletes = valueOr(f["cs.pendingExports"], []).reduce((n, p) => n + p.ExportDeletes, 0);
  const counted =
    deletes > 0
      ? told(
          {
            en: "{deletes, plural, one {, among them # pending deletion that was counted just now} other {, among them # pending deletions that were counted just now}}",
            de: "{deletes, plural, one {, darunter # eben gezählte ausstehende Löschung} other {, darunter # eben gezählte ausstehende Löschungen}}",
          },
          { deletes },
        )
      : "";
  return [
    told(
      {
        en: "The sync cycle exports everybody's pending changes{counted}.",
        de: "Der Synchronisierungszyklus exportiert die ausstehenden Änderungen aller{counted}.",
      },
      { counted },
    ),
  ];
}
