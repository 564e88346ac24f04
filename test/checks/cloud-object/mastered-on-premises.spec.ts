import check from "../../../src/checks/cloud-object/mastered-on-premises";
import { testCheckLater as testCheck } from "../../testers/check-tester";
import { linked } from "../shared/people";

testCheck(check, [
  { name: "not there", verdict: "skip", message: "noUser", facts: {} },
  {
    name: "mastered by AD",
    verdict: "pass",
    message: "onPremises",
    facts: { "entra.user": linked(), "entra.syncBehavior": { isCloudManaged: false } },
  },
  {
    name: "switched to the cloud",
    verdict: "fail",
    message: "cloud",
    suggests: [],
    facts: { "entra.user": linked(), "entra.syncBehavior": { isCloudManaged: true } },
  },
]);
