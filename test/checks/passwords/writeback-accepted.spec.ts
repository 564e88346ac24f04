import check from "../../../src/checks/passwords/writeback-accepted";
import { unreadable } from "../../../src/domain";
import { testCheck, type GivenFacts } from "../../testers/check-tester";
import { ad, linked } from "../shared/people";
import { audit, domain, event, people, reason } from "./writeback";

const TODAY = "2026-11-23T06:12:00Z";
const tooYoung: GivenFacts = {
  ...people,
  "ad.user": ad({ pwdLastSet: TODAY }),
  "ad.containers": [domain()],
  "server.events": [event(33008, reason("hr=800708C5"))],
};
const refused: GivenFacts = { ...people, "ad.containers": [domain()], "server.events": [event(33008)] };
const byCloud: GivenFacts = {
  ...people,
  "server.events": unreadable("offline", "no answer"),
  "entra.audits": [audit("PasswordPolicyError: the on-premises policy did not accept the new password")],
};
const none = { verdict: "pass", message: "none" } as const;
const fine = (over: Record<string, unknown>) => ({
  ...domain(),
  dn: "CN=Strict,CN=Password Settings Container,CN=System,DC=contoso,DC=local",
  objectClass: ["top", "msDS-PasswordSettings"],
  "msDS-MinimumPasswordAge": "3.00:00:00",
  "msDS-PasswordSettingsPrecedence": 10,
  ...over,
});
const WEEK_OLD = "2026-11-21T06:12:00Z";

testCheck(check, [
  { name: "no account", verdict: "skip", message: "none", facts: {} },
  { name: "no event", ...none, facts: people },
  {
    name: "changed again before the minimum age",
    verdict: "fail",
    message: "tooYoung",
    code: "password-writeback-refused",
    proof: "measured",
    since: "2026-11-23T08:31:20Z",
    suggests: [],
    facts: tooYoung,
  },
  {
    name: "the minimum age as Active Directory stores it",
    verdict: "fail",
    message: "tooYoung",
    facts: { ...tooYoung, "ad.containers": [domain({ minPwdAge: "-864000000000" })] },
  },
  {
    name: "the minimum age has passed: another rule of the policy",
    verdict: "fail",
    message: "refused",
    not: ["tooYoung"],
    facts: { ...tooYoung, "ad.user": ad({ pwdLastSet: "2026-11-20T06:12:00Z" }) },
  },
  {
    name: "a minimum age of none",
    verdict: "fail",
    message: "refused",
    not: ["tooYoung"],
    facts: { ...tooYoung, "ad.containers": [domain({ minPwdAge: "00:00:00" })] },
  },
  {
    name: "the fine-grained policy of the account asks for longer",
    verdict: "fail",
    message: "tooYoung",
    facts: {
      ...tooYoung,
      "ad.user": ad({ pwdLastSet: WEEK_OLD }),
      "ad.related": [fine({ "msDS-PSOAppliesTo": [ad().dn] })],
    },
  },
  {
    name: "the fine-grained policy of its group",
    verdict: "fail",
    message: "tooYoung",
    facts: {
      ...tooYoung,
      "ad.user": ad({ pwdLastSet: WEEK_OLD, memberOf: ["CN=Admins,DC=contoso,DC=local"] }),
      "ad.related": [fine({ "msDS-PSOAppliesTo": ["CN=Admins,DC=contoso,DC=local"] })],
    },
  },
  {
    name: "another fine-grained policy is in force, and was not read",
    verdict: "fail",
    message: "refused",
    not: ["tooYoung"],
    facts: { ...tooYoung, "ad.user": ad({ pwdLastSet: TODAY, "msDS-ResultantPSO": "CN=X,DC=contoso,DC=local" }) },
  },
  { name: "the policy did not take it", verdict: "fail", message: "refused", proof: "stated", facts: refused },
  {
    name: "the engine's code says policy",
    verdict: "fail",
    message: "refused",
    facts: { ...people, "server.events": [event(31003, reason("hr=80230619"))] },
  },
  {
    name: "written back since",
    ...none,
    not: ["refused"],
    facts: {
      ...refused,
      "server.events": [event(31002, undefined, { TimeCreated: "2026-11-23T08:40:00Z" }), event(33008)],
    },
  },
  {
    name: "somebody else's password",
    ...none,
    not: ["refused"],
    facts: {
      ...refused,
      "server.events": [event(33008, "TrackingId: 1, UserPrincipalName: joana.lima@contoso.com, policy")],
    },
  },
  { name: "a right is missing", ...none, not: ["refused"], facts: { ...refused, "server.events": [event(33004)] } },
  {
    name: "a month ago",
    ...none,
    not: ["refused"],
    facts: { ...refused, "server.events": [event(33008, undefined, { TimeCreated: "2026-10-20T08:31:20Z" })] },
  },
  {
    name: "only the cloud can be asked",
    verdict: "fail",
    message: "toldByCloud",
    proof: "stated",
    facts: byCloud,
  },
  {
    name: "the cloud gives another reason",
    ...none,
    not: ["toldByCloud"],
    facts: { ...byCloud, "entra.audits": [audit("OnPremisesAdminActionRequired")] },
  },
  {
    name: "the cloud's newest attempt succeeded",
    ...none,
    not: ["toldByCloud"],
    facts: {
      ...byCloud,
      "entra.audits": [
        audit("", { result: "success", activityDateTime: "2026-11-23T08:50:00Z" }),
        audit("PasswordPolicyError"),
      ],
    },
  },
  {
    name: "the cloud speaks of another user",
    ...none,
    not: ["toldByCloud"],
    facts: { ...byCloud, "entra.user": linked({ id: "9" }) },
  },
]);
