import check from "../../../src/checks/cloud-sync/agent-active";
import type { ProvisioningAgent } from "../../../src/domain";
import { testCheck } from "../../testers/check-tester";
import { agent, quarantine } from "./world";

const agents = (...list: ProvisioningAgent[]) => ({ "server.provisioningAgents": list });
const stopped = agent({ ServiceStatus: "Stopped", Active: false });
const { LastCheckIn: _, ...fresh } = agent({ Active: false });

testCheck(check, [
  {
    name: "its service is stopped",
    facts: agents(stopped),
    verdict: "fail",
    message: "stopped",
    not: ["silent", "unfinished"],
    code: "provisioning-agent-inactive",
    proof: "measured",
    standing: "blocking",
    since: "2026-11-23T08:59:00Z",
    suggests: ["start-provisioning-agent"],
  },
  {
    name: "stopped, and its account is broken: a start would not help",
    facts: agents({ ...stopped, GmsaOk: false }),
    verdict: "fail",
    message: "stopped",
    effectOf: ["agent-account-unusable", "provisioning-permission"],
    suggests: [],
  },
  {
    name: "it runs, and is not active",
    facts: agents(agent({ Active: false })),
    verdict: "fail",
    message: "silent",
    not: ["stopped", "unfinished"],
    code: "provisioning-agent-inactive",
    suggests: [],
  },
  {
    name: "it has never checked in",
    facts: agents(fresh),
    verdict: "fail",
    message: "unfinished",
    not: ["silent"],
    code: "provisioning-agent-inactive",
    suggests: [],
  },
  {
    name: "the signals are blocked, not the agent",
    facts: {
      ...agents(agent({ Active: false })),
      "entra.syncJobs": quarantine("HybridIdentityServiceAgentSignalingError"),
    },
    verdict: "skip",
    message: "signalling",
    not: ["silent"],
  },
  {
    name: "another agent is active",
    facts: agents(stopped, agent()),
    verdict: "pass",
    message: "active",
    not: ["stopped"],
  },
  { name: "no agent is installed", facts: agents(agent({ Installed: false })), verdict: "skip", message: "none" },
]);
