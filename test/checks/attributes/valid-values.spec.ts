import check from "../../../src/checks/attributes/valid-values";
import { testCheck } from "../../testers/check-tester";
import { GUID, ad, exportError } from "../shared/people";

const refused = {
  "ad.user": ad(),
  "server.runHistory": exportError("DataValidationFailed", undefined, "targetAddress"),
};

testCheck(check, [
  { name: "no account", verdict: "skip", message: "noUser", facts: {} },
  {
    name: "a zero-width space in the sign-in name",
    verdict: "fail",
    message: "malformed",
    code: "invalid-attribute-value",
    standing: "shown",
    suggests: ["set-user-principal-name"],
    proposal: { object: GUID, attribute: "userPrincipalName", value: "ana.lima@contoso.com" },
    facts: { "ad.user": ad({ userPrincipalName: "ana\u200b.lima@contoso.com" }) },
  },
  {
    name: "a blank in one address of two: the whole list is proposed",
    verdict: "fail",
    message: "malformed",
    standing: "expected",
    suggests: ["set-attribute"],
    proposal: {
      object: GUID,
      attribute: "proxyAddresses",
      value: ["SMTP:ana.lima@contoso.com", "smtp:alima@contoso.com"],
    },
    facts: { "ad.user": ad({ proxyAddresses: ["SMTP:ana.lima@contoso.com", "smtp:a lima@contoso.com"] }) },
  },
  {
    name: "a character that no single value replaces",
    verdict: "fail",
    message: "malformed",
    suggests: [],
    facts: { "ad.user": ad({ userPrincipalName: "jörg@contoso.com" }) },
  },
  {
    name: "an apostrophe, an underscore and a hash: the service takes them",
    verdict: "pass",
    message: "valid",
    not: ["malformed"],
    facts: {
      "ad.user": ad({ userPrincipalName: "o'neil_x#1@contoso.com", proxyAddresses: ["x500:/o=Org/cn=a b"] }),
    },
  },
  {
    name: "refused without a known flaw",
    verdict: "fail",
    message: "refused",
    code: "invalid-attribute-value",
    proof: "timed",
    suggests: [],
    facts: refused,
  },
  {
    name: "another error is not a fault of form",
    verdict: "pass",
    message: "valid",
    not: ["refused"],
    facts: {
      ...refused,
      "server.runHistory": exportError("FederatedDomainChangeError", undefined, "UserPrincipalName"),
    },
  },
  {
    name: "the refusal is over",
    verdict: "pass",
    message: "valid",
    not: ["refused"],
    facts: { ...refused, "server.runHistory": [] },
  },
]);
