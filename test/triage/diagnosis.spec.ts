import assert from "node:assert/strict";
import {
  absent,
  FACT_KEYS,
  FACTS,
  lowers,
  seen,
  unreadable,
  type RootCause,
  type FactKey,
  type FactSet,
  type Finding,
  type Unreadable,
} from "../../src/domain";
import { diagnosisOf } from "../../src/triage/diagnosis";
import { ad, linked, terms } from "../checks/shared/people";

const FINDING: Finding = {
  check: "matching.anchor-differs",
  verdict: "fail",
  message: "differs",
  code: "anchor-mismatch",
  confidence: "certain",
  standing: "shown",
  data: {},
  evidence: [],
  suggests: [],
};
/** An account on the way, and a cloud user of its name with another anchor. */
const MISMATCH = {
  ask: seen(terms("ana.lima@contoso.com"), { system: "ask", via: "" }),
  "ad.user": seen(ad(), { system: "premises", via: "" }),
  "entra.user": seen(linked({ onPremisesImmutableId: "AAAAAAAAAAAAAAAAAAAAAA==" }), { system: "entra", via: "" }),
};
const COST = { graphRequests: 0, graphReads: 0, relayRoundTrips: 0, wallMs: 0, slowestCheckMs: 0 };
/** A certain finding about a user, judged on facts of which one could not be read. */
const without = (key: FactKey, why: Unreadable["why"]) => {
  const read = Object.fromEntries(FACT_KEYS.map((k) => [k, absent({ system: "entra", via: "" })]));
  const facts = { ...read, ...MISMATCH, [key]: unreadable(why, "said") } as unknown as FactSet;
  const d = diagnosisOf({ facts, verdicts: [FINDING], cost: COST, offer: () => [], walk: () => [] });
  return { word: d.rootCause.confidence, told: d.notChecked };
};
const extras = FACT_KEYS.filter((k) => FACTS[k].weight === "extra");

describe("what could not be read", () => {
  it("is an extra in the cloud where a verdict does without it: logs, health, mailbox, the engines' accounts, source of authority", () =>
    assert.deepEqual([...extras].sort(), [
      "entra.attachments",
      "entra.audits",
      "entra.groupBehavior",
      "entra.mailboxSettings",
      "entra.serviceIssues",
      "entra.signIns",
      "entra.syncAccounts",
      "entra.syncBehavior",
      "entra.userSignIns",
    ]));
  for (const key of extras) {
    it(`lowers nothing and is told where ${key} was refused: the tenant will never serve it`, () =>
      assert.deepEqual(without(key, "denied"), { word: "certain", told: [{ what: key, why: "denied: said" }] }));
    it(`lowers the word and is told where ${key} only had no time now: it might have told otherwise`, () =>
      assert.deepEqual(without(key, "throttled"), { word: "likely", told: [{ what: key, why: "throttled: said" }] }));
  }
  for (const why of ["denied", "offline", "timeout", "throttled", "malformed", "truncated", "failed"] as const)
    it(`lowers the word where one side of the user is ${why}`, () => {
      for (const key of ["entra.user", "ad.related", "cs.chain", "entra.otherHolders"] as const)
        assert.deepEqual(without(key, why), { word: "likely", told: [{ what: key, why: `${why}: said` }] }, key);
    });
  it("is no hole, and is not told, where nobody asked", () => {
    for (const key of FACT_KEYS) {
      assert.deepEqual(without(key, "not-asked"), { word: "certain", told: [] }, key);
      assert.equal(lowers(key, unreadable("not-asked", "")), false);
    }
  });
  it("lowers the word of what stops everybody where the check that names what may have brought it about could not look", () => {
    const word = (open: RootCause, fact: FactKey, why: Unreadable["why"]): string | undefined => {
      const read = Object.fromEntries(FACT_KEYS.map((k) => [k, absent({ system: "entra", via: "" })]));
      const facts = { ...read, ...MISMATCH, [fact]: unreadable(why, "said") } as unknown as FactSet;
      const noLogon: Finding = { ...FINDING, code: "ad-connector-credentials", standing: "blocking" };
      const blind: Finding = {
        ...FINDING,
        check: "network.clock",
        verdict: "unknown",
        code: undefined,
        open: [open],
        missing: [{ fact, why: `${why}: said` }],
      } as unknown as Finding;
      const verdicts = [noLogon, blind];
      return diagnosisOf({ facts, verdicts, cost: COST, offer: () => [], walk: () => [] }).rootCause.confidence;
    };
    assert.equal(word("clock-skew", "server.host", "failed"), "likely");
    assert.equal(word("clock-skew", "server.host", "not-asked"), "certain");
    assert.equal(word("database-full", "server.host", "failed"), "certain", "brings about no refused logon");
  });
  it("lowers nothing where it is about the server and the user's own fault is shown", () =>
    assert.equal(without("server.events", "denied").word, "certain"));
});
