import check from "../../../src/checks/cloud-sync/agent-account";
import { unreadable } from "../../../src/domain";
import { testCheck } from "../../testers/check-tester";
import { agent, BEGAN, netlogon, quarantine } from "./world";

const broken = [agent({ Active: false, GmsaOk: false })];
/** AES128, AES256 and the bits of future types, as the policy writes them. */
const AES_ONLY = 2147483640;
/** As the agent's wizard says it (support article on gMSA creation). */
const NO_KEY = "Unable to create gMSA because KDS may not be running on domain controller. Error: Key does not exist";

testCheck(check, [
  {
    name: "no encryption type in common",
    facts: {
      "server.provisioningAgents": broken,
      "server.events": [netlogon(9001)],
      "server.host": { Kerberos: { SupportedEncryptionTypes: AES_ONLY } },
    },
    verdict: "fail",
    message: "encryption",
    not: ["unusable", "rights"],
    code: "agent-account-unusable",
    proof: "stated",
    standing: "blocking",
    since: "2026-11-23T08:25:00Z",
    suggests: [],
    data: { types: "AES128, AES256" },
  },
  {
    name: "the event, and an agent that is active since",
    facts: {
      "server.provisioningAgents": [agent()],
      "server.events": [netlogon(9001)],
      "server.host": { Kerberos: { SupportedEncryptionTypes: AES_ONLY } },
    },
    verdict: "pass",
    message: "fine",
    not: ["encryption"],
  },
  {
    name: "the account could not be added",
    facts: { "server.provisioningAgents": broken, "server.events": [netlogon(9002)] },
    verdict: "fail",
    message: "unusable",
    not: ["encryption"],
    code: "agent-account-unusable",
    data: { event: 9002 },
  },
  {
    name: "it could not be added once, and passes its test now",
    facts: { "server.provisioningAgents": [agent({ Active: false })], "server.events": [netlogon(9002)] },
    verdict: "pass",
    message: "fine",
    not: ["unusable"],
  },
  {
    name: "the job's code says that rights are lacking",
    facts: {
      "server.provisioningAgents": [agent()],
      "entra.syncJobs": quarantine("HybridSynchronizationActiveDirectoryInsufficientRights"),
    },
    verdict: "fail",
    message: "rights",
    code: "provisioning-permission",
    proof: "stated",
    since: BEGAN,
    suggests: [],
  },
  {
    name: "the job's code says something else",
    facts: {
      "server.provisioningAgents": [agent()],
      "entra.syncJobs": quarantine("HybridIdentityServiceNoActiveAgents"),
    },
    verdict: "pass",
    message: "fine",
    not: ["rights"],
  },
  {
    name: "the account fails its test, and the jobs were not read",
    facts: {
      "server.provisioningAgents": [agent({ GmsaOk: false })],
      "entra.syncJobs": unreadable("denied", "403"),
    },
    verdict: "fail",
    message: "rights",
    proof: "timed",
    settles: ["entra.syncJobs"],
    suggests: ["repair-agent-account"],
  },
  { name: "no agent is installed", facts: {}, verdict: "skip", message: "none" },
  {
    name: "the account could not be made, for want of a root key",
    facts: { "server.provisioningAgents": [agent({ Active: false, GmsaOk: false, LastErrors: [NO_KEY] })] },
    verdict: "fail",
    message: "noKey",
    not: ["rights", "unusable"],
    code: "agent-account-unusable",
    proof: "stated",
    suggests: [],
  },
  {
    name: "the wizard failed so once, and the account is well since",
    facts: { "server.provisioningAgents": [agent({ LastErrors: [NO_KEY] })] },
    verdict: "pass",
    message: "fine",
    not: ["noKey"],
  },
]);
