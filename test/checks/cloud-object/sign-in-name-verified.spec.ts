import check from "../../../src/checks/cloud-object/sign-in-name-verified";
import { testCheckLater as testCheck } from "../../testers/check-tester";
import { ad, linked, domains } from "../shared/people";

testCheck(check, [
  { name: "not there", verdict: "skip", message: "noPair", facts: { "ad.user": ad() } },
  {
    name: "verified",
    verdict: "pass",
    message: "verified",
    facts: { "ad.user": ad(), "entra.user": linked(), "entra.domains": domains },
  },
  {
    name: "an internal suffix",
    verdict: "fail",
    message: "fallback",
    suggests: ["set-user-principal-name"],
    facts: {
      "ad.user": ad({ userPrincipalName: "ana.lima@contoso.local" }),
      "entra.user": linked({ userPrincipalName: "ana.lima@contoso.onmicrosoft.com" }),
      "entra.domains": domains,
    },
  },
]);
