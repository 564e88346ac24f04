import { defineCheck } from "../../identity/define";
import { ldapAnswerIn, LDAP_SIZE_LIMIT } from "../../identity/errors";
import { DIRSYNC } from "../../identity/events";
import { brokenSince, importsOf, isBroken, seenRun } from "../../identity/runs";
import { hoursBetween } from "../../identity/time";
import { unreadOf } from "../../identity/unread";
import {
  cite,
  told,
  valueOr,
  type Claim,
  type Connector,
  type EventRecord,
  type Given,
  type Proof,
  type RunResult,
  type InEvery,
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
  readonly says: string | InEvery;
  readonly message?: "tooMuch";
};

/** A delta import starts from a watermark; after a long pause (more than a week) only a full import brings a new one. */
export default defineCheck({
  id: "scope.watermark",
  title: { en: "The connectors' watermarks are good", de: "Die Wasserzeichen der Connectors sind gültig" },
  guide: "basics.scope",
  needs: ["server.connectors", "server.runHistory"],
  wants: ["server.events", "entra.organization", "server.endpoints", "now"],
  messages: {
    good: { en: "No import fails for its watermark.", de: "Kein Import scheitert an seinem Wasserzeichen." },
    noRuns: { en: "There are no runs to look at.", de: "Es gibt keine Läufe, die sich prüfen ließen." },
    lost: {
      code: "full-import-required",
      text: {
        en: "The delta import of {connector} ends with {result} because its watermark is no longer known ({proof}). Nothing syncs until a full import has run.",
        de: "Der Deltaimport von {connector} endet mit {result}, weil sein Wasserzeichen nicht mehr bekannt ist ({proof}). Nichts wird synchronisiert, bis ein vollständiger Import gelaufen ist.",
      },
      advice: [
        {
          en: "Run an initial cycle once (offered here): Start-ADSyncSyncCycle -PolicyType Initial. It takes longer than a delta; look at pending deletions before it exports.",
          de: "Führen Sie einmal einen Initialzyklus aus (wird hier angeboten): Start-ADSyncSyncCycle -PolicyType Initial. Er dauert länger als ein Deltazyklus; sehen Sie sich die ausstehenden Löschungen an, bevor er exportiert.",
        },
      ],
    },
    tooMuch: {
      code: "full-import-required",
      text: {
        en: "The delta import of {connector} ends with {result}: the controller answers, and refuses to list so many changed objects at once (size limit exceeded), as after a mass restore from the recycle bin. A full import reads them in pages.",
        de: "Der Deltaimport von {connector} endet mit {result}: Der Domänencontroller antwortet, weigert sich aber, so viele geänderte Objekte auf einmal aufzulisten (Größenlimit überschritten), etwa nach einer Massenwiederherstellung aus dem Papierkorb. Ein vollständiger Import liest sie seitenweise.",
      },
      advice: [
        {
          en: "Run an initial cycle once (offered here): Start-ADSyncSyncCycle -PolicyType Initial. It takes longer than a delta; look at pending deletions before it exports.",
          de: "Führen Sie einmal einen Initialzyklus aus (wird hier angeboten): Start-ADSyncSyncCycle -PolicyType Initial. Er dauert länger als ein Deltazyklus; sehen Sie sich die ausstehenden Löschungen an, bevor er exportiert.",
        },
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
    ? { message: "tooMuch", proof: "stated", says: { en: "size limit exceeded", de: "Größenlimit überschritten" } }
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
  const seenPause = cite(
    told(
      { en: "The tenant last synced at {last}", de: "Der Mandant wurde zuletzt am {last} synchronisiert" },
      { last: last ?? "?" },
    ),
    facts["entra.organization"],
  );
  if (event !== undefined) {
    const code = cite(
      told(
        {
          en: "Event Directory Synchronization {id} at {when} with service code {code}",
          de: "Ereignis Directory Synchronization {id} am {when} mit Dienstcode {code}",
        },
        { id: event.Id, when: event.TimeCreated, code: serviceCodeIn(event) },
      ),
      facts["server.events"],
    );
    return {
      proof: "stated",
      says: told({ en: "service code {code}", de: "Dienstcode {code}" }, { code: serviceCodeIn(event) }),
      evidence: [code, seenPause],
    };
  }
  const probes = valueOr(facts["server.endpoints"], []);
  const isOpen = probes.length > 0 && probes.every((p) => p.Tcp === "open");
  const again = imports.filter((r) => r.Result === newest.Result).length > 1;
  if (!isOpen || newest.Result !== "stopped-server-down" || !again) return undefined;
  return {
    proof: "timed",
    says: {
      en: "the last sync is more than a week old and the network is open",
      de: "die letzte Synchronisierung ist über eine Woche alt, und das Netzwerk ist offen",
    },
    evidence: [
      cite(
        { en: "Every required endpoint answers", de: "Jeder benötigte Endpunkt antwortet" },
        facts["server.endpoints"],
      ),
      seenPause,
    ],
    settles: unreadOf(facts, "server.events"),
  };
}
const serviceCodeIn = (event: EventRecord): string => /Error Code: (\d+)/.exec(event.Message)?.[1] ?? "";
