import check from "../../../src/checks/matching/no-other-type-in-the-way";
import { testCheck } from "../../testers/check-tester";
import { ad, cloudOnly, exportError, linked } from "../shared/people";

const contact = {
  id: "c1",
  kind: "contact" as const,
  displayName: "Ana",
  proxyAddresses: ["smtp:ana.lima@contoso.com"],
};
const held = {
  "ad.user": ad(),
  "entra.otherHolders": [contact],
  "server.runHistory": exportError("InvalidSoftMatch", contact.id),
};

testCheck(check, [
  { name: "no account", verdict: "skip", message: "noUser", facts: {} },
  {
    name: "a contact holds the address, as the service says",
    verdict: "fail",
    message: "holder",
    suggests: [],
    standing: "shown",
    proof: "stated",
    facts: held,
  },
  {
    name: "a contact holds the address, and nothing was exported yet",
    verdict: "fail",
    message: "holder",
    standing: "expected",
    proof: "measured",
    facts: { ...held, "server.runHistory": [] },
  },
  {
    name: "a public folder is named by the error",
    verdict: "fail",
    message: "holder",
    suggests: [],
    data: { kind: "public folder" },
    facts: { "ad.user": ad(), "server.runHistory": exportError("AttributeValueMustBeUnique", "PublicFolder_c2") },
  },
  {
    name: "the service says that the candidate is of another type",
    verdict: "fail",
    message: "holder",
    proof: "stated",
    facts: { "ad.user": ad(), "server.runHistory": exportError("ObjectTypeMismatch") },
  },
  {
    name: "the contact holds another address, and a user is named by the error",
    verdict: "pass",
    message: "free",
    not: ["holder"],
    facts: {
      "ad.user": ad(),
      "entra.otherHolders": [{ ...contact, proxyAddresses: ["smtp:bo.ek@contoso.com"] }],
      "server.runHistory": exportError("InvalidSoftMatch", cloudOnly().id),
    },
  },
  {
    name: "the person holds the address in the cloud already",
    verdict: "pass",
    message: "free",
    not: ["holder"],
    facts: { ...held, "entra.user": linked(), "server.runHistory": [] },
  },
]);
