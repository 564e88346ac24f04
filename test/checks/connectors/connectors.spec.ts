import { adConnector } from "../../../src/checks/connectors/ad-connector";
import { cloudConnector } from "../../../src/checks/connectors/cloud-connector";
import { configuration } from "../../../src/checks/connectors/configuration";
import { testCheckLater as testCheck } from "../../testers/check-tester";
import { AAD, person, run } from "../scope/world";
import { ACCOUNT, cloudExport, conns, event, good, probe, refused, signIn, well } from "../shared/engine-world";

const ad = (Result: string, Errors: { ObjectDn: string; ErrorType: string; ErrorCode?: string }[] = []) => [
  cloudExport(),
  run({ Result, Errors }),
];
const dc = (Host: string, Port: number, over = {}) =>
  probe(Host, { Port, Purpose: "Connect Sync to a domain controller", ...over });
const shut = { Tcp: "timeout" },
  AT = "2026-11-23T08:55:00Z";

testCheck(adConnector, [
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
    standing: "blocking",
    suggests: [],
  },
  {
    name: "another forest cannot log on: a note",
    facts: {
      ...well,
      "ad.user": person(),
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
  },
]);
const app = conns.map((c) => (c.Type === "AD" ? c : { ...c, Account: "ConnectSyncProvisioning_SYNC01" }));
const job = (code: string, message: string) => [
  {
    id: "j",
    servicePrincipalId: "s",
    servicePrincipalName: "AD2AAD",
    status: { code: "Quarantine", quarantine: { error: { code, message } } },
  },
];
testCheck(cloudConnector, [
  { name: "signs in", facts: well, verdict: "pass", message: "fine" },
  {
    name: "the password expired",
    facts: { ...well, "server.runHistory": refused, "entra.signIns": [signIn(AT, 50055)] },
    verdict: "fail",
    message: "secret",
    code: "cloud-connector-credentials",
    standing: "blocking",
    suggests: [],
    data: { meaning: "its password has expired" },
  },
  {
    name: "the account is disabled",
    facts: {
      ...well,
      "server.runHistory": refused,
      "entra.syncAccounts": [{ id: "1", userPrincipalName: ACCOUNT, accountEnabled: false }],
    },
    verdict: "fail",
    message: "secret",
    data: { meaning: "the account is disabled" },
  },
  {
    name: "the certificate ended",
    facts: {
      ...well,
      "server.runHistory": refused,
      "server.connectors": app.map((c) => ({ ...c, CertificateNotAfter: "2026-11-20T00:00:00Z" })),
    },
    verdict: "fail",
    message: "certificate",
    code: "cloud-connector-credentials",
  },
  {
    name: "a second factor is asked for",
    facts: { ...well, "server.runHistory": refused, "entra.signIns": [signIn(AT, 50076)] },
    verdict: "fail",
    message: "policy",
    code: "cloud-connector-blocked-by-policy",
    suggests: [],
  },
  {
    name: "the code stands only in the event",
    facts: {
      ...well,
      "server.runHistory": refused,
      "server.events": [event("Directory Synchronization", 106, AT, "AADSTS53003")],
    },
    verdict: "fail",
    message: "policy",
    data: { error: 53003 },
  },
  {
    name: "a token wants a dialog",
    facts: {
      ...well,
      "server.runHistory": refused,
      "server.events": [event("Directory Synchronization", 906, AT, "GetSecurityToken: not interactive")],
    },
    verdict: "fail",
    message: "policy",
    code: "cloud-connector-blocked-by-policy",
  },
  {
    name: "no token because no way is open to the sign-in host",
    facts: {
      ...well,
      "server.runHistory": refused,
      "server.endpoints": [probe("login.microsoftonline.com", shut)],
      "server.events": [event("Directory Synchronization", 906, AT, "GetSecurityToken: unable to connect")],
    },
    verdict: "pass",
    message: "fine",
  },
  {
    name: "the application is not there",
    facts: {
      ...well,
      "server.runHistory": refused,
      "server.connectors": app,
      "entra.signIns": [
        {
          createdDateTime: AT,
          servicePrincipalName: "ConnectSyncProvisioning_SYNC01",
          appId: "6bf85cfa",
          status: { errorCode: 700016 },
        },
      ],
    },
    verdict: "fail",
    message: "principal",
    code: "service-principal-missing",
  },
  {
    name: "Cloud Sync's account expired",
    facts: { now: well.now!, "entra.syncJobs": job("AzureActiveDirectoryExpiredCredentials", "AADSTS50055") },
    verdict: "fail",
    message: "secret",
  },
  {
    name: "a refused sign-in that a good one follows",
    facts: { ...well, "entra.signIns": [signIn("2026-11-23T07:00:00Z", 0), signIn("2026-11-23T06:00:00Z", 50076)] },
    verdict: "pass",
    message: "fine",
  },
  {
    name: "a refused sign-in that a good export follows",
    facts: { ...well, "entra.signIns": [signIn("2026-11-23T06:00:00Z", 50055)] },
    verdict: "pass",
    message: "fine",
  },
  {
    name: "another server's account is not this engine's",
    facts: {
      ...well,
      "entra.syncAccounts": [{ id: "2", userPrincipalName: "Sync_OLD_9@contoso.onmicrosoft.com" }],
      "entra.signIns": [signIn(AT, 53003, "Sync_OLD_9@contoso.onmicrosoft.com")],
    },
    verdict: "pass",
    message: "fine",
  },
  {
    name: "an event that a good export follows",
    facts: {
      ...well,
      "server.events": [event("Directory Synchronization", 115, "2026-11-23T04:00:00Z", "AADSTS50055")],
    },
    verdict: "pass",
    message: "fine",
  },
]);
const domain = conns[0]!.Partitions[0]!;
const steps = (partitions: object[], ids: string[]) =>
  conns.map((c) =>
    c.Type === "AD"
      ? {
          ...c,
          Partitions: partitions.map((p) => ({ ...domain, ...p })),
          RunProfiles: [
            { Name: "Delta Import", RunSteps: ids.map((PartitionIdentifier) => ({ PartitionIdentifier })) },
          ],
        }
      : c,
  );
testCheck(configuration, [
  {
    name: "they fit",
    facts: { ...well, "server.connectors": steps([{ Identifier: "a" }], ["a"]) },
    verdict: "pass",
    message: "fits",
  },
  {
    name: "a selected domain without a step",
    facts: {
      ...well,
      "server.connectors": steps([{ Identifier: "a" }, { Identifier: "b", DN: "DC=sub,DC=contoso,DC=local" }], ["a"]),
    },
    verdict: "fail",
    message: "partition",
    code: "engine-misconfigured",
    suggests: ["repair-run-profile"],
  },
  {
    name: "a step of a removed domain",
    facts: {
      ...well,
      "server.runHistory": ad("missing-partition-for-run-step"),
      "server.connectors": steps([{ Identifier: "a" }], ["a", "gone"]),
    },
    verdict: "fail",
    message: "partition",
    standing: "blocking",
  },
  {
    name: "the cloud connector lacks a type that its import brings",
    facts: {
      ...well,
      "server.runHistory": [
        cloudExport({ RunProfileName: "Delta Import", Result: "stopped-extension-dll-exception" }),
        ...good,
      ],
      "server.connectors": conns.map((c) => (c.Name === AAD ? { ...c, ObjectTypes: ["user", "group", "contact"] } : c)),
    },
    verdict: "fail",
    message: "types",
    code: "object-type-not-selected",
    data: { type: "device" },
  },
  {
    name: "the cloud connector is half-configured",
    facts: { ...well, "server.runHistory": [cloudExport({ Result: "no-start-bad-ma-configuration" }), run()] },
    verdict: "fail",
    message: "settings",
    code: "engine-misconfigured",
    standing: "blocking",
    suggests: [],
  },
  {
    name: "an extension does not load",
    facts: {
      ...well,
      "server.runHistory": refused,
      "server.events": [event("ADSync", 6801, AT, "System.IO.FileLoadException: Could not load file or assembly")],
    },
    verdict: "fail",
    message: "runtime",
    code: "engine-misconfigured",
    suggests: [],
  },
  {
    name: "the schema does not fit",
    facts: {
      ...well,
      "server.runHistory": ad("completed-sync-errors", [{ ObjectDn: "CN=x", ErrorType: "schema-violation" }]),
    },
    verdict: "fail",
    message: "schema",
    code: "connector-schema-stale",
  },
]);
