import { isAtLimit, isOnSqlServer, seenDatabase } from "../../identity/database";
import { defineCheck } from "../../identity/define";
import { ENGINE, eventsOf, lastSignOfLife, SCM, seenEvent } from "../../identity/events";
import { seenPort, sqlUnreachable } from "../../identity/probes";
import { lastSuccess } from "../../identity/runs";
import { isRunning, seenService, serviceNamed, SYNC_SERVICE } from "../../identity/services";
import { minuteOf } from "../../identity/time";
import { unreadOf } from "../../identity/unread";
import { told, valueOr, type Claim, type EventRecord, type Evidence, type Given, type Service } from "../../domain";

/** Exit codes of a service whose account cannot log on, and events of the service control manager that say so. */
const LOGON_EXIT_CODES = [1069, 1057, 1385, 1788];
const LOGON_EVENTS = [7038, 7041];
/** Events of the engine (adsync reference §8.2). */
const STOPPED = 2002;
const KEY_EVENTS = [6028, 6201, 6202, 6203, 6206, 6207, 6208, 6223, 6227, 6228, 6229, 6230, 6231, 6601];
const SPACE_EVENTS = [6323, 6062, 6073];
const DATABASE_EVENTS = [
  6209, 6210, 6211, 6212, 6213, 6214, 6215, 6216, 6217, 6218, 6219, 6220, 6221, 6222, 6224, 6226, 6322, 6075,
];
/** Events of the database engines themselves. */
const LOCALDB = /^SQLLocalDB/i;
const LOCALDB_EVENTS = [528];
const MSSQL = /^MSSQL/i;
const MSSQL_EVENTS = [17204, 17207, 5123, 3417, 824, 945];
const CAUSE_HOURS = 14 * 24;
const START_HOURS = 60 * 24;
/** With less room than this on its disk a database cannot grow. */
const NO_ROOM_MB = 200;
const SHOWN_EVENTS = 3;

type Read = "server.events" | "server.host" | "server.endpoints" | "server.runHistory";
type Found = Claim<"noSql" | "logon" | "key" | "full" | "database" | "stopped">;
/** The service that is down, with the events since its last sign of life: what went wrong before that has passed. */
interface Down {
  readonly service: Service;
  readonly evidence: Evidence;
  readonly events: (provider: RegExp, ids: readonly number[], hours?: number) => EventRecord[];
  readonly seen: (events: readonly EventRecord[]) => Evidence[];
}

/** Why ADSync does not run, told apart by exit code and by events of the service control manager and the engine, by source and id. */
export default defineCheck({
  id: "server.service",
  title: { en: "The synchronization service runs", de: "Der Synchronisierungsdienst läuft" },
  guide: "services.sync",
  needs: ["server.services", "now"],
  wants: ["server.events", "server.host", "server.endpoints", "server.runHistory"],
  messages: {
    runs: { en: "The synchronization service runs.", de: "Der Synchronisierungsdienst läuft." },
    none: { en: "ADSync is not installed on this server.", de: "ADSync ist auf diesem Server nicht installiert." },
    noSql: {
      en: "The synchronization service does not run because {target}, its SQL Server, is not reachable from the server; start it once the way is open.",
      de: "Der Synchronisierungsdienst läuft nicht, weil sein SQL Server, {target}, vom Server aus nicht erreichbar ist; starten Sie ihn, sobald der Weg offen ist.",
    },
    logon: {
      code: "sync-service-logon-failed",
      text: {
        en: "{name} cannot start because its account {account} cannot log on ({proof}).",
        de: "{name} kann nicht starten, weil sich das Konto {account} nicht anmelden kann ({proof}).",
      },
      advice: [
        {
          en: 'For a wrong password: services.msc › the service › Log On, enter the present password of {account}, start it. For a lost right: give {account} back "Log on as a service" in the policy that took it away (gpresult /h). Never change to another account: the engine\'s keys are bound to this one.',
          de: 'Stimmt das Kennwort nicht: services.msc › Dienst › Log On, tragen Sie das jetzige Kennwort des Kontos {account} ein und starten Sie den Dienst. Fehlt das Recht: Geben Sie dem Konto {account} "Log on as a service" in der Richtlinie zurück, die es entzogen hat (gpresult /h). Wechseln Sie nie auf ein anderes Konto: Die Schlüssel der Synchronisierungs-Engine sind an dieses gebunden.',
        },
      ],
    },
    key: {
      code: "encryption-key-inaccessible",
      text: {
        en: "The service cannot open the engine's encryption keys (event {id} at {at}); its account was changed or its profile is lost.",
        de: "Der Dienst kann die Verschlüsselungsschlüssel der Synchronisierungs-Engine nicht öffnen (Ereignis {id} am {at}); sein Konto wurde geändert, oder dessen Profil ist verloren.",
      },
      advice: [
        {
          en: "Put the service's former account back. Where that is not possible: abandon the keys with miiskmu.exe and enter the connector accounts' passwords again.",
          de: "Setzen Sie das frühere Konto des Dienstes wieder ein. Ist das nicht möglich: Geben Sie die Schlüssel mit miiskmu.exe auf und tragen Sie die Kennwörter der Connectorkonten neu ein.",
        },
      ],
    },
    full: {
      code: "database-full",
      text: {
        en: "The sync database has reached its limit ({size} of {limit} MB, {free} MB free on disk; {proof}).",
        de: "Die Synchronisierungsdatenbank hat ihre Grenze erreicht ({size} von {limit} MB, {free} MB auf dem Datenträger frei; {proof}).",
      },
      advice: [
        {
          en: "While the service is down: Start-ADSyncPurgeRunHistory -Offline, then start the service. For good: shorten the history (Set-ADSyncScheduler -PurgeRunHistoryInterval) or move to SQL Server.",
          de: "Solange der Dienst steht: Start-ADSyncPurgeRunHistory -Offline, dann starten Sie den Dienst. Auf Dauer: Verkürzen Sie den Verlauf (Set-ADSyncScheduler -PurgeRunHistoryInterval) oder wechseln Sie zu SQL Server.",
        },
      ],
    },
    database: {
      code: "database-unavailable",
      text: {
        en: "The engine's database does not open ({proof}), so the service starts and stops again.",
        de: "Die Datenbank der Synchronisierungs-Engine lässt sich nicht öffnen ({proof}), deshalb startet der Dienst und hält wieder an.",
      },
      advice: [
        {
          en: "Read the SQL LocalDB log below C:\\Windows\\ServiceProfiles\\ADSync\\AppData. For a damaged model database of the instance: copy model.mdf and modellog.ldf from the template folder of the same LocalDB version, then start the service. Take a copy of the data files first.",
          de: "Lesen Sie das SQL-LocalDB-Protokoll unter C:\\Windows\\ServiceProfiles\\ADSync\\AppData. Bei einer beschädigten model-Datenbank der Instanz: Kopieren Sie model.mdf und modellog.ldf aus dem Vorlagenordner derselben LocalDB-Version und starten Sie dann den Dienst. Sichern Sie vorher die Datendateien.",
        },
      ],
    },
    stopped: {
      code: "sync-service-stopped",
      text: {
        en: "The service {name} is {status} (start type {type}){since}; nobody synchronizes until it runs.",
        de: "Der Dienst {name} hat den Status {status} (Starttyp {type}){since}; bis er läuft, wird niemand synchronisiert.",
      },
      advice: [
        {
          en: "Ask who stopped it and why, then start it: Set-Service ADSync -StartupType Automatic; Start-Service ADSync.",
          de: "Fragen Sie, wer ihn angehalten hat und warum, und starten Sie ihn dann: Set-Service ADSync -StartupType Automatic; Start-Service ADSync.",
        },
      ],
    },
  },
  evaluate(facts) {
    const service = serviceNamed(valueOr(facts["server.services"], []), SYNC_SERVICE);
    if (service === undefined) return { verdict: "skip", message: "none" };
    if (isRunning(service)) return { verdict: "pass", message: "runs" };
    const down = downOf(facts, service);
    return (
      noLogon(down) ?? lostKeys(down) ?? fullDatabase(facts, down) ?? noDatabase(facts, down) ?? stopped(facts, down)
    );
  },
});

const FAULT = { verdict: "fail", standing: "blocking" } as const;

function downOf(facts: Given<"server.services" | "now", Read>, service: Service): Down {
  const now = valueOr(facts.now, "");
  const all = valueOr(facts["server.events"], []);
  const alive = lastSignOfLife(all, now);
  const runs = valueOr(facts["server.runHistory"], []);
  const worked = lastSuccess(
    runs,
    runs.map((r) => r.ConnectorName),
  );
  const log = all.filter((e) => e.TimeCreated >= alive && e.TimeCreated >= worked);
  return {
    service,
    evidence: seenService(service, facts["server.services"]),
    events: (provider, ids, hours = CAUSE_HOURS) => eventsOf(log, provider, ids, now, hours),
    seen: (events) => events.slice(0, SHOWN_EVENTS).map((e) => seenEvent(e, facts["server.events"])),
  };
}
function noLogon({ service, evidence, events, seen }: Down): Found | undefined {
  const said = events(SCM, LOGON_EVENTS).filter(
    (e) => e.Message.includes(service.DisplayName) || new RegExp(`\\b${SYNC_SERVICE}\\b`).test(e.Message),
  );
  const [event] = said;
  const code = service.ExitCode;
  if (event === undefined && !LOGON_EXIT_CODES.includes(code ?? 0)) return undefined;
  return {
    ...FAULT,
    message: "logon",
    proof: "stated",
    ...(event === undefined ? {} : { since: event.TimeCreated }),
    data: {
      name: service.DisplayName,
      account: service.StartName ?? { en: "its account", de: "des Dienstes" },
      proof:
        event === undefined
          ? told({ en: "exit code {code}", de: "Exitcode {code}" }, { code: code ?? "?" })
          : told(
              { en: "event {id} at {when}, exit code {code}", de: "Ereignis {id} am {when}, Exitcode {code}" },
              { id: event.Id, when: minuteOf(event.TimeCreated), code: code ?? "?" },
            ),
    },
    evidence: [evidence, ...seen(said)],
  };
}
function lostKeys({ evidence, events, seen }: Down): Found | undefined {
  const keys = events(ENGINE, KEY_EVENTS);
  const [event] = keys;
  if (event === undefined) return undefined;
  return {
    ...FAULT,
    message: "key",
    proof: "stated",
    since: event.TimeCreated,
    data: { id: event.Id, at: minuteOf(event.TimeCreated) },
    evidence: [evidence, ...seen(keys)],
  };
}
function fullDatabase(facts: Given<never, Read>, { evidence, events, seen }: Down): Found | undefined {
  const host = valueOr(facts["server.host"], undefined);
  const space = events(ENGINE, SPACE_EVENTS);
  const [event] = space;
  const hasNoDisk = host?.FreeDiskMB !== undefined && host.FreeDiskMB < NO_ROOM_MB;
  if (!isAtLimit(host) && !hasNoDisk && event === undefined) return undefined;
  return {
    ...FAULT,
    message: "full",
    ...(event === undefined ? { proof: "measured" } : { proof: "stated", since: event.TimeCreated }),
    data: {
      size: host?.Database?.SizeMB ?? "?",
      limit: host?.Database?.LimitMB ?? "?",
      free: host?.FreeDiskMB ?? "?",
      proof:
        event === undefined
          ? { en: "no free room", de: "kein freier Platz" }
          : told(
              { en: "event {id} at {when}", de: "Ereignis {id} am {when}" },
              { id: event.Id, when: minuteOf(event.TimeCreated) },
            ),
    },
    evidence: [evidence, ...seen(space), ...(host === undefined ? [] : [seenDatabase(host, facts["server.host"])])],
  };
}
/** The database does not answer; where its SQL Server is out of reach the network is the cause, and another check names it. */
function noDatabase(facts: Given<never, Read>, { evidence, events, seen }: Down): Found | undefined {
  const faults = [
    ...events(ENGINE, DATABASE_EVENTS),
    ...events(LOCALDB, LOCALDB_EVENTS),
    ...events(MSSQL, MSSQL_EVENTS),
  ];
  const host = valueOr(facts["server.host"], undefined);
  const sql = isOnSqlServer(host) ? sqlUnreachable(valueOr(facts["server.endpoints"], [])) : undefined;
  if (sql !== undefined)
    return {
      verdict: "fail",
      message: "noSql",
      data: { target: `${sql.Host}:${sql.Port}` },
      evidence: [evidence, ...seen(faults), seenPort(sql, facts["server.endpoints"])],
    };
  const [event] = faults;
  if (event === undefined) return undefined;
  return {
    ...FAULT,
    message: "database",
    proof: "stated",
    since: event.TimeCreated,
    data: {
      proof: told(
        { en: "{provider} event {id} at {when}", de: "Ereignis {provider} {id} am {when}" },
        { provider: event.ProviderName, id: event.Id, when: minuteOf(event.TimeCreated) },
      ),
    },
    evidence: [evidence, ...seen(faults)],
  };
}
/** Nothing says why it stopped. That stands in the events: while they are unread it is the likeliest reading only. */
function stopped(facts: Given<never, Read>, { service, evidence, events, seen }: Down): Found {
  const [last] = events(ENGINE, [STOPPED], START_HOURS);
  const unread = unreadOf(facts, "server.events");
  return {
    ...FAULT,
    message: "stopped",
    ...(unread.length > 0 ? { proof: "timed", settles: unread } : { proof: "measured" }),
    ...(last === undefined ? {} : { since: last.TimeCreated }),
    data: {
      name: service.DisplayName,
      status: service.Status,
      type: service.StartType,
      since:
        last === undefined
          ? ""
          : told({ en: " since {when}", de: " seit {when}" }, { when: minuteOf(last.TimeCreated) }),
    },
    evidence: [evidence, ...seen(last === undefined ? [] : [last])],
    suggests: ["start-sync-service"],
  };
}
