/** The walk through the guide: along the guide's own exits, from every place to words. */
import assert from "node:assert/strict";
import type { Approval, ApprovalState, Diagnosis, Finding, RemediationId, Verdict } from "../../src/domain";
import { exitsOf, GUIDE, NODES, OUTCOMES, START, type CheckNode, type GuideNode } from "../../src/guide";
import {
  changesBetween,
  nextOf,
  OVERVIEW,
  outcomeAt,
  problemAfter,
  step,
  walkOf,
  type WalkGround,
  type WalkState,
} from "../../src/triage/walk";
import { walkView } from "../../src/triage/walk-view";
import { approval, diagnosis, plan } from "../support/cases";

const nodes: readonly GuideNode[] = GUIDE.flatMap((c) => c.nodes);
const nodeAt = (id: string): GuideNode => NODES.get(id)!;
const VERDICTS: readonly Verdict[] = ["pass", "warn", "fail", "skip", "unknown"];
/** A finding that gives the step this verdict. */
const finding = (n: CheckNode, verdict: Verdict, suggests: readonly RemediationId[] = []): Finding => ({
  check: "x",
  guide: n.id,
  verdict,
  message: "m",
  data: {},
  evidence: [],
  suggests,
  ...(verdict === "fail" || verdict === "warn" ? { code: n.codes.find((c) => c !== "already-synced")! } : {}),
});
const judged = (...verdicts: Finding[]): Diagnosis => diagnosis({ verdicts, stages: [], remediations: [] });
const over = (d: Diagnosis, approvals: readonly Approval[] = []): WalkGround => ({ diagnosis: d, approvals });
const at = (id: string, ...trail: string[]): WalkState => ({ at: id, trail });
const checked = (id: string): CheckNode => {
  const n = nodeAt(id);
  assert.ok(n.kind === "check");
  return n;
};
/** A case in which the repair of a step was asked for and came to this. */
const asked = (n: CheckNode, state: ApprovalState): WalkGround => {
  const d = {
    ...judged(finding(n, "fail", ["run-delta-sync"])),
    remediations: [{ id: "run-delta-sync" as const, title: "x", risk: "trigger" as const, approvals: 1 }],
  };
  return over(d, [approval({ state, plan: plan({ remediation: "run-delta-sync" }) })]);
};

describe("the walk", () => {
  const scope = checked("basics.scope");

  it("begins at the overview, and from there at the first step", () => {
    const ground = over(judged());
    assert.equal(step(at(OVERVIEW), { kind: "show" }, ground).at, OVERVIEW);
    assert.equal(step(at(OVERVIEW), { kind: "next" }, ground).at, START);
  });
  it("follows the exit of the verdict, for each verdict of each step", () => {
    for (const n of nodes)
      if (n.kind === "check")
        for (const verdict of VERDICTS)
          assert.equal(
            step(at(n.id), { kind: "next" }, over(judged(finding(n, verdict)))).at,
            n.next[verdict],
            `${n.id}, ${verdict}`,
          );
  });
  it("leads from a fault to its repair, and from there by what became of it", () => {
    const after: readonly [ApprovalState, string][] = [
      ["done", "confirm.presence"],
      ["declined", "confirm.document"],
      ["expired", "basics.scope"],
      ["stale", "basics.scope"],
      ["failed", "end.escalate"],
      ["unknown", "end.escalate"],
      ["pending", "network.ports"],
      ["running", "network.ports"],
    ];
    const repair = step(at(scope.id), { kind: "next" }, asked(scope, "pending"));
    assert.equal(repair.at, "basics.scope.repair");
    for (const [state, to] of after) assert.equal(step(repair, { kind: "next" }, asked(scope, state)).at, to, state);
  });
  it("a repair that was done is still seen as done once its fault is gone", () => {
    const done = { ...asked(scope, "done"), diagnosis: judged() };
    const found = { ...diagnosis(), rootCause: { ...diagnosis().rootCause, code: "ou-out-of-scope" as const } };
    const repair = nodeAt("basics.scope.repair");
    assert.ok(repair.kind === "propose");
    assert.equal(outcomeAt(repair, { ...done, found }), "done");
    assert.equal(outcomeAt(repair, { ...over(judged()), found }), "refused");
  });
  it("asks, and each answer leads to a plan of its own", () => {
    const ground = over({
      ...judged(),
      remediations: (["hard-match", "remove-cloud-user"] as const).map((id) => ({
        id,
        title: id,
        risk: "grave" as const,
        approvals: 2,
      })),
    });
    const question = at("anchors.decide");
    assert.equal(nextOf(nodeAt("anchors.decide"), ground), undefined);
    const offers = ["keep", "remove"].map((answer) => {
      const shown = walkView({ ...ground, state: step(question, { kind: "answer", answer }, ground) });
      return shown.kind === "step" ? shown.repairs : [];
    });
    assert.deepEqual(offers, [["hard-match"], ["remove-cloud-user"]]);
    assert.equal(step(question, { kind: "answer", answer: "neither" }, ground).at, "duplicates.stale");
    assert.equal(step(question, { kind: "answer", answer: "what?" }, ground).at, "anchors.decide");
  });
  it("goes back the way it came, and where it came by no way to the step before", () => {
    const ground = over(judged());
    const there = step(step(at(START), { kind: "goto", node: "server.accounts" }, ground), { kind: "next" }, ground);
    const back = step(there, { kind: "back" }, ground);
    assert.deepEqual([back.at, step(back, { kind: "back" }, ground).at], ["server.accounts", START]);
    assert.equal(step(at("network.urls"), { kind: "back" }, ground).at, "network.ports");
    assert.equal(step(at("basics.scope.repair"), { kind: "back" }, ground).at, "basics.scope");
    assert.equal(step(at(START), { kind: "back" }, ground).at, OVERVIEW);
  });
  it("goes to the next problem, and round the guide once", () => {
    const d = judged(finding(checked("network.ports"), "fail"), finding(checked("cycles.status"), "warn"));
    assert.deepEqual(
      [OVERVIEW, "network.ports", "cycles.status"].map((id) => problemAfter(id, d)),
      ["network.ports", "cycles.status", "network.ports"],
    );
    assert.equal(problemAfter(START, judged()), undefined);
  });
  it("goes on from the step on the card, wherever somebody else's walk stands", () => {
    const ground = over(judged());
    assert.equal(step(at("confirm.logs"), { kind: "next", from: "network.ports" }, ground).at, "network.urls");
  });
  it("a place that the guide does not know is the overview", () => {
    const ground = over(judged());
    for (const event of [{ kind: "goto", node: "no.such" } as const, { kind: "next", from: "no.such" } as const])
      assert.ok([OVERVIEW, START].includes(step(at("gone.step"), event, ground).at));
  });
  it("says which steps stand otherwise than before", () => {
    const n = checked("network.ports");
    assert.deepEqual(changesBetween(judged(finding(n, "fail")), judged(finding(n, "pass"))), [
      { node: n.id, before: "fail", after: "pass" },
    ]);
  });
});

describe("every path through the guide ends in words", () => {
  it("whatever the verdicts, the answers and the outcomes are: without a repair that leads back, no step comes twice", () => {
    // A run that was approved leads to the confirmation, an expired or a stale plan back to its step: a person stands between. Every other way goes forward.
    const forward = (n: GuideNode): string[] =>
      n.kind === "propose"
        ? OUTCOMES.filter((o) => !["done", "expired", "stale"].includes(o)).map((o) => n.next[o])
        : exitsOf(n);
    const longest = new Map<string, number>();
    const lengthFrom = (id: string, way: readonly string[]): number => {
      assert.ok(!way.includes(id), `a loop: ${[...way, id].join(" → ")}`);
      const known = longest.get(id);
      if (known !== undefined) return known;
      const exits = forward(nodeAt(id));
      if (exits.length === 0) assert.equal(nodeAt(id).kind, "end", `${id} leads nowhere`);
      const length = 1 + Math.max(0, ...exits.map((to) => lengthFrom(to, [...way, id])));
      longest.set(id, length);
      return length;
    };
    for (const n of nodes) assert.ok(lengthFrom(n.id, []) <= nodes.length);
  });
  it("pressing Next alone comes to an end from every step, for each verdict everywhere", () => {
    for (const verdict of VERDICTS) {
      const ground = over(judged(...nodes.flatMap((n) => (n.kind === "check" ? [finding(n, verdict)] : []))));
      for (const n of nodes) {
        let state = at(n.id),
          steps = 0;
        while (state.at !== OVERVIEW && steps++ < 200) {
          const here = nodeAt(state.at);
          state = step(
            state,
            here.kind === "ask" ? { kind: "answer", answer: here.answers.at(-1)!.id } : { kind: "next" },
            ground,
          );
        }
        assert.equal(state.at, OVERVIEW, `${n.id} with ${verdict} everywhere`);
      }
    }
  });
  it("each place has a title, a state and a sentence, in both languages, for each verdict", () => {
    for (const verdict of VERDICTS) {
      const ground = over(judged(...nodes.flatMap((n) => (n.kind === "check" ? [finding(n, verdict)] : []))));
      for (const language of ["en", "de"] as const)
        for (const n of nodes) {
          const shown = walkView({ ...ground, state: at(n.id) }, language);
          assert.ok(shown.kind === "step");
          for (const text of [shown.title, shown.result, shown.why, shown.position])
            assert.ok(text.trim() !== "" && !/[{}]|undefined/.test(text), `${n.id}, ${verdict}, ${language}: ${text}`);
        }
    }
  });
  it("every end tells how the steps stand, and has a way on", () => {
    for (const n of nodes.filter((x) => x.kind === "end")) {
      const shown = walkView({ ...over(judged()), state: at(n.id) });
      assert.ok(shown.kind === "step" && shown.tally.length > 0 && shown.result !== "");
      assert.equal(step(at(n.id), { kind: "next" }, over(judged())).at, OVERVIEW);
    }
  });
});

describe("a step is in order only where that was shown", () => {
  const presence = checked("confirm.presence");
  const passed = finding(presence, "pass");
  const verdict = (d: Diagnosis, id: string): Verdict | undefined => walkOf(d).find((w) => w.node === id)?.verdict;
  const stage = (name: "ad" | "cloud-object", state: "well" | "broken" | "unknown") => ({
    stage: name,
    state,
    evidence: [],
  });

  it("presence: both sides shown", () =>
    assert.equal(
      verdict({ ...judged(passed), stages: [stage("ad", "well"), stage("cloud-object", "well")] }, presence.id),
      "pass",
    ));
  it("presence: not in the cloud is not in order, whatever a check says", () =>
    assert.equal(
      verdict({ ...judged(passed), stages: [stage("ad", "well"), stage("cloud-object", "broken")] }, presence.id),
      "fail",
    ));
  it("presence: not shown is not in order either", () =>
    assert.equal(
      verdict({ ...judged(passed), stages: [stage("ad", "well"), stage("cloud-object", "unknown")] }, presence.id),
      "unknown",
    ));
  it("the anchor of somebody who is not in the cloud does not apply", () => {
    const n = checked("objects.matching");
    assert.equal(verdict({ ...judged(finding(n, "pass")), stages: [stage("cloud-object", "broken")] }, n.id), "skip");
  });
  it("what was read and is a fault by itself needs a look, though no check blames it", () => {
    const n = checked("services.sync");
    const row = (mark: "good" | "bad") => ({
      ...judged(finding(n, "pass")),
      readings: [
        {
          id: "services" as const,
          state: "seen" as const,
          says: "x",
          rows: [{ cells: ["ADSync"], mark }],
          more: 0,
          source: "",
        },
      ],
    });
    assert.deepEqual([verdict(row("good"), n.id), verdict(row("bad"), n.id)], ["pass", "warn"]);
  });
  it("an agent that cannot be reached leaves a step unchecked, not out of order", () => {
    const n = checked("basics.person");
    assert.equal(verdict(judged({ ...finding(n, "fail"), code: "agent-offline" }), n.id), "unknown");
  });
  it("presence: what was read whole and does not decide it needs a look", () => {
    const rival = { text: "somebody shares a name with it", source: "entra: GET /users" };
    const open = { ...stage("cloud-object", "unknown"), evidence: [rival] };
    const d = (isPart: boolean) => ({
      ...judged(passed),
      stages: [stage("ad", "well"), open],
      readings: [
        {
          id: "accounts" as const,
          state: "seen" as const,
          says: "x",
          rows: [],
          more: 0,
          source: "",
          ...(isPart ? { isPart: true as const } : {}),
        },
      ],
    });
    assert.deepEqual([verdict(d(false), presence.id), verdict(d(true), presence.id)], ["warn", "unknown"]);
  });
  it("what nobody asked for was not failed to be checked", () => {
    const n = checked("confirm.logs");
    const lacking = (why: string): Finding => ({
      ...finding(n, "unknown"),
      missing: [{ fact: "entra.userSignIns", why }],
    });
    assert.deepEqual(
      [verdict(judged(lacking("not-asked: x")), n.id), verdict(judged(lacking("denied: 403")), n.id)],
      ["skip", "unknown"],
    );
  });
});
