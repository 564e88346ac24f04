import check from "../../../src/checks/cloud-object/ad-account-alive";
import { testCheckLater as testCheck } from "../../testers/check-tester";
import { ad, linked } from "../shared/people";

testCheck(check, [
  { name: "it lives", verdict: "pass", message: "alive", facts: { "ad.user": ad() } },
  {
    name: "deleted on both sides",
    verdict: "fail",
    message: "deleted",
    suggests: [],
    facts: { "ad.deleted": [ad()], "entra.deletedUsers": [linked({ deletedDateTime: "2026-11-21T00:00:00Z" })] },
  },
  {
    name: "the cloud user stayed",
    verdict: "pass",
    message: "alive",
    facts: {
      "ad.deleted": [ad()],
      "entra.user": linked(),
      "entra.organization": { id: "t", onPremisesLastSyncDateTime: "2026-11-23T00:00:00Z" },
    },
  },
]);
