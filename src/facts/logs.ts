/** Which logs a triage is worth. The log APIs give five answers in ten seconds to the whole tenant: each is asked as soon as it can be, and at most once. */
import type { CollectAnswers, CloudUser, DirectoryAudit, Fact, SignIn, SyncJob } from "../domain";
import { cloudConnectors } from "../identity/place";
import { lastSyncOf } from "../identity/tenant";
import { hoursBetween } from "../identity/time";
import type { CloudDirectory, TenantReads } from "../ports";
import type { PersonCandidate } from "../triage/subject";
import { byId, listOf } from "./merge";
import { uniq } from "./queries";

/** A verdict does without logs, so it does not wait long for a turn. */
const PATIENCE_MS = 500;
/** How far back the logs are asked. */
const DAYS = 30;

export interface LogReads {
  readonly signIns: Promise<Fact<SignIn[]> | undefined>;
  /** Of the accounts that the first look found. */
  readonly audits: Promise<Fact<DirectoryAudit[]> | undefined>;
}
interface Given {
  readonly cloud: CloudDirectory;
  readonly tenant: Promise<TenantReads>;
  readonly jobs: Promise<Fact<SyncJob[]>>;
  readonly now: Date;
}
/** After so long without a sync of the tenant the engine has failed (Graph reference §3). */
const LATE_HOURS = 3;
const since = (now: Date): string => new Date(now.getTime() - DAYS * 86_400_000).toISOString();
const troubled = (j: SyncJob): boolean => j.status.code === "Quarantine" || j.status.lastExecution?.state === "Failed";

/** What can be asked as soon as the first look is done. What is not worth a request is undefined. */
export function logsAfterFirstLook(
  { cloud, tenant, jobs, now }: Given,
  first: {
    answers: CollectAnswers;
    connectorAccounts: string[];
    person: PersonCandidate | undefined;
    found: CloudUser[];
  },
): LogReads {
  const sinceIso = since(now);
  const readSignIns = async (): Promise<Fact<SignIn[]>> => {
    const accounts = listOf((await tenant)["entra.syncAccounts"]).map((u) => u.userPrincipalName);
    return cloud.signIns({ upns: uniq([...first.connectorAccounts, ...accounts]), sinceIso }, PATIENCE_MS);
  };
  // Without the agent the tenant's last sync is the one sign of a failing engine.
  const isLate = async (): Promise<boolean> => {
    const last = lastSyncOf((await tenant)["entra.organization"]);
    return first.answers["run-history"]?.state !== "seen" && hoursBetween(last, now.toISOString()) > LATE_HOURS;
  };
  return {
    signIns: engineFails(first.answers)
      ? readSignIns()
      : Promise.all([jobs, isLate()]).then(([f, late]) =>
          late || listOf(f).some(troubled) ? readSignIns() : undefined,
        ),
    audits:
      first.person === undefined || first.found.length === 0
        ? Promise.resolve(undefined)
        : tenant.then((t) => auditsOf(cloud, now, [...first.found, ...listOf(t["entra.syncAccounts"])])),
  };
}
/** The audits of accounts, at most ten of them. */
export const auditsOf = (
  cloud: CloudDirectory,
  now: Date,
  accounts: readonly CloudUser[],
): Promise<Fact<DirectoryAudit[]>> =>
  cloud.audits({ targetIds: [...new Set(accounts.map(byId))].slice(0, 10), sinceIso: since(now) }, PATIENCE_MS);
/** The cloud side of the engine fails, and nothing nearer than its sign-in can be the reason: only then is the sign-in log worth a request. */
function engineFails(answers: CollectAnswers): boolean {
  const services = answers.services?.state === "seen" ? answers.services.value : [],
    engine = services.find((s) => s.Name === "ADSync");
  if (engine !== undefined && engine.Status !== "Running") return false;
  const probes =
    answers.endpoints?.state === "seen"
      ? answers.endpoints.value.filter((p) => /^(login|adminwebservice)\.microsoftonline\.com$/i.test(p.Host))
      : [];
  if (probes.some((p) => p.Tcp !== "open" && p.ViaProxy?.Tcp !== "open")) return false;
  if (answers["run-history"]?.state !== "seen" || answers.connectors?.state !== "seen")
    return answers["run-history"]?.state === "unreadable" && answers["run-history"].why !== "offline";
  const cloud = new Set(cloudConnectors(answers.connectors.value).map((c) => c.Name));
  return (
    answers["run-history"].value
      .slice(0, 24)
      .some(
        (r) =>
          cloud.has(r.ConnectorName) &&
          /^(stopped-extension|stopped-bad|stopped-server|stopped-connectivity|no-start)/.test(r.Result),
      ) ||
    (answers.events?.state === "seen" &&
      answers.events.value.some(
        (e) => [106, 115, 655, 906].includes(e.Id) && /Directory Synchronization/i.test(e.ProviderName),
      ))
  );
}
