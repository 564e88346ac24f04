import assert from "node:assert/strict";
import { ROOT_CAUSES, STAGES, type Finding, type RootCause, type Symptom, type Topic } from "../../src/domain";
import { mechanismOf } from "../../src/triage/causes";
import { explains, isContradicted, isEffectOf } from "../../src/triage/explain";
import { confidenceOf, doubtsOf, rank } from "../../src/triage/rank";

const claim = (code: RootCause, more: Partial<Finding> = {}): Finding => ({
  check: `t.${code}`,
  verdict: "fail",
  message: "m",
  code,
  proof: "measured",
  standing: "shown",
  data: {},
  evidence: [],
  suggests: [],
  ...more,
});
const symptom = (
  kind: Symptom["kind"],
  about: string,
  stage: Symptom["stage"],
  more: Partial<Symptom> = {},
): Symptom => ({
  kind,
  about,
  stage,
  scope: "subject",
  evidence: [],
  ...more,
});
const complaint = (topic: Topic, stage: Symptom["stage"]): Symptom => symptom("complaint", topic, stage);
const accounts = (
  code: RootCause,
  s: Symptom,
  ledger: readonly Symptom[] = [s],
  more: Partial<Finding> = {},
): boolean => explains(claim(code, more), s, ledger);
const unread = STAGES.map((stage) => ({ stage, state: "unknown" as const, evidence: [] }));
const first = (findings: readonly Finding[], ledger: readonly Symptom[]): (string | undefined)[] =>
  rank(findings, { stages: unread, ledger }).claims.map((w) => w.finding.code);

describe("what a claim explains", () => {
  const password = complaint("password", "sign-in");
  it("a scheduler that is off keeps changes back, and no password: hashes take their own way", () => {
    assert.equal(accounts("scheduler-disabled", complaint("value", "values")), true);
    assert.equal(accounts("scheduler-disabled", password), false);
    assert.equal(accounts("sync-service-stopped", password), true);
  });
  it("whoever is not in the cloud has no password there: what stops the object explains every complaint behind it", () => {
    const stop = symptom("break", "import", "import");
    assert.equal(accounts("ou-out-of-scope", password), false);
    assert.equal(accounts("ou-out-of-scope", password, [password, stop]), true);
  });
  it("stops an object only at its own stages", () => {
    assert.equal(accounts("ou-out-of-scope", symptom("break", "import", "import")), true);
    assert.equal(accounts("duplicate-cloud-user", symptom("break", "import", "import")), false);
    assert.equal(accounts("duplicate-cloud-user", symptom("break", "export", "export")), true);
  });
  it("what stops everybody does not explain what was due before it began", () => {
    const stop = symptom("break", "import", "import", { since: "2026-11-20T08:00:00Z" });
    assert.equal(accounts("sync-service-stopped", stop, [stop], { since: "2026-11-22T08:00:00Z" }), false);
    assert.equal(accounts("sync-service-stopped", stop, [stop], { since: "2026-11-20T07:00:00Z" }), true);
  });
  it("an error is explained by the causes that it may stem from, and by who cites it", () => {
    const error = symptom("error", "AttributeValueMustBeUnique", "export", {
      evidence: [{ text: "seen", source: "s" }],
    });
    assert.equal(accounts("on-premises-duplicate", error), true);
    assert.equal(accounts("sign-in-blocked", error), false);
    assert.equal(accounts("sign-in-blocked", error, [error], { evidence: [{ text: "seen", source: "s" }] }), true);
  });
  it("nothing that is not broken explains anything", () => {
    for (const code of ROOT_CAUSES.filter((c) => mechanismOf(c).hits === "none"))
      assert.equal(accounts(code, symptom("break", "ad", "ad")), false, code);
  });
});

describe("the order of claims", () => {
  it("puts what was asked before what was not", () =>
    assert.deepEqual(
      first([claim("present-but-unlicensed"), claim("password-sync-stalled")], [complaint("password", "sign-in")]),
      ["password-sync-stalled"],
    ));
  it("lets an effect yield to its cause, though the cause is weaker proved", () => {
    assert.equal(isEffectOf(claim("quarantined-attribute"), claim("on-premises-duplicate")), true);
    assert.deepEqual(
      first(
        [claim("quarantined-attribute"), claim("on-premises-duplicate", { proof: "timed" })],
        [complaint("missing", "cloud-object")],
      ),
      ["on-premises-duplicate", "quarantined-attribute"],
    );
  });
  it("drops a claim about a stage that was shown well, where it explains nothing", () => {
    const well = STAGES.map((stage) => ({ stage, state: "well" as const, evidence: [] }));
    assert.equal(isContradicted({ finding: claim("ou-out-of-scope"), explains: [] }, well), true);
    assert.equal(isContradicted({ finding: claim("ou-out-of-scope"), explains: [] }, unread), false);
    assert.equal(isContradicted({ finding: claim("sync-service-stopped"), explains: [] }, well), false);
  });
});

describe("the word of confidence", () => {
  const missing = complaint("missing", "cloud-object");
  const word = (
    f: Finding,
    others: readonly Finding[] = [],
    ledger: readonly Symptom[] = [missing],
    hasHole = false,
  ) => {
    const { claims, beside } = rank([f, ...others], { stages: unread, ledger });
    const all = [...claims, ...beside];
    const own = all.find((w) => w.finding.code === f.code);
    return own === undefined ? "gone" : confidenceOf(own.finding, doubtsOf(own, { all, ledger, hasHole }));
  };
  it("is certain where the claim is measured, alone, and leaves nothing open", () =>
    assert.equal(word(claim("ou-out-of-scope")), "certain"));
  it("is likely where one of these lacks", () => {
    assert.equal(word(claim("ou-out-of-scope", { proof: "timed" })), "likely");
    assert.equal(word(claim("ou-out-of-scope"), [], [missing], true), "likely");
    assert.equal(word(claim("ou-out-of-scope"), [claim("not-in-pilot-group")]), "likely");
    assert.equal(
      word(
        claim("ou-out-of-scope"),
        [],
        [missing, symptom("run", "AD: Delta Import", "import", { scope: "connector" })],
      ),
      "likely",
    );
  });
  it("is possible where more lacks, or only the ask says so", () => {
    assert.equal(word(claim("ou-out-of-scope", { proof: "timed" }), [], [missing], true), "possible");
    assert.equal(word(claim("ou-out-of-scope", { proof: "told" })), "possible");
  });
  it("is not lowered by what lies behind the stage, nor by its own effect", () => {
    assert.equal(word(claim("ou-out-of-scope"), [], [missing, symptom("value", "mail", "values")]), "certain");
    assert.equal(word(claim("on-premises-duplicate"), [claim("quarantined-attribute")]), "certain");
  });
});
