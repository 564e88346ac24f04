import check from "../../../src/checks/attributes/source";
import { testCheck } from "../../testers/check-tester";
import { GUID, ad, anchoredOn, cloudOnly, domains, linked, terms } from "../shared/people";

const whole = { "ad.user": ad(), "entra.user": linked(), "entra.domains": domains };
const masked = { ...whole, "ad.user": ad({ mail: "ana.berg@contoso.com" }) };
const unverified = {
  ...whole,
  "ad.user": ad({ proxyAddresses: ["SMTP:ana.lima@contoso.com", "smtp:ana@tailspin.com"] }),
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
    facts: masked,
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
