import check from "../../../src/checks/server/prerequisites";
import { unreadable } from "../../../src/domain";
import { testCheck } from "../../testers/check-tester";
import { adSync, host, well } from "../shared/engine-world";

const down = { ...well, "server.services": [adSync({ Status: "Stopped", ExitCode: 0 })] };

testCheck(check, [
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
    name: "an old .NET, and the services were not read",
    facts: { ...well, "server.host": { ...host, DotNetRelease: 394802 }, "server.services": unreadable("failed", "") },
    verdict: "fail",
    message: "dotnet",
    proof: "timed",
    settles: ["server.services"],
  },
  {
    name: "an old system",
    facts: { ...down, "server.host": { ...host, OS: "Windows Server 2012 R2", OSVersion: "6.3.9600" } },
    verdict: "fail",
    message: "os",
  },
  {
    name: "the oldest system and .NET that do, under a stopped service",
    facts: { ...down, "server.host": { ...host, DotNetRelease: 461808, OSVersion: "10.0.14393" } },
    verdict: "pass",
    message: "met",
    not: ["dotnet", "os"],
  },
]);
