import check from "../../../src/checks/matching/no-guest-in-the-way";
import { testCheck } from "../../testers/check-tester";
import { ad, cloudOnly, exportError, linked } from "../shared/people";

const guest = cloudOnly({ userType: "Guest" });
const refused = {
  "ad.user": ad(),
  "entra.user": guest,
  "server.runHistory": exportError("AttributeValueMustBeUnique", guest.id),
};

testCheck(check, [
  { name: "no account", verdict: "skip", message: "noUser", facts: {} },
  {
    name: "the guest holds the address, as the service says",
    verdict: "fail",
    message: "guest",
    suggests: [],
    standing: "shown",
    proof: "stated",
    facts: refused,
  },
  {
    name: "the guest holds the address, and nothing was exported yet",
    verdict: "fail",
    message: "guest",
    standing: "expected",
    proof: "measured",
    facts: { "ad.user": ad(), "entra.user": guest },
  },
  {
    name: "the holder is a member",
    verdict: "pass",
    message: "free",
    not: ["guest"],
    facts: { ...refused, "entra.user": cloudOnly() },
  },
  {
    name: "the person is in the cloud, and nothing of the guest's is withheld from it",
    verdict: "pass",
    message: "free",
    not: ["guest"],
    facts: { ...refused, "entra.user": linked(), "entra.relatedUsers": [guest], "server.runHistory": [] },
  },
  {
    name: "a guest of other addresses",
    verdict: "pass",
    message: "free",
    not: ["guest"],
    facts: {
      ...refused,
      "entra.user": cloudOnly({
        userType: "Guest",
        userPrincipalName: "ana_example.org#EXT#@contoso.onmicrosoft.com",
        mail: "ana@example.org",
        proxyAddresses: ["SMTP:ana@example.org"],
      }),
    },
  },
]);
