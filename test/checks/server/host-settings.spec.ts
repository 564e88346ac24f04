import check from "../../../src/checks/server/host-settings";
import { testCheck } from "../../testers/check-tester";
import { event, host, refused, well } from "../shared/engine-world";

const AT = "2026-11-23T08:00:00Z";

testCheck(check, [
  { name: "fine", facts: well, verdict: "pass", message: "fine", not: ["fips", "codePage"] },
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
    name: "FIPS, and hashes fail for want of MD5",
    facts: {
      ...well,
      "server.host": { ...host, FipsAlgorithmPolicyEnabled: 1 },
      "server.events": [event("Directory Synchronization", 667, AT)],
    },
    verdict: "fail",
    message: "fips",
    proof: "measured",
  },
  {
    name: "FIPS, and hashes fail for another reason",
    facts: {
      ...well,
      "server.host": { ...host, FipsAlgorithmPolicyEnabled: 1 },
      "server.events": [{ ...event("Directory Synchronization", 652, AT), Message: "The operation has timed out." }],
    },
    verdict: "pass",
    message: "fine",
    not: ["fips"],
  },
  {
    name: "FIPS, and nothing fails",
    facts: { ...well, "server.host": { ...host, FipsAlgorithmPolicyEnabled: 1 } },
    verdict: "pass",
    message: "fine",
    not: ["fips"],
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
  {
    name: "UTF-8 as the registry's text, and the engine reports unexpected errors",
    facts: {
      ...well,
      "server.events": [event("ADSync", 6301, AT)],
      "server.host": { ...host, SystemCodePage: { ACP: "65001", OEMCP: "65001" } },
    },
    verdict: "fail",
    message: "codePage",
  },
  {
    name: "another code page",
    facts: {
      ...well,
      "server.runHistory": refused,
      "server.host": { ...host, SystemCodePage: { ACP: "1252", OEMCP: "850" } },
    },
    verdict: "pass",
    message: "fine",
    not: ["codePage"],
  },
  {
    name: "hashes fail without FIPS mode",
    facts: { ...well, "server.host": host, "server.events": [event("Directory Synchronization", 652, AT)] },
    verdict: "pass",
    message: "fine",
    not: ["fips"],
  },
  {
    name: "UTF-8, and nothing fails",
    facts: { ...well, "server.host": { ...host, SystemCodePage: { ACP: 65001, OEMCP: 65001 } } },
    verdict: "pass",
    message: "fine",
    not: ["codePage"],
  },
]);
