import check from "../../../src/checks/matching/anchor-claimed-twice";
import { testCheckLater as testCheck } from "../../testers/check-tester";
import { GUID, ad, otherAd, exportError } from "../shared/people";

testCheck(check, [
  { name: "no account", verdict: "skip", message: "noUser", facts: {} },
  { name: "own anchor", verdict: "pass", message: "unique", facts: { "ad.user": ad(), "ad.related": [otherAd()] } },
  {
    name: "one ConsistencyGuid twice, and the service says so",
    verdict: "fail",
    message: "twice",
    suggests: ["set-consistency-guid"],
    facts: {
      "ad.user": ad(),
      "ad.related": [otherAd({ "mS-DS-ConsistencyGuid": GUID })],
      "server.runHistory": exportError("DuplicateSourceAnchor"),
    },
  },
]);
