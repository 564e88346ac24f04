import check from "../../../src/checks/passwords/writeback-works";
import { unreadable, type Topic } from "../../../src/domain";
import { testCheck, type GivenFacts } from "../../testers/check-tester";
import { ad, cloudOnly, features, linked, terms } from "../shared/people";
import { audit, engine, event, people, reason } from "./writeback";

const ON = features({ passwordWritebackEnabled: true });
const OFF = features({ passwordWritebackEnabled: false });
const asked = (...topics: Topic[]) => ({ ...terms("ana.lima@contoso.com"), topics });
const base: GivenFacts = { ...people, "entra.synchronization": ON };
const SAM =
  '"ERR_: MMS(4924): admaexport.cpp(2944): Failed to acquire user information: CONTOSO\\MSOL_1. Error Code: ERROR_ACCESS_DENIED"';
const sam: GivenFacts = {
  ...base,
  "server.host": { RestrictRemoteSam: "O:BAG:BAD:(A;;RC;;;BA)" },
  "server.events": [event(33004, reason("hr=80070005")), engine(SAM)],
};
const denied: GivenFacts = { ...base, "server.events": [event(33004)] };
const right: GivenFacts = {
  ...denied,
  "server.missingRights": [
    { Account: "CONTOSO\\MSOL_1", DN: "OU=Staff,DC=contoso,DC=local", Missing: ["reset-password"] },
  ],
};
const guarded: GivenFacts = { ...denied, "ad.user": ad({ adminCount: 1 }) };
const failed: GivenFacts = { ...base, "server.events": [event(31008, reason("hr=8023061f"))] };
const bus = (over = {}) => ({
  Host: "ssprdedicatedsbprodncu.servicebus.windows.net",
  Port: 443,
  Purpose: "server to the cloud",
  Dns: ["203.0.113.10"],
  Tcp: "timeout",
  ...over,
});
const listener = event(31034, "ServiceBusListenerError");
const closed: GivenFacts = { ...base, "server.events": [listener], "server.endpoints": [bus()] };
const service: GivenFacts = { ...base, "server.events": [event(32004, "DecryptionError")] };
const off: GivenFacts = { ...people, "entra.synchronization": OFF, ask: asked("writeback") };
const byCloud: GivenFacts = {
  ...base,
  "server.events": unreadable("offline", "no answer"),
  "entra.audits": [audit("OnPremisesAdminActionRequired")],
};
const none = { verdict: "pass", message: "none" } as const;
const good = (Id: number) => event(Id, undefined, { TimeCreated: "2026-11-23T08:50:00Z" });

testCheck(check, [
  { name: "no account", verdict: "skip", message: "none", facts: {} },
  { name: "nothing was tried", ...none, facts: base },
  {
    name: "the policy on remote calls to SAM",
    verdict: "fail",
    message: "remoteSam",
    code: "password-writeback-failing",
    proof: "measured",
    since: "2026-11-23T08:31:20Z",
    suggests: [],
    facts: sam,
  },
  {
    name: "denied, and the policy is not set",
    verdict: "fail",
    message: "denied",
    proof: "stated",
    not: ["remoteSam"],
    facts: { ...sam, "server.host": { RestrictRemoteSam: "" } },
  },
  {
    name: "denied, and the engine could read the account",
    verdict: "fail",
    message: "denied",
    not: ["remoteSam"],
    facts: { ...sam, "server.events": [event(33004, reason("hr=80070005")), engine("BAIL: 0x80070005")] },
  },
  { name: "the right to reset is missing", verdict: "fail", message: "right", proof: "measured", facts: right },
  {
    name: "the right is missing in another place",
    verdict: "fail",
    message: "denied",
    not: ["right"],
    facts: {
      ...right,
      "server.missingRights": [{ Account: "A", DN: "OU=Other,DC=contoso,DC=local", Missing: ["reset-password"] }],
    },
  },
  {
    name: "the right is missing, nothing was logged, and writeback is complained of",
    verdict: "fail",
    message: "lacks",
    code: "password-writeback-failing",
    facts: { ...right, "server.events": [], ask: asked("writeback") },
  },
  {
    name: "the right is missing, and nobody asks for writeback",
    ...none,
    not: ["lacks"],
    facts: { ...right, "server.events": [], ask: asked("missing") },
  },
  { name: "a protected account", verdict: "fail", message: "protected", facts: guarded },
  {
    name: "an ordinary account",
    verdict: "fail",
    message: "denied",
    not: ["protected"],
    facts: { ...guarded, "ad.user": ad({ adminCount: 0 }) },
  },
  {
    name: "denied, then written back",
    ...none,
    not: ["denied"],
    facts: { ...denied, "server.events": [good(31002), event(33004)] },
  },
  {
    name: "its policy refused it: writeback works",
    ...none,
    not: ["denied"],
    facts: { ...denied, "server.events": [good(33008), event(33004)] },
  },
  {
    name: "the connector was added after writeback was set up",
    verdict: "fail",
    message: "failed",
    proof: "stated",
    data: {
      event: 31008,
      means: "the forest was added after password writeback was switched on, so it is not set up for that connector",
    },
    facts: failed,
  },
  {
    name: "the present password was mistyped",
    ...none,
    not: ["failed"],
    facts: { ...failed, "server.events": [good(33007), event(31008, reason("hr=8023061f"))] },
  },
  {
    name: "the line to the cloud is closed",
    verdict: "fail",
    message: "bus",
    proof: "measured",
    facts: closed,
  },
  {
    name: "the line does not resolve",
    verdict: "fail",
    message: "bus",
    facts: { ...closed, "server.endpoints": [bus({ Dns: [] })] },
  },
  {
    name: "the host is reached, and the listener fails",
    verdict: "fail",
    message: "service",
    not: ["bus"],
    facts: { ...closed, "server.endpoints": [bus({ Tcp: "open" })] },
  },
  {
    name: "a heartbeat since",
    ...none,
    not: ["bus"],
    facts: { ...closed, "server.events": [good(31019), listener] },
  },
  { name: "what arrives cannot be decrypted", verdict: "fail", message: "service", proof: "stated", facts: service },
  {
    name: "said three days ago, and nothing since",
    verdict: "fail",
    message: "service",
    proof: "timed",
    facts: { ...service, "server.events": [event(32004, "", { TimeCreated: "2026-11-20T08:00:00Z" })] },
  },
  {
    name: "started again since",
    ...none,
    not: ["service"],
    facts: { ...service, "server.events": [good(31015), event(32004, "DecryptionError")] },
  },
  {
    name: "another source has that id",
    ...none,
    not: ["service"],
    facts: { ...service, "server.events": [event(32004, "", { ProviderName: "Other" })] },
  },
  { name: "writeback is off, and is complained of", verdict: "fail", message: "off", proof: "timed", facts: off },
  {
    name: "writeback is off, and a reset failed",
    verdict: "fail",
    message: "off",
    proof: "measured",
    facts: { ...people, "entra.synchronization": OFF, "entra.audits": [audit("SSPR_0010")] },
  },
  { name: "writeback is off, and nobody asks for it", ...none, not: ["off"], facts: { ...off, ask: asked("missing") } },
  {
    name: "writeback is on",
    ...none,
    not: ["off"],
    facts: { ...off, "entra.synchronization": ON },
  },
  {
    name: "writeback is off, and a password was set in the cloud all the same: an override",
    ...none,
    not: ["off"],
    facts: {
      ...off,
      "ad.user": ad({ pwdLastSet: "2026-11-20T06:12:00Z" }),
      "entra.audits": [audit("", { result: "success" })],
    },
  },
  { name: "not synced", verdict: "skip", message: "none", not: ["off"], facts: { ...off, "entra.user": cloudOnly() } },
  { name: "only the cloud can be asked", verdict: "fail", message: "toldByCloud", proof: "stated", facts: byCloud },
  {
    name: "the cloud speaks of the policy",
    ...none,
    not: ["toldByCloud"],
    facts: { ...byCloud, "entra.audits": [audit("OnPremisesPolicyViolation")] },
  },
  {
    name: "the cloud speaks of another user",
    ...none,
    not: ["toldByCloud"],
    facts: { ...byCloud, "entra.user": linked({ id: "9" }) },
  },
  {
    name: "only the cloud can be asked, Active Directory included",
    verdict: "fail",
    message: "toldByCloud",
    facts: { ...byCloud, "ad.user": unreadable("offline", "no answer") },
  },
]);
