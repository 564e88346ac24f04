import { unreadable } from "../../../src/domain";
import { agentLink } from "../../../src/checks/server/agent-link";
import { agentLogon } from "../../../src/checks/server/agent-logon";
import { complaint } from "../../../src/checks/server/complaint";
import { database } from "../../../src/checks/server/database";
import { hostSettings } from "../../../src/checks/server/host-settings";
import { interference } from "../../../src/checks/server/interference";
import { prerequisites } from "../../../src/checks/server/prerequisites";
import { service } from "../../../src/checks/server/service";
import { twoServers } from "../../../src/checks/server/two-servers";
import { version } from "../../../src/checks/server/version";
import { testCheckLater as testCheck } from "../../testers/check-tester";
import { cloudExport, adSync, agent, event, host, login, probe, refused, well } from "../shared/engine-world";
import { linked, NOW, person, run } from "../scope/world";

const AT = "2026-11-23T08:00:00Z",
  SCM = "Service Control Manager";
const down = {
  ...well,
  "server.services": [adSync({ Status: "Stopped", ExitCode: 0 })],
  "server.runHistory": unreadable("failed", "the service is down"),
};
const onSql = { ...host, Database: { Kind: "SQLServer", Server: "sql01" } },
  sqlShut = [probe(login), probe("sql01", { Port: 1433, Purpose: "Connect Sync to its SQL Server", Tcp: "timeout" })];
const ended = (Result: string) => [cloudExport(), run({ Result })];

testCheck(agentLink, [
  { name: "answers", facts: { now: NOW, "server.agent": { version: "1.0.0" } }, verdict: "pass", message: "answers" },
  {
    name: "no listener",
    facts: { now: NOW, "server.agent": unreadable("offline", "no listener") },
    verdict: "fail",
    message: "offline",
    code: "agent-offline",
    suggests: [],
  },
]);
testCheck(agentLogon, [
  { name: "no agent here", facts: well, verdict: "skip", message: "none" },
  {
    name: "stopped by hand",
    facts: { now: NOW, "server.services": [agent({ ExitCode: 0 })] },
    verdict: "pass",
    message: "fine",
  },
  {
    name: "a wrong password",
    facts: { now: NOW, "server.services": [agent({ ExitCode: 1069 })] },
    verdict: "fail",
    message: "logon",
    code: "sync-service-logon-failed",
    standing: "blocking",
    suggests: [],
  },
  {
    name: "a right taken from a gMSA",
    facts: {
      now: NOW,
      "server.services": [agent({ StartName: "CONTOSO\\pGMSA$" })],
      "server.events": [event(SCM, 7041, AT, "The AADConnectProvisioningAgent service was unable to log on")],
    },
    verdict: "fail",
    message: "logon",
  },
  {
    name: "a gMSA that cannot be used is another cause",
    facts: { now: NOW, "server.services": [agent({ StartName: "CONTOSO\\pGMSA$", ExitCode: 1069 })] },
    verdict: "pass",
    message: "fine",
  },
]);
const pair = { ...well, "ad.user": person(), "entra.user": linked() };
testCheck(complaint, [
  { name: "nothing beside", facts: pair, verdict: "pass", message: "none" },
  {
    name: "the operator was denied",
    facts: { ...pair, "server.events": [event("ADSync", 6600, AT)] },
    verdict: "warn",
    message: "rights",
    code: "false-alarm",
    suggests: [],
  },
  {
    name: "a remote shell",
    facts: { ...pair, "server.events": [event("Microsoft-Windows-WinRM", 91, AT)] },
    verdict: "warn",
    message: "remote",
    code: "false-alarm",
  },
  {
    name: "the Health agent",
    facts: {
      ...pair,
      "server.services": [
        adSync(),
        { Name: "AzureADConnectHealthSyncMonitor", DisplayName: "Health", Status: "Stopped", StartType: "Automatic" },
      ],
    },
    verdict: "warn",
    message: "health",
    code: "false-alarm",
  },
  {
    name: "an engine that fails is no false alarm",
    facts: { ...pair, "server.runHistory": refused, "server.events": [event("ADSync", 6600, AT)] },
    verdict: "skip",
    message: "none",
  },
]);
testCheck(database, [
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
  },
]);
testCheck(hostSettings, [
  { name: "fine", facts: well, verdict: "pass", message: "fine" },
  {
    name: "FIPS, and hashes fail",
    facts: {
      ...well,
      "server.host": { ...host, FipsAlgorithmPolicyEnabled: 1 },
      "server.events": [event("Directory Synchronization", 652, AT)],
    },
    verdict: "fail",
    message: "fips",
    code: "host-setting-incompatible",
    suggests: [],
  },
  {
    name: "FIPS, and nothing fails",
    facts: { ...well, "server.host": { ...host, FipsAlgorithmPolicyEnabled: 1 } },
    verdict: "pass",
    message: "fine",
  },
  {
    name: "UTF-8, and runs fail",
    facts: {
      ...well,
      "server.runHistory": refused,
      "server.host": { ...host, SystemCodePage: { ACP: 65001, OEMCP: 65001 } },
    },
    verdict: "fail",
    message: "codePage",
    code: "host-setting-incompatible",
  },
]);
testCheck(interference, [
  { name: "no event", facts: well, verdict: "pass", message: "none" },
  {
    name: "a denied logon under a stopped agent",
    facts: {
      ...well,
      "server.services": [agent()],
      "server.events": [event("Microsoft-Windows-Security-Auditing", 4625, AT, "Status: 0xC000015B")],
    },
    verdict: "fail",
    message: "logon",
    code: "software-interference",
    suggests: [],
  },
  {
    name: "AppLocker, and runs fail",
    facts: {
      ...well,
      "server.runHistory": refused,
      "server.events": [
        event("Microsoft-Windows-AppLocker", 8004, AT, "C:\\Program Files\\Microsoft Azure AD Sync\\Extensions"),
      ],
    },
    verdict: "fail",
    message: "product",
    standing: "blocking",
  },
  {
    name: "AppLocker",
    facts: {
      ...well,
      "server.events": [event("Microsoft-Windows-AppLocker", 8004, AT, "miiserver.exe was prevented from running")],
    },
    verdict: "fail",
    message: "product",
    standing: "degrading",
  },
  {
    name: "a file is held while runs fail",
    facts: { ...well, "server.runHistory": refused, "server.events": [event("ADSync", 6401, AT, "hr = 0x80070020")] },
    verdict: "fail",
    message: "locked",
    standing: "blocking",
  },
  {
    name: "a file was held, and runs succeed",
    facts: { ...well, "server.events": [event("ADSync", 6401, AT, "hr = 0x80070020")] },
    verdict: "pass",
    message: "none",
  },
  {
    name: "scripts may not run under a stopped agent",
    facts: {
      ...well,
      "server.services": [agent()],
      "server.host": { ...host, ExecutionPolicy: { MachinePolicy: "AllSigned" } },
    },
    verdict: "fail",
    message: "execution",
  },
]);
testCheck(prerequisites, [
  { name: "met", facts: well, verdict: "pass", message: "met" },
  {
    name: "an old .NET under a stopped service",
    facts: { ...down, "server.host": { ...host, DotNetRelease: 394802 } },
    verdict: "fail",
    message: "dotnet",
    code: "prerequisite-missing",
    standing: "blocking",
  },
  {
    name: "an old .NET under a running one",
    facts: { ...well, "server.host": { ...host, DotNetRelease: 394802 } },
    verdict: "warn",
    message: "dotnet",
    standing: "degrading",
  },
  {
    name: "an old system",
    facts: { ...down, "server.host": { ...host, OS: "Windows Server 2012 R2", OSVersion: "6.3.9600" } },
    verdict: "fail",
    message: "os",
  },
]);
const mended = event("ADSync", 2001, "2026-11-20T10:00:00Z"),
  byHand = event("ADSync", 2002, "2026-11-22T18:00:00Z");
testCheck(service, [
  { name: "runs", facts: well, verdict: "pass", message: "runs" },
  { name: "Cloud Sync alone", facts: { now: NOW, "server.services": [agent()] }, verdict: "skip", message: "none" },
  {
    name: "stopped by hand",
    facts: { ...down, "server.events": [byHand] },
    verdict: "fail",
    message: "stopped",
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
  },
  {
    name: "keys made at the installation, then stopped by hand",
    facts: { ...down, "server.events": [byHand, mended, event("ADSync", 6201, "2026-11-20T09:59:00Z")] },
    verdict: "fail",
    message: "stopped",
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
  },
]);
const audit = (activityDateTime: string, server: string) => ({
  activityDateTime,
  initiatedBy: { user: { userPrincipalName: `Sync_${server}_1@contoso.onmicrosoft.com` } },
});
testCheck(twoServers, [
  { name: "one", facts: { ...well, "entra.audits": [audit(AT, "A")] }, verdict: "pass", message: "one" },
  {
    name: "they take turns",
    facts: {
      ...well,
      "entra.audits": [audit(AT, "A"), audit("2026-11-23T07:30:00Z", "B"), audit("2026-11-23T07:00:00Z", "A")],
    },
    verdict: "fail",
    message: "two",
    code: "two-active-servers",
    suggests: [],
  },
  {
    name: "one followed the other",
    facts: { ...well, "entra.audits": [audit(AT, "B"), audit("2026-11-22T07:30:00Z", "A")] },
    verdict: "pass",
    message: "one",
  },
]);
const build = (ConnectVersion: string | null) => ({ ...host, ConnectVersion });
testCheck(version, [
  { name: "supported", facts: well, verdict: "pass", message: "supported" },
  { name: "no Connect", facts: { now: NOW, "server.host": build(null) }, verdict: "skip", message: "none" },
  {
    name: "cut off",
    facts: { ...well, "server.host": build("2.5.3.0"), "server.runHistory": refused },
    verdict: "fail",
    message: "retired",
    code: "sync-version-retired",
    standing: "blocking",
    suggests: [],
  },
  {
    name: "the same build a month before",
    facts: { ...well, now: "2026-08-30T00:00:00Z", "server.host": build("2.5.3.0"), "server.runHistory": refused },
    verdict: "pass",
    message: "supported",
  },
  {
    name: "the wizard's sign-in",
    facts: { ...well, now: "2025-05-20T09:00:00Z", "server.host": build("2.3.20.0") },
    verdict: "warn",
    message: "partly",
    standing: "degrading",
  },
  {
    name: "retired on paper, its runs succeed",
    facts: { ...well, "server.host": build("2.5.3.0") },
    verdict: "warn",
    message: "partly",
  },
]);
