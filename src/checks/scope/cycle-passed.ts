import { adCsOf, behindAd } from "../../identity/chain";
import { defineCheck } from "../../identity/define";
import { isQuarantined, userJobs } from "../../identity/jobs";
import { MASTERY_FACTS, masteryOf } from "../../identity/mastery";
import { nameOf } from "../../identity/naming";
import type { Person } from "../../identity/person";
import { adConnectors } from "../../identity/place";
import { touched } from "../../identity/replication";
import { importsOf, lastGoodImport } from "../../identity/runs";
import { at, hoursBetween } from "../../identity/time";
import {
  cite,
  told,
  valueOr,
  type AdObject,
  type Chain,
  type Claim,
  type Evidence,
  type Fact,
  type Given,
} from "../../domain";

/** Minutes between two cycles where the scheduler does not tell. */
const USUAL_INTERVAL_MINUTES = 30;
/** Beyond two intervals and this much the newest import is late: the engine is not healthy, and waiting does not help. */
const GRACE_MINUTES = 30;
/** A Cloud Sync job comes round every 40 minutes at most; after this long without a good one waiting does not help. */
const CLOUD_LATE_HOURS = 2;
const CANNOT_TELL = { verdict: "skip", message: "cannotTell" } as const;

type Engine =
  | "server.connectors"
  | "server.runHistory"
  | "server.scheduler"
  | "cs.chain"
  | (typeof MASTERY_FACTS)[number];
type Whose = Pick<Person, "place" | "isSelected" | "hasArrived" | "pair" | "settings">;
type Found = Claim<"passed" | "cannotTell" | "pending" | "pendingCloud">;

/** A healthy engine that has not come round since the account was made or changed: it is not time yet. */
export default defineCheck({
  id: "scope.cycle-passed",
  title: {
    en: "A cycle has run since the account was made or last changed",
    de: "Seit dem Anlegen oder der letzten Änderung des Kontos ist ein Zyklus gelaufen",
  },
  guide: "basics.scope",
  needs: ["ad.user", "now"],
  wants: [
    "server.connectors",
    "server.runHistory",
    "server.scheduler",
    "cs.chain",
    "entra.user",
    "entra.object",
    "server.globalSettings",
    "entra.syncJobs",
    "entra.relatedUsers",
    ...MASTERY_FACTS.filter((fact) => fact !== "server.connectors" && fact !== "server.runHistory"),
  ],
  messages: {
    passed: {
      en: "A cycle has run since {user} was last changed.",
      de: "Seit der letzten Änderung von {user} ist ein Zyklus gelaufen.",
    },
    noUser: {
      en: "There is no AD account whose change could be waited for.",
      de: "Es gibt kein AD-Konto, auf dessen Änderung zu warten wäre.",
    },
    cannotTell: {
      en: "The engine is not in a state in which waiting would help, or its last import is not known.",
      de: "Die Synchronisierungs-Engine ist in keinem Zustand, in dem Warten hülfe, oder ihr letzter Import ist nicht bekannt.",
    },
    pending: {
      code: "sync-pending",
      text: {
        en: "{user} was last changed at {changed}, after the newest import of {import}. Nothing is broken: the next cycle takes it along{next}.",
        de: "{user} wurde zuletzt am {changed} geändert, nach dem neuesten Import vom {import}. Nichts ist defekt: Der nächste Zyklus nimmt es mit{next}.",
      },
      advice: [
        {
          en: "Wait for the next cycle, or start one now (offered here): Start-ADSyncSyncCycle -PolicyType Delta",
          de: "Warten Sie auf den nächsten Zyklus oder starten Sie jetzt einen (wird hier angeboten): Start-ADSyncSyncCycle -PolicyType Delta",
        },
      ],
    },
    pendingCloud: {
      code: "sync-pending",
      text: {
        en: "{user} was last changed at {changed}, after the newest good cycle of the Cloud Sync job at {import}. Nothing is broken: the next cycle takes it along.",
        de: "{user} wurde zuletzt am {changed} geändert, nach dem neuesten erfolgreichen Zyklus des Cloud-Sync-Auftrags vom {import}. Nichts ist defekt: Der nächste Zyklus nimmt es mit.",
      },
      advice: [
        {
          en: "Wait for the next cycle, or provision this one user now (offered here): Entra admin center > Cloud sync > configuration > Provision on demand.",
          de: "Warten Sie auf den nächsten Zyklus oder stellen Sie diesen einen Benutzer jetzt bereit (wird hier angeboten): Entra admin center > Cloud sync > configuration > Provision on demand.",
        },
      ],
    },
  },
  evaluate(facts, person) {
    const { ad } = person;
    if (ad === undefined) return { verdict: "skip", message: "noUser" };
    const isConnect =
      adConnectors(valueOr(facts["server.connectors"], [])).length > 0 &&
      facts["server.runHistory"].state === "seen" &&
      facts["server.scheduler"].state === "seen";
    return isConnect ? ofConnect(facts, ad, person) : ofCloudSync(facts, ad, person);
  },
});

/** Minutes of a cycle interval `d.hh:mm:ss`. */
function minutesOf(interval: string | null | undefined): number {
  const m = /^(?:(\d+)\.)?(\d+):(\d+):(\d+)/.exec(interval ?? "");
  return m === null ? USUAL_INTERVAL_MINUTES : Number(m[1] ?? 0) * 1440 + Number(m[2]) * 60 + Number(m[3]);
}
const changedAt = (ad: AdObject): string => ad.whenChanged ?? ad.whenCreated ?? "";
const seenChange = (ad: AdObject, from: Fact<unknown>): Evidence =>
  cite(`whenCreated ${ad.whenCreated ?? "?"}, whenChanged ${ad.whenChanged ?? "?"}`, from);

function ofConnect(facts: Given<"ad.user" | "now", Engine>, ad: AdObject, person: Whose): Found {
  const scheduler = valueOr(facts["server.scheduler"], undefined);
  const runs = valueOr(facts["server.runHistory"], []);
  const { place } = person;
  const exports = scheduler?.SyncCycleEnabled && !scheduler.SchedulerSuspended && !scheduler.StagingModeEnabled;
  if (place === undefined || !person.isSelected || scheduler === undefined || !exports) return CANNOT_TELL;
  const good = lastGoodImport(place.connector.Name, runs);
  const newest = importsOf(place.connector.Name, runs)[0];
  const lateHours = (2 * minutesOf(scheduler.CurrentlyEffectiveSyncCycleInterval) + GRACE_MINUTES) / 60;
  if (good === undefined || hoursBetween(good.StartDate, valueOr(facts.now, "")) > lateHours) return CANNOT_TELL;
  if (newest !== good && newest?.Result !== "in-progress") return CANNOT_TELL;
  const data = { user: nameOf(ad), changed: changedAt(ad) };
  if (!(touched(ad) > at(good.StartDate)) || !(isBehind(facts["cs.chain"], ad, person) || differs(facts, person)))
    return { verdict: "pass", message: "passed", data };
  const next = scheduler.NextSyncCycleStartTimeInUTC;
  return {
    verdict: "fail",
    message: "pending",
    proof: "measured",
    standing: "expected",
    since: data.changed,
    suggests: ["run-delta-sync"],
    data: {
      ...data,
      import: good.StartDate,
      next: next === undefined ? "" : told({ en: ", at {next}", de: ", am {next}" }, { next }),
    },
    evidence: [
      seenChange(ad, facts["ad.user"]),
      cite(
        told(
          {
            en: "Newest good import: {profile} of {connector} at {when}, {result}",
            de: "Neuester erfolgreicher Import: {profile} von {connector} am {when}, {result}",
          },
          { profile: good.RunProfileName, connector: place.connector.Name, when: good.StartDate, result: good.Result },
        ),
        facts["server.runHistory"],
      ),
      cite(
        {
          en: "The scheduler is enabled, not suspended, not in staging",
          de: "Der Scheduler ist eingeschaltet, nicht angehalten und nicht im Stagingmodus",
        },
        facts["server.scheduler"],
      ),
    ],
  };
}
/** The engine does not have the account's present state: it is not in the connector space, or stands there with older values. */
function isBehind(chain: Fact<Chain>, ad: AdObject, { hasArrived }: Whose): boolean {
  if (chain.state === "unreadable") return false;
  const imported = adCsOf(chain);
  return imported === null ? !hasArrived : behindAd(imported, ad).length > 0;
}
/** The cloud still has another value than the one that a rule carries there. */
const differs = (facts: Given<never, (typeof MASTERY_FACTS)[number]>, person: Whose): boolean =>
  masteryOf(person, facts).some((row) => !row.equal && row.because === undefined && row.flows);
function ofCloudSync(
  facts: Given<"ad.user" | "now", "entra.user" | "entra.syncJobs" | (typeof MASTERY_FACTS)[number]>,
  ad: AdObject,
  person: Whose,
): Found {
  const job = userJobs(facts["entra.syncJobs"])[0];
  const last = job?.status.lastSuccessfulExecution?.timeBegan;
  if (job === undefined || last === undefined || facts["entra.user"].state === "unreadable") return CANNOT_TELL;
  if (job.status.code !== "Active" || isQuarantined(job) || job.status.lastExecution?.error != null) return CANNOT_TELL;
  const data = { user: nameOf(ad), changed: changedAt(ad) };
  const late = hoursBetween(last, valueOr(facts.now, "")) > CLOUD_LATE_HOURS;
  const isThere = person.hasArrived && !differs(facts, person);
  if (!(touched(ad) > at(last)) || isThere || late) return { verdict: "pass", message: "passed", data };
  return {
    verdict: "fail",
    message: "pendingCloud",
    proof: "measured",
    standing: "expected",
    since: data.changed,
    suggests: ["provision-on-demand"],
    data: { ...data, import: last },
    evidence: [
      seenChange(ad, facts["ad.user"]),
      cite(
        told(
          {
            en: "Job {job}: lastSuccessfulExecution {last}, status {status}",
            de: "Auftrag {job}: lastSuccessfulExecution {last}, Status {status}",
          },
          { job: job.id, last, status: job.status.code },
        ),
        facts["entra.syncJobs"],
      ),
    ],
  };
}
