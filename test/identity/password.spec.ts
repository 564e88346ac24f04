import assert from "node:assert/strict";
import { passwordTraceOf, type PasswordTrace } from "../../src/identity/password";
import { ad, ANCHOR, anchoredOn, cloudOnly, features, linked } from "../checks/shared/people";
import { factsOf, type GivenFacts } from "../testers/check-tester";
import { unreadable } from "../../src/domain";

const SET = "2026-11-23T06:12:00Z";
const BEFORE = "2026-08-27T06:12:00Z";
const event = (Message: string, TimeCreated = "2026-11-23T06:13:40Z", ProviderName = "Directory Synchronization") => ({
  LogName: "Application",
  ProviderName,
  Id: 657,
  TimeCreated,
  Message,
});
const result = (what: string, { anchor = ANCHOR, dn = ad().dn } = {}) =>
  `Password Change Result - Anchor : ${anchor}, Dn : ${dn}, PwdChangeOnLogon=False, Result : ${what}.`;
const reset = (over: Record<string, unknown> = {}) => ({
  activityDateTime: "2026-11-23T07:00:00Z",
  activityDisplayName: "Reset user password",
  result: "success",
  initiatedBy: { user: { userPrincipalName: "admin@contoso.com" } },
  targetResources: [{ id: linked().id }],
  ...over,
});
const changed = (lastPasswordChangeDateTime: string | null): GivenFacts => ({
  now: "2026-11-23T09:00:00Z",
  "ad.user": ad({ pwdLastSet: SET }),
  "entra.user": linked({ lastPasswordChangeDateTime }),
});

const CASES: readonly [name: string, facts: GivenFacts, state: PasswordTrace["state"], how: PasswordTrace["how"]][] = [
  ["nobody to follow", {}, "unknown", "nobody"],
  ["a cloud-only user", { ...changed(SET), "entra.user": cloudOnly() }, "unknown", "nobody"],
  [
    "its own result after the change",
    { ...changed(null), "server.events": [event(result("Success"))] },
    "well",
    "confirmed",
  ],
  [
    "a result that names it by DN alone",
    { ...changed(null), "server.events": [event(result("Success", { anchor: "x" }))] },
    "well",
    "confirmed",
  ],
  [
    "a result that names it by anchor alone, under an older DN",
    { ...changed(null), "server.events": [event(result("Success", { dn: "CN=Ana,OU=Old,DC=contoso,DC=local" }))] },
    "well",
    "confirmed",
  ],
  [
    "somebody else's result",
    { ...changed(null), "server.events": [event(result("Success", { anchor: "x", dn: "CN=B,DC=contoso,DC=local" }))] },
    "unknown",
    "silent",
  ],
  [
    "a result of before the change",
    { ...changed(null), "server.events": [event(result("Success"), BEFORE)] },
    "unknown",
    "silent",
  ],
  [
    "the same id of another source",
    { ...changed(null), "server.events": [event(result("Success"), undefined, "ADSync")] },
    "unknown",
    "silent",
  ],
  [
    "refused, then sent",
    {
      ...changed(null),
      "server.events": [
        event(result("Failed: User not yet provisioned")),
        event(result("Success"), "2026-11-23T06:40:00Z"),
      ],
    },
    "well",
    "confirmed",
  ],
  ["left out", { ...changed(null), "server.events": [event(result("Filtered"))] }, "broken", "refused"],
  ["the cloud's change is as late", changed("2026-11-23T06:13:00Z"), "well", "dates"],
  ["half a minute of skew", changed("2026-11-23T06:11:30Z"), "well", "dates"],
  ["the cloud's change is older", changed(BEFORE), "broken", "behind"],
  ["older, and set minutes ago", { ...changed(BEFORE), now: "2026-11-23T06:20:00Z" }, "unknown", "fresh"],
  ["no date in the cloud", changed(null), "unknown", "silent"],
  ["no date in AD", { ...changed(SET), "ad.user": ad() }, "unknown", "silent"],
  [
    "older, where no hash is sent",
    { ...changed(BEFORE), "entra.synchronization": features({ passwordSyncEnabled: false }) },
    "unknown",
    "off",
  ],
  [
    "a date as late tells, though none is sent today",
    { ...changed(SET), "entra.synchronization": features({ passwordSyncEnabled: false }) },
    "well",
    "dates",
  ],
  ["a temporary password", { ...changed(BEFORE), "ad.user": ad({ pwdLastSet: 0 }) }, "broken", "temporary"],
  [
    "a temporary password where such ones are sent",
    {
      ...changed(BEFORE),
      "ad.user": ad({ pwdLastSet: 0 }),
      "entra.synchronization": features({ userForcePasswordChangeOnLogonEnabled: true }),
    },
    "unknown",
    "silent",
  ],
  [
    "reset in the cloud, and not written back",
    {
      ...changed("2026-11-23T07:00:00Z"),
      "entra.audits": [reset()],
      "entra.synchronization": features({ passwordWritebackEnabled: false }),
    },
    "broken",
    "overridden",
  ],
  [
    "reset in the cloud, and a hash sent after it",
    {
      ...changed("2026-11-23T07:00:00Z"),
      "entra.audits": [reset()],
      "entra.synchronization": features({ passwordWritebackEnabled: false }),
      "server.events": [event(result("Success"), "2026-11-23T07:30:00Z")],
    },
    "well",
    "confirmed",
  ],
  [
    "a reset that failed",
    {
      ...changed("2026-11-23T07:00:00Z"),
      "entra.audits": [reset({ result: "failure" })],
      "entra.synchronization": features({ passwordWritebackEnabled: false }),
    },
    "well",
    "dates",
  ],
  [
    "the engine's own write",
    {
      ...changed("2026-11-23T07:00:00Z"),
      "entra.audits": [reset({ initiatedBy: { user: { userPrincipalName: "Sync_S1_ab@contoso.onmicrosoft.com" } } })],
      "entra.synchronization": features({ passwordWritebackEnabled: false }),
    },
    "well",
    "dates",
  ],
  [
    "reset in the cloud, and written back",
    {
      ...changed("2026-11-23T07:00:00Z"),
      "entra.audits": [reset()],
      "entra.synchronization": features({ passwordWritebackEnabled: true }),
    },
    "well",
    "dates",
  ],
  [
    "an anchor of another attribute",
    {
      ...changed(null),
      "ad.user": ad({ pwdLastSet: SET, employeeID: "E1001" }),
      "entra.user": linked({ onPremisesImmutableId: "E1001" }),
      "server.globalSettings": anchoredOn("employeeID"),
      "server.events": [event(result("Success", { anchor: "E1001", dn: "x" }))],
    },
    "well",
    "confirmed",
  ],
  [
    "events that could not be read",
    { ...changed(null), "server.events": unreadable("offline", "") },
    "unknown",
    "silent",
  ],
];

describe("the trace of a password", () => {
  for (const [name, facts, state, how] of CASES)
    it(`${state}, ${how}: ${name}`, () => {
      const trace = passwordTraceOf(factsOf(facts));
      assert.deepEqual([trace.state, trace.how], [state, how]);
      assert.ok(trace.how === "nobody" || trace.evidence.length > 0, "no evidence");
    });
  it("is broken since the change that did not come", () => {
    assert.equal(passwordTraceOf(factsOf(changed(BEFORE))).since, "2026-11-23T06:12:00.000Z");
  });
  it("says what the channel said", () => {
    const facts = factsOf({ ...changed(null), "server.events": [event(result("Failed: User not yet provisioned"))] });
    assert.equal(passwordTraceOf(facts).said, "Failed: User not yet provisioned");
  });
});
