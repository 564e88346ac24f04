import check from "../../../src/checks/cloud-object/mastered-on-premises";
import { testCheck } from "../../testers/check-tester";
import { chain, csObject, linked } from "../shared/people";
import { cloudGroup } from "../shared/objects";

testCheck(check, [
  { name: "not there", verdict: "skip", message: "noUser", facts: {} },
  {
    name: "switched to the cloud",
    verdict: "fail",
    message: "cloud",
    proof: "stated",
    suggests: [],
    facts: { "entra.user": linked(), "entra.syncBehavior": { isCloudManaged: true } },
  },
  {
    name: "the engine was told to leave it",
    verdict: "fail",
    message: "cloud",
    facts: {
      "entra.user": linked(),
      "cs.chain": chain({ entraCs: csObject({ Attributes: { blockOnPremisesSync: "true" } }) }),
    },
  },
  {
    name: "mastered by AD",
    verdict: "pass",
    message: "onPremises",
    not: ["cloud"],
    facts: {
      "entra.user": linked(),
      "entra.syncBehavior": { isCloudManaged: false },
      "cs.chain": chain({ entraCs: csObject({ Attributes: { blockOnPremisesSync: "false" } }) }),
    },
  },
  {
    name: "a group that was switched to the cloud",
    verdict: "fail",
    message: "cloud",
    code: "source-of-authority-cloud",
    facts: { "entra.object": cloudGroup(), "entra.syncBehavior": { isCloudManaged: true } },
  },
]);
