import check from "../../../src/checks/attributes/source";
import { testCheck } from "../../testers/check-tester";
import { GUID, ad, anchoredOn, cloudOnly, domains, linked, terms } from "../shared/people";

const whole = { "ad.user": ad(), "entra.user": linked(), "entra.domains": domains };
const masked = { ...whole, "ad.user": ad({ mail: "ana.berg@contoso.com" }) };
const unverified = {
  ...whole,
  "ad.user": ad({ proxyAddresses: ["SMTP:ana.lima@contoso.com", "smtp:ana@tailspin.com"] }),
};
const renamed = {
  ...whole,
  "ad.user": ad({
    displayName: "Ana Berg",
    givenName: "Ana",
    sn: "Berg",
    mail: "ana.berg@contoso.com",
    proxyAddresses: ["SMTP:ana.berg@contoso.com", "smtp:ana.lima@contoso.com"],
  }),
  "entra.user": linked({
    displayName: "Ana Berg",
    mail: "ana.berg@contoso.com",
    proxyAddresses: ["SMTP:ana.berg@contoso.com", "smtp:ana.lima@contoso.com"],
  }),
  ask: { ...terms("ana.lima@contoso.com"), text: "Ana Berg still signs in as ana.lima@contoso.com" },
};
const stale = { ...whole, ask: terms("ana.berg@contoso.com") };

testCheck(check, [
  { name: "not linked", verdict: "skip", message: "notApplicable", facts: { ...whole, "entra.user": cloudOnly() } },
  {
    name: "mail changed, the primary address kept",
    verdict: "fail",
    message: "masked",
    code: "wrong-source-attribute",
    suggests: ["set-attribute"],
    proposal: {
      object: GUID,
      attribute: "proxyAddresses",
      value: ["SMTP:ana.berg@contoso.com", "smtp:ana.lima@contoso.com"],
    },
    standing: "degrading",
    facts: masked,
  },
  {
    name: "the same, and the new address was asked for",
    verdict: "fail",
    message: "masked",
    standing: "shown",
    facts: { ...masked, ask: terms("ana.berg@contoso.com") },
  },
  {
    name: "the same, and the ask complains of an address; the cloud shows the new mail, and delivers by the old list",
    verdict: "fail",
    message: "masked",
    standing: "shown",
    facts: {
      ...masked,
      "entra.user": linked({ mail: "ana.berg@contoso.com" }),
      ask: { ...terms("ana.lima@contoso.com"), topics: ["address"] },
    },
  },
  {
    name: "mail changed, the primary address kept, and the sign-in name is the new one already",
    verdict: "fail",
    message: "masked",
    suggests: ["set-attribute"],
    facts: {
      ...masked,
      "ad.user": ad({ mail: "ana.berg@contoso.com", userPrincipalName: "ana.berg@contoso.com" }),
      "entra.user": linked({ userPrincipalName: "ana.berg@contoso.com" }),
    },
  },
  {
    name: "renamed, and the sign-in name was forgotten",
    verdict: "fail",
    message: "outgrown",
    code: "wrong-source-attribute",
    proof: "timed",
    suggests: ["set-user-principal-name"],
    proposal: { object: GUID, attribute: "userPrincipalName", value: "ana.berg@contoso.com" },
    facts: renamed,
  },
  {
    name: "renamed, and the ask does not speak of the new name",
    verdict: "pass",
    message: "agrees",
    not: ["outgrown"],
    facts: { ...renamed, ask: terms("ana.lima@contoso.com") },
  },
  {
    name: "a sign-in name that never was the person's name",
    verdict: "pass",
    message: "agrees",
    not: ["outgrown"],
    facts: {
      ...renamed,
      "ad.user": { ...renamed["ad.user"], userPrincipalName: "e1001@contoso.com" },
      "entra.user": { ...renamed["entra.user"], userPrincipalName: "e1001@contoso.com" },
      ask: { ...terms("e1001@contoso.com"), text: "Ana Berg signs in as e1001@contoso.com" },
    },
  },
  {
    name: "somebody else holds the new address",
    verdict: "pass",
    message: "agrees",
    not: ["outgrown"],
    facts: {
      ...renamed,
      "entra.relatedUsers": [cloudOnly({ id: "x", userPrincipalName: "ana.berg@contoso.com" })],
    },
  },
  {
    name: "mail and primary address agree",
    verdict: "pass",
    message: "agrees",
    not: ["masked"],
    facts: whole,
  },
  {
    name: "the cloud has the new mail",
    verdict: "pass",
    message: "agrees",
    not: ["masked"],
    facts: {
      ...masked,
      "entra.user": linked({ proxyAddresses: ["SMTP:ana.berg@contoso.com", "smtp:ana.lima@contoso.com"] }),
    },
  },
  {
    name: "an address of an unverified domain",
    verdict: "fail",
    message: "unverified",
    code: "address-domain-unverified",
    standing: "expected",
    suggests: [],
    facts: unverified,
  },
  {
    name: "an address of an unverified domain, where employeeID is the anchor",
    verdict: "fail",
    message: "unverified",
    facts: {
      ...unverified,
      "ad.user": { ...unverified["ad.user"], employeeID: "E1001" },
      "entra.user": linked({ onPremisesImmutableId: "E1001" }),
      "server.globalSettings": anchoredOn("employeeID"),
    },
  },
  {
    name: "an internal address that was asked for",
    verdict: "fail",
    message: "unverified",
    standing: "shown",
    suggests: ["remove-ad-address"],
    facts: {
      ...unverified,
      "ad.user": ad({ proxyAddresses: ["SMTP:ana.lima@contoso.com", "smtp:ana@contoso.local"] }),
      ask: terms("ana@contoso.local"),
    },
  },
  {
    name: "the domain is verified now",
    verdict: "pass",
    message: "agrees",
    not: ["unverified"],
    facts: { ...unverified, "entra.domains": [...domains, { id: "tailspin.com", isVerified: true }] },
  },
  {
    name: "an address of another kind",
    verdict: "pass",
    message: "agrees",
    not: ["unverified"],
    facts: {
      ...unverified,
      "ad.user": ad({ proxyAddresses: ["SMTP:ana.lima@contoso.com", "sip:ana@tailspin.com"] }),
    },
  },
  {
    name: "AD and cloud agree, the ask does not",
    verdict: "fail",
    message: "stale",
    code: "wrong-source-attribute",
    standing: "expected",
    proof: "told",
    suggests: ["set-user-principal-name"],
    proposal: { object: GUID, attribute: "userPrincipalName", value: "ana.berg@contoso.com" },
    facts: stale,
  },
  {
    name: "the name that was asked for is the person's",
    verdict: "pass",
    message: "agrees",
    not: ["stale"],
    facts: { ...stale, ask: terms("ana.lima@contoso.com") },
  },
  {
    name: "somebody else has the name that was asked for",
    verdict: "pass",
    message: "agrees",
    not: ["stale"],
    facts: {
      ...stale,
      "entra.relatedUsers": [cloudOnly({ userPrincipalName: "ana.berg@contoso.com" })],
    },
  },
  {
    name: "a name of a foreign domain was asked for",
    verdict: "pass",
    message: "agrees",
    not: ["stale"],
    facts: { ...stale, ask: terms("ana.berg@tailspin.com") },
  },
]);
