import check from "../../../src/checks/server/interference";
import { testCheck } from "../../testers/check-tester";
import { adSync, agent, event, host, refused, well } from "../shared/engine-world";

const AT = "2026-11-23T08:00:00Z";

testCheck(check, [
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
    not: ["locked"],
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
  {
    name: "a denied logon while all services run",
    facts: {
      ...well,
      "server.services": [adSync(), agent({ Status: "Running" })],
      "server.events": [event("Microsoft-Windows-Security-Auditing", 4625, AT, "Status: 0xC000015B")],
    },
    verdict: "pass",
    message: "none",
    not: ["logon"],
  },
  {
    name: "AppLocker stopped another program",
    facts: {
      ...well,
      "server.runHistory": refused,
      "server.events": [event("Microsoft-Windows-AppLocker", 8004, AT, "C:\\Tools\\game.exe was prevented")],
    },
    verdict: "pass",
    message: "none",
    not: ["product", "locked"],
  },
  {
    name: "scripts may run under a stopped agent",
    facts: {
      ...well,
      "server.services": [agent()],
      "server.host": { ...host, ExecutionPolicy: { MachinePolicy: "RemoteSigned" } },
    },
    verdict: "pass",
    message: "none",
    not: ["execution"],
  },
]);
