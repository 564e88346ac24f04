import check from "../../../src/checks/matching/hard-match-allowed";
import { testCheckLater as testCheck } from "../../testers/check-tester";
import { OTHER, ad, linked, exportError, features } from "../shared/people";

testCheck(check, [
  { name: "no account", verdict: "skip", message: "noUser", facts: {} },
  {
    name: "matched long ago, although the tenant blocks",
    verdict: "pass",
    message: "allowed",
    facts: {
      "ad.user": ad(),
      "entra.user": linked(),
      "entra.synchronization": features({ blockCloudObjectTakeoverThroughHardMatchEnabled: true }),
    },
  },
  {
    name: "mapped to another AD object",
    verdict: "fail",
    message: "mapped",
    suggests: [],
    facts: {
      "ad.user": ad(),
      "entra.user": linked({ onPremisesObjectIdentifier: OTHER }),
      "server.runHistory": exportError("InvalidHardMatch", linked().id),
    },
  },
  {
    name: "the tenant blocks take-over",
    verdict: "fail",
    message: "tenant",
    standing: "expected",
    facts: {
      "ad.user": ad(),
      "entra.user": linked({ onPremisesSyncEnabled: false }),
      "entra.synchronization": features({ blockCloudObjectTakeoverThroughHardMatchEnabled: true }),
    },
  },
  {
    name: "refused, and no reason can be read",
    verdict: "fail",
    message: "refused",
    standing: "shown",
    facts: { "ad.user": ad(), "entra.user": linked(), "server.runHistory": exportError("103") },
  },
]);
