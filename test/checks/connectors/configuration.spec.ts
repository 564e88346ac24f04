import check from "../../../src/checks/connectors/configuration";
import type { SyncRule } from "../../../src/domain";
import { testCheck } from "../../testers/check-tester";
import { AAD, chain, csObject, person, run } from "../scope/world";
import { cloudExport, conns, event, good, refused, well } from "../shared/engine-world";

const ad = (Result: string, Errors: { ObjectDn: string; ErrorType: string; ErrorCode?: string }[] = []) => [
  cloudExport(),
  run({ Result, Errors }),
];
const AT = "2026-11-23T08:55:00Z";

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
/** What every connector reads of a person. */
const READ = ["objectGUID", "sAMAccountName", "userPrincipalName", "userAccountControl", "mail", "displayName"];
/** The account is hidden, a rule carries that, and the connector reads these attributes. */
const lists = (AttributeInclusionList: string[]) => ({
  ...well,
  "ad.user": person({ msExchHideFromAddressLists: true }),
  "server.connectors": conns.map((c) => (c.Type === "AD" ? { ...c, AttributeInclusionList } : c)),
  "server.syncRules": [hides],
});
const hides: SyncRule = {
  Name: "In from AD - User Exchange",
  Direction: "Inbound",
  ConnectorName: "contoso.local",
  SourceObjectType: "user",
  TargetObjectType: "person",
  Precedence: 109,
  Disabled: false,
  IsStandardRule: true,
  ScopeFilter: [],
  AttributeFlowMappings: [
    { Source: "msExchHideFromAddressLists", Destination: "msExchHideFromAddressLists", FlowType: "Direct" },
  ],
};
testCheck(check, [
  {
    name: "they fit",
    facts: { ...well, "server.connectors": steps([{ Identifier: "a" }], ["a"]) },
    verdict: "pass",
    message: "fits",
    not: ["partition"],
  },
  {
    name: "a selected domain without a step",
    facts: {
      ...well,
      "server.connectors": steps([{ Identifier: "a" }, { Identifier: "b", DN: "DC=sub,DC=contoso,DC=local" }], ["a"]),
    },
    verdict: "fail",
    message: "partition",
    not: ["schema", "settings"],
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
  {
    name: "an unselected domain needs no step",
    facts: {
      ...well,
      "server.connectors": steps(
        [{ Identifier: "a" }, { Identifier: "b", DN: "DC=sub,DC=contoso,DC=local", Selected: false }],
        ["a"],
      ),
    },
    verdict: "pass",
    message: "fits",
    not: ["partition"],
  },
  {
    name: "the cloud connector stopped for something else, with every type",
    facts: {
      ...well,
      "server.runHistory": [
        cloudExport({ RunProfileName: "Delta Import", Result: "stopped-extension-dll-exception" }),
        ...good,
      ],
      "server.connectors": conns.map((c) =>
        c.Name === AAD ? { ...c, ObjectTypes: ["user", "group", "contact", "device"] } : c,
      ),
    },
    verdict: "pass",
    message: "fits",
    not: ["types", "settings"],
  },
  {
    name: "the engine threw, and not for want of a file",
    facts: {
      ...well,
      "server.runHistory": refused,
      "server.events": [event("ADSync", 6801, AT, "System.Net.WebException: unable to connect")],
    },
    verdict: "pass",
    message: "fits",
    not: ["runtime"],
  },
  {
    name: "a file did not load once, and runs succeed",
    facts: {
      ...well,
      "server.runHistory": good,
      "server.events": [event("ADSync", 6801, AT, "System.IO.FileLoadException: Could not load file or assembly")],
    },
    verdict: "pass",
    message: "fits",
    not: ["runtime"],
  },
  {
    name: "an object's own error is not the schema's",
    facts: {
      ...well,
      "server.runHistory": ad("completed-sync-errors", [{ ObjectDn: "CN=x", ErrorType: "permission-issue" }]),
    },
    verdict: "pass",
    message: "fits",
    not: ["schema"],
  },
  {
    name: "a rule takes an attribute that the connector does not read",
    facts: lists(READ),
    verdict: "fail",
    message: "unread",
    not: ["schema"],
    code: "connector-schema-stale",
    proof: "measured",
    suggests: [],
    data: { attributes: ["msExchHideFromAddressLists"] },
  },
  {
    name: "the connector reads it",
    facts: lists([...READ, "MSEXCHHIDEFROMADDRESSLISTS"]),
    verdict: "pass",
    message: "fits",
    not: ["unread"],
  },
  {
    name: "the account does not have it",
    facts: { ...lists(READ), "ad.user": person() },
    verdict: "pass",
    message: "fits",
    not: ["unread"],
  },
  {
    name: "its value was imported all the same",
    facts: {
      ...lists(READ),
      "cs.chain": chain({ adCs: { ...csObject, Attributes: { msExchHideFromAddressLists: true } } }),
    },
    verdict: "pass",
    message: "fits",
    not: ["unread"],
  },
  {
    name: "which attributes the connector reads was not told",
    facts: lists([]),
    verdict: "pass",
    message: "fits",
    not: ["unread"],
  },
]);
