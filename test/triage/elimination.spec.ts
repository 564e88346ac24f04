import assert from "node:assert/strict";
import type { Facts, Finding } from "../../src/domain";
import { eliminated } from "../../src/triage/elimination";
import { symptomsOf } from "../../src/triage/ledger";
import { stagesOf } from "../../src/triage/stages";
import { AAD, chain, connectors, csObject, factsOf, person, run } from "../checks/scope/world";

const GATES = [
  "scope.not-filtered",
  "scope.system-object",
  "scope.object-type",
  "scope.linked-mailbox",
  "attributes.required",
  "matching.anchor-usable",
];
const verdict = (check: string, more: Partial<Finding> = {}): Finding => ({
  check,
  verdict: "pass",
  message: "m",
  data: {},
  evidence: [],
  suggests: [],
  ...more,
});
/** Imported, two cycles went well since, and the metaverse has no object. */
const stuck: Partial<Facts> = {
  "ad.user": person(),
  "server.connectors": connectors(),
  "cs.chain": chain({ adCs: csObject }),
  "server.runHistory": [
    run({
      RunProfileName: "Export",
      ConnectorName: AAD,
      StartDate: "2026-11-23T08:48:00Z",
      EndDate: "2026-11-23T08:48:10Z",
    }),
    run({
      RunProfileName: "Delta Synchronization",
      StartDate: "2026-11-23T08:47:00Z",
      EndDate: "2026-11-23T08:47:10Z",
    }),
    run(),
  ],
};
const left = (verdicts: readonly Finding[], given: Partial<Facts> = stuck): (string | undefined)[] => {
  const facts = factsOf(given);
  const stages = stagesOf(facts);
  return eliminated(facts, verdicts, { stages, ledger: symptomsOf(facts, stages) }, "Ann Berg").map(
    (f) => `${f.code}/${f.proof}`,
  );
};
const passed = GATES.map((check) => verdict(check));

describe("elimination", () => {
  it("names what is left where every gate of the stage is known and passed", () =>
    assert.deepEqual(left(passed), ["filtered-by-rule/eliminated"]));
  for (const check of GATES) {
    const others = passed.filter((v) => v.check !== check);
    it(`names nothing where ${check} is not known, or does not apply`, () => {
      assert.deepEqual(left(others), []);
      assert.deepEqual(left([...others, verdict(check, { verdict: "unknown" })]), []);
      assert.deepEqual(left([...others, verdict(check, { verdict: "skip" })]), []);
    });
  }
  it("names nothing while the engine does not run, nor where a run or the object has an error", () => {
    assert.deepEqual(left([...passed, verdict("server.service", { verdict: "fail", standing: "blocking" })]), []);
    const runs = [
      run({ Result: "stopped-server-down", StartDate: "2026-11-23T08:55:00Z" }),
      ...(stuck["server.runHistory"] ?? []),
    ];
    assert.deepEqual(left(passed, { ...stuck, "server.runHistory": runs }), []);
  });
  it("names nothing where the object was not due at the stage yet", () =>
    assert.deepEqual(left(passed, { ...stuck, "ad.user": person({ whenChanged: "2026-11-23T08:59:00Z" }) }), []));
});
