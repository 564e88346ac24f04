import check from "../../../src/checks/cloud-object/direction";
import type { SyncJob } from "../../../src/domain";
import { testCheck } from "../../testers/check-tester";
import { cloudGroup } from "../shared/objects";
import { ad, cloudOnly, linked, terms } from "../shared/people";

const ask = (text: string) => ({ ...terms("ana.lima@contoso.com"), text });
const toAd: SyncJob = {
  id: "AAD2ADGroupProvisioning.t.1",
  templateId: "AAD2ADGroupProvisioning",
  servicePrincipalId: "s",
  servicePrincipalName: "contoso.local",
  status: { code: "Active" },
};
const down = { ask: ask("Cloud Sync should bring ana.lima@contoso.com down to our AD"), "entra.user": cloudOnly() };
const neverSynced = { ...cloudGroup(), onPremisesSyncEnabled: null, onPremisesSecurityIdentifier: null };
const members = { members: 4, groups: 2 };

testCheck(check, [
  {
    name: "a cloud user is expected in AD",
    verdict: "fail",
    message: "cloudUser",
    code: "unsupported-direction",
    proof: "measured",
    suggests: [],
    data: { jobs: "" },
    facts: down,
  },
  {
    name: "and the job towards AD carries groups",
    verdict: "fail",
    message: "cloudUser",
    data: { jobs: "; the provisioning job to Active Directory carries groups alone" },
    facts: { ...down, "entra.syncJobs": [toAd] },
  },
  {
    name: "the same user, and nobody speaks of AD",
    verdict: "skip",
    message: "notAsked",
    not: ["cloudUser"],
    facts: { ...down, ask: ask("ana.lima@contoso.com isn't synced") },
  },
  {
    name: "AD Connect is no place",
    verdict: "skip",
    message: "notAsked",
    not: ["cloudUser"],
    facts: { ...down, ask: ask("we moved to AD Connect and ana.lima@contoso.com isn't synced") },
  },
  {
    name: "the AD account exists",
    verdict: "skip",
    message: "notAsked",
    not: ["cloudUser"],
    facts: { ...down, "ad.user": ad() },
  },
  {
    name: "the user was synced once: its AD side is gone",
    verdict: "skip",
    message: "notAsked",
    not: ["cloudUser"],
    facts: { ...down, "entra.user": linked() },
  },
  {
    name: "groups inside a cloud group that is provisioned to AD",
    verdict: "fail",
    message: "nested",
    code: "unsupported-direction",
    data: { groups: 2 },
    facts: {
      ask: ask("the members of the nested groups never reach the group in AD"),
      "entra.object": neverSynced,
      "entra.membership": members,
      "entra.syncJobs": [toAd],
    },
  },
  {
    name: "people alone in it",
    verdict: "skip",
    message: "notAsked",
    not: ["nested"],
    facts: {
      ask: ask("the members never reach the group in AD"),
      "entra.object": neverSynced,
      "entra.membership": { members: 4, groups: 0 },
      "entra.syncJobs": [toAd],
    },
  },
]);
