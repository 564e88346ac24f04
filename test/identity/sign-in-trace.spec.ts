import assert from "node:assert/strict";
import type { Topic } from "../../src/domain";
import { signInTraceOf, type SignInTrace } from "../../src/identity/sign-in-trace";
import { event } from "../checks/passwords/writeback";
import { signIn } from "../checks/passwords/sign-ins";
import { ad, linked } from "../checks/shared/people";
import { factsOf, type GivenFacts } from "../testers/check-tester";

const SET = "2026-11-20T06:12:00Z";
const came: GivenFacts = {
  now: "2026-11-23T09:00:00Z",
  "ad.user": ad({ pwdLastSet: SET }),
  "entra.user": linked({ lastPasswordChangeDateTime: SET }),
};
const behind: GivenFacts = { ...came, "entra.user": linked({ lastPasswordChangeDateTime: "2026-08-20T06:12:00Z" }) };
const CASES: readonly [name: string, topic: Topic, facts: GivenFacts, state: SignInTrace["state"]][] = [
  ["the password came", "sign-in", came, "well"],
  ["the password is behind", "password", behind, "broken"],
  ["signed in since it was set", "sign-in", { ...behind, "entra.userSignIns": [signIn(0)] }, "well"],
  ["locked", "sign-in", { ...came, "entra.userSignIns": [signIn(50053)] }, "broken"],
  ["the password was right, a policy refused", "sign-in", { ...came, "entra.userSignIns": [signIn(53003)] }, "well"],
  ["a wrong password, though it came", "sign-in", { ...came, "entra.userSignIns": [signIn(50126)] }, "unknown"],
  ["a wrong password, and it is behind", "sign-in", { ...behind, "entra.userSignIns": [signIn(50126)] }, "broken"],
  ["the password came, and writeback is asked about", "writeback", came, "unknown"],
  ["written back", "writeback", { ...came, "server.events": [event(31002)] }, "well"],
  ["not written back", "writeback", { ...came, "server.events": [event(33008)] }, "broken"],
  ["the writeback service is down", "writeback", { ...came, "server.events": [event(31034, "")] }, "broken"],
];

describe("the trace of signing in", () => {
  for (const [name, topic, facts, state] of CASES)
    it(`${state}: ${name}`, () => assert.equal(signInTraceOf(factsOf(facts), [topic]).state, state));
});
