import { defineCheck } from "../../identity/define";
import { ENGINE, SCM, eventsOf } from "../../identity/events";
import { minuteOf } from "../../identity/time";
import { cite, type Evidence } from "../../domain";
import { sqlUnreachable } from "../network/endpoints";
import type { EventRecord } from "../../domain";
const LOGON_EXIT = [1069, 1057, 1385, 1788],
  LOGON_EVENTS = [7038, 7041];
/** Why ADSync does not run, told apart by exit code and by events of the service control manager and the engine, by source and id. */
export const service = defineCheck({
  id: "server.service",
  title: "The synchronization service runs",
  guide: "services.sync",
  needs: ["server.services"],
  wants: ["server.events", "server.host", "server.endpoints", "now"],
  messages: {
    runs: "The synchronization service runs.",
    none: "ADSync is not installed on this server.",
    noSql:
      "The synchronization service does not run because {target}, its SQL Server, is not reachable from the server; start it once the way is open.",
    logon: {
      code: "sync-service-logon-failed",
      text: "{name} cannot start because its account {account} cannot log on ({proof}).",
      advice: [
        'For a wrong password: services.msc › the service › Log On, enter the present password of {account}, start it. For a lost right: give {account} back "Log on as a service" in the policy that took it away (gpresult /h). Never change to another account: the engine\'s keys are bound to this one.',
      ],
    },
    key: {
      code: "encryption-key-inaccessible",
      text: "The service cannot open the engine's encryption keys (event {id} at {at}); its account was changed or its profile is lost.",
      advice: [
        "Put the service's former account back. Where that is not possible: abandon the keys with miiskmu.exe and enter the connector accounts' passwords again.",
      ],
    },
    full: {
      code: "database-full",
      text: "The sync database has reached its limit ({size} of {limit} MB, {free} MB free on disk; {proof}).",
      advice: [
        "While the service is down: Start-ADSyncPurgeRunHistory -Offline, then start the service. For good: shorten the history (Set-ADSyncScheduler -PurgeRunHistoryInterval) or move to SQL Server.",
      ],
    },
    database: {
      code: "database-unavailable",
      text: "The engine's database does not open ({proof}), so the service starts and stops again.",
      advice: [
        "Read the SQL LocalDB log below C:\\Windows\\ServiceProfiles\\ADSync\\AppData. For a damaged model database of the instance: copy model.mdf and modellog.ldf from the template folder of the same LocalDB version, then start the service. Take a copy of the data files first.",
      ],
    },
    stopped: {
      code: "sync-service-stopped",
      text: "The service {name} is {status} (start type {type}){since}; nobody synchronizes until it runs.",
      advice: [
        "Ask who stopped it and why, then start it: Set-Service ADSync -StartupType Automatic; Start-Service ADSync.",
      ],
    },
  },
  evaluate({
    "server.services": services,
    "server.events": events,
    "server.host": host,
    "server.endpoints": probes,
    now,
  }) {
    const s = services.state === "seen" ? services.value.find((x) => x.Name === "ADSync") : undefined;
    if (s === undefined) return { verdict: "skip", message: "none" };
    if (s.Status === "Running") return { verdict: "pass", message: "runs" };
    const at = now.state === "seen" ? now.value : "",
      all = events.state === "seen" ? events.value : [];
    // What went wrong before the service last started has passed.
    const started = eventsOf(all, ENGINE, [2001], at, 24 * 60)[0]?.TimeCreated ?? "",
      log = all.filter((e) => e.TimeCreated >= started);
    const about = (e: EventRecord): boolean => e.Message.includes(s.DisplayName) || /\bADSync\b/.test(e.Message);
    const logon = eventsOf(log, SCM, LOGON_EVENTS, at, 24 * 14).filter(about),
      keys = eventsOf(
        log,
        ENGINE,
        [6028, 6201, 6202, 6203, 6206, 6207, 6208, 6223, 6227, 6228, 6229, 6230, 6231, 6601],
        at,
        24 * 14,
      );
    const space = eventsOf(log, ENGINE, [6323, 6062, 6073], at, 24 * 14),
      db = [
        ...eventsOf(
          log,
          ENGINE,
          [6209, 6210, 6211, 6212, 6213, 6214, 6215, 6216, 6217, 6218, 6219, 6220, 6221, 6222, 6224, 6226, 6322, 6075],
          at,
          24 * 14,
        ),
        ...eventsOf(log, /^SQLLocalDB/i, [528], at, 24 * 14),
        ...eventsOf(log, /^MSSQL/i, [17204, 17207, 5123, 3417, 824, 945], at, 24 * 14),
      ];
    const seenIn = (es: EventRecord[]): Evidence[] =>
      es.slice(0, 3).map((e) => cite(`${e.ProviderName} ${e.Id} at ${e.TimeCreated}`, events));
    const base = [
      cite(
        `Get-Service ADSync: ${s.Status}, ${s.StartType}, exit code ${s.ExitCode ?? "none"}, account ${s.StartName ?? "?"}`,
        services,
      ),
    ];
    const d = host.state === "seen" ? host.value.Database : undefined,
      limit = d?.LimitMB,
      full = d?.Kind !== "SQLServer" && limit !== undefined && d?.SizeMB !== undefined && d.SizeMB >= limit * 0.99,
      noDisk = host.state === "seen" && host.value.FreeDiskMB !== undefined && host.value.FreeDiskMB < 200;
    if (LOGON_EXIT.includes(s.ExitCode ?? 0) || logon.length > 0)
      return {
        verdict: "fail",
        message: "logon",
        standing: "blocking",
        data: {
          name: s.DisplayName,
          account: s.StartName ?? "its account",
          proof:
            logon[0] === undefined
              ? `exit code ${s.ExitCode}`
              : `event ${logon[0].Id} at ${minuteOf(logon[0].TimeCreated)}, exit code ${s.ExitCode ?? "?"}`,
        },
        evidence: [...base, ...seenIn(logon)],
        suggests: [],
      };
    if (keys.length > 0)
      return {
        verdict: "fail",
        message: "key",
        standing: "blocking",
        data: { id: keys[0]!.Id, at: minuteOf(keys[0]!.TimeCreated) },
        evidence: [...base, ...seenIn(keys)],
        suggests: [],
      };
    if (full || noDisk || space.length > 0)
      return {
        verdict: "fail",
        message: "full",
        standing: "blocking",
        data: {
          size: d?.SizeMB ?? "?",
          limit: limit ?? "?",
          free: host.state === "seen" ? (host.value.FreeDiskMB ?? "?") : "?",
          proof: space[0] === undefined ? "no free room" : `event ${space[0].Id} at ${minuteOf(space[0].TimeCreated)}`,
        },
        evidence: [
          ...base,
          ...seenIn(space),
          ...(host.state === "seen"
            ? [cite(`database ${JSON.stringify(d ?? {})}, free disk ${host.value.FreeDiskMB ?? "?"} MB`, host)]
            : []),
        ],
        suggests: [],
      };
    const sql = d?.Kind === "SQLServer" && probes.state === "seen" ? sqlUnreachable(probes.value) : undefined;
    if (sql !== undefined)
      return {
        verdict: "fail",
        message: "noSql",
        data: { target: `${sql.Host}:${sql.Port}` },
        evidence: [...base, ...seenIn(db), cite(`${sql.Host}:${sql.Port}: TCP ${sql.Tcp}`, probes)],
        suggests: [],
      };
    if (db.length > 0)
      return {
        verdict: "fail",
        message: "database",
        standing: "blocking",
        data: { proof: `${db[0]!.ProviderName} event ${db[0]!.Id} at ${minuteOf(db[0]!.TimeCreated)}` },
        evidence: [...base, ...seenIn(db)],
        suggests: [],
      };
    const last = eventsOf(log, ENGINE, [2002], at, 24 * 60)[0];
    // Why it stopped stands in the events.
    return {
      verdict: "fail",
      message: "stopped",
      standing: "blocking",
      proof: events.state === "unreadable" ? "timed" : "measured",
      data: {
        name: s.DisplayName,
        status: s.Status,
        type: s.StartType,
        since: last === undefined ? "" : ` since ${minuteOf(last.TimeCreated)}`,
      },
      evidence: [...base, ...seenIn(last === undefined ? [] : [last])],
      suggests: ["start-sync-service"],
    };
  },
});
