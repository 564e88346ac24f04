import { unreadable, type DirectoryAudit } from "../../../src/domain";
import check from "../../../src/checks/cloud-object/not-overridden";
import { testCheck } from "../../testers/check-tester";
import { ad, chain, cloudOnly, csObject, features, linked } from "../shared/people";

const RESET = "2026-11-02T00:00:00Z";
const audit = (over: Partial<DirectoryAudit> = {}): DirectoryAudit => ({
  activityDateTime: RESET,
  activityDisplayName: "Reset user password",
  initiatedBy: { user: { id: "a" } },
  targetResources: [{ id: linked().id }],
  ...over,
});
const mobile = { "ad.user": ad({ mobile: "+46 70 1" }), "entra.user": linked({ mobilePhone: "+46 70 2" }) };
const password = {
  "ad.user": ad({ pwdLastSet: "2026-11-01T00:00:00Z" }),
  "entra.user": linked(),
  "entra.synchronization": features({ passwordWritebackEnabled: false }),
  "entra.audits": [audit()],
};

testCheck(check, [
  { name: "not there", verdict: "skip", message: "noPair", facts: { "ad.user": ad() } },
  {
    name: "another number in the cloud",
    verdict: "fail",
    message: "mobile",
    proof: "timed",
    suggests: [],
    settles: ["cs.chain"],
    facts: { ...mobile, "cs.chain": unreadable("offline", "no answer") },
  },
  {
    name: "another number in the cloud, and a person changed it there",
    verdict: "fail",
    message: "mobile",
    proof: "measured",
    since: RESET,
    facts: {
      ...mobile,
      "entra.audits": [
        audit({
          activityDisplayName: "Update user",
          targetResources: [{ id: linked().id, modifiedProperties: [{ displayName: "Mobile" }] }],
        }),
      ],
    },
  },
  {
    name: "another number in the cloud than the one that was exported",
    verdict: "fail",
    message: "mobile",
    proof: "measured",
    facts: { ...mobile, "cs.chain": chain({ entraCs: csObject({ Attributes: { mobile: "+46 70 1" } }) }) },
  },
  {
    name: "the same number, written otherwise",
    verdict: "pass",
    message: "follows",
    not: ["mobile"],
    facts: { ...mobile, "entra.user": linked({ mobilePhone: "+46701" }), "cs.chain": chain() },
  },
  {
    name: "the number was changed in AD after the last sync",
    verdict: "pass",
    message: "follows",
    not: ["mobile"],
    facts: {
      ...mobile,
      "ad.user": ad({ mobile: "+46 70 1", whenChanged: "2026-11-23T08:50:00Z" }),
      "cs.chain": chain(),
    },
  },
  {
    name: "the tenant lets AD win",
    verdict: "pass",
    message: "follows",
    not: ["mobile"],
    facts: {
      ...mobile,
      "cs.chain": chain(),
      "entra.synchronization": features({ bypassDirSyncOverridesEnabled: true }),
    },
  },
  {
    name: "the password was set in the cloud",
    verdict: "fail",
    message: "password",
    since: RESET,
    suggests: [],
    facts: password,
  },
  {
    name: "the password was set in AD later",
    verdict: "pass",
    message: "follows",
    not: ["password"],
    facts: { ...password, "ad.user": ad({ pwdLastSet: "2026-11-03T00:00:00Z" }) },
  },
  {
    name: "another user's password was set in the cloud",
    verdict: "pass",
    message: "follows",
    not: ["password"],
    facts: { ...password, "entra.audits": [audit({ targetResources: [{ id: cloudOnly().id }] })] },
  },
  {
    name: "synchronization set the password",
    verdict: "pass",
    message: "follows",
    not: ["password"],
    facts: { ...password, "entra.audits": [audit({ initiatedBy: { app: { displayName: "sync" } } })] },
  },
  {
    name: "passwords are written back",
    verdict: "pass",
    message: "follows",
    not: ["password"],
    facts: { ...password, "entra.synchronization": features({ passwordWritebackEnabled: true }) },
  },
]);
