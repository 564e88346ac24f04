import check from "../../../src/checks/attributes/required";
import { testCheck } from "../../testers/check-tester";
import { unreadable } from "../../../src/domain";
import { GUID, ad, cloudOnly, domains, linked, otherAd } from "../shared/people";

const fellBack = linked({ userPrincipalName: "ana.lima@contoso.onmicrosoft.com" });
const onMail = { "Microsoft.SynchronizationOption.UPNAttribute": "mail" };
const withoutMail = {
  "ad.user": ad({ mail: "" }),
  "server.globalSettings": onMail,
  "entra.domains": domains,
  "entra.user": fellBack,
};
const withoutUpn = { "ad.user": ad({ userPrincipalName: "" }), "entra.domains": domains, "entra.user": fellBack };

const known = (value: string) => ({
  object: GUID,
  attribute: "mail",
  value,
  why: "an address that the person is known by",
});

testCheck(check, [
  { name: "no account", verdict: "skip", message: "noUser", facts: {} },
  {
    name: "no sAMAccountName",
    verdict: "fail",
    message: "noSam",
    code: "required-attribute-missing",
    suggests: ["set-attribute"],
    proposal: {
      object: GUID,
      attribute: "sAMAccountName",
      value: "ana.lima",
      why: "the sign-in name's first part",
    },
    facts: { "ad.user": ad({ sAMAccountName: "" }) },
  },
  {
    name: "all is filled",
    verdict: "pass",
    message: "filled",
    not: ["noSam"],
    facts: { "ad.user": ad() },
  },
  {
    name: "a contact has no sAMAccountName",
    verdict: "skip",
    message: "noUser",
    not: ["noSam"],
    facts: { "ad.user": ad({ objectClass: ["contact"], sAMAccountName: "" }) },
  },
  {
    name: "no mail where mail is the sign-in name",
    verdict: "fail",
    message: "sourceEmpty",
    code: "required-attribute-missing",
    suggests: ["set-attribute"],
    facts: withoutMail,
  },
  {
    name: "no mail where mail is the sign-in name, and one account of the name has an address",
    verdict: "fail",
    message: "sourceEmpty",
    proposal: known("ana.lima@contoso.com"),
    facts: { ...withoutMail, "entra.relatedUsers": [cloudOnly()] },
  },
  {
    name: "no mail where mail is the sign-in name, and somebody else holds the known address",
    verdict: "fail",
    message: "sourceEmpty",
    suggests: [],
    facts: { ...withoutMail, "ad.related": [otherAd({ mail: "ana.lima@contoso.com" })] },
  },
  {
    name: "no mail where mail is the sign-in name, and who else holds the known address was not read",
    verdict: "fail",
    message: "sourceEmpty",
    suggests: [],
    facts: { ...withoutMail, "entra.deletedUsers": unreadable("denied", "403") },
  },
  {
    name: "no mail where userPrincipalName is the sign-in name",
    verdict: "pass",
    message: "filled",
    not: ["sourceEmpty"],
    facts: { ...withoutMail, "server.globalSettings": {} },
  },
  {
    name: "mail where mail is the sign-in name",
    verdict: "pass",
    message: "filled",
    not: ["sourceEmpty"],
    facts: { ...withoutMail, "ad.user": ad() },
  },
  {
    name: "no mail where mail is the sign-in name, and the cloud has a name of its own domain",
    verdict: "pass",
    message: "filled",
    not: ["sourceEmpty"],
    facts: { ...withoutMail, "entra.user": linked() },
  },
  {
    name: "an empty userPrincipalName that fell back",
    verdict: "fail",
    message: "upnEmpty",
    code: "required-attribute-missing",
    standing: "shown",
    suggests: ["set-user-principal-name"],
    // adsync reference §7.2: the engine sends sAMAccountName@<domain FQDN>.
    data: { derived: { pii: "ana.lima@contoso.local", label: "person" } },
    facts: withoutUpn,
  },
  {
    name: "an empty userPrincipalName, and the cloud has a name of its own domain",
    verdict: "pass",
    message: "filled",
    not: ["upnEmpty"],
    facts: { ...withoutUpn, "entra.user": linked() },
  },
  {
    name: "the cloud fell back although AD has a userPrincipalName",
    verdict: "pass",
    message: "filled",
    not: ["upnEmpty"],
    facts: { ...withoutUpn, "ad.user": ad() },
  },
]);
