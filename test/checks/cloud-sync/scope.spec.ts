import check from "../../../src/checks/cloud-sync/scope";
import { testCheck } from "../../testers/check-tester";
import { connectors, linked, person } from "../scope/world";
import { job } from "./world";

const PILOT = "CN=Pilot,DC=contoso,DC=local";
const PILOT_ID = "8d3c6a51-7f2e-4b90-a6c1-0e5f92d4b7aa";
const scoped = (rule: Record<string, unknown>, user = person()) => ({
  "ad.user": user,
  "entra.syncJobs": job({ code: "Active" }, rule),
});
const containers = (includedContainers: unknown[], excludedContainers: unknown[] = []) => ({
  containerFilter: { includedContainers, excludedContainers },
});
const groups = (...includedGroups: unknown[]) => ({ groupFilter: { includedGroups } });
const SALES = "OU=Sales,DC=contoso,DC=local";
const STAFF = "OU=Staff,DC=contoso,DC=local";

testCheck(check, [
  {
    name: "outside the containers",
    facts: scoped(containers([SALES])),
    verdict: "fail",
    message: "container",
    not: ["group"],
    code: "provisioning-scope",
    proof: "measured",
    suggests: [],
  },
  {
    name: "inside, in an excluded container",
    facts: scoped(containers([{ distinguishedName: STAFF }], [STAFF])),
    verdict: "fail",
    message: "container",
  },
  {
    name: "inside",
    facts: scoped(containers([SALES, STAFF])),
    verdict: "pass",
    message: "inside",
    not: ["container"],
  },
  {
    name: "outside, and in the cloud already",
    facts: { ...scoped(containers([SALES])), "entra.user": linked() },
    verdict: "pass",
    message: "inside",
    not: ["container"],
  },
  {
    name: "no direct member of the group",
    facts: scoped(groups(PILOT)),
    verdict: "fail",
    message: "group",
    not: ["container"],
    code: "provisioning-scope",
  },
  {
    name: "no direct member of a group that is named by its objectGUID",
    facts: {
      ...scoped(groups(PILOT_ID)),
      "ad.related": [person({ dn: PILOT, objectGUID: PILOT_ID, objectClass: ["top", "group"] })],
    },
    verdict: "fail",
    message: "group",
    data: { scope: PILOT },
  },
  {
    name: "a direct member",
    facts: scoped(groups(PILOT), person({ memberOf: [PILOT.toLowerCase()] })),
    verdict: "pass",
    message: "inside",
    not: ["group"],
  },
  {
    name: "a group that was not read decides nothing",
    facts: scoped(groups(PILOT, PILOT_ID)),
    verdict: "pass",
    message: "inside",
    not: ["group"],
  },
  {
    name: "the job of another domain, beside Entra Connect",
    facts: {
      ...scoped(containers([SALES]), person({ dn: "CN=Ann Berg,OU=Staff,DC=fabrikam,DC=local" })),
      "server.connectors": connectors(),
    },
    verdict: "skip",
    message: "none",
    not: ["container"],
  },
  { name: "nobody", facts: { "entra.syncJobs": job({ code: "Active" }) }, verdict: "skip", message: "noUser" },
]);
