import check from "../../../src/checks/passwords/hash-sync-on";
import type { Connector } from "../../../src/domain";
import { testCheck } from "../../testers/check-tester";
import { ad, cloudOnly, domains, features, linked, terms } from "../shared/people";

const adsync = { Name: "ADSync", DisplayName: "Azure AD Sync", Status: "Running", StartType: "Automatic" };
const behind = {
  now: "2026-11-23T09:00:00Z",
  "ad.user": ad({ pwdLastSet: "2026-11-23T07:20:00Z" }),
  "entra.user": linked({ lastPasswordChangeDateTime: "2026-08-27T06:12:00Z" }),
  "server.services": [adsync],
};
const connector = (PasswordHashConfiguration: unknown): Connector => ({
  Name: "contoso.local",
  Type: "AD",
  Partitions: [{ DN: "DC=contoso,DC=local", Selected: true, ContainerInclusionList: [], ContainerExclusionList: [] }],
  PasswordHashConfiguration,
});
const offHere = { ...behind, "server.connectors": [connector({ Enabled: false })] };
const off = {
  ...behind,
  ask: { ...terms("ana.lima@contoso.com"), topics: ["password" as const] },
  "entra.domains": domains,
  "entra.synchronization": features({ passwordSyncEnabled: false }),
};

testCheck(check, [
  { name: "not linked", verdict: "skip", message: "notApplicable", facts: { ...behind, "entra.user": cloudOnly() } },
  {
    name: "no hash is sent in this tenant",
    verdict: "fail",
    message: "off",
    code: "password-sync-stalled",
    proof: "timed",
    suggests: [],
    facts: off,
  },
  {
    name: "an authentication agent checks passwords",
    verdict: "pass",
    message: "on",
    not: ["off"],
    facts: { ...off, "server.services": [adsync, { ...adsync, Name: "AzureADConnectAuthenticationAgent" }] },
  },
  {
    name: "the domain is federated",
    verdict: "pass",
    message: "on",
    not: ["off"],
    facts: { ...off, "entra.domains": [{ id: "contoso.com", isVerified: true, authenticationType: "Federated" }] },
  },
  {
    name: "nobody complains of a password",
    verdict: "pass",
    message: "on",
    not: ["off"],
    facts: { ...off, ask: terms("ana.lima@contoso.com") },
  },
  {
    name: "no hash of this forest is sent",
    verdict: "fail",
    message: "offHere",
    proof: "measured",
    facts: offHere,
  },
  {
    name: "hashes of this forest are sent",
    verdict: "pass",
    message: "on",
    not: ["offHere"],
    facts: { ...offHere, "server.connectors": [connector({ Enabled: true })] },
  },
  {
    name: "no hash is sent today, and this password came before",
    verdict: "pass",
    message: "followed",
    not: ["off"],
    facts: { ...off, "entra.user": linked({ lastPasswordChangeDateTime: "2026-11-23T07:21:00Z" }) },
  },
]);
