import { defineCheck } from "../../identity/define";
import { importsOf } from "../../identity/runs";
import { at } from "../../identity/time";
import { cite } from "../../domain";

/** Service codes 78 InvalidCookieOrReplicaToken and 112 UnableToContinueSync: the cloud no longer knows the import's watermark. */
const LOST = /^(InvalidCookieOrReplicaToken|UnableToContinueSync|78|112)$/i;
const DAY = 86_400_000;

/** A delta import starts from a watermark; after a long pause (more than a week) only a full import brings a new one. */
export default defineCheck({
  id: "scope.watermark",
  title: "The connectors' watermarks are good",
  guide: "basics.scope",
  needs: ["server.connectors", "server.runHistory"],
  wants: ["server.events", "entra.organization", "server.endpoints", "now"],
  messages: {
    good: "No import fails for its watermark.",
    noRuns: "There are no runs to look at.",
    lost: {
      code: "full-import-required",
      text: "The delta import of {connector} ends with {result} because its watermark is no longer known ({proof}). Nothing syncs until a full import has run.",
      advice: [
        "Run an initial cycle once (offered here): Start-ADSyncSyncCycle -PolicyType Initial. It takes longer than a delta; look at pending deletions before it exports.",
      ],
    },
  },
  evaluate({
    "server.connectors": connectors,
    "server.runHistory": runs,
    "server.events": events,
    "entra.organization": org,
    "server.endpoints": endpoints,
    now,
  }) {
    if (connectors.state === "absent" || runs.state === "absent") return { verdict: "skip", message: "noRuns" };
    for (const c of connectors.value) {
      const imports = importsOf(c.Name, runs.value),
        newest = imports[0];
      if (
        newest === undefined ||
        /^(success|completed-|in-progress)/.test(newest.Result) ||
        !/^delta/i.test(newest.RunProfileName)
      )
        continue;
      const run = cite(`${newest.RunProfileName} of ${c.Name} at ${newest.StartDate}: ${newest.Result}`, runs);
      const data = { connector: c.Name, result: newest.Result };
      const error = newest.Errors.find((e) => LOST.test(e.ErrorType) || LOST.test(e.ErrorCode ?? ""));
      if (error !== undefined || newest.Result === "stopped-change-log-out-of-order")
        return {
          verdict: "fail",
          message: "lost",
          standing: "blocking",
          suggests: ["run-full-sync"],
          data: { ...data, proof: error?.ErrorType ?? newest.Result },
          evidence: [run],
        };
      if (c.Type !== "Extensible2") continue;
      const event =
        events.state === "seen"
          ? events.value.find(
              (e) =>
                e.ProviderName === "Directory Synchronization" &&
                (e.Id === 109 || e.Id === 106) &&
                Math.abs(at(e.TimeCreated) - at(newest.EndDate ?? newest.StartDate)) < 10 * 60_000 &&
                LOST.test(/Error Code: (\d+)/.exec(e.Message)?.[1] ?? ""),
            )
          : undefined;
      const last = org.state === "seen" ? at(org.value.onPremisesLastSyncDateTime) : NaN,
        paused = now.state === "seen" && at(now.value) - last > 7 * DAY;
      if (event !== undefined && paused)
        return {
          verdict: "fail",
          message: "lost",
          standing: "blocking",
          suggests: ["run-full-sync"],
          data: { ...data, proof: "service code 78" },
          evidence: [
            run,
            cite(
              `Event Directory Synchronization ${event.Id} at ${event.TimeCreated} with service code ${/Error Code: (\d+)/.exec(event.Message)![1]}`,
              events,
            ),
            cite(
              `The tenant last synced at ${org.state === "seen" ? org.value.onPremisesLastSyncDateTime : "?"}`,
              org.state === "seen" ? org : undefined,
            ),
          ],
        };
      const open =
        endpoints.state === "seen" && endpoints.value.length > 0 && endpoints.value.every((e) => e.Tcp === "open");
      if (
        paused &&
        open &&
        newest.Result === "stopped-server-down" &&
        imports.filter((r) => r.Result === newest.Result).length > 1
      )
        return {
          verdict: "fail",
          message: "lost",
          standing: "blocking",
          proof: "timed",
          suggests: ["run-full-sync"],
          data: { ...data, proof: "the last sync is more than a week old and the network is open" },
          evidence: [run, cite("Every required endpoint answers", endpoints)],
        };
    }
    return { verdict: "pass", message: "good" };
  },
});
