import check from "../../../src/checks/scope/imported";
import { unreadable } from "../../../src/domain";
import { testCheck } from "../../testers/check-tester";
import { chain, connectors, csObject, linked, person, run } from "./world";

const base = {
  "ad.user": person(),
  "server.connectors": connectors(),
  "server.runHistory": [run()],
  "cs.chain": chain(),
};
const lacks = (DN: string, Missing = ["read"]) => [{ Account: "CONTOSO\\MSOL_1", DN, Missing }];
const replicated = (
  LastReplicationSuccess: string,
  LastReplicationResult: number,
  Partition = "DC=contoso,DC=local",
) => [
  {
    Forest: "contoso.local",
    Name: "DC02",
    ReplicationPartnerMetadata: [{ Partner: "DC01", Partition, LastReplicationSuccess, LastReplicationResult }],
  },
];
const changedLate = person({ whenChanged: "2026-11-23T07:55:02Z" });
const widened = connectors({ LastModificationTime: "2026-11-22T19:55:31Z" });

const fullImport = run({ RunProfileName: "Full Import", StartDate: "2026-11-22T02:00:00Z" });
/** An OU that was last changed at this time. */
const staff = (whenChanged: string, dn = "OU=Staff,DC=contoso,DC=local") => ({
  dn,
  forest: "contoso.local",
  objectClass: ["organizationalUnit"],
  objectGUID: "0d6f3f0e-5c5d-4c0e-9d5a-6b1f3e2a1c00",
  whenChanged,
});
const pinnedTo = (...PreferredDCs: string[]) => {
  const [ad, ...cloud] = connectors();
  return [{ ...ad!, Partitions: ad!.Partitions.map((p) => ({ ...p, PreferredDCs })) }, ...cloud];
};

testCheck(check, [
  {
    name: "the settings changed after the account, and deltas have passed it by",
    facts: { ...base, "server.connectors": widened },
    verdict: "fail",
    message: "full",
    not: ["denied", "lag"],
    code: "full-import-required",
    proof: "measured",
    since: "2026-11-22T19:55:31Z",
    suggests: ["run-full-sync"],
  },
  {
    name: "a full import has seen the new settings",
    facts: {
      ...base,
      "server.connectors": widened,
      "server.runHistory": [run({ RunProfileName: "Full Import", StartDate: "2026-11-22T21:00:00Z" }), run()],
    },
    verdict: "skip",
    message: "notYet",
    not: ["full"],
  },
  {
    name: "nothing tells when it came into scope, and its rights were not read",
    facts: { ...base, "server.missingRights": unreadable("denied", "no right to read the ACL") },
    verdict: "fail",
    message: "full",
    proof: "timed",
    settles: ["server.missingRights"],
  },
  {
    name: "the account may not read its OU",
    facts: { ...base, "server.missingRights": lacks("OU=Staff,DC=contoso,DC=local") },
    verdict: "fail",
    message: "denied",
    not: ["full", "lag"],
    code: "ad-permission-missing",
    proof: "measured",
    suggests: ["grant-connector-permission"],
  },
  {
    name: "a protected account is advice",
    facts: {
      ...base,
      "ad.user": person({ adminCount: 1 }),
      "server.missingRights": lacks(person().dn),
    },
    verdict: "fail",
    message: "denied",
    suggests: [],
  },
  {
    name: "a class that never syncs is not expected there",
    facts: {
      ...base,
      "ad.user": person({ objectClass: ["top", "user", "computer", "msDS-GroupManagedServiceAccount"] }),
    },
    verdict: "skip",
    message: "notApplicable",
    not: ["full"],
  },
  {
    name: "another OU may not be read",
    facts: { ...base, "server.missingRights": lacks("OU=Sales,DC=contoso,DC=local") },
    verdict: "fail",
    message: "full",
    not: ["denied"],
  },
  {
    name: "it may be read, not written",
    facts: { ...base, "server.missingRights": lacks("OU=Staff,DC=contoso,DC=local", ["write mS-DS-ConsistencyGuid"]) },
    verdict: "fail",
    message: "full",
    not: ["denied"],
  },
  {
    name: "its controller does not know it yet",
    facts: { ...base, "ad.user": changedLate, "ad.domainControllers": replicated("2026-11-23T04:36:11Z", 1722) },
    verdict: "fail",
    message: "lag",
    not: ["full"],
    code: "ad-replication-lag",
    since: "2026-11-23T04:36:11Z",
    suggests: [],
    data: { controller: "DC02", partner: "DC01", result: 1722 },
  },
  {
    name: "the connector is pinned to a controller whose site link has not come round since the change",
    facts: {
      ...base,
      "ad.user": changedLate,
      "server.connectors": pinnedTo("DC02"),
      "ad.domainControllers": replicated("2026-11-23T04:36:11Z", 0),
    },
    verdict: "fail",
    message: "lag",
    not: ["full"],
  },
  {
    name: "it is pinned to another controller than the one that fails",
    facts: {
      ...base,
      "ad.user": changedLate,
      "server.connectors": pinnedTo("DC01"),
      "ad.domainControllers": replicated("2026-11-23T04:36:11Z", 1722),
    },
    verdict: "fail",
    message: "full",
    not: ["lag"],
  },
  {
    name: "its OU was changed after the last full import: rights given there touch no account",
    facts: { ...base, "server.runHistory": [run(), fullImport], "ad.containers": [staff("2026-11-22T20:12:00Z")] },
    verdict: "fail",
    message: "full",
    proof: "timed",
    since: "2026-11-22T20:12:00Z",
    suggests: ["run-full-sync"],
  },
  {
    name: "made after the settings were last changed, below containers that were not: a delta sees what is new",
    facts: {
      ...base,
      "server.connectors": connectors({ LastModificationTime: "2024-03-01T10:00:00Z" }),
      "ad.containers": [staff("2024-02-12T09:30:00Z")],
    },
    verdict: "skip",
    message: "notYet",
    not: ["full"],
  },
  {
    name: "its OU was changed before the last full import",
    facts: { ...base, "server.runHistory": [run(), fullImport], "ad.containers": [staff("2026-11-21T20:12:00Z")] },
    verdict: "skip",
    message: "notYet",
    not: ["full"],
  },
  {
    name: "another OU was changed after it",
    facts: {
      ...base,
      "server.runHistory": [run(), fullImport],
      "ad.containers": [staff("2026-11-22T20:12:00Z", "OU=Sales,DC=contoso,DC=local")],
    },
    verdict: "skip",
    message: "notYet",
    not: ["full"],
  },
  {
    name: "it failed, and has replicated since the change",
    facts: { ...base, "ad.user": changedLate, "ad.domainControllers": replicated("2026-11-23T08:30:00Z", 1722) },
    verdict: "fail",
    message: "full",
    not: ["lag"],
  },
  {
    name: "another domain's partition lags",
    facts: {
      ...base,
      "ad.user": changedLate,
      "ad.domainControllers": replicated("2026-11-23T04:36:11Z", 1722, "DC=emea,DC=contoso,DC=local"),
    },
    verdict: "fail",
    message: "full",
    not: ["lag"],
  },
  {
    name: "newer than the import proves nothing",
    facts: { ...base, "ad.user": person({ whenChanged: "2026-11-23T08:55:00Z" }) },
    verdict: "skip",
    message: "notYet",
    not: ["full"],
  },
  {
    name: "a failing import proves nothing",
    facts: {
      ...base,
      "server.runHistory": [run({ StartDate: "2026-11-22T08:46:12Z" }), run({ Result: "no-start-connection" })],
    },
    verdict: "skip",
    message: "notYet",
    not: ["full"],
  },
  {
    name: "in the connector space",
    facts: { ...base, "cs.chain": chain({ adCs: csObject }), "server.missingRights": lacks(person().dn) },
    verdict: "pass",
    message: "imported",
    not: ["denied", "full"],
  },
  {
    name: "in the cloud",
    facts: { ...base, "entra.user": linked() },
    verdict: "pass",
    message: "imported",
    not: ["full"],
  },
  {
    name: "not in the pilot group: that is told by another check",
    facts: { ...base, "server.pilotGroup": { dn: "CN=Pilot,DC=contoso,DC=local", members: [] } },
    verdict: "skip",
    message: "notApplicable",
    not: ["full"],
  },
  {
    name: "its import is refused with an error",
    facts: {
      ...base,
      "server.runHistory": [
        run({ Result: "completed-discovery-errors", Errors: [{ ObjectDn: person().dn, ErrorType: "staging-error" }] }),
      ],
    },
    verdict: "skip",
    message: "refused",
    not: ["full"],
  },
]);
