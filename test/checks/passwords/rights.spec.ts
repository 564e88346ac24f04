import check from "../../../src/checks/passwords/rights";
import { testCheck } from "../../testers/check-tester";
import { ad, features, linked } from "../shared/people";

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

const denied = {
  "ad.user": ad(),
  "server.events": [
    {
      ...failed,
      Message:
        "Password hash synchronization failed for domain: contoso.local. Details: RPC Error 8453 : Replication access was denied.",
    },
  ],
};
const sent = {
  ...failed,
  Id: 657,
  TimeCreated: "2026-11-23T08:55:00Z",
  Message: "Password Change Result - Anchor : x, Dn : y, Result : Success.",
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
    name: "Active Directory says that it refuses, whatever the rights look like",
    verdict: "fail",
    message: "denied",
    code: "password-hash-rights-missing",
    proof: "stated",
    since: "2026-11-23T08:50:11Z",
    suggests: [],
    facts: denied,
  },
  {
    name: "it was refused, and hashes went out since",
    verdict: "pass",
    message: "held",
    not: ["denied"],
    facts: { ...denied, "server.events": [sent, ...denied["server.events"]] },
  },
  {
    name: "another domain is refused",
    verdict: "pass",
    message: "held",
    not: ["denied"],
    facts: {
      ...denied,
      "server.events": [
        { ...failed, Message: "Password hash synchronization failed for domain: fabrikam.local. RPC Error 8453" },
      ],
    },
  },
  {
    name: "the domain fails for another reason",
    verdict: "pass",
    message: "held",
    not: ["denied"],
    facts: { ...denied, "server.events": [failed] },
  },
  {
    name: "the user's password has come",
    verdict: "pass",
    message: "arrived",
    not: ["missing"],
    facts: {
      ...missing,
      "ad.user": ad({ pwdLastSet: "2026-11-20T07:20:00Z" }),
      "entra.user": linked({ lastPasswordChangeDateTime: "2026-11-20T07:21:00Z" }),
    },
  },
  {
    name: "the tenant takes no hashes",
    verdict: "skip",
    message: "notUsed",
    not: ["missing"],
    facts: { ...missing, "entra.synchronization": features({ passwordSyncEnabled: false }) },
  },
  {
    name: "another right is missing",
    verdict: "pass",
    message: "held",
    not: ["missing"],
    facts: { ...missing, "server.missingRights": [lacks("DC=contoso,DC=local", "write:mS-DS-ConsistencyGuid")] },
  },
]);
