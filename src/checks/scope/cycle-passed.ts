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
  title: "A cycle has run since the account was made or last changed",
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
    passed: "A cycle has run since {user} was last changed.",
    noUser: "There is no AD account whose change could be waited for.",
    cannotTell: "The engine is not in a state in which waiting would help, or its last import is not known.",
    pending: {
      code: "sync-pending",
      text: "{user} was last changed at {changed}, after the newest import of {import}. Nothing is broken: the next cycle takes it along{next}.",
      advice: ["Wait for the next cycle, or start one now (offered here): Start-ADSyncSyncCycle -PolicyType Delta"],
    },
    pendingCloud: {
      code: "sync-pending",
      text: "{user} was last changed at {changed}, after the newest good cycle of the Cloud Sync job at {import}. Nothing is broken: the next cycle takes it along.",
      advice: [
        "Wait for the next cycle, or provision this one user now (offered here): Entra admin center > Cloud sync > configuration > Provision on demand.",
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
    data: { ...data, import: good.StartDate, next: next === undefined ? "" : `, at ${next}` },
    evidence: [
      seenChange(ad, facts["ad.user"]),
      cite(
        `Newest good import: ${good.RunProfileName} of ${place.connector.Name} at ${good.StartDate}, ${good.Result}`,
        facts["server.runHistory"],
      ),
      cite("The scheduler is enabled, not suspended, not in staging", facts["server.scheduler"]),
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
      cite(`Job ${job.id}: lastSuccessfulExecution ${last}, status ${job.status.code}`, facts["entra.syncJobs"]),
    ],
  };
}
