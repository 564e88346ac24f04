import { unreadable } from "../../../src/domain";
import check from "../../../src/checks/attributes/valid-values";
import { testCheck } from "../../testers/check-tester";
import { GUID, ad, exportError, linked, otherAd } from "../shared/people";

const HIDDEN = "ana\u200b.lima@contoso.com";
const hidden = { "ad.user": ad({ userPrincipalName: HIDDEN }) };
const refused = {
  "ad.user": ad(),
  "server.runHistory": exportError("DataValidationFailed", undefined, "targetAddress"),
};
const spaced = { "ad.user": ad({ proxyAddresses: ["SMTP:ana.lima@contoso.com", "smtp:a lima@contoso.com"] }) };
const stray = { "ad.user": ad({ displayName: " Ana Lima" }) };

testCheck(check, [
  { name: "no account", verdict: "skip", message: "noUser", facts: {} },
  {
    name: "a zero-width space in the sign-in name, and the cloud fell back to another name",
    verdict: "fail",
    message: "malformed",
    code: "invalid-attribute-value",
    standing: "shown",
    proof: "measured",
    suggests: ["set-user-principal-name"],
    proposal: { object: GUID, attribute: "userPrincipalName", value: "ana.lima@contoso.com" },
    facts: { ...hidden, "entra.user": linked({ userPrincipalName: "ana.lima@contoso.onmicrosoft.com" }) },
  },
  {
    name: "the same, and nothing shows yet",
    verdict: "fail",
    message: "malformed",
    standing: "expected",
    proof: "measured",
    facts: hidden,
  },
  {
    name: "the same, and the service names the attribute",
    verdict: "fail",
    message: "malformed",
    standing: "shown",
    proof: "stated",
    facts: {
      ...hidden,
      "server.runHistory": exportError("IdentityDataValidationFailed", undefined, "UserPrincipalName"),
    },
  },
  {
    name: "the cloud has the very name: it took it",
    verdict: "pass",
    message: "valid",
    not: ["malformed"],
    facts: {
      "ad.user": ad({ userPrincipalName: "ana..lima@contoso.com" }),
      "entra.user": linked({ userPrincipalName: "ana..lima@contoso.com" }),
    },
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
    facts: spaced,
  },
  {
    name: "the mended address is somebody else's",
    verdict: "fail",
    message: "malformed",
    suggests: [],
    facts: { ...spaced, "ad.related": [otherAd({ proxyAddresses: ["smtp:alima@contoso.com"] })] },
  },
  {
    name: "whether the mended address is free could not be read",
    verdict: "fail",
    message: "malformed",
    suggests: [],
    facts: { ...spaced, "entra.otherHolders": unreadable("denied", "403") },
  },
  {
    name: "a character that no single value replaces",
    verdict: "fail",
    message: "malformed",
    suggests: [],
    facts: { "ad.user": ad({ userPrincipalName: "jörg@contoso.com" }) },
  },
  {
    name: "an underscore, a hash and an X500 address: the service takes them",
    verdict: "pass",
    message: "valid",
    not: ["malformed"],
    facts: {
      "ad.user": ad({
        userPrincipalName: "oneil_x#1@contoso.com",
        proxyAddresses: ["SMTP:oneil@contoso.com", "x500:/o=Org/cn=a b"],
      }),
    },
  },
  {
    name: "a stray blank in the display name: IdFix flags it, the service trims it",
    verdict: "pass",
    message: "advised",
    not: ["malformed"],
    data: { attribute: "displayName" },
    facts: stray,
  },
  {
    name: "the same, and the service refuses just this attribute",
    verdict: "fail",
    message: "malformed",
    proof: "stated",
    suggests: ["set-attribute"],
    proposal: { object: GUID, attribute: "displayName", value: "Ana Lima" },
    facts: { ...stray, "server.runHistory": exportError("DataValidationFailed", undefined, "DisplayName") },
  },
  {
    name: "the same, and the service refuses a value without naming it",
    verdict: "fail",
    message: "malformed",
    proof: "timed",
    facts: { ...stray, "server.runHistory": exportError("DataValidationFailed", undefined, "") },
  },
  {
    name: "a domain that is not routable is no matter of form",
    verdict: "pass",
    message: "valid",
    not: ["malformed"],
    facts: { "ad.user": ad({ userPrincipalName: "ana.lima@contoso.local" }) },
  },
  {
    name: "refused by name, without a known flaw",
    verdict: "fail",
    message: "refused",
    code: "invalid-attribute-value",
    proof: "stated",
    suggests: [],
    facts: refused,
  },
  {
    name: "refused without a name and without a known flaw",
    verdict: "fail",
    message: "refused",
    proof: "timed",
    facts: { ...refused, "server.runHistory": exportError("DataValidationFailed", undefined, "") },
  },
  {
    name: "refused for its length: that is counted elsewhere",
    verdict: "pass",
    message: "valid",
    not: ["refused", "malformed"],
    facts: {
      "ad.user": ad({ mailNickname: "x".repeat(65) }),
      "server.runHistory": exportError("DataValidationFailed", undefined, "MailNickname"),
    },
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
