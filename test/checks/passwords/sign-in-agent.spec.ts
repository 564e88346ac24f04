import check from "../../../src/checks/passwords/sign-in-agent";
import { unreadable, type Topic } from "../../../src/domain";
import { testCheck, type GivenFacts } from "../../testers/check-tester";
import { cloudOnly, domains, features, terms } from "../shared/people";
import { agentSays, logonFailed, people, signIn, through } from "./sign-ins";

const service = (Status: string) => ({
  Name: "AzureADConnectAuthenticationAgent",
  DisplayName: "Microsoft Azure AD Connect Authentication Agent",
  Status,
  StartType: "Automatic",
});
const asked = (...topics: Topic[]) => ({ ...terms("ana.lima@contoso.com"), topics });
const base: GivenFacts = { ...people, "entra.domains": domains };
const refused: GivenFacts = {
  ...base,
  "entra.userSignIns": [through(50126)],
  "server.events": [agentSays(1935), logonFailed("0xC0000413")],
};
const byAgentAlone: GivenFacts = { ...refused, "server.events": [agentSays(1935)] };
const agentError: GivenFacts = { ...base, "entra.userSignIns": [signIn(80001)] };
const stopped: GivenFacts = {
  ...base,
  "server.services": [service("Stopped")],
  "entra.userSignIns": [through(50126)],
};
const none = { verdict: "pass", message: "none" } as const;
const later = { createdDateTime: "2026-11-23T08:50:00Z" };

testCheck(check, [
  { name: "no account", verdict: "skip", message: "none", facts: {} },
  { name: "no sign-in", ...none, facts: base },
  {
    name: "selective authentication",
    verdict: "fail",
    message: "refused",
    code: "sign-in-agent-failing",
    proof: "stated",
    since: "2026-11-23T08:40:02Z",
    suggests: [],
    facts: refused,
  },
  {
    name: "the Security log alone, sign-ins not read",
    verdict: "fail",
    message: "refused",
    facts: { ...base, "server.events": [logonFailed("0xC000018D")] },
  },
  { name: "the agent's log beside the sign-in", verdict: "fail", message: "refused", facts: byAgentAlone },
  {
    name: "the agent's log at another time: somebody else's",
    ...none,
    not: ["refused"],
    facts: { ...byAgentAlone, "entra.userSignIns": [through(50126, { createdDateTime: "2026-11-23T07:00:00Z" })] },
  },
  {
    name: "the password was wrong indeed",
    ...none,
    not: ["refused"],
    facts: { ...refused, "server.events": [agentSays(1326), logonFailed("0xC000006A")] },
  },
  {
    name: "an account of that name in another domain",
    ...none,
    not: ["refused"],
    facts: { ...base, "server.events": [logonFailed("0xC0000413", "ana.lima", "FABRIKAM")] },
  },
  {
    name: "another account",
    ...none,
    not: ["refused"],
    facts: { ...base, "server.events": [logonFailed("0xC0000413", "bo.ek")] },
  },
  {
    name: "signed in since",
    ...none,
    not: ["refused"],
    facts: { ...refused, "entra.userSignIns": [signIn(0, later), through(50126)] },
  },
  {
    name: "no agent was available",
    verdict: "fail",
    message: "agentError",
    proof: "stated",
    facts: agentError,
  },
  {
    name: "no agent was available, and a token was renewed since",
    verdict: "fail",
    message: "agentError",
    facts: { ...agentError, "entra.userSignIns": [signIn(0, { ...later, isInteractive: false }), signIn(80001)] },
  },
  {
    name: "no agent was available, and the person came in since",
    ...none,
    not: ["agentError"],
    facts: { ...agentError, "entra.userSignIns": [signIn(0, later), signIn(80001)] },
  },
  {
    name: "the name that was used is wrong",
    ...none,
    not: ["agentError"],
    facts: { ...agentError, "entra.userSignIns": [signIn(80004, later), signIn(80001)] },
  },
  {
    name: "the agent's service is down, and checks this person's password",
    verdict: "fail",
    message: "stopped",
    proof: "timed",
    facts: stopped,
  },
  {
    name: "the agent's service is down, no hash is sent, and the ask is about it",
    verdict: "fail",
    message: "stopped",
    facts: {
      ...base,
      "server.services": [service("Stopped")],
      "entra.synchronization": features({ passwordSyncEnabled: false }),
      ask: asked("sign-in"),
    },
  },
  {
    name: "the agent's service runs",
    ...none,
    not: ["stopped"],
    facts: { ...stopped, "server.services": [service("Running")] },
  },
  {
    name: "hashes are sent, and nothing shows an agent at work",
    ...none,
    not: ["stopped"],
    facts: {
      ...stopped,
      "entra.userSignIns": [signIn(50126)],
      "entra.synchronization": features({ passwordSyncEnabled: true }),
    },
  },
  {
    name: "a federated domain",
    verdict: "skip",
    message: "federated",
    not: ["agentError"],
    facts: {
      ...agentError,
      "entra.domains": [{ id: "contoso.com", isVerified: true, authenticationType: "Federated" }],
    },
  },
  {
    name: "not synced",
    verdict: "skip",
    message: "none",
    not: ["agentError"],
    facts: { ...agentError, "entra.user": cloudOnly() },
  },
  {
    name: "no agent was available, and Active Directory could not be read",
    verdict: "fail",
    message: "agentError",
    facts: { ...agentError, "ad.user": unreadable("offline", "no answer") },
  },
]);
