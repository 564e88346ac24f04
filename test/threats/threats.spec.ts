import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { MUTATIONS } from "./mutations";
import { ROWS } from "./rows";
import { linesOf } from "./table";
import { grepOf, idsIn, specsWithIds } from "./titles";

const root = join(__dirname, "..", "..");
const ids = new Set(ROWS.map((r) => r.id));

describe("the threat model", () => {
  const specs = specsWithIds(root);
  it("has its 73 rows, each once", () => assert.deepEqual([ROWS.length, ids.size], [73, 73]));
  it("knows every row that a test names", () =>
    assert.deepEqual(
      [...specs].flatMap(([file, named]) => [...named].filter((id) => !ids.has(id)).map((id) => `${file}: ${id}`)),
      [],
    ));
  for (const row of ROWS.filter((r) => r.owedBy === undefined))
    it(`${row.id} stands, with a test and a mutation`, () => {
      assert.ok(
        [...specs.values()].some((named) => named.has(row.id)),
        "no test names it",
      );
      assert.ok(
        MUTATIONS.some((m) => m.row === row.id),
        "no mutation breaks it",
      );
    });
  it("each mutation changes one place, and its spec names the row", () => {
    for (const m of MUTATIONS) {
      const path = join(root, m.file),
        says = `${m.row} in ${m.file}: ${m.from}`;
      assert.ok(existsSync(path), m.file);
      assert.equal(readFileSync(path, "utf8").split(m.from).length - 1, 1, says);
      assert.notEqual(m.from, m.to, says);
      assert.ok(specs.get(m.spec)?.has(m.row), `${m.spec} does not name ${m.row}`);
    }
  });
  it("finds the ids of a title, alone or in a list, and nothing that only looks like one", () => {
    assert.deepEqual([...idsIn("a suite A5, A12: x")], ["A5", "A12"]);
    assert.deepEqual([...idsIn("D4: x B1: y")], ["D4", "B1"]);
    assert.deepEqual([...idsIn("rule NA5: x; A5 alone; A555: x; at 9:00")], []);
    for (const [title, id, found] of [
      ["the door B1: x", "B1", true],
      ["A5, A12: x", "A12", true],
      ["A12: x", "A1", false],
      ["A1, A12: x", "A2", false],
    ] as const)
      assert.equal(new RegExp(grepOf(id)).test(title), found, `${id} in ${title}`);
  });
  it("misses what a control that stands has no test, no mutation, or a live mutation for", () => {
    const row = ROWS.find((r) => r.id === "A5")!,
      owed = ROWS.find((r) => r.id === "R1")!,
      mutation = MUTATIONS.find((m) => m.row === "A5")!;
    const missing = (passed: string[], killed: boolean[]): readonly string[] =>
      linesOf(
        [row],
        { passed, failed: [] },
        killed.map((k) => ({ mutation, killed: k, says: "" })),
      )[0]!.missing;
    assert.deepEqual(missing(["A5: x"], [true]), []);
    assert.deepEqual(missing([], []), ["no test", "no mutation"]);
    assert.deepEqual(missing(["A5: x"], [true, false]), ["a mutation survives"]);
    assert.deepEqual(linesOf([owed], { passed: [], failed: [] }, [])[0]!.missing, []);
  });
});
