import { unreadable } from "../../../src/domain";
import check from "../../../src/checks/cloud-object/licensed";
import { testCheck } from "../../testers/check-tester";
import { ad, duplicate, linked } from "../shared/people";

const unlicensed = { "ad.user": ad(), "entra.user": linked({ assignedLicenses: [] }) };

testCheck(check, [
  { name: "not there", verdict: "skip", message: "noPair", facts: { "ad.user": ad() } },
  {
    name: "no licence",
    verdict: "fail",
    message: "unlicensed",
    suggests: [],
    standing: "expected",
    effectOf: ["wrong-match"],
    facts: unlicensed,
  },
  {
    name: "licensed",
    verdict: "pass",
    message: "licensed",
    not: ["unlicensed"],
    facts: { ...unlicensed, "entra.user": linked() },
  },
  {
    name: "no licence, and a value is withheld: that comes first",
    verdict: "skip",
    message: "noPair",
    not: ["unlicensed"],
    facts: { ...unlicensed, "entra.user": duplicate() },
  },
  {
    name: "no licence on a disabled account",
    verdict: "skip",
    message: "noPair",
    not: ["unlicensed"],
    facts: { ...unlicensed, "entra.user": linked({ assignedLicenses: [], accountEnabled: false }) },
  },
  {
    name: "Active Directory cannot be read",
    verdict: "fail",
    message: "unlicensed",
    facts: { "ad.user": unreadable("offline", "no listener"), "entra.user": linked({ assignedLicenses: [] }) },
  },
  {
    name: "Active Directory cannot be read, and the cloud user was never synced",
    verdict: "skip",
    message: "noPair",
    not: ["unlicensed"],
    facts: {
      ...{ "ad.user": unreadable("offline", "no listener"), "entra.user": linked({ assignedLicenses: [] }) },
      "entra.user": { ...linked(), onPremisesSyncEnabled: null, accountEnabled: false, assignedLicenses: [] },
    },
  },
]);
