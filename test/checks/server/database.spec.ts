import check from "../../../src/checks/server/database";
import { testCheck } from "../../testers/check-tester";
import { run } from "../scope/world";
import { cloudExport, host, login, probe, well } from "../shared/engine-world";

const onSql = { ...host, Database: { Kind: "SQLServer", Server: "sql01" } },
  sqlShut = [probe(login), probe("sql01", { Port: 1433, Purpose: "Connect Sync to its SQL Server", Tcp: "timeout" })];
const ended = (Result: string) => [cloudExport(), run({ Result })];

testCheck(check, [
  { name: "room", facts: well, verdict: "pass", message: "room" },
  {
    name: "full under a running service",
    facts: { ...well, "server.runHistory": ended("stopped-database-disk-full") },
    verdict: "fail",
    message: "full",
    code: "database-full",
    suggests: ["purge-run-history"],
  },
  {
    name: "lost",
    facts: { ...well, "server.runHistory": ended("stopped-database-connection-lost") },
    verdict: "fail",
    message: "lost",
    not: ["full"],
    code: "database-unavailable",
  },
  {
    name: "lost behind a closed port: the port is the cause",
    facts: {
      ...well,
      "server.host": onSql,
      "server.endpoints": sqlShut,
      "server.runHistory": ended("stopped-database-connection-lost"),
    },
    verdict: "fail",
    message: "noSql",
    not: ["lost"],
  },
  {
    name: "it was full once, and runs go through again",
    facts: {
      ...well,
      "server.runHistory": [
        run({ StartDate: "2026-11-23T07:46:12Z", Result: "stopped-database-disk-full" }),
        cloudExport(),
        run(),
      ],
    },
    verdict: "pass",
    message: "room",
    not: ["full", "lost"],
  },
]);
