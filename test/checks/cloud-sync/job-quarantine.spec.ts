import check from "../../../src/checks/cloud-sync/job-quarantine";
import { testCheck } from "../../testers/check-tester";
import { agent, BEGAN, job, quarantine } from "./world";

const withAgent = (code: string, Active = true, reason?: string) => ({
  "entra.syncJobs": quarantine(code, reason),
  "server.provisioningAgents": [agent({ Active })],
});

testCheck(check, [
  {
    name: "its account's secret is wrong: the cause lasts",
    facts: withAgent("AzureActiveDirectoryInvalidCredential"),
    verdict: "fail",
    message: "caused",
    not: ["clear"],
    code: "provisioning-job-quarantined",
    proof: "stated",
    standing: "blocking",
    since: BEGAN,
    effectOf: ["cloud-connector-credentials", "cloud-connector-blocked-by-policy"],
    suggests: [],
  },
  {
    name: "no agent was active, and none is",
    facts: withAgent("HybridIdentityServiceNoActiveAgents", false),
    verdict: "fail",
    message: "caused",
    not: ["clear"],
    effectOf: ["provisioning-agent-inactive"],
  },
  {
    name: "no agent was active, and one is again",
    facts: withAgent("HybridIdentityServiceNoActiveAgents"),
    verdict: "fail",
    message: "clear",
    not: ["caused"],
    code: "provisioning-job-quarantined",
    suggests: ["restart-provisioning-job", "provision-on-demand"],
  },
  {
    name: "too many deletions: a restart would reject them",
    facts: withAgent("", true, "TooManyDeletes"),
    verdict: "fail",
    message: "caused",
    effectOf: ["deletion-threshold-exceeded"],
    suggests: [],
  },
  {
    name: "it failed, and is not in quarantine",
    facts: {
      "entra.syncJobs": job({
        code: "Active",
        lastExecution: { state: "Failed", error: { code: "AzureActiveDirectoryInvalidCredential" } },
      }),
      "server.provisioningAgents": [agent()],
    },
    verdict: "pass",
    message: "runs",
    not: ["caused", "clear"],
  },
  { name: "no job", facts: { "entra.syncJobs": [] }, verdict: "skip", message: "none" },
]);
