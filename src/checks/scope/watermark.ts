import { defineCheck } from "../../identity/define";
import { ldapAnswerIn, LDAP_SIZE_LIMIT } from "../../identity/errors";
import { DIRSYNC } from "../../identity/events";
import { brokenSince, importsOf, isBroken, seenRun } from "../../identity/runs";
import { hoursBetween } from "../../identity/time";
import { unreadOf } from "../../identity/unread";
import {
  cite,
  valueOr,
  type Claim,
  type Connector,
  type EventRecord,
  type Given,
  type Proof,
  type RunResult,
} from "../../domain";

/** Service codes 78 InvalidCookieOrReplicaToken and 112 UnableToContinueSync: the cloud no longer knows the import's watermark. */
const LOST = /^(InvalidCookieOrReplicaToken|UnableToContinueSync|78|112)$/i;
const DELTA = /^delta/i;
/** After a pause of this length the cloud may have dropped the watermark. */
const LONG_PAUSE_HOURS = 7 * 24;
/** An event within this time of a run's end speaks of that run. */
const SAME_RUN_HOURS = 1 / 6;
/** Events of Directory Synchronization that carry the service's error code. */
const SERVICE_ERRORS = [106, 109];

type Cloud = "server.runHistory" | "server.events" | "entra.organization" | "server.endpoints" | "now";
/** How it shows that a delta import cannot go on. */
type Found = Pick<Claim<"lost">, "evidence" | "settles"> & {
  readonly proof: Proof;
  readonly says: string;
  readonly message?: "tooMuch";
};

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
    tooMuch: {
      code: "full-import-required",
      text: "The delta import of {connector} ends with {result}: the controller answers, and refuses to list so many changed objects at once (size limit exceeded), as after a mass restore from the recycle bin. A full import reads them in pages.",
      advice: [
        "Run an initial cycle once (offered here): Start-ADSyncSyncCycle -PolicyType Initial. It takes longer than a delta; look at pending deletions before it exports.",
      ],
    },
  },
  evaluate(facts) {
    const connectors = valueOr(facts["server.connectors"], undefined);
    const runs = valueOr(facts["server.runHistory"], undefined);
    if (connectors === undefined || runs === undefined) return { verdict: "skip", message: "noRuns" };
    for (const connector of connectors) {
      const imports = importsOf(connector.Name, runs);
      const [newest] = imports;
      if (newest === undefined || !DELTA.test(newest.RunProfileName) || !isBroken(newest)) continue;
      const found =
        stated(newest) ??
        tooMuch(newest, connector) ??
        (connector.Type === "AD" ? undefined : inCloud(facts, imports, newest));
      if (found === undefined) continue;
      return {
        verdict: "fail",
        message: found.message ?? "lost",
        proof: found.proof,
        standing: "blocking",
        since: brokenSince(newest, runs),
        suggests: ["run-full-sync"],
        data: { connector: connector.Name, result: newest.Result, proof: found.says },
        evidence: [seenRun(newest, facts["server.runHistory"]), ...(found.evidence ?? [])],
        ...(found.settles === undefined ? {} : { settles: found.settles }),
      };
    }
    return { verdict: "pass", message: "good" };
  },
});

/** The run itself names the watermark. */
function stated(run: RunResult): Found | undefined {
  const error = run.Errors.find((e) => LOST.test(e.ErrorType) || LOST.test(e.ErrorCode ?? ""));
  if (error === undefined && run.Result !== "stopped-change-log-out-of-order") return undefined;
  return { proof: "stated", says: error?.ErrorType ?? run.Result };
}
/** A controller gives no more than a thousand objects to one search that does not page; a delta import of deleted and restored ones is such. */
const tooMuch = ({ Errors }: RunResult, { Type }: Connector): Found | undefined =>
  Type === "AD" && ldapAnswerIn(Errors) === LDAP_SIZE_LIMIT
    ? { message: "tooMuch", proof: "stated", says: "size limit exceeded" }
    : undefined;
/** An import from the cloud that fails after a long pause: with the service's code in an event, or again and again over an open network. */
function inCloud(facts: Given<never, Cloud>, imports: readonly RunResult[], newest: RunResult): Found | undefined {
  const last = valueOr(facts["entra.organization"], undefined)?.onPremisesLastSyncDateTime;
  if (!(hoursBetween(last, valueOr(facts.now, undefined)) > LONG_PAUSE_HOURS)) return undefined;
  const event = valueOr(facts["server.events"], []).find(
    (e) =>
      DIRSYNC.test(e.ProviderName) &&
      SERVICE_ERRORS.includes(e.Id) &&
      Math.abs(hoursBetween(e.TimeCreated, newest.EndDate ?? newest.StartDate)) < SAME_RUN_HOURS &&
      LOST.test(serviceCodeIn(e)),
  );
  const seenPause = cite(`The tenant last synced at ${last}`, facts["entra.organization"]);
  if (event !== undefined) {
    const code = cite(
      `Event Directory Synchronization ${event.Id} at ${event.TimeCreated} with service code ${serviceCodeIn(event)}`,
      facts["server.events"],
    );
    return { proof: "stated", says: `service code ${serviceCodeIn(event)}`, evidence: [code, seenPause] };
  }
  const probes = valueOr(facts["server.endpoints"], []);
  const isOpen = probes.length > 0 && probes.every((p) => p.Tcp === "open");
  const again = imports.filter((r) => r.Result === newest.Result).length > 1;
  if (!isOpen || newest.Result !== "stopped-server-down" || !again) return undefined;
  return {
    proof: "timed",
    says: "the last sync is more than a week old and the network is open",
    evidence: [cite("Every required endpoint answers", facts["server.endpoints"]), seenPause],
    settles: unreadOf(facts, "server.events"),
  };
}
const serviceCodeIn = (event: EventRecord): string => /Error Code: (\d+)/.exec(event.Message)?.[1] ?? "";
