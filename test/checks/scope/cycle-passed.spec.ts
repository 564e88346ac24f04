import check from "../../../src/checks/scope/cycle-passed";
import { unreadable } from "../../../src/domain";
import { testCheck } from "../../testers/check-tester";
import { chain, connectors, csObject, linked, NOW, person, run, scheduler } from "./world";

const fresh = person({ whenCreated: "2026-11-23T08:51:30Z", whenChanged: "2026-11-23T08:52:05Z" });
const base = {
  now: NOW,
  "ad.user": fresh,
  "server.connectors": connectors(),
  "server.runHistory": [run()],
  "server.scheduler": scheduler,
  "cs.chain": chain(),
};
const imported = (Attributes: object) => chain({ adCs: { ...csObject, Attributes: { ...Attributes } } });
const job = (status: object) => [
  {
    id: "AD2AADProvisioning.1",
    servicePrincipalId: "sp",
    servicePrincipalName: "contoso.local",
    templateId: "AD2AADProvisioning",
    status: { code: "Active", ...status },
  },
];
const cloudSync = {
  now: NOW,
  "ad.user": fresh,
  "entra.syncJobs": job({ lastSuccessfulExecution: { timeBegan: "2026-11-23T08:40:00Z" } }),
};

testCheck(check, [
  {
    name: "made after the newest import",
    facts: base,
    verdict: "fail",
    message: "pending",
    not: ["pendingCloud"],
    code: "sync-pending",
    proof: "measured",
    standing: "expected",
    since: "2026-11-23T08:52:05Z",
    suggests: ["run-delta-sync"],
  },
  {
    name: "made before it",
    facts: { ...base, "ad.user": person() },
    verdict: "pass",
    message: "passed",
    not: ["pending"],
  },
  {
    name: "imported before, and changed since",
    facts: { ...base, "cs.chain": imported({ mail: "ann.old@contoso.com" }) },
    verdict: "fail",
    message: "pending",
  },
  {
    name: "synced before, and the cloud still has the department of before",
    facts: {
      ...base,
      "ad.user": { ...fresh, department: "Treasury" },
      "cs.chain": imported({}),
      "entra.user": linked({ department: "Finance" }),
      "server.syncRules": [],
    },
    verdict: "fail",
    message: "pending",
  },
  {
    name: "synced, and the cloud has it already",
    facts: {
      ...base,
      "ad.user": { ...fresh, department: "Treasury" },
      "cs.chain": imported({}),
      "entra.user": linked({ department: "Treasury" }),
      "server.syncRules": [],
    },
    verdict: "pass",
    message: "passed",
    not: ["pending"],
  },
  {
    name: "imported as it stands",
    facts: { ...base, "cs.chain": imported({ mail: "ann.berg@contoso.com", displayName: "Ann Berg" }) },
    verdict: "pass",
    message: "passed",
    not: ["pending"],
  },
  {
    name: "no waiting on a disabled scheduler",
    facts: { ...base, "server.scheduler": { ...scheduler, SyncCycleEnabled: false } },
    verdict: "skip",
    message: "cannotTell",
    not: ["pending"],
  },
  {
    name: "no waiting on a server in staging mode",
    facts: { ...base, "server.scheduler": { ...scheduler, StagingModeEnabled: true } },
    verdict: "skip",
    message: "cannotTell",
    not: ["pending"],
  },
  {
    name: "no waiting where the last import is old",
    facts: { ...base, now: "2026-11-24T09:00:00Z" },
    verdict: "skip",
    message: "cannotTell",
    not: ["pending"],
  },
  {
    name: "no waiting where the newest import failed",
    facts: {
      ...base,
      "server.runHistory": [run({ StartDate: "2026-11-23T08:16:12Z" }), run({ Result: "no-start-connection" })],
    },
    verdict: "skip",
    message: "cannotTell",
    not: ["pending"],
  },
  {
    name: "no waiting outside the selected OUs",
    facts: { ...base, "ad.user": { ...fresh, dn: "CN=Ann Berg,OU=New,DC=contoso,DC=local" } },
    verdict: "skip",
    message: "cannotTell",
    not: ["pending"],
  },
  {
    name: "made after the newest good cycle of Cloud Sync",
    facts: cloudSync,
    verdict: "fail",
    message: "pendingCloud",
    not: ["pending"],
    code: "sync-pending",
    standing: "expected",
    suggests: ["provision-on-demand"],
  },
  {
    name: "in the cloud already",
    facts: { ...cloudSync, "entra.user": linked() },
    verdict: "pass",
    message: "passed",
    not: ["pendingCloud"],
  },
  {
    name: "a job in quarantine does not come round",
    facts: {
      ...cloudSync,
      "entra.syncJobs": job({
        code: "Quarantine",
        quarantine: { reason: "EncounteredQuarantineException" },
        lastSuccessfulExecution: { timeBegan: "2026-11-23T08:40:00Z" },
      }),
    },
    verdict: "skip",
    message: "cannotTell",
    not: ["pendingCloud"],
  },
  {
    name: "the cloud was not read",
    facts: { ...cloudSync, "entra.user": unreadable("denied", "403") },
    verdict: "skip",
    message: "cannotTell",
    not: ["pendingCloud"],
  },
  { name: "nobody", facts: { now: NOW }, verdict: "skip", message: "noUser" },
]);
