import assert from "node:assert/strict";
import { STAGES, type Finding, type RootCause, type Standing } from "../../src/domain";
import { rank, type Measure } from "../../src/triage/rank";

const finding = (code: RootCause, standing: Standing, more: Partial<Finding> = {}): Finding => ({
  check: `t.${code}`,
  verdict: "fail",
  message: "m",
  code,
  standing,
  confidence: "certain",
  data: {},
  evidence: [],
  suggests: [],
  ...more,
});
/** Nothing but the name was said, and no stage was read. */
const UNREAD: Measure = {
  stages: STAGES.map((stage) => ({ stage, state: "unknown", evidence: [] })),
  ledger: [{ kind: "complaint", about: "missing", stage: "cloud-object", scope: "subject", evidence: [] }],
};
const ranked = (f: readonly Finding[], measure: Measure = UNREAD): Finding[] => {
  const { claims, beside } = rank(f, measure);
  return [...claims, ...beside].map((w) => w.finding);
};
const codes = (...f: Finding[]): (string | undefined)[] => ranked(f).map((x) => x.code);

describe("ranking", () => {
  it("puts what is tied to this user before what hurts everybody", () =>
    assert.deepEqual(codes(finding("sync-service-stopped", "blocking"), finding("anchor-mismatch", "shown")), [
      "anchor-mismatch",
      "sync-service-stopped",
    ]));
  it("puts a broken engine before a fault that could not have shown itself", () =>
    assert.deepEqual(
      codes(finding("invalid-attribute-value", "expected"), finding("sync-service-stopped", "blocking")),
      ["sync-service-stopped", "invalid-attribute-value"],
    ));
  it("names upstream first", () =>
    assert.deepEqual(
      codes(finding("cloud-connector-credentials", "blocking"), finding("endpoint-blocked", "blocking")),
      ["endpoint-blocked", "cloud-connector-credentials"],
    ));
  it("names the cause before its effect", () =>
    assert.deepEqual(codes(finding("quarantined-attribute", "shown"), finding("on-premises-duplicate", "shown")), [
      "on-premises-duplicate",
      "quarantined-attribute",
    ]));
  it("says nothing of health where something of this user is wrong", () =>
    assert.deepEqual(codes(finding("already-synced", "benign"), finding("quarantined-attribute", "shown")), [
      "quarantined-attribute",
    ]));
  it("joins the evidence of one code, the stronger finding first", () => {
    const [one, ...rest] = ranked([
      finding("endpoint-blocked", "blocking", {
        confidence: "likely",
        check: "t.b",
        evidence: [{ text: "b", source: "s" }],
      }),
      finding("endpoint-blocked", "blocking", { check: "t.a", evidence: [{ text: "a", source: "s" }] }),
    ]);
    assert.equal(rest.length, 0);
    assert.deepEqual(
      one!.evidence.map((e) => e.text),
      ["a", "b"],
    );
  });
  it("ignores what passed", () =>
    assert.deepEqual(codes(finding("endpoint-blocked", "blocking", { verdict: "pass" })), []));
});
