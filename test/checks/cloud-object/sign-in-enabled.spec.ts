import check from "../../../src/checks/cloud-object/sign-in-enabled";
import { testCheckLater as testCheck } from "../../testers/check-tester";
import { ad, linked } from "../shared/people";

testCheck(check, [
  { name: "not there", verdict: "skip", message: "noPair", facts: { "ad.user": ad() } },
  { name: "enabled", verdict: "pass", message: "enabled", facts: { "ad.user": ad(), "entra.user": linked() } },
  {
    name: "disabled",
    verdict: "fail",
    message: "blocked",
    suggests: [],
    facts: { "ad.user": ad({ userAccountControl: 514 }), "entra.user": linked({ accountEnabled: false }) },
  },
]);
