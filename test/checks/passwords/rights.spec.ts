import check from "../../../src/checks/passwords/rights";
import { testCheck } from "../../testers/check-tester";
import { ad } from "../shared/people";

const lacks = (DN: string, ...Missing: string[]) => ({ Account: "CONTOSO\\MSOL_1", DN, Missing });
const failed = {
  LogName: "Application",
  ProviderName: "Directory Synchronization",
  Id: 611,
  TimeCreated: "2026-11-23T08:50:11Z",
  Message: "",
};
const missing = {
  "ad.user": ad(),
  "server.missingRights": [lacks("DC=contoso,DC=local", "replicate-changes")],
  "server.events": [failed],
};

testCheck(check, [
  { name: "no account", verdict: "skip", message: "noUser", facts: {} },
  {
    name: "no replication right, and the channel fails",
    verdict: "fail",
    message: "missing",
    code: "password-hash-rights-missing",
    standing: "shown",
    suggests: ["grant-connector-permission"],
    facts: missing,
  },
  {
    name: "no replication right, and no event of it yet",
    verdict: "fail",
    message: "missing",
    standing: "expected",
    facts: { ...missing, "server.events": [] },
  },
  {
    name: "read is missing too: that is upstream",
    verdict: "pass",
    message: "held",
    not: ["missing"],
    facts: {
      ...missing,
      "server.missingRights": [...missing["server.missingRights"], lacks("OU=Staff,DC=contoso,DC=local", "read")],
    },
  },
  {
    name: "the right is missing in another domain",
    verdict: "pass",
    message: "held",
    not: ["missing"],
    facts: { ...missing, "server.missingRights": [lacks("DC=fabrikam,DC=local", "replicate-changes")] },
  },
  {
    name: "another right is missing",
    verdict: "pass",
    message: "held",
    not: ["missing"],
    facts: { ...missing, "server.missingRights": [lacks("DC=contoso,DC=local", "write:mS-DS-ConsistencyGuid")] },
  },
]);
