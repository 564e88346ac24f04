import check from "../../../src/checks/matching/no-other-type-in-the-way";
import { testCheckLater as testCheck } from "../../testers/check-tester";
import { ad, exportError } from "../shared/people";

testCheck(check, [
  { name: "no account", verdict: "skip", message: "noUser", facts: {} },
  { name: "nobody holds it", verdict: "pass", message: "free", facts: { "ad.user": ad() } },
  {
    name: "a contact holds the address",
    verdict: "fail",
    message: "holder",
    suggests: [],
    standing: "shown",
    facts: {
      "ad.user": ad(),
      "entra.otherHolders": [
        { id: "c1", kind: "contact", displayName: "Ana", proxyAddresses: ["smtp:ana.lima@contoso.com"] },
      ],
      "server.runHistory": exportError("InvalidSoftMatch", "c1"),
    },
  },
  {
    name: "a public folder is named by the error",
    verdict: "fail",
    message: "holder",
    suggests: [],
    facts: { "ad.user": ad(), "server.runHistory": exportError("AttributeValueMustBeUnique", "PublicFolder_c2") },
  },
]);
