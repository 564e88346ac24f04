import check from "../../../src/checks/matching/soft-match-allowed";
import { testCheckLater as testCheck } from "../../testers/check-tester";
import { ad, cloudOnly, features } from "../shared/people";

testCheck(check, [
  { name: "no account", verdict: "skip", message: "noUser", facts: { "entra.synchronization": features({}) } },
  {
    name: "soft match is on",
    verdict: "pass",
    message: "allowed",
    facts: {
      "ad.user": ad(),
      "entra.user": cloudOnly(),
      "entra.synchronization": features({ blockSoftMatchEnabled: false }),
    },
  },
  {
    name: "soft match is blocked",
    verdict: "fail",
    message: "blocked",
    suggests: ["hard-match"],
    facts: {
      "ad.user": ad(),
      "entra.user": cloudOnly(),
      "entra.synchronization": features({ blockSoftMatchEnabled: true }),
    },
  },
]);
