import check from "../../../src/checks/cloud-object/not-overridden";
import { testCheckLater as testCheck } from "../../testers/check-tester";
import { ad, linked, features } from "../shared/people";

testCheck(check, [
  { name: "not there", verdict: "skip", message: "noPair", facts: { "ad.user": ad() } },
  {
    name: "the same number",
    verdict: "pass",
    message: "follows",
    facts: { "ad.user": ad({ mobile: "+46 70 1" }), "entra.user": linked({ mobilePhone: "+46701" }) },
  },
  {
    name: "another number in the cloud",
    verdict: "fail",
    message: "mobile",
    suggests: [],
    facts: { "ad.user": ad({ mobile: "+46 70 1" }), "entra.user": linked({ mobilePhone: "+46 70 2" }) },
  },
  {
    name: "the password was set in the cloud",
    verdict: "fail",
    message: "password",
    suggests: [],
    facts: {
      "ad.user": ad({ pwdLastSet: "2026-11-01T00:00:00Z" }),
      "entra.user": linked(),
      "entra.synchronization": features({ passwordWritebackEnabled: false }),
      "entra.audits": [
        {
          activityDateTime: "2026-11-02T00:00:00Z",
          activityDisplayName: "Reset user password",
          initiatedBy: { user: { id: "a" } },
          targetResources: [{ id: linked().id }],
        },
      ],
    },
  },
]);
