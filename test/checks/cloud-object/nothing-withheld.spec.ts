import check from "../../../src/checks/cloud-object/nothing-withheld";
import { testCheckLater as testCheck } from "../../testers/check-tester";
import { OLD, ad, otherAd, linked, cloudOnly, duplicate } from "../shared/people";

testCheck(check, [
  { name: "not there", verdict: "skip", message: "noUser", facts: {} },
  { name: "nothing", verdict: "pass", message: "none", facts: { "ad.user": ad(), "entra.user": linked() } },
  {
    name: "a cloud account holds it",
    verdict: "fail",
    message: "withheld",
    suggests: [],
    facts: { "ad.user": ad(), "entra.user": duplicate(), "entra.relatedUsers": [cloudOnly()] },
  },
  {
    name: "another AD account holds it",
    verdict: "fail",
    message: "withheld",
    suggests: ["set-user-principal-name"],
    facts: {
      "ad.user": ad(),
      "ad.related": [otherAd()],
      "entra.user": duplicate(),
      "entra.relatedUsers": [cloudOnly({ onPremisesImmutableId: OLD })],
    },
  },
  {
    name: "nobody holds the address any more",
    verdict: "fail",
    message: "moved",
    suggests: ["set-attribute"],
    facts: {
      "ad.user": ad({ proxyAddresses: ["smtp:orders@contoso.com"] }),
      "entra.user": linked({
        onPremisesProvisioningErrors: [
          { category: "PropertyConflict", propertyCausingError: "ProxyAddresses", value: "smtp:orders@contoso.com" },
        ],
      }),
    },
  },
]);
