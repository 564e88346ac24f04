import { adCsOf } from "../../identity/chain";
import { defineCheck } from "../../identity/define";
import { isLinked } from "../../identity/legacy";
import { isSelected, placeOf } from "../../identity/place";
import { touched } from "../../identity/replication";
import { importsOf, lastGoodImport } from "../../identity/runs";
import { at } from "../../identity/time";
import { cite, pii } from "../../domain";

/** Minutes of a cycle interval `d.hh:mm:ss`; 30 where it is not told. */
const minutesOf = (interval: string | null | undefined): number => {
  const m = /^(?:(\d+)\.)?(\d+):(\d+):(\d+)/.exec(interval ?? "");
  return m === null ? 30 : Number(m[1] ?? 0) * 1440 + Number(m[2]) * 60 + Number(m[3]);
};
/** Attributes by which an imported object can be seen to be behind AD. */
const TELLING = ["userPrincipalName", "mail", "displayName"] as const;

/** A healthy engine that has not come round since the account was made or changed: it is not time yet. */
export default defineCheck({
  id: "scope.cycle-passed",
  title: "A cycle has run since the account was made or last changed",
  guide: "basics.scope",
  needs: ["ad.user", "now"],
  wants: ["server.connectors", "server.runHistory", "server.scheduler", "cs.chain", "entra.user", "entra.syncJobs"],
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
  evaluate({
    "ad.user": ad,
    now,
    "server.connectors": connectors,
    "server.runHistory": runs,
    "server.scheduler": scheduler,
    "cs.chain": chain,
    "entra.user": cloud,
    "entra.syncJobs": jobs,
  }) {
    if (ad.state === "absent") return { verdict: "skip", message: "noUser" };
    const user = ad.value,
      changed = touched(user),
      time = now.state === "seen" ? at(now.value) : NaN;
    const data = {
      user: pii(user.userPrincipalName ?? user.sAMAccountName),
      changed: user.whenChanged ?? user.whenCreated ?? "",
    };
    const whenEvidence = cite(`whenCreated ${user.whenCreated ?? "?"}, whenChanged ${user.whenChanged ?? "?"}`, ad);
    if (
      connectors.state === "seen" &&
      connectors.value.some((c) => c.Type === "AD") &&
      runs.state === "seen" &&
      scheduler.state === "seen"
    ) {
      const s = scheduler.value,
        place = placeOf(user, connectors.value);
      if (
        place === undefined ||
        !isSelected(user, connectors.value) ||
        !s.SyncCycleEnabled ||
        s.SchedulerSuspended ||
        s.StagingModeEnabled
      )
        return { verdict: "skip", message: "cannotTell" };
      const good = lastGoodImport(place.connector.Name, runs.value),
        newest = importsOf(place.connector.Name, runs.value)[0];
      const late =
        good === undefined ||
        time - at(good.StartDate) > (2 * minutesOf(s.CurrentlyEffectiveSyncCycleInterval) + 30) * 60_000;
      if (good === undefined || (newest !== good && newest?.Result !== "in-progress") || late)
        return { verdict: "skip", message: "cannotTell" };
      const cs = adCsOf(chain),
        behind =
          cs === null
            ? !isLinked(user, cloud)
            : TELLING.some(
                (a) => cs.Attributes[a] !== undefined && user[a] !== undefined && cs.Attributes[a] !== user[a],
              );
      if (!(changed > at(good.StartDate)) || !behind || chain.state === "unreadable")
        return { verdict: "pass", message: "passed", data };
      return {
        verdict: "fail",
        message: "pending",
        standing: "expected",
        suggests: ["run-delta-sync"],
        data: {
          ...data,
          import: good.StartDate,
          next: s.NextSyncCycleStartTimeInUTC === undefined ? "" : `, at ${s.NextSyncCycleStartTimeInUTC}`,
        },
        evidence: [
          whenEvidence,
          cite(
            `Newest good import: ${good.RunProfileName} of ${place.connector.Name} at ${good.StartDate}, ${good.Result}`,
            runs,
          ),
          cite("The scheduler is enabled, not suspended, not in staging", scheduler),
        ],
      };
    }
    const job =
        jobs.state === "seen"
          ? jobs.value.find((j) => (j.templateId ?? j.id).startsWith("AD2AADProvisioning"))
          : undefined,
      last = job?.status.lastSuccessfulExecution;
    if (
      job === undefined ||
      job.status.code !== "Active" ||
      job.status.quarantine != null ||
      last?.timeBegan === undefined ||
      job.status.lastExecution?.error != null ||
      cloud.state === "unreadable"
    )
      return { verdict: "skip", message: "cannotTell" };
    if (!(changed > at(last.timeBegan)) || isLinked(user, cloud) || time - at(last.timeBegan) > 2 * 3_600_000)
      return { verdict: "pass", message: "passed", data };
    return {
      verdict: "fail",
      message: "pendingCloud",
      standing: "expected",
      suggests: ["provision-on-demand"],
      data: { ...data, import: last.timeBegan },
      evidence: [
        whenEvidence,
        cite(`Job ${job.id}: lastSuccessfulExecution ${last.timeBegan}, status ${job.status.code}`, jobs),
      ],
    };
  },
});
