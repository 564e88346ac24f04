import check from "../../../src/checks/matching/no-guest-in-the-way";
import { testCheckLater as testCheck } from "../../testers/check-tester";
import { ad, linked, cloudOnly, exportError } from "../shared/people";

testCheck(check, [
  { name: "no account", verdict: "skip", message: "noUser", facts: {} },
  { name: "no guest", verdict: "pass", message: "free", facts: { "ad.user": ad(), "entra.user": linked() } },
  {
    name: "the guest holds the address",
    verdict: "fail",
    message: "guest",
    suggests: [],
    standing: "shown",
    facts: {
      "ad.user": ad(),
      "entra.user": cloudOnly({ userType: "Guest" }),
      "server.runHistory": exportError("AttributeValueMustBeUnique", cloudOnly().id),
    },
  },
]);
