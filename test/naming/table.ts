/** The same subject named in every way: the verdict has to be the same. */
import type { LabTriage } from "../../src/cli/triage";
import type { Scenario } from "../../src/lab/scenario";
import { namingsOf, subjectOf, type Naming } from "./ways";

/** One naming of one world's subject. */
export interface Row extends Naming {
  readonly world: string;
  /** The verdict under the subject's own name. */
  readonly before: string;
  readonly after: string;
}
const complaint = (name: string): string => `${name} is missing`;

/** The rows of one world; `keep` may leave namings out. None where nobody is found under the name that the world states. */
export async function rowsOf(
  lab: LabTriage,
  scenario: Scenario,
  keep: (naming: Naming, index: number) => boolean = () => true,
): Promise<Row[]> {
  const own = scenario.expect?.subject;
  if (own === undefined) return [];
  const base = await lab.run(scenario, { ask: complaint(own) });
  const subject = subjectOf(scenario.world, base.subject);
  const rows: Row[] = [];
  for (const naming of namingsOf(scenario.world, subject).filter(keep)) {
    const line = await lab.run(scenario, { ask: complaint(naming.text) });
    rows.push({ world: scenario.id, ...naming, before: base.rootCause.code, after: line.rootCause.code });
  }
  return rows;
}
