import assert from "node:assert/strict";
import type { Approval } from "../../src/domain";
import { approval, AT, triageCase } from "../support/cases";
import { breaches, type Evidence } from "./judge";
import type { Shown } from "./teams";

/** The judge of the crash matrix sees what it is there for. */
describe("what a crash is judged by", () => {
  const command = { system: "premises", kind: "start-sync-cycle", policyType: "Delta" } as const,
    effect = JSON.stringify(command);
  const done: Approval = {
    ...approval({ state: "done" }),
    startedAt: AT,
    endedAt: AT,
    plan: { ...approval().plan, commands: [command] },
    steps: [{ command: 0, commandId: "a.0", state: "done", at: AT, detail: "" }],
  };
  const card = (kind: Shown["kind"], of: string, words: string, verbs: string[] = []): Shown => ({
    activityId: `${kind} ${words}`,
    kind,
    of,
    posted: words,
    words,
    card: undefined,
    verbs,
  });
  const c = triageCase({ state: "resolved", approvalIds: [done.id] });
  const good: Evidence = {
    cases: [c],
    approvals: [done],
    effects: [effect],
    messages: [
      card("case", c.id, "✓ Resolved"),
      card("plan", done.id, "✓ Done"),
      card("confirmation", c.id, "✓ Resolved"),
      card("report", "", "# Incident report"),
      card("confirmation", c.id, "✓ Resolved, still"),
    ],
    unknown: [],
    accepted: [],
    lookedAt: 4,
    atEnd: true,
  };
  const found = (change: Partial<Evidence>): string[] => [
    ...new Set(breaches({ ...good, ...change }).map((b) => b.condition)),
  ];
  const but = (kind: Shown["kind"], shown: Partial<Shown>): Shown[] =>
    good.messages.map((m) => (m.kind === kind ? { ...m, ...shown } : m));

  it("finds nothing where all is well", () => assert.deepEqual(breaches(good), []));
  for (const [what, change, condition] of [
    ["a command that ran twice", { effects: [effect, effect] }, "run twice"],
    ["a step that counts as done and never ran", { effects: [] }, "lost"],
    ["a decision that is gone", { accepted: [{ approvalId: done.id, by: "nobody else" }] }, "lost"],
    ["a plan without an end", { approvals: [{ ...approval({ state: "pending" }), id: done.id, needed: 0 }] }, "lost"],
    ["a case that stays in a passing state", { cases: [{ ...c, state: "confirming" }] }, "hanging"],
    ["buttons on a plan that has ended", { messages: but("plan", { verbs: ["approve"] }) }, "untrue"],
    ["a plan's card that says it runs", { messages: but("plan", { words: "▶ Running" }) }, "untrue"],
    ["a second card of one plan", { messages: [...good.messages, card("plan", done.id, "✓ Done")] }, "message twice"],
    ["a report that never came", { messages: good.messages.filter((m) => m.kind !== "report") }, "forgotten"],
    ["a follow-up that never came", { messages: good.messages.slice(0, 4) }, "forgotten"],
  ] as const)
    it(`finds ${what}`, () => assert.ok(found(change as Partial<Evidence>).includes(condition)));
  it("allows a second copy where Teams' answer could not be known", () => {
    const again = card("plan", done.id, "✓ Done");
    assert.deepEqual(found({ messages: [...good.messages, again], unknown: [again.posted] }), []);
  });
});
