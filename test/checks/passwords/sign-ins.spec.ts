import check from "../../../src/checks/passwords/sign-ins";
import { unreadable } from "../../../src/domain";
import { testCheck, type GivenFacts } from "../../testers/check-tester";
import { ad, linked } from "../shared/people";
import { logonFailed, people, signIn, through } from "./sign-ins";

const refused = (...codes: number[]): GivenFacts => ({ ...people, "entra.userSignIns": codes.map((c) => signIn(c)) });
const later = { createdDateTime: "2026-11-23T08:50:00Z" };
const none = { verdict: "pass", message: "none" } as const;
const other = { verdict: "pass", message: "other" } as const;
const past = ad({ accountExpires: "2026-11-20T00:00:00Z" });
const expired: GivenFacts = { ...people, "ad.user": past, "entra.userSignIns": [through(50126)] };

testCheck(check, [
  {
    name: "the log was not asked",
    verdict: "skip",
    message: "notAsked",
    facts: { ...people, "entra.userSignIns": unreadable("not-asked", "") },
  },
  { name: "no sign-in", ...none, facts: people },
  {
    name: "locked",
    verdict: "fail",
    message: "locked",
    code: "sign-in-blocked",
    proof: "stated",
    since: "2026-11-23T08:40:02Z",
    facts: refused(50053),
  },
  {
    name: "locked, then in",
    ...none,
    not: ["locked"],
    facts: { ...people, "entra.userSignIns": [signIn(0, later), signIn(50053)] },
  },
  {
    name: "locked two weeks ago",
    ...none,
    not: ["locked"],
    facts: { ...people, "entra.userSignIns": [signIn(50053, { createdDateTime: "2026-11-09T08:00:00Z" })] },
  },
  {
    name: "somebody else is locked",
    ...none,
    not: ["locked"],
    facts: { ...people, "entra.userSignIns": [signIn(50053, { userId: "9", userPrincipalName: "bo.ek@contoso.com" })] },
  },
  {
    name: "disabled in AD",
    verdict: "fail",
    message: "disabled",
    code: "sign-in-blocked",
    facts: { ...refused(50057), "ad.user": ad({ userAccountControl: 514 }) },
  },
  {
    name: "blocked in the cloud",
    verdict: "fail",
    message: "disabled",
    facts: { ...refused(50057), "entra.user": linked({ accountEnabled: false }) },
  },
  {
    name: "it was disabled, and is enabled",
    ...other,
    not: ["disabled"],
    facts: { ...refused(50057), "ad.user": ad() },
  },
  {
    name: "outside its logon hours",
    verdict: "fail",
    message: "hours",
    code: "sign-in-blocked",
    facts: refused(80012),
  },
  {
    name: "another refusal since",
    ...other,
    not: ["hours"],
    facts: { ...people, "entra.userSignIns": [signIn(50126, later), signIn(80012)] },
  },
  {
    name: "the AD account has expired, and AD checks the password",
    verdict: "fail",
    message: "expired",
    code: "sign-in-blocked",
    proof: "measured",
    facts: expired,
  },
  {
    name: "the AD account has expired, which the cloud does not know",
    ...other,
    not: ["expired"],
    facts: { ...expired, "entra.userSignIns": [signIn(50126)] },
  },
  {
    name: "the AD account expires later",
    ...other,
    not: ["expired"],
    facts: { ...expired, "ad.user": ad({ accountExpires: "2026-12-20T00:00:00Z" }) },
  },
  {
    name: "Windows told the agent that it is locked",
    verdict: "fail",
    message: "locked",
    facts: { ...people, "entra.userSignIns": [through(50126)], "server.events": [logonFailed("0xC0000234")] },
  },
  {
    name: "the password has expired",
    verdict: "fail",
    message: "passwordExpired",
    code: "password-change-required",
    proof: "stated",
    facts: refused(50144),
  },
  {
    name: "the password was changed since",
    ...other,
    not: ["passwordExpired"],
    facts: { ...refused(50144), "ad.user": ad({ pwdLastSet: "2026-11-23T08:50:00Z" }) },
  },
  {
    name: "conditional access",
    verdict: "fail",
    message: "policy",
    code: "false-alarm",
    proof: "timed",
    facts: refused(53003),
  },
  { name: "a second factor", verdict: "fail", message: "policy", facts: refused(50076) },
  { name: "consent", verdict: "fail", message: "policy", facts: refused(65001) },
  {
    name: "a wrong password, before the policy was asked",
    ...other,
    not: ["policy"],
    facts: { ...people, "entra.userSignIns": [signIn(50126, later), signIn(53003)] },
  },
  {
    name: "a name that the tenant does not have, tried under the one of AD",
    ...other,
    facts: {
      ...people,
      "ad.user": ad({ userPrincipalName: "ana@contoso.local" }),
      "entra.userSignIns": [
        signIn(50034, { userId: "00000000-0000-0000-0000-000000000000", userPrincipalName: "ana@contoso.local" }),
      ],
    },
  },
]);
