import assert from "node:assert/strict";
import { faultsOf } from "./support/gate";
import { readProject, type Project } from "./support/project";

describe("the gate", () => {
  const project = readProject();
  it("finds nothing missing", () => assert.deepEqual(faultsOf(project), []));

  describe("says what to add where a part is left out", () => {
    const without = <T>(list: readonly T[], fits: (x: T) => boolean): T[] => list.filter((x) => !fits(x));
    const check = project.checks[0]!;
    const remediation = project.remediations[0]!;
    const card = project.cards[0]!;
    const unread = { key: "entra.unread", from: "GET /policies/unread", ofTenant: true };
    const cases: readonly [string, Partial<Project>, RegExp][] = [
      [
        "a check's index line",
        { checkIndex: without(project.checkIndex, (x) => x === check.id) },
        /runs nowhere: add it/,
      ],
      ["a check's file", { checks: without(project.checks, (c) => c.id === check.id) }, /no file of src\/checks/],
      [
        "a check's spec",
        { checks: project.checks.map((c) => (c === check ? { ...c, spec: "" } : c)) },
        /no table of cases/,
      ],
      [
        "a check's place",
        { checks: project.checks.map((c) => (c === check ? { ...c, file: "src/checks/x.ts" } : c)) },
        /move it to/,
      ],
      [
        "a check's guide node",
        { checks: project.checks.map((c) => (c === check ? { ...c, guide: "no.node" } : c)) },
        /does not exist/,
      ],
      ["the order of the checks", { checkIndex: [...project.checkIndex].reverse() }, /not sorted/],
      [
        "a cause that nobody names",
        { rootCauses: [...project.rootCauses, "new-cause"] },
        /No check names the root cause new-cause/,
      ],
      [
        "a cause in the guide",
        { guide: project.guide.map((n) => ({ ...n, codes: [] })) },
        /No check node of the guide lists/,
      ],
      [
        "a remediation's index line",
        { remediationIndex: without(project.remediationIndex, (x) => x === remediation.id) },
        /cannot be planned/,
      ],
      [
        "a remediation's spec",
        { remediations: project.remediations.map((r) => (r === remediation ? { ...r, spec: "" } : r)) },
        /has no test/,
      ],
      [
        "a remediation's file",
        { remediationIds: [...project.remediationIds, "new-one"] },
        /no file of src\/remediations defines it/,
      ],
      [
        "a remediation's refusals",
        { remediations: project.remediations.map((r) => ({ ...r, spec: "testRemediation(r, { refuses: [] })" })) },
        /tried with no refusal/,
      ],
      [
        "a remediation's id in the vocabulary",
        { remediationIds: without(project.remediationIds, (id) => id === remediation.id) },
        /not in REMEDIATIONS/,
      ],
      [
        "the way to a guide step",
        { guide: project.guide.map((n) => ({ ...n, exits: without(n.exits, (to) => to === "objects.status") })) },
        /No way through the guide leads to the step objects\.status/,
      ],
      [
        "the step that another leads to",
        { guide: without(project.guide, (n) => n.id === "objects.status") },
        /leads to objects\.status, which does not exist/,
      ],
      ["a remediation that nobody suggests", { suggested: new Set() }, /No check suggests/],
      [
        "a card's view",
        { cards: project.cards.map((c) => (c === card ? { ...c, hasView: false } : c)) },
        /has no view/,
      ],
      [
        "a card's golden",
        { cards: project.cards.map((c) => (c === card ? { ...c, goldens: [] } : c)) },
        /has no golden/,
      ],
      [
        "a card's states",
        { cards: project.cards.map((c) => (c === card ? { ...c, tried: false } : c)) },
        /made by no test/,
      ],
      ["a golden without a card", { goldens: [...project.goldens, "no-such-card"] }, /belongs to no card/],
      ["a verb without a button or a handler", { verbs: [...project.verbs, "jump"] }, /no handler for the verb jump/],
      ["a reader of a fact", { facts: [...project.facts, unread] }, /read by nobody/],
      ["the emulator's route of a fact", { facts: [...project.facts, unread] }, /emulator does not answer/],
      ["the benchmark's row of a fact", { facts: [...project.facts, unread] }, /does not know what brings/],
      ["the refused read of a fact", { facts: [...project.facts, unread] }, /No test tries the read/],
      ["words that a command left open", { todos: ["src/checks/x.ts:1 (TODO)"] }, /still to be filled in/],
      ["a fresh page", { docs: [{ page: "docs/generated/x.md", fresh: false }] }, /is stale/],
    ];
    for (const [name, change, says] of cases)
      it(name, () => {
        const faults = faultsOf({ ...project, ...change });
        assert.ok(
          faults.some((f) => says.test(f)),
          faults.join("\n") || "nothing was found",
        );
      });
  });
});
