import check from "../../../src/checks/matching/right-person-joined";
import { testCheckLater as testCheck } from "../../testers/check-tester";
import { OLD, ad, otherAd, linked, cloudOnly } from "../shared/people";

testCheck(check, [
  { name: "no account", verdict: "skip", message: "noUser", facts: {} },
  { name: "the same person", verdict: "pass", message: "right", facts: { "ad.user": ad(), "entra.user": linked() } },
  {
    name: "nothing of the pair agrees",
    verdict: "fail",
    message: "stranger",
    suggests: [],
    facts: {
      "ad.user": ad(),
      "entra.user": linked({
        userPrincipalName: "zoe.quist@contoso.com",
        displayName: "Zoe Quist",
        mail: null,
        proxyAddresses: [],
      }),
    },
  },
  {
    name: "the cloud user follows somebody else",
    verdict: "fail",
    message: "otherOwner",
    suggests: [],
    facts: { "ad.user": ad(), "ad.related": [otherAd()], "entra.user": linked({ onPremisesImmutableId: OLD }) },
  },
  {
    name: "the mailbox hangs off the second account",
    verdict: "fail",
    message: "secondAccount",
    suggests: [],
    facts: {
      "ad.user": ad(),
      "ad.related": [
        otherAd({
          displayName: "Ana Lima",
          userPrincipalName: "ana.lima.old@contoso.com",
          proxyAddresses: ["SMTP:ana.lima@contoso.com"],
        }),
      ],
      "entra.user": linked({ assignedLicenses: [] }),
      "entra.relatedUsers": [cloudOnly({ userPrincipalName: "ana.lima.old@contoso.com", onPremisesImmutableId: OLD })],
    },
  },
]);
