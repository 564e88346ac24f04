import { unreadable } from "../../../src/domain";
import check from "../../../src/checks/cloud-object/sign-in-enabled";
import { testCheck } from "../../testers/check-tester";
import { ad, duplicate, linked } from "../shared/people";

const blocked = { "ad.user": ad({ userAccountControl: 514 }), "entra.user": linked({ accountEnabled: false }) };

testCheck(check, [
  { name: "not there", verdict: "skip", message: "noPair", facts: { "ad.user": ad() } },
  {
    name: "disabled in AD",
    verdict: "fail",
    message: "blocked",
    suggests: [],
    data: { where: "the AD account is disabled" },
    facts: blocked,
  },
  {
    name: "blocked in the cloud",
    verdict: "fail",
    message: "blocked",
    data: { where: "in the cloud only" },
    facts: { ...blocked, "ad.user": ad() },
  },
  {
    name: "enabled",
    verdict: "pass",
    message: "enabled",
    not: ["blocked"],
    facts: { "ad.user": ad(), "entra.user": linked() },
  },
  {
    name: "disabled, and a value is withheld: that comes first",
    verdict: "skip",
    message: "noPair",
    not: ["blocked"],
    facts: { ...blocked, "entra.user": duplicate({ accountEnabled: false }) },
  },
  {
    name: "a shared mailbox: disabled on purpose",
    verdict: "pass",
    message: "onPurpose",
    not: ["blocked"],
    facts: { ...blocked, "ad.user": ad({ userAccountControl: 514, msExchRecipientTypeDetails: 34359738368 }) },
  },
  {
    name: "Active Directory cannot be read",
    verdict: "fail",
    message: "blocked",
    facts: { "ad.user": unreadable("offline", "no listener"), "entra.user": linked({ accountEnabled: false }) },
  },
  {
    name: "Active Directory cannot be read, and the cloud user was never synced",
    verdict: "skip",
    message: "noPair",
    not: ["blocked"],
    facts: {
      ...{ "ad.user": unreadable("offline", "no listener"), "entra.user": linked({ accountEnabled: false }) },
      "entra.user": { ...linked(), onPremisesSyncEnabled: null, accountEnabled: false, assignedLicenses: [] },
    },
  },
]);
