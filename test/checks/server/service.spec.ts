import check from "../../../src/checks/server/service";
import { unreadable } from "../../../src/domain";
import { testCheck } from "../../testers/check-tester";
import { NOW } from "../scope/world";
import { adSync, agent, event, good, host, login, probe, well } from "../shared/engine-world";

const AT = "2026-11-23T08:00:00Z",
  SCM = "Service Control Manager";
const down = {
  ...well,
  "server.services": [adSync({ Status: "Stopped", ExitCode: 0 })],
  "server.runHistory": unreadable("failed", "the service is down"),
};
const onSql = { ...host, Database: { Kind: "SQLServer", Server: "sql01" } },
  sqlShut = [probe(login), probe("sql01", { Port: 1433, Purpose: "Connect Sync to its SQL Server", Tcp: "timeout" })];
const mended = event("ADSync", 2001, "2026-11-20T10:00:00Z"),
  byHand = event("ADSync", 2002, "2026-11-22T18:00:00Z");

testCheck(check, [
  { name: "runs", facts: well, verdict: "pass", message: "runs" },
  { name: "Cloud Sync alone", facts: { now: NOW, "server.services": [agent()] }, verdict: "skip", message: "none" },
  {
    name: "stopped by hand",
    facts: { ...down, "server.events": [byHand] },
    verdict: "fail",
    message: "stopped",
    not: ["logon", "key", "full", "database"],
    code: "sync-service-stopped",
    standing: "blocking",
    suggests: ["start-sync-service"],
  },
  {
    name: "its account cannot log on",
    facts: { ...down, "server.events": [event(SCM, 7038, AT, "The ADSync service was unable to log on")] },
    verdict: "fail",
    message: "logon",
    code: "sync-service-logon-failed",
    suggests: [],
  },
  {
    name: "another service's logon failure",
    facts: { ...down, "server.events": [event(SCM, 7038, AT, "The Spooler service was unable to log on")] },
    verdict: "fail",
    message: "stopped",
    not: ["logon"],
  },
  {
    name: "a logon failure that was mended, then stopped by hand",
    facts: {
      ...down,
      "server.events": [
        byHand,
        mended,
        event(SCM, 7038, "2026-11-19T09:00:00Z", "The ADSync service was unable to log on"),
      ],
    },
    verdict: "fail",
    message: "stopped",
    not: ["logon"],
  },
  {
    name: "a logon failure and a full disk before a run that went through",
    facts: {
      ...down,
      "server.runHistory": good,
      "server.events": [
        event(SCM, 7038, "2026-11-19T09:00:00Z", "The ADSync service was unable to log on"),
        event("ADSync", 6323, "2026-11-18T09:00:00Z"),
      ],
    },
    verdict: "fail",
    message: "stopped",
    not: ["logon", "full"],
  },
  {
    name: "a full disk before the heartbeat of password hash sync",
    facts: {
      ...down,
      "server.events": [
        byHand,
        { ...event("Directory Synchronization", 654, "2026-11-22T17:00:00Z"), LevelDisplayName: "Information" },
        event("ADSync", 6323, "2026-11-18T09:00:00Z"),
      ],
    },
    verdict: "fail",
    message: "stopped",
    not: ["full"],
  },
  {
    name: "a full disk after the heartbeat of password hash sync",
    facts: {
      ...down,
      "server.events": [
        event("ADSync", 6323, "2026-11-22T17:10:00Z"),
        { ...event("Directory Synchronization", 654, "2026-11-22T17:00:00Z"), LevelDisplayName: "Information" },
      ],
    },
    verdict: "fail",
    message: "full",
  },
  {
    name: "keys made at the installation, then stopped by hand",
    facts: { ...down, "server.events": [byHand, mended, event("ADSync", 6201, "2026-11-20T09:59:00Z")] },
    verdict: "fail",
    message: "stopped",
    not: ["key"],
  },
  {
    name: "the keys do not open",
    facts: { ...down, "server.events": [event("ADSync", 6028, AT)] },
    verdict: "fail",
    message: "key",
    code: "encryption-key-inaccessible",
  },
  {
    name: "full: a purge is not offered while it is down",
    facts: { ...down, "server.host": { ...host, Database: { Kind: "LocalDB", SizeMB: 10240, LimitMB: 10240 } } },
    verdict: "fail",
    message: "full",
    code: "database-full",
    suggests: [],
  },
  {
    name: "the database does not open",
    facts: { ...down, "server.events": [event("SQLLocalDB 15.0", 528, AT)] },
    verdict: "fail",
    message: "database",
    code: "database-unavailable",
  },
  {
    name: "the port to its SQL Server is closed: that is the cause",
    facts: { ...down, "server.host": onSql, "server.endpoints": sqlShut, "server.events": [event("ADSync", 6220, AT)] },
    verdict: "fail",
    message: "noSql",
    not: ["database", "stopped"],
  },
  {
    name: "its events were not read: the likeliest reading only",
    facts: { ...down, "server.events": unreadable("denied", "no right") },
    verdict: "fail",
    message: "stopped",
    proof: "timed",
    settles: ["server.events"],
  },
  {
    name: "room is left",
    facts: { ...down, "server.host": { ...host, Database: { Kind: "LocalDB", SizeMB: 9000, LimitMB: 10240 } } },
    verdict: "fail",
    message: "stopped",
    not: ["full"],
  },
  {
    name: "the disk was full days ago, the channel's heartbeat came since, and somebody stopped it today",
    facts: {
      ...down,
      "server.events": [
        event("ADSync", 6323, "2026-11-21T08:00:00Z"),
        { ...event("Directory Synchronization", 654, "2026-11-22T17:30:00Z"), LevelDisplayName: "Information" },
        byHand,
      ],
    },
    verdict: "fail",
    message: "stopped",
    not: ["full"],
    suggests: ["start-sync-service"],
  },
  {
    name: "the disk is full since the last heartbeat",
    facts: {
      ...down,
      "server.events": [event("ADSync", 6323, "2026-11-22T18:00:00Z")],
    },
    verdict: "fail",
    message: "full",
    not: ["stopped"],
  },
]);
