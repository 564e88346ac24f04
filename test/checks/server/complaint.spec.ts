import check from "../../../src/checks/server/complaint";
import { testCheck } from "../../testers/check-tester";
import { linked, person } from "../scope/world";
import { adSync, event, refused, well } from "../shared/engine-world";

const AT = "2026-11-23T08:00:00Z";
const pair = { ...well, "ad.user": person(), "entra.user": linked() };

testCheck(check, [
  { name: "nothing beside", facts: pair, verdict: "pass", message: "none", not: ["health"] },
  {
    name: "the operator was denied",
    facts: { ...pair, "server.events": [event("ADSync", 6600, AT)] },
    verdict: "warn",
    message: "rights",
    not: ["remote"],
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
    not: ["rights"],
  },
  {
    name: "a remote shell, and a user who is not in the cloud: no false alarm is known",
    facts: {
      ...well,
      "ad.user": person(),
      "entra.user": linked({ onPremisesSyncEnabled: null }),
      "server.events": [event("Microsoft-Windows-WinRM", 91, AT)],
    },
    verdict: "pass",
    message: "none",
    not: ["remote"],
  },
  {
    name: "a remote shell of a week ago",
    facts: { ...pair, "server.events": [event("Microsoft-Windows-WinRM", 91, "2026-11-16T08:00:00Z")] },
    verdict: "pass",
    message: "none",
    not: ["remote", "rights"],
  },
  {
    name: "well in a tenant that is anchored on employeeID",
    facts: {
      ...well,
      "ad.user": person({ employeeID: "E-4711" }),
      "entra.user": linked({ onPremisesImmutableId: "E-4711" }),
      "server.globalSettings": { "Microsoft.SynchronizationOption.AnchorAttribute": "employeeID" },
      "server.events": [event("ADSync", 6600, AT)],
    },
    verdict: "warn",
    message: "rights",
    standing: "shown",
  },
  {
    name: "a Health agent that somebody disabled",
    facts: {
      ...pair,
      "server.services": [
        adSync(),
        { Name: "AzureADConnectHealthSyncMonitor", DisplayName: "Health", Status: "Stopped", StartType: "Disabled" },
      ],
    },
    verdict: "pass",
    message: "none",
    not: ["health"],
  },
]);
