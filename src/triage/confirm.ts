/** Did the write arrive? What the plan was to bring about, on facts read afresh, on both sides; what could not be read is never taken for success. */
import { sameText } from "../identity/address";
import { isQuarantined } from "../identity/jobs";
import { anchorsOf, carries } from "../identity/link";
import { personOf } from "../identity/person";
import { isBroken, newestFirst } from "../identity/runs";
import { cloudKindOf } from "../identity/twin";
import type { Plan, Verification } from "../domain/command";
import type { FactSet } from "../domain/facts";
import type { Fact } from "../domain/fact";
import { valueOr } from "../domain/fact";
import type { AdObject, CloudObjectKind, CloudUser, RunResult } from "../domain/shapes";

/** Strong reads by id of the objects that the plan's verification names. */
export interface StrongReads {
  readonly user?: Fact<CloudUser>;
  readonly deleted?: Fact<CloudUser>;
  readonly adObject?: Fact<AdObject>;
  /** How the world differs from the before-image; absent where it was not read. */
  readonly differs?: readonly string[];
}
/** Whether it was seen, and what was seen. */
export interface Verified {
  readonly arrived: boolean;
  readonly says: readonly string[];
}

const plain = (v: unknown): string =>
  JSON.stringify(v === undefined || v === "" || (Array.isArray(v) && v.length === 0) ? null : v);
const shownValue = (v: unknown): string =>
  v === null || v === undefined ? "(empty)" : typeof v === "string" ? v : JSON.stringify(v);

/** The sentences say what was seen and, where it has not arrived, what still stands in the way. */
export function verified(plan: Plan, facts: FactSet, reads: StrongReads = {}): Verified {
  const { verify } = plan;
  switch (verify.kind) {
    case "user-gone":
      return userGone(reads);
    case "value-arrived":
      return valueArrived(verify, facts, reads.user);
    case "as-before":
      return asBefore(reads);
    case "ad-value":
      return adValue(verify, reads.adObject);
    case "engine-runs":
      return engineRuns(facts);
    case "user-linked":
      return userLinked(verify, facts, reads.user);
  }
}

type Of<K extends Verification["kind"]> = Extract<Verification, { kind: K }>;

function userGone({ user, deleted }: StrongReads): Verified {
  if (user === undefined || user.state === "unreadable")
    return no(`Whether the cloud user is gone could not be read${reason(user)}.`);
  if (user.state === "seen") return no("The cloud user is still there.");
  return yes(
    "The object is no longer among the cloud's users.",
    deleted?.state === "seen" ? "It can be restored from the deleted users for 30 days." : undefined,
  );
}
function valueArrived(verify: Of<"value-arrived">, facts: FactSet, user: StrongReads["user"]): Verified {
  if (user === undefined || user.state === "unreadable") return no(`The cloud user could not be read${reason(user)}.`);
  if (user.state === "absent") return no("The cloud user is not there.");
  const now = user.value[verify.property];
  return plain(now) === plain(verify.equals)
    ? withErrors(user.value, facts, [`${verify.property} is ${shownValue(now)} in the cloud.`])
    : no(`${verify.property} is ${shownValue(now)} in the cloud, not ${shownValue(verify.equals)}.`);
}
function adValue(verify: Of<"ad-value">, adObject: StrongReads["adObject"]): Verified {
  if (adObject?.state !== "seen") return no(`The Active Directory object could not be read${reason(adObject)}.`);
  const now = adObject.value[verify.attribute];
  return plain(now) === plain(verify.equals)
    ? yes(`${verify.attribute} is ${shownValue(now)} in Active Directory.`)
    : no(`${verify.attribute} is ${shownValue(now)} in Active Directory, not ${shownValue(verify.equals)}.`);
}
const asBefore = ({ differs }: StrongReads): Verified =>
  differs === undefined
    ? no("Whether everything stands as it did before was not read.")
    : differs.length > 0
      ? no(...differs)
      : yes("Everything that was changed stands as it did before.");
/** A group, contact or computer becomes no user: the cloud object that sync made of it has to be there. */
function objectLinked(facts: FactSet, kind: CloudObjectKind): Verified {
  const fact = facts["entra.object"],
    { object, hasArrived } = personOf(facts);
  if (fact.state === "unreadable") return no(`The cloud's ${kind} could not be read${reason(fact)}.`);
  if (object === undefined) return no(`There is no such ${kind} in the cloud yet.`, ...chainErrors(facts));
  const says = `The ${kind} ${object.displayName ?? object.id} (${object.id}) is in the cloud`;
  return hasArrived ? yes(`${says}, synced.`) : no(`${says}, and is not synced from this object.`);
}
function userLinked(verify: Of<"user-linked">, facts: FactSet, strong: StrongReads["user"]): Verified {
  const subject = valueOr(facts["ad.user"], undefined),
    kind = subject === undefined ? undefined : cloudKindOf(subject);
  if (kind !== undefined && sameText(subject?.objectGUID, verify.objectGUID)) return objectLinked(facts, kind);
  const listed = liveUsers(facts);
  if (listed === undefined) return no("The cloud's users could not be read.");
  // A list may lag behind a read by id.
  const users = strong?.state === "seen" ? [strong.value, ...listed] : listed;
  const anchors = [...verify.immutableIds, ...anchorsNow(verify.objectGUID, facts)];
  const user = users.find(
    (u) => anchors.some((a) => carries(u, a)) && (verify.cloudId === undefined || u.id === verify.cloudId),
  );
  if (user === undefined) {
    const wanted = verify.cloudId === undefined ? undefined : users.find((u) => u.id === verify.cloudId);
    return no(
      wanted === undefined
        ? "No cloud user carries the sourceAnchor of the account yet."
        : `The cloud user carries another sourceAnchor (${shownValue(wanted.onPremisesImmutableId)}).`,
      ...chainErrors(facts),
    );
  }
  const says = [`Cloud user ${user.userPrincipalName} (${user.id}) carries the sourceAnchor of the account.`];
  if (user.onPremisesSyncEnabled !== true)
    return no(...says, "It is not synchronized from Active Directory yet.", ...chainErrors(facts));
  if (verify.userPrincipalName !== undefined && !sameText(user.userPrincipalName, verify.userPrincipalName))
    return no(...says, `Its sign-in name is not ${verify.userPrincipalName}.`);
  return withErrors(user, facts, says);
}
/** The anchors that the engine gives the account by what is read now; none where account or settings could not be read. */
function anchorsNow(objectGUID: string | undefined, facts: FactSet): string[] {
  if (facts["server.globalSettings"].state === "unreadable") return [];
  const { ad, others, settings } = personOf(facts);
  const account = [ad, ...others].find((o) => sameText(o?.objectGUID, objectGUID));
  return account === undefined ? [] : anchorsOf(settings, account);
}
function engineRuns(facts: FactSet): Verified {
  const services = facts["server.services"];
  if (services.state === "unreadable") return no(`The server could not be read (${services.detail}).`);
  const service = (name: string) => valueOr(services, []).find((s) => s.Name === name);
  const sync = service("ADSync"),
    agent = service("AADConnectProvisioningAgent");
  if (sync !== undefined)
    return sync.Status === "Running" ? cyclesRun(facts) : no(`The ADSync service is ${sync.Status}.`);
  if (agent === undefined) return no("No sync service is installed on this server.");
  return agent.Status === "Running" ? jobsRun(facts) : no(`The provisioning agent is ${agent.Status}.`);
}
/** With ADSync running: are its cycles on, and were the latest runs not cut off? */
function cyclesRun(facts: FactSet): Verified {
  const scheduler = facts["server.scheduler"],
    history = facts["server.runHistory"];
  if (scheduler.state !== "seen") return no("ADSync runs; the scheduler does not answer.");
  if (!scheduler.value.SyncCycleEnabled) return no("ADSync runs; automatic sync cycles are off.");
  if (scheduler.value.SchedulerSuspended) return no("ADSync runs; the scheduler is suspended.");
  if (history.state === "unreadable") return no(`ADSync runs; the run history could not be read (${history.detail}).`);
  const broken = newestOfEachProfile(valueOr(history, [])).filter((r) => r.IsRunComplete && isBroken(r));
  return broken.length > 0
    ? no(
        "ADSync runs; its latest runs failed.",
        ...broken.map((r) => `${r.ConnectorName} ${r.RunProfileName}: ${r.Result}.`),
      )
    : yes("ADSync runs, the scheduler is on, and no connector's latest run was stopped.");
}
/** A profile that was run again and went through has made good what was cut off before. */
const newestOfEachProfile = (runs: readonly RunResult[]): RunResult[] =>
  newestFirst(runs).filter(
    (r, i, all) =>
      i === all.findIndex((x) => x.ConnectorName === r.ConnectorName && x.RunProfileName === r.RunProfileName),
  );
/** With the provisioning agent running: is no job in quarantine? */
function jobsRun(facts: FactSet): Verified {
  const says = "The provisioning agent runs.",
    jobs = facts["entra.syncJobs"];
  if (jobs.state !== "seen") return no(says, "The provisioning jobs could not be read.");
  const held = jobs.value.filter(isQuarantined);
  return held.length > 0
    ? no(says, ...held.map((j) => `Job ${j.id} is in quarantine.`))
    : yes(says, "No provisioning job is in quarantine.");
}

function yes(...says: (string | undefined)[]): Verified {
  return { arrived: true, says: says.filter((s): s is string => s !== undefined) };
}
function no(...says: string[]): Verified {
  return { arrived: false, says };
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
/** What is still wrong with a user that is as wanted; else, how the latest sign-in went. */
function withErrors(user: CloudUser, facts: FactSet, says: string[]): Verified {
  const quarantined = (user.onPremisesProvisioningErrors ?? []).map(
    (e) => `${e.propertyCausingError} ${e.value} is still quarantined.`,
  );
  const errors = [...quarantined, ...chainErrors(facts)];
  return errors.length > 0
    ? no(...says, ...errors)
    : yes(...says, "No provisioning or export error is left on it.", latestSignIn(user, facts));
}
function latestSignIn(user: CloudUser, facts: FactSet): string | undefined {
  const latest = valueOr(facts["entra.userSignIns"], []).find((s) => s.userId === user.id);
  if (latest === undefined) return undefined;
  return latest.status.errorCode === 0
    ? "Its latest sign-in succeeded."
    : `Its latest sign-in failed with error ${latest.status.errorCode}.`;
}
