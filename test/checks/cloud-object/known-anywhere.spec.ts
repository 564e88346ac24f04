import check from "../../../src/checks/cloud-object/known-anywhere";
import { testCheckLater as testCheck } from "../../testers/check-tester";
import { ad, terms } from "../shared/people";

testCheck(check, [
  { name: "found", verdict: "pass", message: "known", facts: { ask: terms("ana.lima@contoso.com"), "ad.user": ad() } },
  {
    name: "nowhere",
    verdict: "warn",
    message: "nobody",
    standing: "benign",
    facts: { ask: terms("nobody@contoso.com") },
  },
]);
