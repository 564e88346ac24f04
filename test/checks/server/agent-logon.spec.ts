import check from "../../../src/checks/server/agent-logon";
import { testCheck } from "../../testers/check-tester";
import { NOW } from "../scope/world";
import { agent, event, well } from "../shared/engine-world";

const AT = "2026-11-23T08:00:00Z",
  SCM = "Service Control Manager";

testCheck(check, [
  { name: "no agent here", facts: well, verdict: "skip", message: "none" },
  {
    name: "stopped by hand",
    facts: { now: NOW, "server.services": [agent({ ExitCode: 0 })] },
    verdict: "pass",
    message: "fine",
    not: ["logon"],
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
    not: ["logon"],
  },
  {
    name: "another service cannot log on",
    facts: {
      now: NOW,
      "server.services": [agent({ ExitCode: 0 })],
      "server.events": [event(SCM, 7038, AT, "The Spooler service was unable to log on")],
    },
    verdict: "pass",
    message: "fine",
    not: ["logon"],
  },
]);
