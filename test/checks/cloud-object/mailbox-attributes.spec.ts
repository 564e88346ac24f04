import check from "../../../src/checks/cloud-object/mailbox-attributes";
import { testCheckLater as testCheck } from "../../testers/check-tester";
import { OTHER, ad, linked, domains } from "../shared/people";

testCheck(check, [
  { name: "not there", verdict: "skip", message: "noPair", facts: { "ad.user": ad() } },
  { name: "nothing said", verdict: "pass", message: "fine", facts: { "ad.user": ad(), "entra.user": linked() } },
  {
    name: "Exchange refuses",
    verdict: "fail",
    message: "refused",
    suggests: [],
    facts: {
      "ad.user": ad(),
      "entra.user": linked({
        serviceProvisioningErrors: [
          { serviceInstance: "exchange/eu-1", isResolved: false, errorDetail: "ExchangeGuid" },
        ],
      }),
    },
  },
  {
    name: "the mailbox is elsewhere",
    verdict: "fail",
    message: "elsewhere",
    suggests: [],
    facts: {
      "ad.user": ad({ msExchMailboxGuid: OTHER, msExchRecipientTypeDetails: 1 }),
      "entra.user": linked({ assignedPlans: [{ service: "exchange", capabilityStatus: "Enabled" }] }),
    },
  },
  {
    name: "digits in the routing address",
    verdict: "fail",
    message: "numbered",
    suggests: ["set-attribute"],
    facts: {
      "ad.user": ad(),
      "entra.user": linked({ proxyAddresses: ["smtp:ana.lima4711@contoso.onmicrosoft.com"] }),
      "entra.domains": domains,
    },
  },
  {
    name: "hidden",
    verdict: "fail",
    message: "hidden",
    standing: "expected",
    facts: { "ad.user": ad({ mailNickname: "ana.lima", msExchHideFromAddressLists: true }), "entra.user": linked() },
  },
]);
