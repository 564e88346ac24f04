import check from "../../../src/checks/cloud-sync/service-principal";
import { testCheck } from "../../testers/check-tester";
import { event } from "../shared/engine-world";
import { agent, quarantine } from "./world";

const AT = "2026-11-23T08:00:00Z";
const org = { id: "o" };
const signIn = (errorCode: number, over = {}) => ({
  "entra.organization": org,
  "entra.signIns": [{ createdDateTime: AT, ...over, status: { errorCode } }],
});
const engine = { servicePrincipalName: "sync", appDisplayName: "Sync" };

testCheck(check, [
  {
    name: "the application is not in the tenant",
    facts: signIn(700016, engine),
    verdict: "fail",
    message: "missing",
    code: "service-principal-missing",
    proof: "stated",
    standing: "blocking",
    suggests: [],
    data: { error: 700016 },
  },
  {
    name: "a person's own sign-in says nothing",
    facts: signIn(700016, { appDisplayName: "Portal", userId: "u" }),
    verdict: "pass",
    message: "fine",
    not: ["missing"],
  },
  {
    name: "the engine's sign-in fails for its password",
    facts: signIn(50126, engine),
    verdict: "pass",
    message: "fine",
    not: ["missing"],
  },
  {
    name: "a sync account meets it",
    facts: {
      ...signIn(650052, { userId: "1" }),
      "entra.syncAccounts": [{ id: "1", userPrincipalName: "Sync_SYNC01_1a@contoso.onmicrosoft.com" }],
    },
    verdict: "fail",
    message: "missing",
  },
  {
    name: "the job's error names it",
    facts: { "entra.organization": org, "entra.syncJobs": quarantine("Unknown", "Unknown", "AADSTS7000112: disabled") },
    verdict: "fail",
    message: "missing",
    data: { error: 7000112 },
  },
  {
    name: "the agent's log names it, and the agent is active since",
    facts: {
      "entra.organization": org,
      "server.provisioningAgents": [agent({ LastErrors: ["AADSTS500011"] })],
    },
    verdict: "pass",
    message: "fine",
    not: ["missing"],
  },
  {
    name: "an event of the engine names it",
    facts: {
      "entra.organization": org,
      "server.events": [event("Directory Synchronization", 106, AT, "AADSTS500011")],
    },
    verdict: "fail",
    message: "missing",
    data: { error: 500011 },
  },
]);
