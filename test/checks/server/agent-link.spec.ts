import check from "../../../src/checks/server/agent-link";
import { unreadable } from "../../../src/domain";
import { testCheck } from "../../testers/check-tester";
import { NOW } from "../scope/world";

testCheck(check, [
  {
    name: "answers",
    facts: { now: NOW, "server.agent": { version: "1.0.0" } },
    verdict: "pass",
    message: "answers",
    not: ["offline"],
  },
  {
    name: "no listener",
    facts: { now: NOW, "server.agent": unreadable("offline", "no listener") },
    verdict: "fail",
    message: "offline",
    code: "agent-offline",
    suggests: [],
  },
  {
    name: "no listener, and the tenant was synced a while ago",
    facts: {
      now: NOW,
      "server.agent": unreadable("offline", "no listener"),
      "entra.organization": { id: "o", onPremisesLastSyncDateTime: "2026-11-20T08:00:00Z" },
    },
    verdict: "fail",
    message: "offline",
  },
]);
