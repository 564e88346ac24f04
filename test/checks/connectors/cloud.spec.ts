import check from "../../../src/checks/connectors/cloud";
import { unreadable } from "../../../src/domain";
import { testCheck } from "../../testers/check-tester";
import { quarantine } from "../cloud-sync/world";
import { NOW } from "../scope/world";
import { ACCOUNT, conns, event, good, probe, refused, signIn, well } from "../shared/engine-world";

const shut = { Tcp: "timeout" },
  AT = "2026-11-23T08:55:00Z";
const app = conns.map((c) => (c.Type === "AD" ? c : { ...c, Account: "ConnectSyncProvisioning_SYNC01" }));
const silent = unreadable("offline", "no listener");
const offline = {
  now: NOW,
  "server.connectors": silent,
  "server.runHistory": silent,
  "server.events": silent,
  "entra.syncAccounts": [{ id: "1", userPrincipalName: ACCOUNT, accountEnabled: true }],
};
testCheck(check, [
  { name: "signs in", facts: well, verdict: "pass", message: "fine" },
  {
    name: "the password expired",
    facts: { ...well, "server.runHistory": refused, "entra.signIns": [signIn(AT, 50055)] },
    verdict: "fail",
    message: "secret",
    not: ["policy"],
    code: "cloud-connector-credentials",
    standing: "blocking",
    suggests: [],
    data: { meaning: "its password has expired" },
  },
  {
    name: "the account is disabled",
    facts: {
      ...well,
      "server.runHistory": refused,
      "entra.syncAccounts": [{ id: "1", userPrincipalName: ACCOUNT, accountEnabled: false }],
    },
    verdict: "fail",
    message: "secret",
    data: { meaning: "the account is disabled" },
  },
  {
    name: "the certificate ended",
    facts: {
      ...well,
      "server.runHistory": refused,
      "server.connectors": app.map((c) => ({ ...c, CertificateNotAfter: "2026-11-20T00:00:00Z" })),
    },
    verdict: "fail",
    message: "certificate",
    code: "cloud-connector-credentials",
  },
  {
    name: "a second factor is asked for",
    facts: { ...well, "server.runHistory": refused, "entra.signIns": [signIn(AT, 50076)] },
    verdict: "fail",
    message: "policy",
    not: ["secret", "certificate", "principal"],
    code: "cloud-connector-blocked-by-policy",
    suggests: [],
  },
  {
    name: "the code stands only in the event",
    facts: {
      ...well,
      "server.runHistory": refused,
      "server.events": [event("Directory Synchronization", 106, AT, "AADSTS53003")],
    },
    verdict: "fail",
    message: "policy",
    data: { error: 53003 },
  },
  {
    name: "a token wants a dialog",
    facts: {
      ...well,
      "server.runHistory": refused,
      "server.events": [event("Directory Synchronization", 906, AT, "GetSecurityToken: not interactive")],
    },
    verdict: "fail",
    message: "policy",
    code: "cloud-connector-blocked-by-policy",
  },
  {
    name: "no token because no way is open to the sign-in host",
    facts: {
      ...well,
      "server.runHistory": refused,
      "server.endpoints": [probe("login.microsoftonline.com", shut)],
      "server.events": [event("Directory Synchronization", 906, AT, "GetSecurityToken: unable to connect")],
    },
    verdict: "pass",
    message: "fine",
    not: ["policy"],
  },
  {
    name: "the application is not there",
    facts: {
      ...well,
      "server.runHistory": refused,
      "server.connectors": app,
      "entra.signIns": [
        {
          createdDateTime: AT,
          servicePrincipalName: "ConnectSyncProvisioning_SYNC01",
          appId: "6bf85cfa",
          status: { errorCode: 700016 },
        },
      ],
    },
    verdict: "fail",
    message: "principal",
    code: "service-principal-missing",
  },
  {
    name: "Cloud Sync's account expired",
    facts: {
      now: NOW,
      "entra.syncJobs": quarantine("AzureActiveDirectoryExpiredCredentials", undefined, "AADSTS50055"),
    },
    verdict: "fail",
    message: "secret",
  },
  {
    name: "a refused sign-in that a good one follows",
    facts: { ...well, "entra.signIns": [signIn("2026-11-23T07:00:00Z", 0), signIn("2026-11-23T06:00:00Z", 50076)] },
    verdict: "pass",
    message: "fine",
    not: ["policy"],
  },
  {
    name: "a refused sign-in that a good export follows",
    facts: { ...well, "entra.signIns": [signIn("2026-11-23T06:00:00Z", 50055)] },
    verdict: "pass",
    message: "fine",
    not: ["secret"],
  },
  {
    name: "another server's account is not this engine's",
    facts: {
      ...well,
      "entra.syncAccounts": [{ id: "2", userPrincipalName: "Sync_OLD_9@contoso.onmicrosoft.com" }],
      "entra.signIns": [signIn(AT, 53003, "Sync_OLD_9@contoso.onmicrosoft.com")],
    },
    verdict: "pass",
    message: "fine",
    not: ["policy"],
  },
  {
    name: "an event that a good export follows",
    facts: {
      ...well,
      "server.events": [event("Directory Synchronization", 115, "2026-11-23T04:00:00Z", "AADSTS50055")],
    },
    verdict: "pass",
    message: "fine",
    not: ["secret", "policy"],
  },
  {
    name: "the secret was refused, and no run has failed yet",
    facts: { ...well, "server.runHistory": good, "entra.signIns": [signIn(AT, 50055)] },
    verdict: "skip",
    message: "fine",
    not: ["secret", "policy"],
  },
  {
    name: "a certificate that ended, and runs succeed by a new one",
    facts: {
      ...well,
      "server.runHistory": good,
      "server.connectors": app.map((c) => ({ ...c, CertificateNotAfter: "2026-11-20T00:00:00Z" })),
    },
    verdict: "pass",
    message: "fine",
    not: ["certificate"],
  },
  {
    name: "an application is missing for somebody else",
    facts: {
      ...well,
      "server.runHistory": refused,
      "server.connectors": app,
      "entra.signIns": [
        { createdDateTime: AT, servicePrincipalName: "Payroll", appId: "1", status: { errorCode: 700016 } },
      ],
    },
    verdict: "pass",
    message: "fine",
    not: ["principal"],
  },
  {
    name: "the sign-ins were not read: a dialog is the likeliest reading",
    facts: {
      ...well,
      "server.runHistory": refused,
      "server.events": [event("Directory Synchronization", 906, AT, "GetSecurityToken: not interactive")],
      "entra.signIns": unreadable("denied", "403"),
    },
    verdict: "fail",
    message: "policy",
    proof: "timed",
    settles: ["entra.signIns"],
  },
  {
    name: "Cloud Sync's account meets a policy",
    facts: { now: NOW, "entra.syncJobs": quarantine("AzureActiveDirectoryAuthenticationFailed") },
    verdict: "fail",
    message: "policy",
    not: ["secret"],
    proof: "stated",
  },
  {
    name: "the server cannot be read, and the account with the engine's role meets a policy",
    facts: { ...offline, "entra.signIns": [signIn(AT, 50076)] },
    verdict: "fail",
    message: "policy",
    code: "cloud-connector-blocked-by-policy",
  },
  {
    name: "the server cannot be read, and its secret is refused",
    facts: { ...offline, "entra.signIns": [signIn(AT, 50126)] },
    verdict: "fail",
    message: "secret",
  },
  {
    name: "the server cannot be read, and a good sign-in followed",
    facts: { ...offline, "entra.signIns": [signIn(NOW, 0), signIn(AT, 50076)] },
    verdict: "pass",
    message: "fine",
    not: ["policy"],
  },
  {
    name: "the server cannot be read, and somebody else meets a policy",
    facts: { ...offline, "entra.signIns": [signIn(AT, 50076, "ann.berg@contoso.com")] },
    verdict: "pass",
    message: "fine",
    not: ["policy"],
  },
]);
