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
import { CLOUD_KIND } from "../domain/cloud-object";
import { valueOr } from "../domain/fact";
import type { InEvery } from "../domain/language";
import type { Value } from "../domain/pii";
import { told, type Words } from "../domain/words";
import type { AdObject, CloudObjectKind, CloudUser, RunResult } from "../domain/shapes";

/** Strong reads by id of the objects that the plan's verification names. */
export interface StrongReads {
  readonly user?: Fact<CloudUser>;
  readonly deleted?: Fact<CloudUser>;
  readonly adObject?: Fact<AdObject>;
  /** How the world differs from the before-image; absent where it was not read. */
  readonly differs?: readonly Words[];
}
/** Whether it was seen, and what was seen. */
export interface Verified {
  readonly arrived: boolean;
  readonly says: readonly Words[];
}

const WORDS = {
  goneUnread: {
    en: "Whether the cloud user is gone could not be read{why}.",
    de: "Ob der Cloudbenutzer weg ist, konnte nicht gelesen werden{why}.",
  },
  stillThere: { en: "The cloud user is still there.", de: "Der Cloudbenutzer ist noch da." },
  gone: {
    en: "The object is no longer among the cloud's users.",
    de: "Das Objekt ist nicht mehr unter den Benutzern der Cloud.",
  },
  restorable: {
    en: "It can be restored from the deleted users for 30 days.",
    de: "Es lässt sich 30 Tage lang aus den gelöschten Benutzern wiederherstellen.",
  },
  cloudUnread: {
    en: "The cloud user could not be read{why}.",
    de: "Der Cloudbenutzer konnte nicht gelesen werden{why}.",
  },
  notThere: { en: "The cloud user is not there.", de: "Der Cloudbenutzer ist nicht da." },
  inCloud: { en: "{name} is {value} in the cloud.", de: "{name} ist in der Cloud {value}." },
  notInCloud: {
    en: "{name} is {value} in the cloud, not {wanted}.",
    de: "{name} ist in der Cloud {value}, nicht {wanted}.",
  },
  adUnread: {
    en: "The Active Directory object could not be read{why}.",
    de: "Das Active-Directory-Objekt konnte nicht gelesen werden{why}.",
  },
  inAd: { en: "{name} is {value} in Active Directory.", de: "{name} ist in Active Directory {value}." },
  notInAd: {
    en: "{name} is {value} in Active Directory, not {wanted}.",
    de: "{name} ist in Active Directory {value}, nicht {wanted}.",
  },
  beforeUnread: {
    en: "Whether everything stands as it did before was not read.",
    de: "Ob alles wieder wie zuvor steht, wurde nicht gelesen.",
  },
  asBefore: {
    en: "Everything that was changed stands as it did before.",
    de: "Alles, was geändert wurde, steht wieder wie zuvor.",
  },
  objectUnread: {
    en: "The cloud's {kind} could not be read{why}.",
    de: "Das Objekt in der Cloud ({kind}) konnte nicht gelesen werden{why}.",
  },
  noObject: {
    en: "There is no such {kind} in the cloud yet.",
    de: "Ein solches Objekt ({kind}) gibt es in der Cloud noch nicht.",
  },
  objectSynced: {
    en: "The {kind} {name} ({id}) is in the cloud, synced.",
    de: "{kind} {name} ({id}) ist in der Cloud, synchronisiert.",
  },
  objectUnlinked: {
    en: "The {kind} {name} ({id}) is in the cloud, and is not synced from this object.",
    de: "{kind} {name} ({id}) ist in der Cloud und nicht aus diesem Objekt synchronisiert.",
  },
  usersUnread: {
    en: "The cloud's users could not be read.",
    de: "Die Benutzer der Cloud konnten nicht gelesen werden.",
  },
  nobodyCarries: {
    en: "No cloud user carries the sourceAnchor of the account yet.",
    de: "Noch trägt kein Cloudbenutzer den sourceAnchor des Kontos.",
  },
  otherAnchor: {
    en: "The cloud user carries another sourceAnchor ({anchor}).",
    de: "Der Cloudbenutzer trägt einen anderen sourceAnchor ({anchor}).",
  },
  carries: {
    en: "Cloud user {user} ({id}) carries the sourceAnchor of the account.",
    de: "Der Cloudbenutzer {user} ({id}) trägt den sourceAnchor des Kontos.",
  },
  notSynced: {
    en: "It is not synchronized from Active Directory yet.",
    de: "Er wird noch nicht aus Active Directory synchronisiert.",
  },
  otherName: { en: "Its sign-in name is not {name}.", de: "Sein Anmeldename ist nicht {name}." },
  serverUnread: { en: "The server could not be read ({why}).", de: "Der Server konnte nicht gelesen werden ({why})." },
  adsync: { en: "The ADSync service is {state}.", de: "Der Dienst ADSync ist im Zustand {state}." },
  noService: {
    en: "No sync service is installed on this server.",
    de: "Auf diesem Server ist kein Synchronisierungsdienst installiert.",
  },
  agent: { en: "The provisioning agent is {state}.", de: "Der Bereitstellungs-Agent ist im Zustand {state}." },
  schedulerSilent: {
    en: "ADSync runs; the scheduler does not answer.",
    de: "ADSync läuft; der Planer antwortet nicht.",
  },
  cyclesOff: {
    en: "ADSync runs; automatic sync cycles are off.",
    de: "ADSync läuft; automatische Synchronisierungszyklen sind aus.",
  },
  suspended: { en: "ADSync runs; the scheduler is suspended.", de: "ADSync läuft; der Planer ist ausgesetzt." },
  historyUnread: {
    en: "ADSync runs; the run history could not be read ({why}).",
    de: "ADSync läuft; die Ausführungshistorie konnte nicht gelesen werden ({why}).",
  },
  runsFailed: {
    en: "ADSync runs; its latest runs failed.",
    de: "ADSync läuft; seine letzten Läufe sind fehlgeschlagen.",
  },
  runsWell: {
    en: "ADSync runs, the scheduler is on, and no connector's latest run was stopped.",
    de: "ADSync läuft, der Planer ist an, und bei keinem Connector brach der letzte Lauf ab.",
  },
  agentRuns: { en: "The provisioning agent runs.", de: "Der Bereitstellungs-Agent läuft." },
  jobsUnread: {
    en: "The provisioning jobs could not be read.",
    de: "Die Bereitstellungsaufträge konnten nicht gelesen werden.",
  },
  jobHeld: { en: "Job {id} is in quarantine.", de: "Auftrag {id} ist in Quarantäne." },
  jobsWell: { en: "No provisioning job is in quarantine.", de: "Kein Bereitstellungsauftrag ist in Quarantäne." },
  syncError: { en: "Synchronization error: {error}.", de: "Synchronisierungsfehler: {error}." },
  exportError: { en: "Export error: {error}.", de: "Exportfehler: {error}." },
  quarantined: { en: "{name} {value} is still quarantined.", de: "{name} {value} ist noch in Quarantäne." },
  noError: {
    en: "No provisioning or export error is left on it.",
    de: "Kein Bereitstellungs- oder Exportfehler ist mehr daran.",
  },
  signedIn: { en: "Its latest sign-in succeeded.", de: "Die letzte Anmeldung ist gelungen." },
  signInFailed: {
    en: "Its latest sign-in failed with error {code}.",
    de: "Die letzte Anmeldung ist mit Fehler {code} gescheitert.",
  },
} as const satisfies Readonly<Record<string, Words>>;
const say = (key: keyof typeof WORDS, data: Readonly<Record<string, Value>>): InEvery => told(WORDS[key], data);

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
  if (user === undefined || user.state === "unreadable") return no(say("goneUnread", { why: reason(user) }));
  if (user.state === "seen") return no(WORDS.stillThere);
  return yes(WORDS.gone, deleted?.state === "seen" ? WORDS.restorable : undefined);
}
function valueArrived(verify: Of<"value-arrived">, facts: FactSet, user: StrongReads["user"]): Verified {
  if (user === undefined || user.state === "unreadable") return no(say("cloudUnread", { why: reason(user) }));
  if (user.state === "absent") return no(WORDS.notThere);
  const now = user.value[verify.property];
  return plain(now) === plain(verify.equals)
    ? withErrors(user.value, facts, [say("inCloud", { name: verify.property, value: shownValue(now) })])
    : no(say("notInCloud", { name: verify.property, value: shownValue(now), wanted: shownValue(verify.equals) }));
}
function adValue(verify: Of<"ad-value">, adObject: StrongReads["adObject"]): Verified {
  if (adObject?.state !== "seen") return no(say("adUnread", { why: reason(adObject) }));
  const now = adObject.value[verify.attribute];
  return plain(now) === plain(verify.equals)
    ? yes(say("inAd", { name: verify.attribute, value: shownValue(now) }))
    : no(say("notInAd", { name: verify.attribute, value: shownValue(now), wanted: shownValue(verify.equals) }));
}
const asBefore = ({ differs }: StrongReads): Verified =>
  differs === undefined ? no(WORDS.beforeUnread) : differs.length > 0 ? no(...differs) : yes(WORDS.asBefore);
/** A group, contact or computer becomes no user: the cloud object that sync made of it has to be there. */
function objectLinked(facts: FactSet, kind: CloudObjectKind): Verified {
  const fact = facts["entra.object"],
    { object, hasArrived } = personOf(facts);
  if (fact.state === "unreadable") return no(say("objectUnread", { kind: CLOUD_KIND[kind], why: reason(fact) }));
  if (object === undefined) return no(say("noObject", { kind: CLOUD_KIND[kind] }), ...chainErrors(facts));
  return (hasArrived ? yes : no)(
    say(hasArrived ? "objectSynced" : "objectUnlinked", {
      kind: CLOUD_KIND[kind],
      name: object.displayName ?? object.id,
      id: object.id,
    }),
  );
}
function userLinked(verify: Of<"user-linked">, facts: FactSet, strong: StrongReads["user"]): Verified {
  const subject = valueOr(facts["ad.user"], undefined),
    kind = subject === undefined ? undefined : cloudKindOf(subject);
  if (kind !== undefined && sameText(subject?.objectGUID, verify.objectGUID)) return objectLinked(facts, kind);
  const listed = liveUsers(facts);
  if (listed === undefined) return no(WORDS.usersUnread);
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
        ? WORDS.nobodyCarries
        : say("otherAnchor", { anchor: shownValue(wanted.onPremisesImmutableId) }),
      ...chainErrors(facts),
    );
  }
  const says = [say("carries", { user: user.userPrincipalName, id: user.id })];
  if (user.onPremisesSyncEnabled !== true) return no(...says, WORDS.notSynced, ...chainErrors(facts));
  if (verify.userPrincipalName !== undefined && !sameText(user.userPrincipalName, verify.userPrincipalName))
    return no(...says, say("otherName", { name: verify.userPrincipalName }));
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
  if (services.state === "unreadable") return no(say("serverUnread", { why: services.detail }));
  const service = (name: string) => valueOr(services, []).find((s) => s.Name === name);
  const sync = service("ADSync"),
    agent = service("AADConnectProvisioningAgent");
  if (sync !== undefined)
    return sync.Status === "Running" ? cyclesRun(facts) : no(say("adsync", { state: sync.Status }));
  if (agent === undefined) return no(WORDS.noService);
  return agent.Status === "Running" ? jobsRun(facts) : no(say("agent", { state: agent.Status }));
}
/** With ADSync running: are its cycles on, and were the latest runs not cut off? */
function cyclesRun(facts: FactSet): Verified {
  const scheduler = facts["server.scheduler"],
    history = facts["server.runHistory"];
  if (scheduler.state !== "seen") return no(WORDS.schedulerSilent);
  if (!scheduler.value.SyncCycleEnabled) return no(WORDS.cyclesOff);
  if (scheduler.value.SchedulerSuspended) return no(WORDS.suspended);
  if (history.state === "unreadable") return no(say("historyUnread", { why: history.detail }));
  const broken = newestOfEachProfile(valueOr(history, [])).filter((r) => r.IsRunComplete && isBroken(r));
  return broken.length > 0
    ? no(WORDS.runsFailed, ...broken.map((r) => `${r.ConnectorName} ${r.RunProfileName}: ${r.Result}.`))
    : yes(WORDS.runsWell);
}
/** A profile that was run again and went through has made good what was cut off before. */
const newestOfEachProfile = (runs: readonly RunResult[]): RunResult[] =>
  newestFirst(runs).filter(
    (r, i, all) =>
      i === all.findIndex((x) => x.ConnectorName === r.ConnectorName && x.RunProfileName === r.RunProfileName),
  );
/** With the provisioning agent running: is no job in quarantine? */
function jobsRun(facts: FactSet): Verified {
  const says = WORDS.agentRuns,
    jobs = facts["entra.syncJobs"];
  if (jobs.state !== "seen") return no(says, WORDS.jobsUnread);
  const held = jobs.value.filter(isQuarantined);
  return held.length > 0 ? no(says, ...held.map((j) => say("jobHeld", { id: j.id }))) : yes(says, WORDS.jobsWell);
}

function yes(...says: (Words | undefined)[]): Verified {
  return { arrived: true, says: says.filter((s) => s !== undefined) };
}
function no(...says: Words[]): Verified {
  return { arrived: false, says };
}
const reason = (fact: Fact<unknown> | undefined): string => (fact?.state === "unreadable" ? ` (${fact.detail})` : "");
function liveUsers(facts: FactSet): CloudUser[] | undefined {
  const one = facts["entra.user"],
    rest = facts["entra.relatedUsers"];
  return one.state === "unreadable" ? undefined : [...(one.state === "seen" ? [one.value] : []), ...valueOr(rest, [])];
}
function chainErrors(facts: FactSet): Words[] {
  const chain = facts["cs.chain"];
  if (chain.state !== "seen") return [];
  const { adCs, entraCs } = chain.value;
  return [
    ...(adCs?.HasSyncError === true ? [say("syncError", { error: adCs.SyncError?.ErrorType ?? "?" })] : []),
    ...(entraCs?.HasExportError === true ? [say("exportError", { error: entraCs.ExportError?.ErrorType ?? "?" })] : []),
  ];
}
/** What is still wrong with a user that is as wanted; else, how the latest sign-in went. */
function withErrors(user: CloudUser, facts: FactSet, says: Words[]): Verified {
  const quarantined = (user.onPremisesProvisioningErrors ?? []).map((e) =>
    say("quarantined", { name: e.propertyCausingError ?? "?", value: e.value ?? "?" }),
  );
  const errors = [...quarantined, ...chainErrors(facts)];
  return errors.length > 0 ? no(...says, ...errors) : yes(...says, WORDS.noError, latestSignIn(user, facts));
}
function latestSignIn(user: CloudUser, facts: FactSet): Words | undefined {
  const latest = valueOr(facts["entra.userSignIns"], []).find((s) => s.userId === user.id);
  if (latest === undefined) return undefined;
  return latest.status.errorCode === 0 ? WORDS.signedIn : say("signInFailed", { code: latest.status.errorCode });
}
