import check from "../../../src/checks/matching/no-on-premises-duplicate";
import { testCheckLater as testCheck } from "../../testers/check-tester";
import { OLD, ad, otherAd, linked, cloudOnly, duplicate, exportError } from "../shared/people";

testCheck(check, [
  { name: "no account", verdict: "skip", message: "noUser", facts: {} },
  {
    name: "different names",
    verdict: "pass",
    message: "unique",
    facts: { "ad.user": ad(), "ad.related": [otherAd()] },
  },
  {
    name: "one UPN twice, quarantined",
    verdict: "fail",
    message: "twice",
    suggests: ["set-user-principal-name"],
    standing: "shown",
    facts: {
      "ad.user": ad({ mail: "a@contoso.com", proxyAddresses: [] }),
      "ad.related": [otherAd({ userPrincipalName: "ana.lima@contoso.com" })],
      "entra.user": duplicate(),
      "entra.relatedUsers": [cloudOnly({ onPremisesImmutableId: OLD, onPremisesSyncEnabled: true })],
    },
  },
  {
    name: "one alias twice",
    verdict: "fail",
    message: "twice",
    suggests: ["remove-ad-address"],
    facts: {
      "ad.user": ad({ proxyAddresses: ["SMTP:ana.lima@contoso.com", "smtp:bo.ek@contoso.com"] }),
      "ad.related": [otherAd()],
      "entra.user": linked(),
      "entra.relatedUsers": [cloudOnly({ onPremisesImmutableId: OLD, onPremisesSyncEnabled: true })],
      "server.runHistory": exportError("AttributeValueMustBeUnique", cloudOnly().id),
    },
  },
]);
