import assert from "node:assert/strict";
import { english } from "../support/english";
import type { Diagnosis, Finding, Stage, StageState, Symptom } from "../../src/domain";
import { outcomeOf } from "../../src/triage/outcome";
import { diagnosis } from "../support/cases";

const seen = (text: string) => [{ text, source: "read" }];
const stage = (name: Stage, state: StageState["state"], text = `${name} as read`): StageState => ({
  stage: name,
  state,
  evidence: state === "unknown" ? [] : seen(text),
});
const WAY: readonly Stage[] = ["ad", "import", "join", "export", "cloud-object"];
const wayWell = WAY.map((s) => stage(s, "well"));
const finding = (check: string, code: NonNullable<Finding["code"]>, more: Partial<Finding> = {}): Finding => ({
  check,
  verdict: "fail",
  message: "m",
  data: {},
  code,
  evidence: [],
  suggests: [],
  ...more,
});
const complaint = (about: string, stageOf: Stage): Symptom => ({
  kind: "complaint",
  about,
  stage: stageOf,
  scope: "subject",
  evidence: seen("asked"),
});
const error = (about: string, at: Stage = "export"): Symptom => ({
  kind: "error",
  about,
  stage: at,
  scope: "subject",
  evidence: seen(`the export says ${about}`),
});
const OU = finding("scope.ou-selected", "ou-out-of-scope"),
  TWIN = finding("cloud-object.twin", "duplicate-cloud-user"),
  UNLICENSED = finding("cloud-object.licensed", "present-but-unlicensed"),
  WELL = finding("object.present", "already-synced", { standing: "benign" });
const before = diagnosis({
  rootCause: { code: "ou-out-of-scope", confidence: "certain", evidence: [] },
  findings: [OU],
  verdicts: [OU],
  stages: [stage("ad", "well"), ...WAY.slice(1).map((s) => stage(s, "broken")), stage("services", "unknown")],
  asked: "cloud-object",
  symptoms: [complaint("missing", "cloud-object")],
});
const now = (more: Partial<Diagnosis>): Diagnosis =>
  diagnosis({
    findings: [WELL],
    verdicts: [{ ...OU, verdict: "pass" }],
    stages: wayWell,
    asked: "cloud-object",
    symptoms: [complaint("missing", "cloud-object")],
    ...more,
  });
const notLicensed = [...wayWell, stage("values", "well"), stage("services", "broken", "no licence")];

describe("what a fresh triage says of a repair", () => {
  const table: readonly { name: string; now: Diagnosis; state: string; left?: RegExp; notes?: RegExp }[] = [
    { name: "the cause is gone and the person is there", now: now({}), state: "resolved" },
    {
      name: "the cause is still found",
      now: now({ findings: [OU], verdicts: [OU] }),
      state: "unresolved",
      left: /^Still so: /,
    },
    {
      name: "whether the cause is gone could not be read",
      now: now({
        verdicts: [
          { ...OU, verdict: "unknown", missing: [{ fact: "server.connectors", why: "offline: no listener" }] },
        ],
      }),
      state: "unresolved",
      left: /could not be read.*offline/,
    },
    {
      name: "the cause is gone, and the person is not there yet",
      now: now({ stages: [...wayWell.slice(0, 4), stage("cloud-object", "broken", "no such user")] }),
      state: "partly",
      left: /^Not there yet: .*no such user/,
    },
    {
      name: "nothing that was read shows the person there",
      now: now({ stages: [...wayWell.slice(0, 4), stage("cloud-object", "unknown")] }),
      state: "partly",
      left: /^Not shown: /,
    },
    {
      name: "still doubled: the cloud object is not shown to be the only one",
      now: now({
        findings: [TWIN],
        stages: [...wayWell.slice(0, 4), { stage: "cloud-object", state: "unknown", evidence: seen("shares a name") }],
      }),
      state: "partly",
      left: /shares a name/,
    },
    {
      name: "an error came that was not there before",
      now: now({ symptoms: [complaint("missing", "cloud-object"), error("AttributeValueMustBeUnique")] }),
      state: "partly",
      left: /^New: the export says AttributeValueMustBeUnique/,
    },
    {
      name: "no licence, where nobody asked for mailbox, licence or sign-in: a note",
      now: now({ findings: [UNLICENSED], stages: notLicensed }),
      state: "resolved",
      notes: /./,
    },
    {
      name: "no licence, where the mailbox was asked about",
      now: now({
        findings: [UNLICENSED],
        stages: notLicensed,
        asked: "services",
        symptoms: [complaint("mailbox", "services")],
      }),
      state: "partly",
      left: /no licence/,
    },
    {
      name: "no licence, where the sign-in was asked about and works",
      now: now({
        findings: [UNLICENSED],
        stages: [...notLicensed, stage("sign-in", "well")],
        asked: "sign-in",
        symptoms: [complaint("sign-in", "sign-in")],
      }),
      state: "partly",
      left: /no licence/,
    },
  ];
  for (const t of table)
    it(t.name, () => {
      const o = outcomeOf(before, t.now);
      assert.equal(o.state, t.state);
      assert.match(english(o.left).join("\n"), t.left ?? /^$/);
      assert.match(english(o.notes).join("\n"), t.notes ?? /^$/);
    });
  it("an error that was there before and stays is no new one", () => {
    const had = { ...before, symptoms: [...before.symptoms!, error("DataValidationFailed")] };
    assert.equal(outcomeOf(had, now({ symptoms: had.symptoms })).state, "resolved");
  });
  it("a value that is wrong on arrival is a new symptom; what the message alone tells is none", () => {
    const fallback = finding("cloud-object.sign-in-name-verified", "synced-under-fallback-upn", { proof: "measured" });
    assert.equal(outcomeOf(before, now({ findings: [fallback] })).state, "partly");
    assert.equal(outcomeOf(before, now({ findings: [{ ...fallback, proof: "told" }] })).state, "resolved");
    const had = { ...before, findings: [OU, fallback] };
    assert.equal(outcomeOf(had, now({ findings: [fallback] })).state, "resolved");
  });
  it("says what is better: the cause, and each stage that is well now", () => {
    assert.deepEqual(english(outcomeOf(before, now({})).better).slice(1), [
      "Import: import as read.",
      "Join and sync rules: join as read.",
      "Export: export as read.",
      "Cloud object: cloud-object as read.",
    ]);
  });
  it("an object that was to go, and is gone, is what was asked for", () => {
    const gone = now({ stages: WAY.map((s) => stage(s, "unknown")) });
    assert.equal(outcomeOf(before, gone, { wantsGone: true }).state, "resolved");
    assert.equal(outcomeOf(before, gone).state, "partly");
  });
  it("one more user of the name keeps doubled who was complained of as doubled, and nobody else", () => {
    const doubled = now({ symptoms: [complaint("double", "cloud-object")] }),
      others = ["dana-2@contoso.com"];
    assert.equal(outcomeOf(before, doubled, { others }).state, "partly");
    assert.match(english(outcomeOf(before, doubled, { others }).left).join(), /dana-2@contoso\.com/);
    assert.deepEqual(
      [outcomeOf(before, doubled).state, outcomeOf(before, now({}), { others }).state],
      ["resolved", "resolved"],
    );
  });
  it("of a group nothing but its arrival can be shown", () => {
    const group = now({
      kind: "group",
      asked: "lists",
      stages: [...wayWell, stage("values", "unknown"), stage("lists", "unknown")],
    });
    assert.equal(outcomeOf(before, group).state, "resolved");
  });
});
