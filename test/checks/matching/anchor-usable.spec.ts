import check from "../../../src/checks/matching/anchor-usable";
import { testCheckLater as testCheck } from "../../testers/check-tester";
import { ad, linked, cloudOnly } from "../shared/people";

testCheck(check, [
  { name: "no account", verdict: "skip", message: "noUser", facts: {} },
  {
    name: "a GUID on both sides",
    verdict: "pass",
    message: "usable",
    facts: { "ad.user": ad(), "entra.user": linked() },
  },
  {
    name: "a name was written as anchor",
    verdict: "fail",
    message: "foreign",
    suggests: ["hard-match"],
    facts: { "ad.user": ad(), "entra.user": cloudOnly({ onPremisesImmutableId: "alima" }) },
  },
  {
    name: "an employee number, still synced",
    verdict: "fail",
    message: "foreign",
    suggests: [],
    facts: { "ad.user": ad(), "entra.user": linked({ onPremisesImmutableId: "10442107" }) },
  },
  {
    name: "ConsistencyGuid is no GUID",
    verdict: "fail",
    message: "malformed",
    suggests: ["set-consistency-guid"],
    facts: { "ad.user": ad({ "mS-DS-ConsistencyGuid": "abc" }) },
  },
  {
    name: "the chosen attribute is empty",
    verdict: "fail",
    message: "empty",
    suggests: [],
    facts: {
      "ad.user": ad(),
      "server.globalSettings": { "Microsoft.SynchronizationOption.AnchorAttribute": "employeeID" },
    },
  },
]);
