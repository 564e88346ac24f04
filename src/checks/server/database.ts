import { defineCheck } from "../../identity/define";
import { brokenRuns } from "../../identity/runs";
import { cite } from "../../domain";
import { sqlUnreachable } from "../network/endpoints";
/** A full or lost database under a running service; a service that is down is judged by server.service. */
export const database = defineCheck({
  id: "server.database",
  title: "The running engine's database has room and answers",
  guide: "server.prerequisites",
  needs: ["server.host", "server.services"],
  wants: ["server.runHistory", "server.connectors", "server.endpoints"],
  messages: {
    room: "The database has room.",
    noSql: "The engine loses its database because {target}, its SQL Server, is not reachable from the server.",
    full: {
      code: "database-full",
      text: "The sync database holds {size} of {limit} MB and runs end with {result}.",
      advice: ["Purge the run history, then shorten how long it is kept; above 100,000 objects move to SQL Server."],
    },
    lost: {
      code: "database-unavailable",
      text: "Runs end with {result}: the engine loses its database ({server}).",
      advice: [
        "Check the SQL Server {server}: is it up, may the service account log on, is TCP 1433 open from this server?",
      ],
    },
  },
  evaluate({
    "server.host": host,
    "server.services": services,
    "server.runHistory": runs,
    "server.connectors": connectors,
    "server.endpoints": probes,
  }) {
    const up = services.state === "seen" && services.value.some((s) => s.Name === "ADSync" && s.Status === "Running"),
      d = host.state === "seen" ? host.value.Database : undefined;
    if (!up || d === undefined || d === null || runs.state !== "seen" || connectors.state !== "seen")
      return { verdict: "skip", message: "room" };
    const broken = brokenRuns(
      runs.value,
      connectors.value.map((c) => c.Name),
    );
    const full = broken.find((r) => /disk-full/.test(r.Result)),
      lost = broken.find((r) => /database-connection-lost|no-start-database/.test(r.Result));
    const atLimit =
      d.Kind !== "SQLServer" && d.SizeMB !== undefined && d.LimitMB !== undefined && d.SizeMB >= d.LimitMB * 0.99;
    if (full !== undefined || (atLimit && broken.length > 0))
      return {
        verdict: "fail",
        message: "full",
        standing: "blocking",
        data: { size: d.SizeMB ?? "?", limit: d.LimitMB ?? "?", result: (full ?? broken[0]!).Result },
        evidence: [
          cite(`database ${d.SizeMB ?? "?"} of ${d.LimitMB ?? "?"} MB`, host),
          cite(
            `${(full ?? broken[0]!).RunProfileName} ${(full ?? broken[0]!).StartDate}: ${(full ?? broken[0]!).Result}`,
            runs,
          ),
        ],
        suggests: ["purge-run-history"],
      };
    const sql = d.Kind === "SQLServer" && probes.state === "seen" ? sqlUnreachable(probes.value) : undefined;
    if (lost !== undefined && sql !== undefined)
      return {
        verdict: "fail",
        message: "noSql",
        data: { target: `${sql.Host}:${sql.Port}` },
        evidence: [
          cite(`${lost.RunProfileName} ${lost.StartDate}: ${lost.Result}`, runs),
          cite(`${sql.Host}:${sql.Port}: TCP ${sql.Tcp}`, probes),
        ],
        suggests: [],
      };
    if (lost !== undefined)
      return {
        verdict: "fail",
        message: "lost",
        standing: "blocking",
        data: { result: lost.Result, server: d.Server ?? d.Kind ?? "LocalDB" },
        evidence: [cite(`${lost.RunProfileName} ${lost.StartDate}: ${lost.Result}`, runs)],
        suggests: [],
      };
    return { verdict: "pass", message: "room" };
  },
});
