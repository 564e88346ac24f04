import { isAtLimit, isOnSqlServer, seenDatabase } from "../../identity/database";
import { defineCheck } from "../../identity/define";
import { seenPort, sqlUnreachable } from "../../identity/probes";
import { brokenRuns, brokenSince, seenRun } from "../../identity/runs";
import { isRunning, serviceNamed, SYNC_SERVICE } from "../../identity/services";
import { valueOr } from "../../domain";

const DISK_FULL = /disk-full/;
const CONNECTION_LOST = /database-connection-lost|no-start-database/;

/** A full or lost database under a running service; a service that is down is judged by server.service. */
export default defineCheck({
  id: "server.database",
  title: {
    en: "The running engine's database has room and answers",
    de: "Die Datenbank der laufenden Synchronisierungs-Engine hat Platz und antwortet",
  },
  guide: "server.prerequisites",
  needs: ["server.host", "server.services"],
  wants: ["server.runHistory", "server.connectors", "server.endpoints"],
  messages: {
    room: { en: "The database has room.", de: "Die Datenbank hat Platz." },
    noSql: {
      en: "The engine loses its database because {target}, its SQL Server, is not reachable from the server.",
      de: "Die Synchronisierungs-Engine verliert ihre Datenbank, weil ihr SQL Server, {target}, vom Server aus nicht erreichbar ist.",
    },
    full: {
      code: "database-full",
      text: {
        en: "The sync database holds {size} of {limit} MB and runs end with {result}.",
        de: "Die Synchronisierungsdatenbank belegt {size} von {limit} MB, und Läufe enden mit {result}.",
      },
      advice: [
        {
          en: "Purge the run history, then shorten how long it is kept; above 100,000 objects move to SQL Server.",
          de: "Leeren Sie den Ausführungsverlauf und verkürzen Sie dann, wie lange er aufbewahrt wird; über 100.000 Objekte wechseln Sie zu SQL Server.",
        },
      ],
    },
    lost: {
      code: "database-unavailable",
      text: {
        en: "Runs end with {result}: the engine loses its database ({server}).",
        de: "Läufe enden mit {result}: Die Synchronisierungs-Engine verliert ihre Datenbank ({server}).",
      },
      advice: [
        {
          en: "Check the SQL Server {server}: is it up, may the service account log on, is TCP 1433 open from this server?",
          de: "Prüfen Sie den SQL Server {server}: Läuft er, darf sich das Dienstkonto anmelden, ist TCP 1433 von diesem Server aus offen?",
        },
      ],
    },
  },
  evaluate(facts) {
    const host = valueOr(facts["server.host"], undefined);
    const database = host?.Database;
    const service = serviceNamed(valueOr(facts["server.services"], []), SYNC_SERVICE);
    if (!isRunning(service) || database == null) return { verdict: "skip", message: "room" };
    const runs = valueOr(facts["server.runHistory"], []);
    const connectors = valueOr(facts["server.connectors"], []);
    const broken = brokenRuns(
      runs,
      connectors.map((c) => c.Name),
    );
    const full = broken.find((r) => DISK_FULL.test(r.Result)) ?? (isAtLimit(host) ? broken[0] : undefined);
    if (full !== undefined)
      return {
        verdict: "fail",
        message: "full",
        proof: DISK_FULL.test(full.Result) ? "stated" : "measured",
        standing: "blocking",
        since: brokenSince(full, runs),
        data: { size: database.SizeMB ?? "?", limit: database.LimitMB ?? "?", result: full.Result },
        evidence: [seenDatabase(host, facts["server.host"]), seenRun(full, facts["server.runHistory"])],
        suggests: ["purge-run-history"],
      };
    const lost = broken.find((r) => CONNECTION_LOST.test(r.Result));
    if (lost === undefined) return { verdict: "pass", message: "room" };
    const sql = isOnSqlServer(host) ? sqlUnreachable(valueOr(facts["server.endpoints"], [])) : undefined;
    if (sql !== undefined)
      return {
        verdict: "fail",
        message: "noSql",
        data: { target: `${sql.Host}:${sql.Port}` },
        evidence: [seenRun(lost, facts["server.runHistory"]), seenPort(sql, facts["server.endpoints"])],
      };
    return {
      verdict: "fail",
      message: "lost",
      proof: "stated",
      standing: "blocking",
      since: brokenSince(lost, runs),
      data: { result: lost.Result, server: database.Server ?? database.Kind ?? "LocalDB" },
      evidence: [seenRun(lost, facts["server.runHistory"])],
    };
  },
});
