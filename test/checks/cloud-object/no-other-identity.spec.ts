import { unreadable } from "../../../src/domain";
import check from "../../../src/checks/cloud-object/no-other-identity";
import { testCheck } from "../../testers/check-tester";
import { ad, cloudOnly, duplicate, linked } from "../shared/people";

const outside = {
  mail: "ana@example.org",
  proxyAddresses: [],
  userPrincipalName: "ana_example.org#EXT#@contoso.onmicrosoft.com",
};
const guest = {
  "ad.user": ad(),
  "entra.user": linked(),
  "entra.relatedUsers": [cloudOnly({ ...outside, userType: "Guest" })],
};

testCheck(check, [
  { name: "not there", verdict: "skip", message: "noPair", facts: { "ad.user": ad() } },
  {
    name: "a guest of the same name",
    verdict: "fail",
    message: "guest",
    standing: "benign",
    proof: "timed",
    facts: guest,
  },
  {
    name: "a guest of another name",
    verdict: "pass",
    message: "single",
    not: ["guest"],
    facts: {
      ...guest,
      "entra.relatedUsers": [cloudOnly({ ...outside, userType: "Guest", displayName: "Bo Ek" })],
    },
  },
  {
    name: "a member of the same name",
    verdict: "pass",
    message: "single",
    not: ["guest"],
    facts: { ...guest, "entra.relatedUsers": [cloudOnly()] },
  },
  {
    name: "the person is not in the cloud whole: that comes first",
    verdict: "skip",
    message: "noPair",
    not: ["guest"],
    facts: { ...guest, "entra.user": duplicate() },
  },
  {
    name: "a guest, and nobody of the name in AD",
    verdict: "fail",
    message: "guestAlone",
    code: "external-address-confusion",
    standing: "benign",
    proof: "timed",
    facts: { "entra.user": cloudOnly({ ...outside, userType: "Guest" }) },
  },
  {
    name: "a member, and nobody of the name in AD",
    verdict: "skip",
    message: "noPair",
    not: ["guestAlone"],
    facts: { "entra.user": cloudOnly() },
  },
  {
    name: "Active Directory cannot be read",
    verdict: "fail",
    message: "guest",
    facts: { ...guest, "ad.user": unreadable("offline", "no listener") },
  },
  {
    name: "Active Directory cannot be read, and the cloud user was never synced",
    verdict: "skip",
    message: "noPair",
    not: ["guest"],
    facts: {
      ...{ ...guest, "ad.user": unreadable("offline", "no listener") },
      "entra.user": { ...linked(), onPremisesSyncEnabled: null, accountEnabled: false, assignedLicenses: [] },
    },
  },
]);
