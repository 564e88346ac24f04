import check from "../../../src/checks/scope/watermark";
import { unreadable } from "../../../src/domain";
import { testCheck } from "../../testers/check-tester";
import { event, login, probe } from "../shared/engine-world";
import { AAD, connectors, NOW, run } from "./world";

const AT = "2026-11-23T08:46:16Z";
const down = (over = {}) => run({ ConnectorName: AAD, Result: "stopped-server-down", ...over });
const lastSync = (onPremisesLastSyncDateTime: string) => ({ id: "o", onPremisesLastSyncDateTime });
const base = {
  now: NOW,
  "server.connectors": connectors(),
  "server.runHistory": [down()],
  "server.events": [event("Directory Synchronization", 109, AT, "x Error Code: 78. y")],
  "entra.organization": lastSync("2026-09-25T16:17:08Z"),
};
const byTime = {
  ...base,
  "server.runHistory": [down({ StartDate: "2026-11-23T08:16:12Z" }), down()],
  "server.events": [],
  "server.endpoints": [probe(login)],
};
const withError = (ErrorType: string) => [
  run({ Result: "stopped-extension-dll-exception", Errors: [{ ObjectDn: "", ErrorType }] }),
];

/** LDAP result 4 (RFC 4511), as the connection log shows it. */
const sized = (StartDate = NOW, ErrorCode = "0x4") =>
  run({
    StartDate,
    Result: "stopped-connectivity",
    Errors: [{ ObjectDn: "DC=contoso,DC=local", ErrorType: "dropped-connection", ErrorCode }],
  });

testCheck(check, [
  {
    name: "the service's code, after a pause of two months",
    facts: base,
    verdict: "fail",
    message: "lost",
    code: "full-import-required",
    proof: "stated",
    standing: "blocking",
    since: "2026-11-23T08:46:12Z",
    suggests: ["run-full-sync"],
    data: { proof: "service code 78", connector: AAD },
  },
  {
    name: "another code of the service",
    facts: { ...base, "server.events": [event("Directory Synchronization", 109, AT, "x Error Code: 81. y")] },
    verdict: "pass",
    message: "good",
    not: ["lost"],
  },
  {
    name: "the code was told hours before",
    facts: {
      ...base,
      "server.events": [event("Directory Synchronization", 109, "2026-11-23T05:00:00Z", "x Error Code: 78. y")],
    },
    verdict: "pass",
    message: "good",
    not: ["lost"],
  },
  {
    name: "after a short pause it is something else",
    facts: { ...base, "entra.organization": lastSync("2026-11-23T08:17:08Z") },
    verdict: "pass",
    message: "good",
    not: ["lost"],
  },
  {
    name: "an import that went well has ended it",
    facts: { ...base, "server.runHistory": [down({ StartDate: "2026-11-23T08:16:12Z" }), run({ ConnectorName: AAD })] },
    verdict: "pass",
    message: "good",
    not: ["lost"],
  },
  {
    name: "the run's own error names it",
    facts: { "server.connectors": connectors(), "server.runHistory": withError("UnableToContinueSync") },
    verdict: "fail",
    message: "lost",
    proof: "stated",
  },
  {
    name: "the run's own error names something else",
    facts: { "server.connectors": connectors(), "server.runHistory": withError("ServerBusy") },
    verdict: "pass",
    message: "good",
    not: ["lost"],
  },
  {
    name: "again and again over an open network, events unread",
    facts: { ...byTime, "server.events": unreadable("denied", "no right") },
    verdict: "fail",
    message: "lost",
    proof: "timed",
    since: "2026-11-23T08:16:12Z",
    settles: ["server.events"],
  },
  {
    name: "the network is closed",
    facts: { ...byTime, "server.endpoints": [probe(login, { Tcp: "timeout" })] },
    verdict: "pass",
    message: "good",
    not: ["lost"],
  },
  {
    name: "no runs were read",
    facts: { "server.connectors": connectors(), "server.runHistory": unreadable("offline", "no answer") },
    verdict: "skip",
    message: "noRuns",
  },
  {
    name: "a controller lists no more so many changed objects at once",
    facts: { ...base, "server.runHistory": [sized()] },
    verdict: "fail",
    message: "tooMuch",
    not: ["lost"],
    code: "full-import-required",
    proof: "stated",
    suggests: ["run-full-sync"],
  },
  {
    name: "a full import of as many went through since",
    facts: { ...base, "server.runHistory": [run({ RunProfileName: "Full Import" }), sized("2026-11-23T08:16:12Z")] },
    verdict: "pass",
    message: "good",
    not: ["tooMuch"],
  },
  {
    name: "the controller does not answer at all",
    facts: { ...base, "server.runHistory": [sized(NOW, "0x51")] },
    verdict: "pass",
    message: "good",
    not: ["tooMuch"],
  },
]);
