import check from "../../../src/checks/matching/anchor-differs";
import { testCheckLater as testCheck } from "../../testers/check-tester";
import { OLD, ad, otherAd, linked, cloudOnly } from "../shared/people";

testCheck(check, [
  { name: "no account", verdict: "skip", message: "noUser", facts: {} },
  {
    name: "the anchor is the same",
    verdict: "pass",
    message: "same",
    facts: { "ad.user": ad(), "entra.user": linked() },
  },
  {
    name: "a re-created account, target no longer synced",
    verdict: "fail",
    message: "differs",
    suggests: ["hard-match"],
    facts: { "ad.user": ad(), "entra.user": cloudOnly({ onPremisesImmutableId: OLD, onPremisesSyncEnabled: false }) },
  },
  {
    name: "a rebuilt forest, target still synced",
    verdict: "fail",
    message: "differs",
    suggests: ["set-consistency-guid"],
    facts: { "ad.user": ad(), "entra.user": linked({ onPremisesImmutableId: OLD }) },
  },
  {
    name: "the anchor belongs to another AD account",
    verdict: "pass",
    message: "same",
    facts: { "ad.user": ad(), "ad.related": [otherAd()], "entra.user": linked({ onPremisesImmutableId: OLD }) },
  },
  {
    name: "a privileged target is left to the role check",
    verdict: "pass",
    message: "same",
    facts: {
      "ad.user": ad(),
      "entra.user": cloudOnly({ onPremisesImmutableId: OLD }),
      "entra.roles": [{ principalId: cloudOnly().id, role: "User Administrator", eligible: true }],
    },
  },
]);
