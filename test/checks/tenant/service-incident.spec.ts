import check from "../../../src/checks/tenant/service-incident";
import { testCheck } from "../../testers/check-tester";
import { refused, well } from "../shared/engine-world";

const issue = (over = {}) => ({
  id: "MO1",
  title: "Directory synchronization is delayed",
  service: "Microsoft Entra",
  feature: "Directory Sync",
  status: "serviceDegradation",
  isResolved: false,
  classification: "incident",
  startDateTime: "2026-11-23T06:00:00Z",
  ...over,
});

testCheck(check, [
  { name: "none", facts: well, verdict: "pass", message: "none" },
  {
    name: "open, and runs fail",
    facts: { ...well, "server.runHistory": refused, "entra.serviceIssues": [issue()] },
    verdict: "fail",
    message: "open",
    code: "service-incident",
    standing: "blocking",
    suggests: [],
  },
  {
    name: "open, and all runs succeed: a note",
    facts: { ...well, "entra.serviceIssues": [issue()] },
    verdict: "warn",
    message: "open",
    standing: "degrading",
  },
  {
    name: "resolved",
    facts: { ...well, "server.runHistory": refused, "entra.serviceIssues": [issue({ isResolved: true })] },
    verdict: "pass",
    message: "none",
    not: ["open"],
  },
  {
    name: "of another service",
    facts: {
      ...well,
      "server.runHistory": refused,
      "entra.serviceIssues": [
        issue({ service: "Exchange Online", feature: "E-Mail timely delivery", title: "Mail is late" }),
      ],
    },
    verdict: "pass",
    message: "none",
    not: ["open"],
  },
]);
