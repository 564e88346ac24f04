import check from "../../../src/checks/matching/no-cloud-duplicate";
import { testCheckLater as testCheck } from "../../testers/check-tester";
import { ad, cloudOnly, duplicate, exportError } from "../shared/people";

testCheck(check, [
  { name: "no account", verdict: "skip", message: "noUser", facts: {} },
  {
    name: "it may still be matched",
    verdict: "pass",
    message: "single",
    facts: { "ad.user": ad(), "entra.user": cloudOnly() },
  },
  {
    name: "sync made a second account",
    verdict: "fail",
    message: "doubled",
    suggests: ["hard-match"],
    facts: { "ad.user": ad(), "entra.user": duplicate(), "entra.relatedUsers": [cloudOnly()] },
  },
  {
    name: "somebody else holds the address",
    verdict: "fail",
    message: "doubled",
    suggests: [],
    facts: {
      "ad.user": ad(),
      "entra.relatedUsers": [cloudOnly({ userPrincipalName: "desk@contoso.com", displayName: "Front Desk" })],
      "server.runHistory": exportError("AttributeValueMustBeUnique", cloudOnly().id),
    },
  },
]);
