import check from "../../../src/checks/cloud-object/licensed";
import { testCheckLater as testCheck } from "../../testers/check-tester";
import { ad, linked } from "../shared/people";

testCheck(check, [
  { name: "not there", verdict: "skip", message: "noPair", facts: { "ad.user": ad() } },
  { name: "licensed", verdict: "pass", message: "licensed", facts: { "ad.user": ad(), "entra.user": linked() } },
  {
    name: "no licence",
    verdict: "fail",
    message: "unlicensed",
    suggests: [],
    facts: { "ad.user": ad(), "entra.user": linked({ assignedLicenses: [] }) },
  },
]);
