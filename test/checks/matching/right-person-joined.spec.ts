import check from "../../../src/checks/matching/right-person-joined";
import { testCheck } from "../../testers/check-tester";
import { OLD, ad, anchoredOn, cloudOnly, linked, otherAd } from "../shared/people";

const zoe = { userPrincipalName: "zoe.quist@contoso.com", displayName: "Zoe Quist", mail: null, proxyAddresses: [] };
const stranger = { "ad.user": ad(), "entra.user": linked(zoe) };
const otherOwner = {
  "ad.user": ad(),
  "ad.related": [otherAd()],
  "entra.user": linked({ onPremisesImmutableId: OLD }),
};
const second = otherAd({
  displayName: "Ana Lima",
  userPrincipalName: "ana.lima.old@contoso.com",
  proxyAddresses: ["SMTP:ana.lima@contoso.com"],
});
const theirs = cloudOnly({ userPrincipalName: "ana.lima.old@contoso.com", onPremisesImmutableId: OLD });
const secondAccount = {
  "ad.user": ad(),
  "ad.related": [second],
  "entra.user": linked({ assignedLicenses: [] }),
  "entra.relatedUsers": [theirs],
};

testCheck(check, [
  { name: "no account", verdict: "skip", message: "noUser", facts: {} },
  { name: "nothing of the pair agrees", verdict: "fail", message: "stranger", suggests: [], facts: stranger },
  {
    name: "nothing of the pair agrees, where employeeID is the anchor",
    verdict: "fail",
    message: "stranger",
    facts: {
      "ad.user": ad({ employeeID: "E1001" }),
      "entra.user": linked({ ...zoe, onPremisesImmutableId: "E1001" }),
      "server.globalSettings": anchoredOn("employeeID"),
    },
  },
  {
    name: "the same person",
    verdict: "pass",
    message: "right",
    not: ["stranger"],
    facts: { "ad.user": ad(), "entra.user": linked() },
  },
  {
    name: "the same person under a new family name",
    verdict: "pass",
    message: "right",
    not: ["stranger"],
    facts: { "ad.user": ad(), "entra.user": linked({ ...zoe, displayName: "Ana Quist" }) },
  },
  {
    name: "the cloud user follows somebody else",
    verdict: "fail",
    message: "otherOwner",
    suggests: [],
    facts: otherOwner,
  },
  {
    name: "somebody else's cloud user has that person's names",
    verdict: "pass",
    message: "right",
    not: ["otherOwner"],
    facts: {
      ...otherOwner,
      "entra.user": linked({
        onPremisesImmutableId: OLD,
        displayName: "Bo Ek",
        userPrincipalName: "bo.ek@contoso.com",
      }),
    },
  },
  {
    name: "the mailbox hangs off the second account",
    verdict: "fail",
    message: "secondAccount",
    suggests: [],
    facts: secondAccount,
  },
  {
    name: "two accounts of one person, and the licences are on this one",
    verdict: "pass",
    message: "right",
    not: ["secondAccount"],
    facts: { ...secondAccount, "entra.user": linked() },
  },
  {
    name: "two people of one name, as their employee numbers say",
    verdict: "pass",
    message: "right",
    not: ["secondAccount"],
    facts: { ...secondAccount, "ad.user": ad({ employeeID: "1" }), "ad.related": [{ ...second, employeeID: "2" }] },
  },
]);
