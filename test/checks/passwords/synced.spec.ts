import check from "../../../src/checks/passwords/synced";
import { testCheck } from "../../testers/check-tester";
import { ad, ANCHOR, anchoredOn, cloudOnly, features, linked } from "../shared/people";

const event = (Id: number, TimeCreated: string, Message = "") => ({
  LogName: "Application",
  ProviderName: "Directory Synchronization",
  Id,
  TimeCreated,
  Message,
});
const result = (said: string, TimeCreated: string, anchor = ANCHOR) =>
  event(657, TimeCreated, `Password Change Result - Anchor : ${anchor}, Dn : x, Result : ${said}.`);
const scheduler = {
  SyncCycleEnabled: true,
  StagingModeEnabled: false,
  SchedulerSuspended: false,
  SyncCycleInProgress: false,
};
const adsync = { Name: "ADSync", DisplayName: "Azure AD Sync", Status: "Running", StartType: "Automatic" };
const temporary = {
  "ad.user": ad({ pwdLastSet: 0 }),
  "entra.user": linked(),
  "entra.synchronization": features({ userForcePasswordChangeOnLogonEnabled: false }),
};
const stalled = {
  "ad.user": ad({ pwdLastSet: "2026-11-23T07:20:00Z" }),
  "entra.user": linked({ lastPasswordChangeDateTime: "2026-08-27T06:12:00Z" }),
  "server.scheduler": scheduler,
  "server.services": [adsync],
  "server.events": [
    event(655, "2026-11-23T08:50:11Z"),
    event(655, "2026-11-21T08:20:00Z"),
    event(654, "2026-11-20T08:20:00Z"),
    event(655, "2026-11-19T08:20:00Z"),
  ],
};
const silent = {
  ...stalled,
  now: "2026-11-23T09:00:00Z",
  "server.events": [event(904, "2026-11-23T08:47:00Z"), event(654, "2026-11-23T05:20:00Z")],
};
const failedOne = {
  ...stalled,
  "server.events": [
    event(654, "2026-11-23T08:50:00Z"),
    result("Failed: User not yet provisioned", "2026-11-23T07:22:00Z"),
  ],
};
const followed = { verdict: "pass", message: "followed", not: ["stalled"] } as const;
const notShown = { verdict: "skip", message: "notShown", not: ["stalled"] } as const;
const other = { verdict: "skip", message: "other", not: ["stalled"] } as const;

testCheck(check, [
  { name: "not linked", verdict: "skip", message: "notApplicable", facts: { ...temporary, "entra.user": cloudOnly() } },
  {
    name: "a temporary password",
    verdict: "fail",
    message: "temporary",
    code: "password-change-required",
    suggests: [],
    facts: temporary,
  },
  {
    name: "a temporary password, where employeeID is the anchor",
    verdict: "fail",
    message: "temporary",
    facts: {
      ...temporary,
      "ad.user": ad({ pwdLastSet: 0, employeeID: "E1001" }),
      "entra.user": linked({ onPremisesImmutableId: "E1001" }),
      "server.globalSettings": anchoredOn("employeeID"),
    },
  },
  {
    name: "a temporary password in a tenant that takes such ones",
    verdict: "skip",
    message: "other",
    not: ["temporary"],
    facts: { ...temporary, "entra.synchronization": features({ userForcePasswordChangeOnLogonEnabled: true }) },
  },
  {
    name: "a password of the user's own",
    verdict: "skip",
    message: "other",
    not: ["temporary"],
    facts: { ...temporary, "ad.user": stalled["ad.user"] },
  },
  {
    name: "the channel fails, since the first failure after its last heartbeat",
    verdict: "fail",
    message: "stalled",
    code: "password-sync-stalled",
    since: "2026-11-21T08:20:00Z",
    suggests: ["restart-password-sync", "restart-sync-service"],
    facts: stalled,
  },
  {
    name: "a heartbeat after the failure",
    ...notShown,
    facts: { ...stalled, "server.events": [event(654, "2026-11-23T08:55:00Z"), ...stalled["server.events"]] },
  },
  {
    name: "the password has arrived",
    ...followed,
    facts: { ...stalled, "entra.user": linked({ lastPasswordChangeDateTime: "2026-11-23T07:22:00Z" }) },
  },
  {
    name: "passwords of the tenant were synchronized long after",
    ...notShown,
    facts: {
      ...stalled,
      "entra.organization": { id: "t", onPremisesLastPasswordSyncDateTime: "2026-11-23T08:55:00Z" },
    },
  },
  {
    name: "staging sends no hashes",
    ...other,
    facts: { ...stalled, "server.scheduler": { ...scheduler, StagingModeEnabled: true } },
  },
  {
    name: "the service is stopped",
    ...other,
    facts: { ...stalled, "server.services": [{ ...adsync, Status: "Stopped" }] },
  },
  {
    name: "FIPS is the cause, not the channel",
    ...other,
    facts: {
      ...stalled,
      "server.host": { FipsAlgorithmPolicyEnabled: 1 },
      "server.events": [
        event(611, "2026-11-23T08:50:11Z", "not part of the Windows Platform FIPS validated cryptographic algorithms"),
        ...stalled["server.events"],
      ],
    },
  },
  {
    name: "FIPS mode is on, and the failure has another reason",
    verdict: "fail",
    message: "stalled",
    facts: { ...stalled, "server.host": { FipsAlgorithmPolicyEnabled: 1 } },
  },
  {
    name: "a domain fails, though the heart beats",
    verdict: "fail",
    message: "stalled",
    facts: {
      ...stalled,
      "server.events": [event(654, "2026-11-23T08:55:00Z"), event(611, "2026-11-23T08:50:11Z", "RPC Error 1722")],
    },
  },
  {
    name: "a domain failed last week, and not again",
    ...notShown,
    not: [],
    facts: {
      ...stalled,
      now: "2026-11-23T09:00:00Z",
      "server.events": [event(654, "2026-11-23T08:55:00Z"), event(611, "2026-11-14T08:50:11Z", "RPC Error 1722")],
    },
  },
  {
    name: "a domain failed, and a password of it went through since",
    ...notShown,
    not: [],
    facts: {
      ...stalled,
      "server.events": [result("Success", "2026-11-23T08:55:00Z", "x"), event(611, "2026-11-23T08:50:11Z")],
    },
  },
  {
    name: "an endpoint that no hash needs is closed",
    verdict: "fail",
    message: "stalled",
    facts: {
      ...stalled,
      "server.endpoints": [
        {
          Host: "dc.services.visualstudio.com",
          Port: 443,
          Purpose: "server to the cloud",
          Dns: ["203.0.113.7"],
          Tcp: "timeout",
        },
      ],
    },
  },
  {
    name: "the way to the cloud is closed",
    ...other,
    facts: {
      ...stalled,
      "server.endpoints": [
        {
          Host: "adminwebservice.microsoftonline.com",
          Port: 443,
          Purpose: "Connect Sync to the cloud",
          Dns: ["203.0.113.7"],
          Tcp: "timeout",
        },
      ],
    },
  },
  {
    name: "the heart stopped beating",
    verdict: "fail",
    message: "silent",
    code: "password-sync-stalled",
    since: "2026-11-23T05:20:00Z",
    facts: silent,
  },
  {
    name: "it has beaten lately",
    verdict: "skip",
    message: "notShown",
    not: ["silent"],
    facts: { ...silent, "server.events": [event(654, "2026-11-23T08:20:00Z"), ...silent["server.events"]] },
  },
  {
    name: "the log ends with its last beat",
    verdict: "skip",
    message: "notShown",
    not: ["silent"],
    facts: { ...silent, "server.events": [event(654, "2026-11-23T05:20:00Z")] },
  },
  {
    name: "the channel failed for this user alone",
    verdict: "fail",
    message: "failedOne",
    proof: "stated",
    facts: failedOne,
  },
  {
    name: "it failed for this user, then went through",
    verdict: "pass",
    message: "followed",
    not: ["failedOne"],
    facts: {
      ...failedOne,
      "server.events": [result("Success", "2026-11-23T07:40:00Z"), ...failedOne["server.events"]],
    },
  },
  {
    name: "the channel says that it is temporary",
    verdict: "fail",
    message: "temporary",
    facts: {
      ...temporary,
      "server.events": [result("Filtered: user must change password at next logon", "2026-11-23T07:22:00Z")],
    },
  },
  {
    name: "the replication right is missing",
    ...other,
    facts: {
      ...stalled,
      "server.missingRights": [{ Account: "A", DN: "DC=contoso,DC=local", Missing: ["replicate-changes"] }],
    },
  },
]);
