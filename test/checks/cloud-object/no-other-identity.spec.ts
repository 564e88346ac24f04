import check from "../../../src/checks/cloud-object/no-other-identity";
import { testCheckLater as testCheck } from "../../testers/check-tester";
import { ad, linked, cloudOnly } from "../shared/people";

testCheck(check, [
  { name: "not there", verdict: "skip", message: "noPair", facts: { "ad.user": ad() } },
  { name: "one identity", verdict: "pass", message: "single", facts: { "ad.user": ad(), "entra.user": linked() } },
  {
    name: "a guest of the same name",
    verdict: "fail",
    message: "guest",
    standing: "benign",
    facts: {
      "ad.user": ad(),
      "entra.user": linked(),
      "entra.relatedUsers": [
        cloudOnly({
          userType: "Guest",
          mail: "ana@example.org",
          proxyAddresses: [],
          userPrincipalName: "ana_example.org#EXT#@contoso.onmicrosoft.com",
        }),
      ],
    },
  },
]);
