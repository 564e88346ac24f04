import check from "../../../src/checks/matching/no-role-in-the-way";
import { testCheckLater as testCheck } from "../../testers/check-tester";
import { ad, cloudOnly, duplicate } from "../shared/people";

testCheck(check, [
  { name: "no account", verdict: "skip", message: "noUser", facts: {} },
  { name: "no role", verdict: "pass", message: "free", facts: { "ad.user": ad(), "entra.user": cloudOnly() } },
  {
    name: "the account to match is an administrator",
    verdict: "fail",
    message: "role",
    suggests: [],
    standing: "shown",
    facts: {
      "ad.user": ad(),
      "entra.user": duplicate(),
      "entra.relatedUsers": [cloudOnly()],
      "entra.roles": [{ principalId: cloudOnly().id, role: "User Administrator", eligible: false }],
    },
  },
]);
