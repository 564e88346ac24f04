import check from "../../../src/checks/connectors/ad";
import { unreadable } from "../../../src/domain";
import { testCheck } from "../../testers/check-tester";
import { person, run } from "../scope/world";
import { cloudExport, conns, event, good, probe, well } from "../shared/engine-world";

const ad = (Result: string, Errors: { ObjectDn: string; ErrorType: string; ErrorCode?: string }[] = []) => [
  cloudExport(),
  run({ Result, Errors }),
];
const dc = (Host: string, Port: number, over = {}) =>
  probe(Host, { Port, Purpose: "Connect Sync to a domain controller", ...over });
const ldap = (ErrorCode: string) => ({ ObjectDn: "DC=contoso,DC=local", ErrorType: "dropped-connection", ErrorCode });
const shut = { Tcp: "timeout" },
  AT = "2026-11-23T08:55:00Z";

/** A connector of another forest beside the first. */
const two = [
  ...conns,
  { ...conns[0]!, Name: "fabrikam.local", Partitions: [{ ...conns[0]!.Partitions[0]!, DN: "DC=fabrikam,DC=local" }] },
];

testCheck(check, [
  { name: "runs end well", facts: well, verdict: "pass", message: "fine" },
  {
    name: "no logon",
    facts: {
      ...well,
      "server.runHistory": ad("no-start-credentials"),
      "server.events": [event("ADSync", 6000, "2026-11-23T08:46:13Z")],
    },
    verdict: "fail",
    message: "credentials",
    code: "ad-connector-credentials",
    proof: "stated",
    standing: "blocking",
    since: "2026-11-23T08:46:12Z",
    suggests: [],
  },
  {
    name: "another forest cannot log on: a note",
    facts: {
      ...well,
      "ad.user": person(),
      "server.connectors": two,
      "server.runHistory": [...good, run({ ConnectorName: "fabrikam.local", Result: "no-start-credentials" })],
    },
    verdict: "fail",
    message: "credentials",
    standing: "degrading",
  },
  {
    name: "one forest of two cannot log on, and whose the person is was not read",
    facts: {
      ...well,
      "ad.user": unreadable("failed", "LDAP"),
      "server.connectors": two,
      "server.runHistory": [...good, run({ ConnectorName: "fabrikam.local", Result: "no-start-credentials" })],
    },
    verdict: "fail",
    message: "credentials",
    standing: "blocking",
    proof: "timed",
    settles: ["ad.user"],
  },
  {
    name: "no answer from a controller",
    facts: {
      ...well,
      "server.runHistory": ad("no-start-connection"),
      "server.endpoints": [dc("dc1", 389, shut), dc("dc1", 88, shut)],
    },
    verdict: "fail",
    message: "unreachable",
    code: "domain-controller-unreachable",
    data: { host: " (dc1)" },
  },
  {
    name: "names do not resolve: that is the cause",
    facts: {
      ...well,
      "server.runHistory": ad("no-start-ma"),
      "server.endpoints": [dc("dc1", 389, { Dns: [], Tcp: "timeout" })],
    },
    verdict: "pass",
    message: "fine",
    not: ["unreachable"],
  },
  {
    name: "one port is closed: that is the cause",
    facts: {
      ...well,
      "server.runHistory": ad("no-start-connection"),
      "server.endpoints": [dc("dc1", 389, shut), dc("dc1", 88)],
    },
    verdict: "pass",
    message: "fine",
    not: ["unreachable"],
  },
  {
    name: "replication refused by its error number",
    facts: {
      ...well,
      "server.runHistory": ad("completed-discovery-errors", [
        { ObjectDn: "DC=contoso,DC=local", ErrorType: "replication-error", ErrorCode: "8456" },
      ]),
    },
    verdict: "fail",
    message: "replication",
    code: "replication-disabled",
    data: { error: "8456" },
  },
  {
    name: "replication switched off by event",
    facts: { ...well, "server.events": [event("NTDS Replication", 1115, AT)] },
    verdict: "fail",
    message: "replication",
  },
  {
    name: "replication switched on again",
    facts: {
      ...well,
      "server.events": [event("NTDS Replication", 1116, AT), event("NTDS Replication", 1115, "2026-11-23T07:00:00Z")],
    },
    verdict: "pass",
    message: "fine",
    not: ["replication"],
  },
  {
    name: "a run that went well has ended it",
    facts: {
      ...well,
      "server.runHistory": [
        run({ StartDate: "2026-11-23T07:46:12Z", Result: "no-start-credentials" }),
        run({ StartDate: "2026-11-23T08:16:12Z", Result: "no-start-connection" }),
        ...good,
      ],
      "server.events": [event("ADSync", 6000, "2026-11-23T07:46:13Z")],
      "server.endpoints": [dc("dc1", 389, shut), dc("dc1", 88, shut)],
    },
    verdict: "pass",
    message: "fine",
    not: ["credentials", "unreachable"],
  },
  {
    name: "an object's own error is no refused replication",
    facts: {
      ...well,
      "server.runHistory": ad("completed-discovery-errors", [
        { ObjectDn: "DC=contoso,DC=local", ErrorType: "permission-issue", ErrorCode: "8344" },
      ]),
    },
    verdict: "pass",
    message: "fine",
    not: ["replication"],
  },
  {
    name: "a controller answers with an LDAP result: it is not out of reach",
    facts: { ...well, "server.runHistory": ad("stopped-connectivity", [ldap("0x4")]) },
    verdict: "warn",
    message: "answers",
    not: ["unreachable", "credentials"],
    data: { answer: 4 },
  },
  {
    name: "81, server down, is the client's own word",
    facts: { ...well, "server.runHistory": ad("stopped-connectivity", [ldap("0x51")]) },
    verdict: "fail",
    message: "unreachable",
  },
  {
    name: "the answer is that the logon is wrong",
    facts: { ...well, "server.runHistory": ad("no-start-connection", [ldap("49/52e")]) },
    verdict: "fail",
    message: "credentials",
    not: ["unreachable"],
  },
  {
    name: "another of two forests cannot log on, and no account was found",
    facts: {
      ...well,
      "server.connectors": [
        ...conns,
        {
          ...conns[0]!,
          Name: "fabrikam.local",
          Partitions: [{ ...conns[0]!.Partitions[0]!, DN: "DC=fabrikam,DC=local" }],
        },
      ],
      "server.runHistory": [...good, run({ ConnectorName: "fabrikam.local", Result: "no-start-credentials" })],
    },
    verdict: "fail",
    message: "credentials",
    standing: "degrading",
  },
]);
