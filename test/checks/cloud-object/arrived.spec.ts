import check from "../../../src/checks/cloud-object/arrived";
import { testCheckLater as testCheck } from "../../testers/check-tester";
import { ad, linked, duplicate, exportError } from "../shared/people";

testCheck(check, [
  {
    name: "linked and whole",
    verdict: "warn",
    message: "arrived",
    standing: "benign",
    facts: { "ad.user": ad(), "entra.user": linked() },
  },
  {
    name: "a value is withheld",
    verdict: "pass",
    message: "notWhole",
    facts: { "ad.user": ad(), "entra.user": duplicate() },
  },
  {
    name: "the export fails",
    verdict: "pass",
    message: "notWhole",
    facts: { "ad.user": ad(), "entra.user": linked(), "server.runHistory": exportError("InvalidSoftMatch") },
  },
]);
