import check from "../../../src/checks/network/clock";
import { testCheck } from "../../testers/check-tester";
import { host } from "../shared/engine-world";

testCheck(check, [
  {
    name: "four minutes",
    facts: { "server.host": { ...host, ClockSkewSeconds: -240 } },
    verdict: "pass",
    message: "right",
    not: ["off"],
  },
  {
    name: "eleven minutes",
    facts: { "server.host": { ...host, ClockSkewSeconds: 660 } },
    verdict: "fail",
    message: "off",
    code: "clock-skew",
    data: { seconds: 660 },
  },
  { name: "not compared", facts: { "server.host": { OS: "Windows" } }, verdict: "skip", message: "unread" },
]);
