/** What is known of each row: its tests, its mutations, and what is missing. */
import type { Outcome } from "./kill";
import type { Failure, MochaRun } from "./mocha";
import type { Row } from "./rows";
import { idsIn } from "./titles";

export interface Line {
  readonly row: Row;
  readonly passed: number;
  readonly failed: readonly Failure[];
  readonly mutations: number;
  readonly survived: readonly Outcome[];
  /** What keeps a control that stands from being proved; empty where it is, and where the control is owed. */
  readonly missing: readonly string[];
}
/** `tests`, `outcomes`: undefined where they were left out, and then not missed. */
export function linesOf(
  rows: readonly Row[],
  tests: MochaRun | undefined,
  outcomes: readonly Outcome[] | undefined,
): Line[] {
  return rows.map((row) => {
    const passed = (tests?.passed ?? []).filter((t) => idsIn(t).has(row.id)).length,
      failed = (tests?.failed ?? []).filter((t) => idsIn(t.title).has(row.id)),
      mine = (outcomes ?? []).filter((o) => o.mutation.row === row.id),
      survived = mine.filter((o) => !o.killed);
    const stands = row.owedBy === undefined;
    return {
      row,
      passed,
      failed,
      mutations: mine.length,
      survived,
      missing: [
        ...(failed.length > 0 ? ["a test fails"] : []),
        ...(survived.length > 0 ? ["a mutation survives"] : []),
        ...(stands && tests !== undefined && passed + failed.length === 0 ? ["no test"] : []),
        ...(stands && outcomes !== undefined && mine.length === 0 ? ["no mutation"] : []),
      ],
    };
  });
}
/** For people, a line a row, and below it what fails or survives. */
export function printed(lines: readonly Line[]): string[] {
  return lines.flatMap(({ row, passed, failed, mutations, survived, missing }) => [
    [
      row.id.padEnd(4),
      (row.owedBy === undefined ? "control stands" : `owed by: ${row.owedBy}`).padEnd(30),
      `tests ${String(passed).padStart(3)} passed`,
      `  mutations ${mutations - survived.length} of ${mutations} killed`,
      missing.length === 0 ? "" : `  MISSING: ${missing.join(", ")}`,
    ].join(""),
    ...failed.map((t) => `       failed: ${t.title} (${t.says})`),
    ...survived.map((o) => `       survived in ${o.mutation.file}: ${o.mutation.from} (${o.says})`),
  ]);
}
