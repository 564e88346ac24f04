import { unreadable } from "../../../src/domain";
import check from "../../../src/checks/cloud-object/ad-account-alive";
import { testCheck } from "../../testers/check-tester";
import { OTHER, ad, anchoredOn, linked } from "../shared/people";

const synced = (onPremisesLastSyncDateTime: string) => ({ id: "t", onPremisesLastSyncDateTime });
const deleted = { "ad.deleted": [ad()], "entra.deletedUsers": [linked({ deletedDateTime: "2026-11-21T00:00:00Z" })] };

testCheck(check, [
  {
    name: "deleted on both sides",
    verdict: "fail",
    message: "deleted",
    proof: "measured",
    since: "2026-11-20T08:00:00Z",
    suggests: [],
    data: { cloud: "its cloud user is among the deleted users" },
    facts: deleted,
  },
  {
    name: "deleted on both sides, where employeeID is the anchor",
    verdict: "fail",
    message: "deleted",
    proof: "measured",
    facts: {
      "ad.deleted": [ad({ employeeID: "E1001" })],
      "entra.deletedUsers": [linked({ onPremisesImmutableId: "E1001", deletedDateTime: "2026-11-21T00:00:00Z" })],
      "server.globalSettings": anchoredOn("employeeID"),
    },
  },
  {
    name: "deleted after the last cycle: the cloud user goes next",
    verdict: "fail",
    message: "deleted",
    data: { cloud: "its cloud user goes with the next export" },
    facts: {
      "ad.deleted": [ad()],
      "entra.user": linked(),
      "entra.organization": synced("2026-11-19T00:00:00Z"),
    },
  },
  {
    name: "deleted, and the cloud's deleted users were not read",
    verdict: "fail",
    message: "deleted",
    proof: "timed",
    settles: ["entra.deletedUsers"],
    facts: { "ad.deleted": [ad()], "entra.deletedUsers": unreadable("denied", "403") },
  },
  {
    name: "it lives, and an earlier account of that name was deleted",
    verdict: "pass",
    message: "alive",
    not: ["deleted"],
    facts: { ...deleted, "ad.user": ad(), "ad.deleted": [ad({ objectGUID: OTHER })] },
  },
  {
    name: "the cloud user stayed although a cycle has run",
    verdict: "skip",
    message: "other",
    not: ["deleted"],
    facts: {
      ...deleted,
      "entra.user": linked(),
      "entra.deletedUsers": [],
      "entra.organization": synced("2026-11-23T00:00:00Z"),
    },
  },
  {
    name: "the cloud user stayed although a cycle has run, where employeeID is the anchor",
    verdict: "skip",
    message: "other",
    not: ["deleted"],
    facts: {
      "ad.deleted": [ad({ employeeID: "E1001" })],
      "entra.user": linked({ onPremisesImmutableId: "E1001" }),
      "entra.deletedUsers": [],
      "entra.organization": synced("2026-11-23T00:00:00Z"),
      "server.globalSettings": anchoredOn("employeeID"),
    },
  },
]);
