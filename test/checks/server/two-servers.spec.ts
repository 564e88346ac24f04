import check from "../../../src/checks/server/two-servers";
import { testCheck } from "../../testers/check-tester";
import { well } from "../shared/engine-world";

const AT = "2026-11-23T08:00:00Z";
const audit = (activityDateTime: string, server: string) => ({
  activityDateTime,
  initiatedBy: { user: { userPrincipalName: `Sync_${server}_1@contoso.onmicrosoft.com` } },
});

testCheck(check, [
  { name: "one", facts: { ...well, "entra.audits": [audit(AT, "A")] }, verdict: "pass", message: "one", not: ["two"] },
  {
    name: "they take turns",
    facts: {
      ...well,
      "entra.audits": [audit(AT, "A"), audit("2026-11-23T07:30:00Z", "B"), audit("2026-11-23T07:00:00Z", "A")],
    },
    verdict: "fail",
    message: "two",
    code: "two-active-servers",
    suggests: [],
  },
  {
    name: "one followed the other",
    facts: { ...well, "entra.audits": [audit(AT, "B"), audit("2026-11-22T07:30:00Z", "A")] },
    verdict: "pass",
    message: "one",
    not: ["two"],
  },
]);
