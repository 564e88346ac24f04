/** Did the repair work? Judged on facts read afresh, on both sides; what could not be read is never taken for success. */
import { sameText } from "../identity/address";
import type { Plan } from "../domain/command";
import type { FactSet } from "../domain/facts";
import type { Fact } from "../domain/fact";
import { valueOr } from "../domain/fact";
import type { AdObject, CloudUser } from "../domain/shapes";

/** Strong reads by id of the objects that the plan's verification names. */
export interface StrongReads {
  readonly user?: Fact<CloudUser>;
  readonly deleted?: Fact<CloudUser>;
  readonly adObject?: Fact<AdObject>;
}
export interface Confirmation {
  readonly resolved: boolean;
  readonly says: readonly string[];
}

const plain = (v: unknown): string =>
  JSON.stringify(v === undefined || v === "" || (Array.isArray(v) && v.length === 0) ? null : v);
const shownValue = (v: unknown): string =>
  v === null || v === undefined ? "(empty)" : typeof v === "string" ? v : JSON.stringify(v);

/** The sentences say what was seen and, where it is not resolved, what still stands in the way. */
export function confirm(plan: Plan, facts: FactSet, reads: StrongReads = {}): Confirmation {
  const { verify } = plan;
  switch (verify.kind) {
    case "user-gone": {
      if (reads.user === undefined || reads.user.state === "unreadable")
        return no(`Whether the cloud user is gone could not be read${reason(reads.user)}.`);
      if (reads.user.state === "seen") return no("The cloud user is still there.");
      return yes(
        "The object is no longer among the cloud's users.",
        reads.deleted?.state === "seen" ? "It can be restored from the deleted users for 30 days." : undefined,
      );
    }
    case "value-arrived": {
      if (reads.user === undefined || reads.user.state === "unreadable")
        return no(`The cloud user could not be read${reason(reads.user)}.`);
      if (reads.user.state === "absent") return no("The cloud user is not there.");
      const now = reads.user.value[verify.property];
      return plain(now) === plain(verify.equals)
        ? withErrors(reads.user.value, facts, [`${verify.property} is ${shownValue(now)} in the cloud.`])
        : no(`${verify.property} is ${shownValue(now)} in the cloud, not ${shownValue(verify.equals)}.`);
    }
    case "ad-value": {
      if (reads.adObject?.state !== "seen")
        return no(`The Active Directory object could not be read${reason(reads.adObject)}.`);
      const now = reads.adObject.value[verify.attribute];
      return plain(now) === plain(verify.equals)
        ? yes(`${verify.attribute} is ${shownValue(now)} in Active Directory.`)
        : no(`${verify.attribute} is ${shownValue(now)} in Active Directory, not ${shownValue(verify.equals)}.`);
    }
    case "engine-runs":
      return engine(facts);
    case "user-linked": {
      const people = liveUsers(facts);
      if (people === undefined) return no("The cloud's users could not be read.");
      const strong = reads.user?.state === "seen" ? [reads.user.value] : [];
      const user = [...strong, ...people].find(
        (u) =>
          verify.immutableIds.includes(u.onPremisesImmutableId ?? "") &&
          (verify.cloudId === undefined || u.id === verify.cloudId),
      );
      if (user === undefined) {
        const wanted =
          verify.cloudId === undefined ? undefined : [...strong, ...people].find((u) => u.id === verify.cloudId);
        return no(
          wanted === undefined
            ? "No cloud user carries the source anchor of the account yet."
            : `The cloud user carries another source anchor (${shownValue(wanted.onPremisesImmutableId)}).`,
          ...chainErrors(facts),
        );
      }
      const says = [`Cloud user ${user.userPrincipalName} (${user.id}) carries the source anchor of the account.`];
      if (user.onPremisesSyncEnabled !== true)
        return no(...says, "It is not synchronized from Active Directory yet.", ...chainErrors(facts));
      if (verify.userPrincipalName !== undefined && !sameText(user.userPrincipalName, verify.userPrincipalName))
        return no(...says, `Its sign-in name is not ${verify.userPrincipalName}.`);
      return withErrors(user, facts, says);
    }
  }
}

function yes(...says: (string | undefined)[]): Confirmation {
  return { resolved: true, says: says.filter((s): s is string => s !== undefined) };
}
function no(...says: string[]): Confirmation {
  return { resolved: false, says };
}
const reason = (fact: Fact<unknown> | undefined): string => (fact?.state === "unreadable" ? ` (${fact.detail})` : "");
function liveUsers(facts: FactSet): CloudUser[] | undefined {
  const one = facts["entra.user"],
    rest = facts["entra.relatedUsers"];
  return one.state === "unreadable" ? undefined : [...(one.state === "seen" ? [one.value] : []), ...valueOr(rest, [])];
}
function chainErrors(facts: FactSet): string[] {
  const chain = facts["cs.chain"];
  if (chain.state !== "seen") return [];
  const { adCs, entraCs } = chain.value;
  return [
    adCs?.HasSyncError === true ? `Synchronization error: ${adCs.SyncError?.ErrorType ?? "unknown"}.` : "",
    entraCs?.HasExportError === true ? `Export error: ${entraCs.ExportError?.ErrorType ?? "unknown"}.` : "",
  ].filter((s) => s !== "");
}
function withErrors(user: CloudUser, facts: FactSet, says: string[]): Confirmation {
  const quarantined = (user.onPremisesProvisioningErrors ?? []).map(
    (e) => `${e.propertyCausingError} ${e.value} is still quarantined.`,
  );
  const errors = [...quarantined, ...chainErrors(facts)];
  if (errors.length > 0) return no(...says, ...errors);
  const failed = valueOr(facts["entra.userSignIns"], []).filter((s) => s.userId === user.id);
  const latest = failed[0];
  return yes(
    ...says,
    "No provisioning or export error is left on it.",
    latest === undefined
      ? undefined
      : latest.status.errorCode === 0
        ? "Its latest sign-in succeeded."
        : `Its latest sign-in failed with error ${latest.status.errorCode}.`,
  );
}
function engine(facts: FactSet): Confirmation {
  const services = facts["server.services"],
    scheduler = facts["server.scheduler"];
  if (services.state === "unreadable") return no(`The server could not be read (${services.detail}).`);
  const sync = valueOr(services, []).find((s) => s.Name === "ADSync"),
    agent = valueOr(services, []).find((s) => s.Name === "AADConnectProvisioningAgent");
  if (sync === undefined)
    return agent === undefined
      ? no("No sync service is installed on this server.")
      : agent.Status === "Running"
        ? jobs(facts, "The provisioning agent runs.")
        : no(`The provisioning agent is ${agent.Status}.`);
  if (sync.Status !== "Running") return no(`The ADSync service is ${sync.Status}.`);
  if (scheduler.state !== "seen") return no("ADSync runs; the scheduler does not answer.");
  if (!scheduler.value.SyncCycleEnabled) return no("ADSync runs; automatic sync cycles are off.");
  if (scheduler.value.SchedulerSuspended) return no("ADSync runs; the scheduler is suspended.");
  const history = facts["server.runHistory"];
  if (history.state === "unreadable") return no(`ADSync runs; the run history could not be read (${history.detail}).`);
  const bad = newestOfEach(valueOr(history, [])).filter((r) => r.IsRunComplete && /^(stopped|no-start)/.test(r.Result));
  return bad.length > 0
    ? no(
        "ADSync runs; its latest runs failed.",
        ...bad.map((r) => `${r.ConnectorName} ${r.RunProfileName}: ${r.Result}.`),
      )
    : yes("ADSync runs, the scheduler is on, and no connector's latest run was stopped.");
}
function jobs(facts: FactSet, says: string): Confirmation {
  const list = facts["entra.syncJobs"];
  if (list.state !== "seen") return no(says, "The provisioning jobs could not be read.");
  const held = list.value.filter((j) => j.status.code === "Quarantine" || (j.status.quarantine ?? null) !== null);
  return held.length > 0
    ? no(says, ...held.map((j) => `Job ${j.id} is in quarantine.`))
    : yes(says, "No provisioning job is in quarantine.");
}
function newestOfEach<T extends { ConnectorName: string; RunProfileName: string; StartDate: string }>(
  runs: readonly T[],
): T[] {
  const newest = new Map<string, T>();
  for (const r of runs) {
    const key = `${r.ConnectorName}\n${r.RunProfileName}`,
      had = newest.get(key);
    if (had === undefined || had.StartDate < r.StartDate) newest.set(key, r);
  }
  return [...newest.values()];
}
