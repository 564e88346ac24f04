import check from "../../../src/checks/server/version";
import { testCheck } from "../../testers/check-tester";
import { NOW } from "../scope/world";
import { host, refused, well } from "../shared/engine-world";

const build = (ConnectVersion: string | null) => ({ ...host, ConnectVersion });

testCheck(check, [
  { name: "supported", facts: well, verdict: "pass", message: "supported", not: ["retired", "partly"] },
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
    not: ["retired"],
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
    not: ["retired"],
  },
]);
