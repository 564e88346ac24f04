import check from "../../../src/checks/scheduler/running";
import { testCheck } from "../../testers/check-tester";
import { run } from "../scope/world";
import { well } from "../shared/engine-world";

const busy = { ...well, "server.runStatus": [{ ConnectorName: "contoso.local", RunState: "Busy" }] };
const since = (StartDate: string, RunProfileName = "Delta Import") => [
  run({ StartDate, RunProfileName, EndDate: null, Result: "in-progress", IsRunComplete: false }),
];
const quick = run({ StartDate: "2026-11-23T05:00:00Z", EndDate: "2026-11-23T05:00:04Z" });

testCheck(check, [
  { name: "idle", facts: well, verdict: "pass", message: "idle", not: ["busy"] },
  {
    name: "a delta run of some minutes",
    facts: { ...busy, "server.runHistory": [...since("2026-11-23T08:40:00Z"), quick] },
    verdict: "warn",
    message: "busy",
    not: ["stuck", "untold"],
    code: "sync-in-progress",
    suggests: [],
  },
  {
    name: "a full run of some hours",
    facts: { ...busy, "server.runHistory": since("2026-11-23T05:00:00Z", "Full Synchronization") },
    verdict: "warn",
    message: "busy",
    not: ["stuck"],
    standing: "blocking",
  },
  {
    name: "a delta run of three hours that takes seconds as a rule",
    facts: { ...busy, "server.runHistory": [...since("2026-11-23T06:00:00Z"), quick] },
    verdict: "fail",
    message: "stuck",
    code: "sync-cycle-stuck",
    standing: "blocking",
    suggests: ["stop-sync-cycle", "run-delta-sync"],
  },
  {
    name: "a full run of two days",
    facts: { ...busy, "server.runHistory": since("2026-11-21T08:00:00Z", "Full Import") },
    verdict: "fail",
    message: "stuck",
  },
  {
    name: "busy with a run that the history does not hold",
    facts: busy,
    verdict: "warn",
    message: "untold",
    not: ["busy", "stuck"],
    code: "sync-in-progress",
    standing: "degrading",
  },
  {
    name: "a run is open in the history, and nothing is busy: the engine was killed",
    facts: { ...well, "server.runStatus": [], "server.runHistory": since("2026-11-23T05:00:00Z") },
    verdict: "pass",
    message: "idle",
    not: ["busy", "stuck", "untold"],
  },
  {
    name: "a long run where long runs are usual",
    facts: {
      ...busy,
      "server.runHistory": [
        ...since("2026-11-22T20:00:00Z", "Full Import"),
        run({ RunProfileName: "Full Import", StartDate: "2026-11-20T00:00:00Z", EndDate: "2026-11-20T05:00:00Z" }),
      ],
    },
    verdict: "warn",
    message: "busy",
    not: ["stuck"],
    since: "2026-11-22T20:00:00Z",
  },
]);
